"""The lines of a filled-in workbook as drafts; a cell that cannot be taken is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, TypeVar

from headway.answering.asking import Asked, AskedFigure
from headway.answering.drafts import (
    LONGEST_FIGURE,
    MOST_LINKS,
    Confidence,
    Draft,
    Kind,
    TypedFigure,
    as_typed,
)
from headway.answering.findings import EntryFinding, error
from headway.answering.workbook import layout
from headway.answering.workbook.archives import Looks
from headway.domain.quantities import PERCENT, plain

Rows = list[list[Any]]
T = TypeVar("T")

_STATES = {state.value: words for state, words in layout.STATES.items()}
_STATUSES = {status.value: words for status, words in layout.STATUSES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """
    A cell that cannot be taken into an answer.

    Attributes:
        words: What stands in it.
        finding: Why it cannot, and what to do; its field is the one it was meant for.
    """

    words: str
    finding: EntryFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """
    What an uploaded workbook says.

    Attributes:
        drafts: Every row's answer as it stands there.
        unread: By row, the cells that cannot be taken. Such a row is not to be saved: its draft
            lacks what they say.
    """

    drafts: Mapping[str, Draft]
    unread: Mapping[str, tuple[Unread, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """
    A workbook's sheet of answers, filled in.

    Attributes:
        found: The place of each key's line.
    """

    rows: Rows
    looks: Looks
    found: Mapping[str, int]


def returned(asked: Sequence[Asked], filled: Filled) -> Returned:
    """What each row's lines say."""
    drafts: dict[str, Draft] = {}
    unread: dict[str, tuple[Unread, ...]] = {}
    for one in asked:
        reading = _Reading(one, filled)
        drafts[one.row.id] = reading.draft()
        if reading.unread:
            unread[one.row.id] = tuple(reading.unread)
    return Returned(drafts=drafts, unread=unread)


class _Reading:
    """The lines of one row; `unread` gathers what cannot be taken."""

    def __init__(self, asked: Asked, filled: Filled) -> None:
        self._asked = asked
        self._rows = filled.rows
        self._looks = filled.looks
        self._lines = [(filled.found[key], one) for key, one in layout.lines_of(asked)]
        self.unread: list[Unread] = []

    def draft(self) -> Draft:
        first = self._lines[0][0]
        figures = {one.key: self._figure(one, place) for place, one in self._lines if one}
        self._misplaced()
        is_action = self._asked.is_action
        return Draft(
            kind=self._chosen(first, layout.KIND, layout.KINDS, Kind.FIGURES, "kind"),
            figures=figures,
            words=self._text(first, layout.WORDS),
            next_steps=self._text(first, layout.NEXT_STEPS),
            barriers=self._text(first, layout.BARRIERS),
            confidence=self._chosen(
                first,
                layout.CONFIDENCE,
                layout.CONFIDENCES,
                Confidence.NOT_SAID,
                "confidence",
            ),
            status=self._chosen(first, layout.STATUS, _STATUSES, "", "status") if is_action else "",
            links=tuple(self._text(first, layout.LINKS).split()[: MOST_LINKS + 1]),
        )

    def _figure(self, asked: AskedFigure, place: int) -> TypedFigure:
        row = self._rows[place]
        raw = row[layout.FIGURE] if len(row) > layout.FIGURE else ""
        text = self._text(place, layout.FIGURE)
        if _is_number(raw) and self._looks.is_percent(place, layout.FIGURE):
            # typed as 9.3% in a cell of numbers, the program keeps 0.093 and shows 9.3%
            sign = "" if asked.unit == PERCENT else "%"
            text = f"{plain(round(float(raw) * 100, 10))}{sign}"
        field_name = f"figure:{asked.key}"
        return TypedFigure(
            text=as_typed(text, LONGEST_FIGURE),
            state=self._chosen(place, layout.STATE, _STATES, "", field_name),
            period=as_typed(self._text(place, layout.PERIOD), LONGEST_FIGURE),
        )

    def _misplaced(self) -> None:
        """What stands in cells that mean nothing here, and were locked."""
        first = self._lines[0][0]
        idle = {layout.STATUS: "status"} if not self._asked.is_action else {}
        if not self._asked.figures:
            idle |= dict.fromkeys((layout.FIGURE, layout.STATE, layout.PERIOD), "words")
        self._told(first, idle, "This row has none; say it in “Words now”, and empty the cell.")
        for place, _ in self._lines[1:]:
            self._told(
                place,
                _OF_THE_ROW,
                f"It goes on the row's first line, {first + 1}, and out of this cell.",
            )

    def _told(self, place: int, columns: Mapping[int, str], advice: str) -> None:
        for column, field_name in columns.items():
            words = self._text(place, column)
            if words:
                sentence = f"Cell {layout.address(place, column)} takes no answer and holds “%s”."
                self._cannot(field_name, words, sentence, advice)

    def _text(self, place: int, column: int) -> str:
        shown = self._looks.unread.get((place, column))
        return as_typed(shown or text_at(self._rows[place], column))

    def _chosen(
        self, place: int, column: int, choices: Mapping[T, str], otherwise: T, field_name: str
    ) -> T:
        """The choice whose words these are, however they are typed."""
        words = self._text(place, column)
        for choice, shown in choices.items():
            if words.casefold() == shown.casefold():
                return choice
        if words:
            heading = layout.HEADINGS[column]
            self._cannot(
                field_name,
                words,
                f"“{heading}”, in cell {layout.address(place, column)}, holds “%s”, which is not "
                "in its list.",
                f"Choose one of: {', '.join(choices.values())}.",
            )
        return otherwise

    def _cannot(self, field_name: str, words: str, sentence: str, advice: str) -> None:
        short = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        finding = error(field_name, sentence.replace("%s", short), advice)
        self.unread.append(Unread(words=words, finding=finding))


_OF_THE_ROW = {
    layout.KIND: "kind",
    layout.WORDS: "words",
    layout.NEXT_STEPS: "next_steps",
    layout.BARRIERS: "barriers",
    layout.CONFIDENCE: "confidence",
    layout.STATUS: "status",
    layout.LINKS: "links",
}
"""What is said once of a row, on its first line."""
_SHOWN = 60


def text_at(row: Sequence[Any], column: int) -> str:
    """A cell's text; empty where the line does not reach as far."""
    return text_of(row[column]) if column < len(row) else ""


def text_of(cell: Any) -> str:
    """
    A cell as it would be typed, its protecting apostrophe taken off.

    >>> text_of(54.0), text_of(0.093), text_of("'=1+1"), text_of(" 70 ")
    ('54', '0.093', '=1+1', '70')
    """
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if _is_number(cell):
        return plain(float(cell))
    text = str(cell).strip()
    starts = text[1:2] in ("=", "+", "-", "@")
    return text[1:] if text.startswith("'") and starts else text


def _is_number(cell: Any) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool) and isfinite(cell)
