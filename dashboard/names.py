"""Names of people as a crowded table shows them; the full name stays on their own page and in Excel."""

from __future__ import annotations


def with_initials(full_name: str) -> str:
    """«Зайчикова Валентина Николаевна» → «Зайчикова В. Н.»; anything else stays as it is."""
    words = full_name.split()
    if len(words) < 2 or any(not word[:1].isalpha() for word in words[1:]):
        return full_name
    return "\u00a0".join([words[0], *(f"{word[0]}." for word in words[1:3])])


def without_patronymic(full_name: str) -> str:
    """«Берёзкина Ульяна Станиславовна» → «Берёзкина Ульяна»; a code such as «Ученик 001» stays as it is."""
    words = full_name.split()
    return " ".join(words[:2]) if len(words) == 3 else full_name
