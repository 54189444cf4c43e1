"""
Who has answered a round and who has not, in the words of the board's paper.

Not answering is a status of its own: it stands beside the row with the agency's name, and
never as an empty cell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headway.judgement import wording


class Standing(StrEnum):
    """How far one agency's answer for one row has come."""

    ASKED = "asked"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Manner(StrEnum):
    """What sort of answer it is."""

    FIGURES = "figures"
    NO_CHANGE = "no_change"
    NOTHING_TO_REPORT = "nothing_to_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """
    One agency's answer for one row, or the lack of it.

    Attributes:
        asked_on: When the agency was asked.
        answered_on: When it sent its answer; None where it has not, or where it has it back.
        manner: None where there is no answer.
        reminded: How often it was reminded.
    """

    row: str
    agency: str
    standing: Standing = Standing.ASKED
    asked_on: date | None = None
    answered_on: date | None = None
    manner: Manner | None = None
    reminded: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether an answer lies before the board or the officer; a returned one does not."""
        return self.standing not in (Standing.ASKED, Standing.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSilence:
    """
    One row: who answered, who did not, and the sentence that says so.

    Attributes:
        sentence: For the board's paper; empty where everybody who was asked has answered.
    """

    row: str
    answered: tuple[Reply, ...]
    silent: tuple[Reply, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySilence:
    """How many rows an agency was asked for, and which of them it has not answered."""

    agency: str
    asked: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """
    A round as it stands on a day.

    Attributes:
        rows: Every row that was asked for, in the order of the replies.
        agencies: Every agency that was asked, those first who owe most.
        sentence: The whole round in one sentence.
        counted: The same without the agencies, for above a table that names them.
    """

    label: str
    due_on: date
    at: date
    rows: tuple[RowSilence, ...]
    agencies: tuple[AgencySilence, ...]
    sentence: str
    counted: str

    @property
    def is_late(self) -> bool:
        """Whether the day for answers is past."""
        return self.at > self.due_on

    def of(self, row: str) -> RowSilence | None:
        """How one row stands; None where nobody was asked for it."""
        return next((one for one in self.rows if one.row == row), None)


def silence(replies: Iterable[Reply], *, label: str, due_on: date, at: date) -> Silence:
    """
    How a round stands on a day.

    >>> asked = date(2026, 1, 5)
    >>> replies = (Reply(row="a", agency="Police", asked_on=asked, reminded=2),
    ...            Reply(row="a", agency="Schools", asked_on=asked, standing=Standing.SIGNED,
    ...                  answered_on=asked, manner=Manner.NO_CHANGE))
    >>> stands = silence(replies, label="Term 2 of 2025/26", due_on=date(2026, 1, 19),
    ...                  at=date(2026, 1, 22))
    >>> stands.rows[0].sentence
    'Not answered by Police: due 19 January 2026, reminded twice.'
    """
    by_row: dict[str, list[Reply]] = {}
    by_agency: dict[str, list[Reply]] = {}
    for reply in replies:
        by_row.setdefault(reply.row, []).append(reply)
        by_agency.setdefault(reply.agency, []).append(reply)
    agencies = sorted(
        (_agency(name, theirs) for name, theirs in by_agency.items()),
        key=lambda one: (-len(one.silent), one.agency.casefold()),
    )
    rows = tuple(_row(row, told, due_on, at) for row, told in by_row.items())
    return Silence(
        label=label,
        due_on=due_on,
        at=at,
        rows=rows,
        agencies=tuple(agencies),
        sentence=_whole(rows, agencies, label),
        counted=wording.sentence(_counted(rows, label)),
    )


def _agency(name: str, replies: list[Reply]) -> AgencySilence:
    silent = tuple(one.row for one in replies if not one.is_answered)
    return AgencySilence(agency=name, asked=len(replies), silent=silent)


def _row(row: str, replies: list[Reply], due_on: date, at: date) -> RowSilence:
    silent = tuple(one for one in replies if not one.is_answered)
    return RowSilence(
        row=row,
        answered=tuple(one for one in replies if one.is_answered),
        silent=silent,
        sentence=_sentence(silent, due_on, at),
    )


def _sentence(silent: tuple[Reply, ...], due_on: date, at: date) -> str:
    if not silent:
        return ""
    names = wording.listed([one.agency for one in silent])
    if at <= due_on:
        return wording.sentence(f"Not answered yet by {names}: due {wording.day(due_on)}")
    reminded = min(one.reminded for one in silent)
    told = f", reminded {_times(reminded)}" if reminded else ""
    return wording.sentence(f"Not answered by {names}: due {wording.day(due_on)}{told}")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _whole(rows: tuple[RowSilence, ...], agencies: list[AgencySilence], label: str) -> str:
    owing = [one.agency for one in agencies if one.silent]
    if not rows:
        return f"{label}: nobody was asked."
    if not owing:
        return f"{label}: everybody who was asked has answered."
    return wording.sentence(f"{_counted(rows, label)}; not answered by {wording.listed(owing)}")


def _counted(rows: tuple[RowSilence, ...], label: str) -> str:
    whole = sum(not one.silent for one in rows)
    return (
        f"{label}: {whole:,} of {len(rows):,} row{'' if len(rows) == 1 else 's'} answered in full"
    )
