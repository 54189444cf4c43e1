"""
Figures out of a file in the tidy layout, for a plan: every line checked, each fault a sentence.

Nothing is taken of a file with a fault in it; whoever sent it mends it and sends it again.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

from headway.domain.errors import HeadwayError
from headway.domain.observations import Observation
from headway.domain.plan import Plan
from headway.domain.quantities import plain
from headway.exchange import columns
from headway.exchange.errors import ExchangeError
from headway.exchange.places import Ours
from headway.exchange.rows import Cells, RowError, observation
from headway.judgement.figures import known

MOST_LINES = 20_000
MOST_FAULTS = 200
MOST_COLUMNS = 200


class Change(StrEnum):
    """What a line does to the plan."""

    NEW = "new"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A line of the file, read.

    Attributes:
        number: As an editor counts, the header being 1.
        before: What stands in the plan for the same measure, time and group.
    """

    number: int
    given: Observation
    before: Observation | None

    @property
    def change(self) -> Change:
        """What taking it would do."""
        if self.before is None:
            return Change.NEW
        same = _told(self.before) == _told(self.given)
        return Change.UNCHANGED if same else Change.CORRECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, where, and what to do."""

    where: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of a file: its lines, or what is wrong with it. Never some of both to be used."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Those that change anything, in the file's order."""
        return tuple(one.given for one in self.lines if one.change is not Change.UNCHANGED)


def read(content: bytes, plan: Plan, *, known_at: date, given_by: str) -> Read:
    """
    The figures of a file, held against the plan.

    Args:
        content: The file: CSV in UTF-8.
        plan: As it stands.
        known_at: The day on which the figures became known.
        given_by: Who gives them, for the plan.

    Raises:
        ExchangeError: It is no such file at all.
    """
    rows = _rows(content)
    _, header = next(rows, (1, []))
    names = _names(header)
    units = columns.units_of(plan)
    unknown = [one for one in names if columns.is_value(one) and one not in units]
    if unknown:
        raise ExchangeError(
            f"The plan has no figures in the unit of the column {unknown[0]}. "
            f"Columns that figures may stand in are {', '.join(units)}."
        )
    standing, ours = _Standing(plan, known_at), Ours(plan)
    known_by = _Given(known_at=known_at, given_by=given_by)
    lines: list[Line] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in rows:
        try:
            line = _cells(names, cells)
            ours.refuse_others(line)
            lines.append(_line(number, observation(line, plan, **known_by), standing, seen))
        except RowError as error:
            where = f"line {number}" + (f", {error.column}" if error.column else "")
            faults.append(Fault(where=where, words=str(error)))
        except HeadwayError as error:
            faults.append(Fault(where=f"line {number}", words=str(error)))
        if len(faults) >= MOST_FAULTS:
            words = f"There are {MOST_FAULTS} faults already; the rest was not read."
            faults.append(Fault(where=f"line {number}", words=words))
            break
    if not lines and not faults:
        raise ExchangeError("The file has a header and no line with a figure.")
    return Read(lines=() if faults else tuple(lines), faults=tuple(faults))


class _Given(TypedDict):
    """What is the same for every line of a file."""

    known_at: date
    given_by: str


class _Standing:
    """What stands in a plan on a day, found by measure, time and group."""

    def __init__(self, plan: Plan, at: date) -> None:
        self._plan, self._at = plan, at
        self._rows: dict[str, dict[tuple[str, ...], Observation]] = {}

    def of(self, one: Observation) -> Observation | None:
        if one.row not in self._rows:
            found = known(self._plan, one.row, self._at)
            self._rows[one.row] = {_slot(other): other for other in found}
        return self._rows[one.row].get(_slot(one))


def _line(
    number: int, one: Observation, standing: _Standing, seen: dict[tuple[str, ...], int]
) -> Line:
    slot = _slot(one)
    if slot in seen:
        raise RowError(
            f"The same measure, time and group stand in line {seen[slot]} already. Keep one."
        )
    seen[slot] = number
    before = standing.of(one)
    if one.value is None and before is not None and before.value is not None:
        raise RowError(
            f"The plan has {plain(before.value)} here, and the file gives no figure. A figure is "
            "corrected by another one and not taken away: leave the line out.",
            column="no_figure",
        )
    return Line(number=number, given=one, before=before)


def _slot(one: Observation) -> tuple[str, ...]:
    return (one.row, str(one.period or ""), one.of, one.breakdown, one.area, one.unit)


def _told(one: Observation) -> tuple[object, ...]:
    return (one.value, one.state, one.comparator, one.numerator, one.denominator)


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number of its last line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"The file is not UTF-8: byte {error.start + 1} cannot be read. Save it as “CSV UTF-8”."
        ) from error
    if "\0" in text:
        raise ExchangeError("The file is not a text file: it holds a zero byte.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    count = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                count += 1
                if count > MOST_LINES + 1:
                    raise ExchangeError(
                        f"The file has more than {MOST_LINES} lines. Send it in parts."
                    )
                yield reader.line_num, row
    except csv.Error as error:
        raise ExchangeError(
            f"Line {reader.line_num} is not CSV: {error}. Is a quotation mark missing?"
        ) from error


def _names(header: list[str]) -> list[str]:
    names = [one.strip().casefold() for one in header]
    if not names:
        raise ExchangeError("The file is empty. Expected was a header and a line for each figure.")
    if len(names) > MOST_COLUMNS:
        raise ExchangeError(f"The file has more than {MOST_COLUMNS} columns.")
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None:
        raise ExchangeError(f'Two columns are called "{twice[:60]}". Keep one of them.')
    needed = (*columns.TIME, "measure_id")
    lacking = [one for one in needed if one not in names]
    if lacking:
        raise ExchangeError(
            f"The header lacks {', '.join(lacking)}. Take the file that this address gives as a "
            "pattern: the columns need not be all there, nor in that order."
        )
    known_names = {*columns.TIME, *columns.PLACE, *columns.FILTERS, *columns.PARTS}
    strange = [one for one in names if one not in known_names and not columns.is_value(one)]
    if strange:
        raise ExchangeError(
            f'Nobody knows what stands in the column "{strange[0][:60]}". Leave it out, or call '
            "it as the layout does."
        )
    if not any(columns.is_value(one) for one in names):
        raise ExchangeError("The header has no column for figures, such as value_percent.")
    return names


def _cells(names: list[str], cells: list[str]) -> Cells:
    if len(cells) != len(names):
        raise RowError(
            f"The line has {len(cells)} cells and the header {len(names)}. "
            "Is a comma within a text that stands in no quotation marks?"
        )
    found: Mapping[str, str] = dict(zip(names, cells, strict=True))
    return Cells(found)
