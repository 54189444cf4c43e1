"""The marks of a data directory, ready to be summed up for any window."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.analytics.definition import Window
from headway.analytics.former_marks import renumbered
from headway.analytics.former_numbers import loads_telling, numbers_told
from headway.analytics.kept_sums import Kept, keep, keep_stays, kept, kept_stays
from headway.analytics.open_days import OpenDays
from headway.analytics.school_days import MarkedDays
from headway.analytics.session_sums import Counted, counted, touched
from headway.analytics.stays import Stays
from headway.analytics.unmarked_pupils import of_compulsory_age, unmarked
from headway.analytics.unplaced_marks import without_sessions
from headway.domain.periods import DFE_TERMS
from headway.evidence.calendars import Calendar
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year, dfe_term
from headway.evidence.identifiers import UPN_LETTERS
from headway.evidence.marks.arrow import (
    flag,
    numbers_of,
    whole_day,
    whole_number,
)
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import empty_rows, rows_of
from headway.evidence.store.standing_marks import year_of_marks, years_of_marks

_COLUMNS = ("academic_year", "upn", "urn", "entry", "leaving")
_UPN = r"^[A-Z][0-9]{11}[0-9A-Z]$"
_FOR_EVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksToSum:
    """
    Marks with the rolls and the calendar that say which of them count.

    Attributes:
        rolls: The enrolments: a table, or the Parquet files that hold them.
        known_at: As of when; None for now.
        made: What has been counted, by year and last day.
        told: What has been said of marks that are missing or in no figure, by last day.
    """

    store: Store
    rolls: Any
    calendar: Calendar
    known_at: datetime | None = None
    made: dict[tuple[int, date], Counted] = field(default_factory=dict)
    told: dict[date, tuple[str, ...]] = field(default_factory=dict)

    def until(self, window: Window) -> "pa.Table | None":
        """
        Each enrolment's sessions in a window; None where it does not begin with its year.

        The sums at the terms' ends are kept in the data directory for the next time.
        """
        year = academic_year(window.last)
        if window.first != date(year, 8, 1) or not self._has(year):
            return None
        return self.counted(year, window.last).table(window.last)

    def marked_days(self, window: Window) -> MarkedDays | None:
        """On which days each school has a mark; None where a window is not of one year of marks."""
        year = academic_year(window.last)
        if academic_year(window.first) != year or not self._has(year):
            return None
        return self.counted(year, window.last).marked_days()

    def unplaced(self, window: Window) -> tuple[str, ...]:
        """What of the marks is in no figure, and what came under former numbers, in sentences."""
        year = academic_year(window.last)
        if window.first != date(year, 8, 1) or not self._has(year):
            return ()
        if window.last not in self.told:
            found = self.counted(year, window.last)
            self.told[window.last] = (
                *found.unplaced(window.last),
                *without_sessions(self._unmarked(found, year, window)),
            )
        return self.told[window.last]

    def _unmarked(self, found: Counted, year: int, window: Window) -> Mapping[int, int]:
        """How many pupils of each school are on its roll and have no possible session."""
        days = found.marked_days()
        stays = self._stays(year, self._rest(year), days.urns.tolist())
        open_days = OpenDays(year, self.calendar, found.cuts)
        some = unmarked(found.enrolments(window.last), stays, days, open_days, window.last)
        return Counter((of_compulsory_age(self.rolls, some, window) >> UPN_BITS).tolist())

    def _has(self, year: int) -> bool:
        """Whether marks of a year stand."""
        return any(one == year for one, _ in self.made) or (
            year in years_of_marks(self.store, self.known_at)
        )

    def counted(self, year: int, last: date) -> Counted:
        """The sums of a year at its terms' ends, or at another day."""
        usual = self._cuts(year)
        cuts = usual if last in usual else (last,)
        if (year, cuts[-1]) not in self.made:
            self.made[year, cuts[-1]] = self._counted(year, usual, cuts)
        return self.made[year, cuts[-1]]

    def _counted(self, year: int, usual: tuple[date, ...], cuts: tuple[date, ...]) -> Counted:
        marks = year_of_marks(self.store, year, self.known_at)
        path = self.store.path / "marks" / f"sums-{year}.arrow"
        before = kept(path, usual) if cuts is usual else Kept()
        rest = self._rest(year)
        same = before.sums is not None and rest != "" and rest == before.rest
        schools = touched(marks, before.sums) if before.sums is not None and same else None
        stays = self._stays(year, rest, marks.chains if schools is None else schools)
        found = counted(marks, stays, self.calendar, cuts, before=before.sums, touched=schools)
        changed = found.added or found.afresh or len(before.sums or ()) != len(found.sums)
        if cuts is usual and self.known_at is None and (changed or rest != before.rest):
            keep(found.sums, path, found.cuts, rest=rest, before=before)
        return found

    def _stays(self, year: int, rest: str, schools: Collection[int]) -> Stays:
        """
        The stays of a year at some schools at least.

        They are kept too: to find those of one school the rolls would have to be read whole.
        """
        if not schools:
            return Stays.none()
        if not rest:
            return self._read_stays(year)
        path = self.store.path / "marks" / f"stays-{year}.arrow"
        found = kept_stays(path, rest=rest)
        if found is None:
            found = self._read_stays(year)
            keep_stays(found, path, rest=rest)
        return found

    def _read_stays(self, year: int) -> Stays:
        present = numbers_told(self.store, self.known_at, self.rolls)
        return stays_of(self.rolls, year, present)

    def _rest(self, year: int) -> str:
        """
        A digest of the rolls, what tells former numbers and the calendar; empty where the rolls
        are not files.

        The files of a data directory are never written over, so that name, size and time say
        whether they are the same.
        """
        if isinstance(self.rolls, pa.Table):
            return ""
        digest = hashlib.sha256()
        for path in self.rolls:
            state = path.stat()
            digest.update(repr((path.name, state.st_size, state.st_mtime_ns)).encode())
        digest.update(repr(loads_telling(self.store, self.known_at)).encode())
        for urn in () if self.calendar.made_up else ("", *sorted(self.calendar.schools)):
            digest.update(urn.encode())
            with suppress(EvidenceError):  # a year that the calendar does not hold says nothing
                days = self.calendar.terms(year, urn).days
                digest.update(repr([day.toordinal() for day in days]).encode())
        return digest.hexdigest()[:16]

    def _cuts(self, year: int) -> tuple[date, ...]:
        ends = {dfe_term(year, name).last for name in DFE_TERMS}
        with suppress(EvidenceError):  # a year that the calendar does not hold
            ends |= {term.last for term in self.calendar.terms(year).terms}
        return tuple(sorted({*ends, date(year + 1, 7, 31)}))


