"""
How a status is shown: always a word and a shape, and a colour that only repeats them.

The shapes are characters that Liberation Sans and Arial both have, so that the same mark
can stand in Word, PDF, spreadsheet and page; each also has a path for drawing.
"""

from dataclasses import dataclass

from headway.domain.status import JUDGED, Movement, StatusKind
from headway.judgement.actions import ActionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    How one status looks.

    Attributes:
        word: What a reader reads; never left out.
        shape: The character that goes before the word.
        path: The same shape as an SVG path in a box of 16 by 16.
        colour: Hexadecimal; at least 4.5 to 1 on white and on `tint`.
        tint: Background of the tag.
        css: The class that pages style it by.
        meaning: For the legend, in one sentence.
    """

    word: str
    shape: str
    path: str
    colour: str
    tint: str
    css: str
    meaning: str


_TICK = "M2 8.5 L6.2 13 L14 3.2 L11.9 1.8 L6 9.4 L3.8 7 Z"
_DISC = "M8 1.5 A6.5 6.5 0 1 1 8 14.5 A6.5 6.5 0 1 1 8 1.5 Z"
_UP = "M8 1.5 L15 14 H1 Z"
_DOWN = "M8 14.5 L15 2 H1 Z"
_SQUARE = "M2 2 H14 V14 H2 Z"
_RING = (
    "M8 1.5 A6.5 6.5 0 1 1 8 14.5 A6.5 6.5 0 1 1 8 1.5 Z "
    "M8 3.7 A4.3 4.3 0 1 0 8 12.3 A4.3 4.3 0 1 0 8 3.7 Z"
)
_FRAME = "M2 2 H14 V14 H2 Z M4 4 V12 H12 V4 Z"
_CROSS = (
    "M3.4 1.8 L8 6.4 L12.6 1.8 L14.2 3.4"
    " L9.6 8 L14.2 12.6 L12.6 14.2 L8 9.6 L3.4 14.2 L1.8 12.6 L6.4 8 L1.8 3.4 Z"
)
_HALF = "M8 1.5 A6.5 6.5 0 1 1 8 14.5 A6.5 6.5 0 1 1 8 1.5 Z M8 3.5 A4.5 4.5 0 1 1 8 12.5 Z"
_LOZENGE = "M8 0.8 L14 8 L8 15.2 L2 8 Z M8 4 L4.7 8 L8 12 L11.3 8 Z"
_BAR = "M1 6 H15 V10 H1 Z"
_SMALL_FRAME = "M4 4 H12 V12 H4 Z M5.8 5.8 V10.2 H10.2 V5.8 Z"
_DOTS = "M1 7 H4 V10 H1 Z M6.5 7 H9.5 V10 H6.5 Z M12 7 H15 V10 H12 Z"

_BARRED_RING = _RING + " M2 12.4 L12.4 2 L14 3.6 L3.6 14 Z"

_GREY, _PALE = "#454d52", "#eef0f1"

MARKS: dict[StatusKind, Mark] = {
    StatusKind.MET: Mark(
        word="Met",
        shape="√",
        path=_TICK,
        colour="#005a30",
        tint="#d9ece2",
        css="status-met",
        meaning="The target has been reached.",
    ),
    StatusKind.ON_TRACK: Mark(
        word="On track",
        shape="●",
        path=_DISC,
        colour="#00673a",
        tint="#e8f4ee",
        css="status-on-track",
        meaning="The figure is where it should be by now.",
    ),
    StatusKind.AT_RISK: Mark(
        word="At risk",
        shape="▲",
        path=_UP,
        colour="#7f4400",
        tint="#fdf0d5",
        css="status-at-risk",
        meaning="Short of where it should be, within the tolerance agreed for the plan.",
    ),
    StatusKind.OFF_TRACK: Mark(
        word="Off track",
        shape="▼",
        path=_DOWN,
        colour="#a51c14",
        tint="#fbe9e7",
        css="status-off-track",
        meaning="Short of where it should be by more than the tolerance.",
    ),
    StatusKind.BREACHED: Mark(
        word="Breached",
        shape="■",
        path=_SQUARE,
        colour="#7a0f0b",
        tint="#f5d5d2",
        css="status-breached",
        meaning="Already past the ceiling for the whole year; it cannot come back.",
    ),
    StatusKind.NO_TARGET: Mark(
        word="No target",
        shape="○",
        path=_RING,
        colour=_GREY,
        tint=_PALE,
        css="status-no-target",
        meaning="The plan states no number to judge the figure by.",
    ),
    StatusKind.NO_FIGURE: Mark(
        word="No figure",
        shape="□",
        path=_FRAME,
        colour=_GREY,
        tint=_PALE,
        css="status-no-figure",
        meaning="Nobody has reported a figure.",
    ),
    StatusKind.LOST: Mark(
        word="Figure lost",
        shape="×",
        path=_CROSS,
        colour=_GREY,
        tint=_PALE,
        css="status-lost",
        meaning="A figure was reported and can no longer be read. It is not zero.",
    ),
    StatusKind.NOT_YET_DUE: Mark(
        word="Not yet due",
        shape="◐",
        path=_HALF,
        colour=_GREY,
        tint=_PALE,
        css="status-not-yet-due",
        meaning="The time for a figure has not come.",
    ),
    StatusKind.STALE: Mark(
        word="Figure for another year",
        shape="◊",
        path=_LOZENGE,
        colour=_GREY,
        tint=_PALE,
        css="status-stale",
        meaning="The latest figure is for a year other than the target's.",
    ),
    StatusKind.CANNOT_BE_ASSESSED: Mark(
        word="Cannot be assessed",
        shape="▬",
        path=_BAR,
        colour=_GREY,
        tint=_PALE,
        css="status-cannot-be-assessed",
        meaning="There is no sound way to judge it; the sentence says why.",
    ),
    StatusKind.SUPPRESSED: Mark(
        word="Suppressed",
        shape="▫",
        path=_SMALL_FRAME,
        colour=_GREY,
        tint=_PALE,
        css="status-suppressed",
        meaning="The figure is withheld to protect somebody. It is not zero.",
    ),
    StatusKind.WORDS_ONLY: Mark(
        word="Words only",
        shape="…",
        path=_DOTS,
        colour=_GREY,
        tint=_PALE,
        css="status-words-only",
        meaning="Its progress is told in words, not counted.",
    ),
}

NOT_ANSWERED = Mark(
    word="Not answered",
    shape="Ø",
    path=_BARRED_RING,
    colour="#4c2c92",
    tint="#eee9f6",
    css="not-answered",
    meaning="An agency that was asked in this round has sent no answer; its name is given.",
)
"""Stands beside a row's own status: that nobody answered says nothing of the figure."""

