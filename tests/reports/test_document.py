"""The document as an official letter: its page, styles, contents, captions; nothing empty, nothing out of order."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from dashboard.house import House
from data_access.viewer import Viewer
from tests.reports.conftest import NOTE, YEARLY, paper_of, report_of
from tests.reports.paper import Paper

REPORTS = [YEARLY, NOTE, "kind=note&mechanism=talent", "kind=note&mechanism=objectivity"]
PART = re.compile(r"часть (\d+) из \d+")
MECHANISMS = (
    "preparation",
    "low_results",
    "talent",
    "career",
    "objectivity",
    "heads",
    "training",
    "methodical",
    "upbringing",
)


@pytest.mark.parametrize("query", REPORTS)
def test_no_section_stands_empty(query: str, papers: Callable[[str], Paper]) -> None:
    parts = papers(query).parts
    assert len(parts) >= 8
    assert [part.heading for part in parts if part.is_empty] == []


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_mechanism_has_a_note_with_tables_and_sentences(mechanism: str, demo: House) -> None:
    report = report_of(demo, f"kind=note&mechanism={mechanism}")
    assert [section.key for section in report.sections][:4] == [
        "main",
        "indicators",
        "years",
        "organisations",
    ]
    assert all(section.sentences or section.points or section.blocks for section in report.sections)
    assert sum(len(section.tables) for section in report.sections) >= 4


@pytest.mark.parametrize("query", REPORTS)
def test_tables_and_figures_are_numbered_in_order_and_each_has_its_caption(
    query: str, papers: Callable[[str], Paper]
) -> None:
    paper = papers(query)
    for kind in ("Таблица", "Рисунок"):
        numbers = [number for name, number, _ in paper.captions if name == kind]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers
    for part in paper.parts:
        kinds = [kind for kind, _, _ in part.captions]
        assert kinds.count("Таблица") == len(part.tables), part.heading
        assert kinds.count("Рисунок") == part.pictures, part.heading
    codes = re.findall(r"SEQ (Таблица|Рисунок)", paper.xml)
    assert len(codes) == len(paper.captions)


def test_the_yearly_report_has_the_parts_of_the_annex(papers: Callable[[str], Paper]) -> None:
    headings = [part.heading for part in papers(YEARLY).parts if part.level == 1]
    assert headings == [
        "Главное",
        "Анализ процедур оценки качества",
        "Тенденции",
        "Зоны риска",
        "Связь результатов с условиями работы школ",
        "Рекомендации",
        "Меры и решения",
        "Дорожная карта и цикл управления",
        "Выводы и предложения",
        "Приложение. Показатели механизмов",
    ]


@pytest.mark.parametrize("query", REPORTS)
def test_the_contents_name_every_heading_and_lead_to_it(query: str, papers: Callable[[str], Paper]) -> None:
    paper = papers(query)
    first = second = 0
    wanted = []
    for part in paper.parts:
        first, second = (first + 1, 0) if part.level == 1 else (first, second + 1)
        wanted.append(f"{first}. {part.heading}" if part.level == 1 else f"{first}.{second}. {part.heading}")
    assert paper.contents == wanted
    anchors = re.findall(r'<w:hyperlink w:anchor="(\w+)"', paper.xml)
    marks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"', paper.xml)
    assert anchors == marks
    assert 'TOC \\o "1-2"' in paper.xml
    assert "<w:updateFields" in paper.xml


def test_headings_are_numbered_by_word_and_not_typed(papers: Callable[[str], Paper]) -> None:
    paper = papers(NOTE)
    for level in (1, 2):
        style = paper.document.styles[f"Heading {level}"]
        number = style.element.pPr.numPr
        assert number is not None
        assert int(number.ilvl.val if number.ilvl is not None else 0) == level - 1
    assert not any(part.heading[0].isdigit() for part in paper.parts)


def test_the_page_is_that_of_an_official_letter(papers: Callable[[str], Paper]) -> None:
    document = papers(NOTE).document
    page = document.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    sides = (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    assert [round(side.mm) for side in sides] == [30, 15, 20, 20]
    body = document.styles["Body Text"].font
    assert (body.name, body.size.pt) == ("Times New Roman", 14)
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert "ru-RU" in languages
    assert "en-US" not in languages
    assert page.different_first_page_header_footer
    assert "PAGE" in page.footer._element.xml


def test_a_table_repeats_its_header_and_fits_the_page(papers: Callable[[str], Paper]) -> None:
    document = papers(YEARLY).document
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert sum(column.width for column in table.columns) <= Mm(258)
        assert len(table.rows) <= 41


def test_the_file_names_the_program_as_its_author_and_nobody_else(demo: House) -> None:
    viewer = Viewer("c", "Составитель отчёта", "head", municipality_ids=frozenset({1}), sees_names=True)
    paper = paper_of(demo, NOTE, viewer)
    core = paper.document.core_properties
    assert core.author == core.last_modified_by == "Качество образования"
    assert core.title == (
        "Аналитическая справка, Система оценки качества подготовки обучающихся, 2025/26 учебный год"
    )
    assert core.language == "ru-RU"
    assert any("Составитель отчёта" in line for line in paper.title)
    assert "Составитель отчёта" not in paper.files["docProps/core.xml"].decode()


def test_a_picture_is_crisp_and_is_told_in_words(papers: Callable[[str], Paper]) -> None:
    paper = papers(YEARLY)
    drawn = paper.document.inline_shapes
    assert len(drawn) == sum(part.pictures for part in paper.parts) > 5
    for one in drawn:
        words = one._inline.docPr.get("descr")
        assert any(letter.isdigit() for letter in words), words
        assert len(words) > 40
    for name, content in paper.files.items():
        if name.endswith(".png"):
            dots = int.from_bytes(content[16:20], "big")  # width in the header of a PNG
            assert dots / 6.5 >= 200, name  # inches of the text's width


@pytest.mark.slow
def test_the_report_turns_into_pdf_without_a_word_of_repair(
    papers: Callable[[str], Paper], tmp_path: Path
) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "report.docx"
    source.write_bytes(papers(YEARLY).content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    made = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert "Error" not in made.stderr, made.stderr
    pages = PdfReader(tmp_path / "report.pdf").pages
    assert len(pages) >= 20
    text = " ".join(page.extract_text() for page in pages)
    for part in papers(YEARLY).parts:
        assert part.heading in " ".join(text.split()), part.heading
    assert "Error!" not in text
    assert "Ошибка" not in text
    assert all(page.extract_text().strip() for page in pages)


def test_parts_of_a_wide_table_stand_in_order(papers: Callable[[str], Paper]) -> None:
    for paper in map(papers, REPORTS):
        titles = [words for kind, _, words in paper.captions if kind == "Таблица"]
        parts = [
            (words.split(", часть ")[0], int(found[1])) for words in titles if (found := PART.search(words))
        ]
        for name in dict(parts):
            numbers = [number for of, number in parts if of == name]
            assert numbers == sorted(numbers)


def test_what_fits_an_upright_page_stands_before_what_does_not(papers: Callable[[str], Paper]) -> None:
    """A section turns the page at most once, so no page stays half empty for it."""
    sections = papers(YEARLY).document.sections
    turned = [one.orientation for one in sections]
    headings = sum(part.level <= 2 for part in papers(YEARLY).parts)
    assert len(set(turned)) == 2
    assert len(turned) <= 2 * headings
    assert all(before != after for before, after in pairwise(turned))