def stays_of(
    rolls: "pa.Table | Sequence[Path]", year: int, present: Mapping[str, str] = MappingProxyType({})
) -> Stays:
    """
    The stays of a school year on the rolls, in order of enrolment.

    `present`: By each former number of a pupil, the present one.
    """
    table = rolls if isinstance(rolls, pa.Table) else _read(rolls)
    years = table["academic_year"] if "academic_year" in table.column_names else None
    keep_row = pc.and_(pc.is_valid(table["entry"]), pc.match_substring_regex(table["upn"], _UPN))
    keep_row = pc.and_(keep_row, pc.match_substring_regex(table["urn"], r"^\d+$"))
    if years is not None:
        keep_row = pc.and_(keep_row, pc.fill_null(pc.equal(years, whole_number(year)), flag(True)))
    table = table.filter(pc.fill_null(keep_row, flag(False)))
    leaving = (
        table["leaving"]
        if "leaving" in table.column_names
        else pa.nulls(table.num_rows, pa.date32())
    )
    urns = numbers_of(pc.cast(table["urn"], pa.int64()))
    enrolments = urns << UPN_BITS | _packed(table["upn"])
    entries, untils = (
        _ordinals(table["entry"]),
        _ordinals(pc.fill_null(leaving, whole_day(_FOR_EVER))),
    )
    order = np.lexsort((untils, entries, enrolments))
    formers, presents = renumbered(enrolments, *_packed_pairs(present))
    return Stays(
        enrolments=enrolments[order], entries=entries[order], untils=untils[order],
        formers=formers, presents=presents,
    )  # fmt: skip