ACTION_MARKS: dict[ActionKind, Mark] = {
    ActionKind.DONE: Mark(
        word="Done",
        shape="√",
        path=_TICK,
        colour="#005a30",
        tint="#d9ece2",
        css="action-done",
        meaning="The action's own report says that it is done.",
    ),
    ActionKind.OVERDUE: Mark(
        word="Overdue",
        shape="▼",
        path=_DOWN,
        colour="#a51c14",
        tint="#fbe9e7",
        css="action-overdue",
        meaning="Its date has passed and it is not reported as done.",
    ),
    ActionKind.DUE_SOON: Mark(
        word="Due soon",
        shape="▲",
        path=_UP,
        colour="#7f4400",
        tint="#fdf0d5",
        css="action-due-soon",
        meaning="Its date is within a month and it is not reported as done.",
    ),
    ActionKind.UNDER_WAY: Mark(
        word="Under way",
        shape="◐",
        path=_HALF,
        colour="#144e81",
        tint="#e4eef7",
        css="action-under-way",
        meaning="Work is reported and the action is not yet complete.",
    ),
    ActionKind.NOT_STARTED: Mark(
        word="Not started",
        shape="○",
        path=_RING,
        colour=_GREY,
        tint=_PALE,
        css="action-not-started",
        meaning="The report says that work has not begun.",
    ),
    ActionKind.HALTED: Mark(
        word="Halted",
        shape="■",
        path=_SQUARE,
        colour="#7a0f0b",
        tint="#f5d5d2",
        css="action-halted",
        meaning="Work has stopped; the reason is given.",
    ),
    ActionKind.NOT_REPORTED: Mark(
        word="Not reported",
        shape="□",
        path=_FRAME,
        colour=_GREY,
        tint=_PALE,
        css="action-not-reported",
        meaning="No report says how far it has come.",
    ),
}

ATTENTION: tuple[StatusKind, ...] = (
    StatusKind.BREACHED,
    StatusKind.OFF_TRACK,
    StatusKind.AT_RISK,
)
"""What a board reads first, worst first."""

ORDER: tuple[StatusKind, ...] = (
    *ATTENTION,
    StatusKind.ON_TRACK,
    StatusKind.MET,
    *(kind for kind in StatusKind if kind not in JUDGED),
)
"""Every status, in the order that tables show them."""


def arrow(movement: Movement, before: float | None, after: float | None) -> str:
    """
    Which way the number went; the word beside it says whether that is better.

    A change that could be chance has no arrow, so that no eye takes it for a direction.

    >>> arrow(Movement.IMPROVING, 14.1, 12.4), arrow(Movement.NO_CLEAR_CHANGE, 9.2, 7.2)
    ('↓', '≈')
    """
    if movement is Movement.NO_CHANGE:
        return "→"
    if movement is Movement.NO_CLEAR_CHANGE:
        return "≈"
    if before is None or after is None or movement is Movement.UNKNOWN:
        return ""
    return "↑" if after > before else "↓" if after < before else "→"
