"""Words, shapes and tones of the states of work: the same on the screen, in Excel and in lists.

A state is never told by its colour alone; the shape keeps it readable on grey paper.
"""

from __future__ import annotations

from dashboard.blocks import Cell, Tone, WorkState

WORDS = {
    WorkState.PLANNED: "запланировано",
    WorkState.DOING: "идёт",
    WorkState.DONE: "выполнено",
    WorkState.OVERDUE: "просрочено",
    WorkState.DROPPED: "снято",
    WorkState.AS_NEEDED: "по необходимости",
    WorkState.NO_MARK: "нет отметки",
}
SHAPES = {
    WorkState.PLANNED: "○",
    WorkState.DOING: "◐",
    WorkState.DONE: "●",
    WorkState.OVERDUE: "▼",
    WorkState.DROPPED: "×",
    WorkState.AS_NEEDED: "◇",
    WorkState.NO_MARK: "◌",
}
TONES = {
    WorkState.PLANNED: Tone.MUTED,
    WorkState.DOING: Tone.WARN,
    WorkState.DONE: Tone.GOOD,
    WorkState.OVERDUE: Tone.BAD,
    WorkState.DROPPED: Tone.MUTED,
    WorkState.AS_NEEDED: Tone.MUTED,
    WorkState.NO_MARK: Tone.MUTED,
}


def state_words(state: WorkState) -> str:
    """«● выполнено»."""
    return f"{SHAPES[state]} {WORDS[state]}"


def state_cell(state: WorkState) -> Cell:
    """A cell for a column of states."""
    return Cell(WORDS[state], tone=TONES[state], shape=SHAPES[state])