def _packed_pairs(present: Mapping[str, str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Former and present numbers, packed; without those that are no pupil numbers."""
    pairs = [pair for pair in present.items() if all(re.match(_UPN, number) for number in pair)]
    texts = (
        pa.chunked_array([pa.array([pair[at] for pair in pairs], pa.string())]) for at in (0, 1)
    )
    formers, presents = (_packed(each) for each in texts)
    return formers, presents


def _read(paths: Sequence[Path]) -> pa.Table:
    parts = []
    for path in paths:
        file = pq.ParquetFile(path)
        columns = [name for name in _COLUMNS if name in file.schema_arrow.names]
        parts.append(file.read(columns=columns))
    return pa.concat_tables(parts)


def _ordinals(days: Any) -> NDArray[np.int64]:
    numbers = numbers_of(pc.cast(days, pa.date32()))
    return np.asarray(numbers, dtype=np.int64) + date(1970, 1, 1).toordinal()


def _packed(upns: pa.ChunkedArray) -> NDArray[np.int64]:
    """`packed_upn` of many."""
    if not len(upns):
        return np.zeros(0, dtype=np.int64)
    wide = pc.cast(pc.cast(upns, pa.binary()), pa.binary(13)).combine_chunks()
    array = pa.concat_arrays(wide.chunks) if isinstance(wide, pa.ChunkedArray) else wide
    text = np.frombuffer(array.buffers()[1], dtype=np.uint8, count=13 * len(array))
    text = text.reshape(-1, 13)
    number = np.zeros(len(text), dtype=np.int64)
    for place in range(1, 12):
        number = number * 10 + (text[:, place] - ord("0"))
    return number * len(_LAST) + _PLACES[text[:, 12]]


_LAST = "0123456789" + UPN_LETTERS
_PLACES = np.zeros(256, dtype=np.int64)
for _place, _character in enumerate(_LAST):
    _PLACES[ord(_character)] = _place


def open_rows(
    store: Store,
    calendar: Calendar,
    known_at: datetime | None = None,
    rolls: "pa.Table | Sequence[Path] | None" = None,
) -> pa.Table:
    """
    The marks that stand as rows, without those of days on which a school is known to be closed.

    For engines that go through marks one by one: 36 million rows take some 3 GB.

    `rolls`: Where loaded, marks under a former number come under the one that is on the roll.
    """
    known = None if calendar.made_up else calendar
    present = {} if rolls is None else numbers_told(store, known_at, rolls)
    tables = [empty_rows()]
    for year in years_of_marks(store, known_at):
        marks = year_of_marks(store, year, known_at)
        stays = stays_of(rolls, year, present) if rolls is not None and present else Stays.none()
        for urn, chain in marks.chains.items():
            block = stays.of(urn).placed(marks.block(urn, chain, with_loads=True))
            if block.loads is not None and block.marks.any():
                rows = rows_of(block.upns, urn, block.days, block.marks, block.loads)
                tables.append(_on_open_days(rows, known))
    return pa.concat_tables(tables)


def _on_open_days(table: pa.Table, calendar: Calendar | None) -> pa.Table:
    if not table.num_rows:
        return table
    from headway.evidence.validating.oddities import is_closed  # noqa: PLC0415 - late: a database

    urn = table["urn"][0].as_py()
    days = pc.unique(table["day"]).to_pylist()
    closed = [day for day in days if is_closed(calendar, day, urn)]
    if not closed:
        return table
    return table.filter(pc.invert(pc.is_in(table["day"], pa.array(closed, pa.date32()))))
