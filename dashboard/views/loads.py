"""Blocks of data loading: history, and for one load its counts, changes, new pupils and problems."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import (
    Cell,
    Column,
    Crumb,
    Heading,
    Kind,
    Measure,
    Notice,
    Quantity,
    Row,
    Status,
    Table,
    Tile,
    Tiles,
    Tone,
)
from dashboard.loading import Loading
from dashboard.loading.preview import Change, Preview
from dashboard.methods.comparable import period_title
from dashboard.numbers import format_moment
from dashboard.selection import Selection
from data_access.formats.rows import Problem
from data_access.queries.loads import read_history, read_issues, read_load, require_loading
from data_access.viewer import NotFound, Reader

STATUS_WORDS = {
    "draft": ("ждёт подтверждения", Tone.WARN),
    "applied": ("загружен", Tone.GOOD),
    "undone": ("отменён", Tone.MUTED),
    "rejected": ("не прочитан", Tone.BAD),
}
SEVERITY = {"error": ("строка отклонена", Tone.BAD), "warning": ("обратите внимание", Tone.WARN)}
SHOWN = 1000  # a screen that a person can still read; the counts are of all rows
MARKS = {"na": "н/а", "ex": "осв", "pass": "зач", "fail": "незач"}

HISTORY_COLUMNS = (
    Column("no", "№"),
    Column("file", "Файл"),
    Column("layout", "Что это"),
    Column("scope", "Что в нём"),
    Column("who", "Кто загрузил"),
    Column("at", "Когда"),
    Column("errors", "Отклонено", Kind.QUANTITY, Measure.COUNT, "строк отклонено с причиной"),
    Column("status", "Состояние", Kind.STATUS),
)
PROBLEM_COLUMNS = (
    Column("severity", "Итог", Kind.STATUS),
    Column("sheet", "Лист"),
    Column("cell", "Ячейка"),
    Column("value", "Значение"),
    Column("rule", "Правило"),
)
CHANGE_COLUMNS = (
    Column("class", "Класс"),
    Column("subject", "Предмет"),
    Column("period", "Период"),
    Column("before", "Было"),
    Column("after", "Станет"),
    Column("cell", "Ячейка"),
)


class LoadViews:
    """Views of the loading pages; they look at drafts, so nothing of theirs is remembered."""

    def __init__(self, loading: Loading) -> None:
        self.loading = loading
        self.zone = loading.house.settings.time_zone

    # -- the list -----------------------------------------------------------------------------------------

    def open_list(self, selection: Selection, reader: Reader) -> Selection:
        require_loading(reader)
        return selection

    def list_heading(self, selection: Selection, reader: Reader) -> Heading:
        return Heading(
            title="Загрузка данных",
            subtitle="Файл сначала показывается: что это, что изменится, какие в нём ошибки. Запись — после "
            "подтверждения, её можно отменить.",
            crumbs=(Crumb("Загрузка данных"),),
        )

    def history(self, selection: Selection, reader: Reader) -> Table:
        rows = []
        for row in read_history(reader):
            word, tone = STATUS_WORDS[row.status]
            is_open = row.status != "rejected" and (
                row.status != "draft" or row.user_id == reader.viewer.user_id
            )
            href = selection.at("/load", load=row.id).address if is_open else ""
            rows.append(
                Row(
                    (
                        Cell(str(row.id)),
                        Cell(row.file_name, href=href),
                        Cell(row.layout_title or "—"),
                        Cell(row.failure or row.scope_text or "—"),
                        Cell(row.user_name),
                        Cell(format_moment(row.created_at, self.zone)),
                        Cell(quantity=Quantity(row.errors, Measure.COUNT)),
                        Cell(word, tone=tone),
                    )
                )
            )
        return Table(
            key="history",
            title="История загрузок",
            caption="последние 60",
            columns=HISTORY_COLUMNS,
            rows=tuple(rows),
            empty="Загрузок ещё не было.",
        )

    # -- one load -----------------------------------------------------------------------------------------

    def open_load(self, selection: Selection, reader: Reader) -> Selection:
        if selection.load is None:
            raise NotFound("В адресе не указана загрузка.")
        read_load(reader, selection.load)
        return selection

    def load_heading(self, selection: Selection, reader: Reader) -> Heading:
        row = read_load(reader, selection.load or 0)
        word, _ = STATUS_WORDS.get(row.status, ("не загружен", Tone.MUTED))
        return Heading(
            title=row.file_name,
            subtitle=f"{row.layout_title} · загрузка № {row.id} · {word}",
            crumbs=(Crumb("Загрузка данных", selection.at("/data").address), Crumb(f"№ {row.id}")),
        )

    def counts(self, selection: Selection, reader: Reader) -> Tiles | Notice:
        row = read_load(reader, selection.load or 0)
        if row.status == "draft":
            preview = self.preview(selection, reader)
            counts = (("строк прочитано", preview.rows_read), *preview.counts)
        else:
            counts = tuple(row.counts.items())
        if not counts:
            return Notice("counts", "Ничего не записано", "Этот файл не менял данных.")
        tiles = tuple(
            Tile(f"count{number}", label[0].upper() + label[1:], Quantity(count, Measure.COUNT))
            for number, (label, count) in enumerate(counts)
        )
        return Tiles("counts", "Что в файле" if row.status == "draft" else "Что записано", tiles)

    def preview(self, selection: Selection, reader: Reader) -> Preview:
        load_id = selection.load or 0
        return reader.once(("preview", load_id), lambda: self.loading.preview(reader.viewer, load_id))

    def changes(self, selection: Selection, reader: Reader) -> Table | None:
        """Before confirming only: afterwards the counts say what happened."""
        if read_load(reader, selection.load or 0).status != "draft":
            return None
        changes = self.preview(selection, reader).changes
        return Table(
            key="changes",
            title="Какие отметки изменятся",
            caption="первые 200",
            columns=CHANGE_COLUMNS,
            rows=tuple(_change_row(change) for change in changes),
            empty="Ранее загруженные отметки этот файл не меняет.",
        )

    def new_pupils(self, selection: Selection, reader: Reader) -> Table | None:
        """Before confirming only: names of people who are about to be added."""
        if read_load(reader, selection.load or 0).status != "draft":
            return None
        listed = self.preview(selection, reader).new_pupils
        return Table(
            key="pupils",
            title="Новые обучающиеся",
            caption="будут добавлены в списки классов",
            columns=(Column("class", "Класс"), Column("name", "Обучающийся")),
            rows=tuple(Row((Cell(in_class), Cell(name))) for in_class, name in listed),
            empty="Новых обучающихся нет.",
            is_personal=bool(listed),
        )

    def problems(self, selection: Selection, reader: Reader) -> Table:
        row = read_load(reader, selection.load or 0)
        if row.status == "draft":
            rows = [_problem_row(problem) for problem in self.preview(selection, reader).problems]
        else:
            rows = [
                _row(issue.severity, issue.sheet, issue.cell, issue.value, issue.rule)
                for issue in read_issues(reader, row.id)
            ]
        return Table(
            key="problems",
            title="Замечания к файлу",
            caption=f"{len(rows)}, с местом в файле" if rows else "",
            columns=PROBLEM_COLUMNS,
            rows=tuple(rows[:SHOWN]),
            notes=(f"Показаны первые {SHOWN} из {len(rows)}.",) if len(rows) > SHOWN else (),
            empty="Замечаний нет.",
        )


def _change_row(change: Change) -> Row:
    before, after = (MARKS.get(value, value) for value in (change.before, change.after))
    texts: Iterable[str] = (
        change.class_name,
        change.subject,
        period_title(change.period),
        before,
        after,
        change.cell,
    )
    return Row(tuple(Cell(text) for text in texts))


def _problem_row(problem: Problem) -> Row:
    sheet, cell = (problem.place.sheet, problem.place.cell) if problem.place else ("", "")
    return _row(problem.severity, sheet, cell, problem.value, problem.rule)


def _row(severity: str, sheet: str, cell: str, value: str, rule: str) -> Row:
    word, tone = SEVERITY[severity]
    status = Status.BELOW if severity == "error" else Status.RISK
    return Row((Cell(word, tone=tone, status=status), Cell(sheet), Cell(cell), Cell(value), Cell(rule)))
