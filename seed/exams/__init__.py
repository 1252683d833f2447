"""Reference tables of exams that come with the program: scales, codifiers and plans, each with its year and source."""

from seed.exams.filling import fill_exams
from seed.exams.reading import read_codifiers, read_plans, read_scales

__all__ = ["fill_exams", "read_codifiers", "read_plans", "read_scales"]
