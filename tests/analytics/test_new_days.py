"""Days added to many schools at once give what a count of all their marks gives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.analytics.former_marks import renumbered
from headway.analytics.kept_sums import Kept, keep, kept
from headway.analytics.open_days import OpenDays
from headway.analytics.session_sums import Counted, counted, touched
from headway.analytics.stays import Stays
from headway.analytics.unmarked_pupils import unmarked
from headway.analytics.year_sums import YearSums
from headway.evidence.attendance_codes import byte_of
from headway.evidence.calendars import Calendar
from headway.evidence.marks.files import Matrix
from headway.evidence.marks.roster import UPN_BITS
from headway.evidence.store.kept_marks import MARKS, KeptYear, rewritten, sessions_of
from headway.evidence.store.records import Covers, Load, LoadSource
from headway.evidence.store.standing_marks import YearOfMarks
from headway.evidence.usual_terms import usual_terms

URNS = range(100_001, 100_013)
PUPILS = range(7, 12)
CUTS = (date(2023, 9, 15), date(2023, 12, 31), date(2024, 7, 31))
MONDAY = date(2023, 9, 11)
CODES = np.array([0, *(byte_of(code) for code in ("/", "\\", "I", "O", "X", "-", "Z"))], np.uint8)
REST = "the same rolls"
UNMARKED = 100_005 << UPN_BITS | 13
"""On a roll, and in no file."""


def calendar(*, known: bool) -> Calendar:
    """School from September to July; of one school not in its second week."""
    own = usual_terms(2023)
    first = replace(own.terms[0], first=MONDAY + timedelta(days=2))
    late = replace(own, terms=(first, *own.terms[1:]))
    return Calendar(years={2023: own}, schools={"100002": {2023: late}}, made_up=not known)


def rolls(dice: np.random.Generator) -> Stays:
    """Most pupils all the year; a few not, or twice, or under a former number."""
    rows: list[tuple[int, int, int]] = []
    whole = (date(2023, 8, 1).toordinal(), date(2024, 7, 31).toordinal())
    for enrolment in (urn << UPN_BITS | pupil for urn in URNS for pupil in PUPILS):
        case = dice.integers(0, 40)
        middle = MONDAY.toordinal() + int(dice.integers(0, 12))
        if case == 0:
            rows += [(enrolment, whole[0], middle), (enrolment, middle + 3, whole[1])]
        elif case == 1:
            rows.append((enrolment, middle, whole[1]))
        elif case > 2:
            rows.append((enrolment, *whole))
    rows.append((UNMARKED, *whole))
    enrolments, entries, untils = (np.array(part) for part in zip(*sorted(rows), strict=True))
    formers, presents = renumbered(enrolments, np.array([99, 98]), np.array([7, 8]))
    few = dice.random(len(formers)) < 0.1
    return Stays(
        enrolments=enrolments, entries=entries, untils=untils,
        formers=formers[few], presents=presents[few],
    )  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file of some schools and days, as a load keeps it."""

    load: Load
    matrix: Matrix


def files(dice: np.random.Generator, folder: Path) -> Iterator[File]:
    """A long file, then days of everybody; among them some that correct, clear or know others."""
    for number in range(1, 7):
        length = 8 if number == 1 else int(dice.integers(1, 4))
        first = MONDAY + timedelta(days=10 + 3 * number + int(dice.integers(0, 2)))
        days = [first + timedelta(days=n) for n in range(length)]
        urns, adds = [*URNS], dice.random() < 0.7
        if number == 1 or dice.random() < 0.2:
            days = [MONDAY + timedelta(days=n) for n in range(8)]
        if number > 1 and dice.random() < 0.3:
            urns = [urn for urn in urns if dice.random() < 0.8]
        pupils = [*PUPILS, *([12] if dice.random() < 0.2 else []), *([99] * (number == 4))]
        keys = np.array(
            [urn << UPN_BITS | n for urn in urns for n in pupils
             if n < 12 or (urn == 100_003 and n == 99) or dice.random() < 0.1]
        )  # fmt: skip
        marks = dice.choice(CODES, (len(keys), 2 * len(days)), p=[0.02, *[0.14] * 7])
        marks[:, 0][np.unique(keys >> UPN_BITS, return_index=True)[1]] = byte_of("/")
        marks[keys >> UPN_BITS == 100_001 + number, :2] = byte_of("-")
        load = Load(
            id=number, dataset=MARKS, source=LoadSource(name="a.csv", sha256="0", rows=1), kept=1,
            quarantined=0, known_at=datetime(2024, 1, 1, tzinfo=UTC), adds=bool(adds),
            units=tuple(str(urn) for urn in urns), covers=Covers(first=days[0], last=days[-1]),
        )  # fmt: skip
        yield File(load, rewritten(folder / str(number), sessions_of(days), keys, marks))


def year(some: list[File]) -> YearOfMarks:
    return YearOfMarks(2023, [(one.load, KeptYear.of(one.matrix)) for one in some])


def told(sums: YearSums) -> object:
    return {
        urn: (one.loads, one.rest, one.roll, np.flatnonzero(one.marked).tolist(),
              {upn: row for upn, row in zip(one.upns.tolist(), one.counters.tolist(), strict=True)
               if np.any(row)}, one.unplaced.rows)
        for urn, one in sums.items()
    }  # fmt: skip


def same(quick: Counted, slow: Counted) -> bool:
    """Whether two counts are equal, by school and in what is made of them."""
    tables = [
        [sorted(tuple(row.values()) for row in one.table(cut).to_pylist()) for cut in CUTS]
        for one in (quick, slow)
    ]
    flags = [one.marked_days() for one in (quick, slow)]
    return (
        told(quick.sums) == told(slow.sums)
        and tables[0] == tables[1]
        and np.array_equal(flags[0].marked, flags[1].marked)
        and np.array_equal(flags[0].lasts, flags[1].lasts)
        and all(quick.unplaced(cut) == slow.unplaced(cut) for cut in CUTS)
    )


def without_marks(one: Counted, stays: Stays, terms: Calendar) -> list[list[int]]:
    """Until each cut, the enrolments of which no mark counts though their school marked."""
    days, open_days = one.marked_days(), OpenDays(2023, terms, CUTS)
    return [unmarked(one.enrolments(cut), stays, days, open_days, cut).tolist() for cut in CUTS]


@given(seed=st.integers(0, 2**32), known=st.booleans())
@settings(max_examples=6)
def test_files_taken_in_one_by_one_count_as_all_of_them_at_once(
    seed: int, known: bool, tmp_path_factory: pytest.TempPathFactory
):
    folder, dice = tmp_path_factory.mktemp("marks"), np.random.default_rng(seed)
    stays, terms, path = rolls(dice), calendar(known=known), folder / "kept" / "sums.arrow"
    loaded: list[File] = []
    for file in files(dice, folder):
        loaded.append(file)
        if file.load.id % 4 == 2:
            continue  # two files come before anybody counts
        marks, before = year(loaded), kept(path, CUTS)
        looked_at = touched(marks, before.sums) if before.sums else None

        quick = counted(marks, stays, terms, CUTS, before=before.sums, touched=looked_at, threads=1)
        keep(quick.sums, path, CUTS, rest=REST, before=before)

        slow = counted(marks, stays, terms, CUTS, threads=1)
        assert same(quick, slow)
        assert told(kept(path, CUTS).sums or YearSums()) == told(slow.sums)
        read_back = replace(quick, sums=kept(path, CUTS).sums or YearSums())
        missing = [without_marks(one, stays, terms) for one in (quick, read_back, slow)]
        assert missing[0] == missing[1] == missing[2]
        assert UNMARKED in missing[0][-1]


def test_a_day_of_everybody_is_added_to_all_and_written_as_little(tmp_path: Path):
    path = tmp_path / "kept" / "sums.arrow"
    dice = np.random.default_rng(1)
    whole = rolls(np.random.default_rng(3))
    keys = np.unique(whole.enrolments)
    stays = replace(
        Stays.none(), enrolments=keys, entries=np.full(len(keys), 1),
        untils=np.full(len(keys), 10**6),
    )  # fmt: skip
    days = [MONDAY + timedelta(days=n) for n in range(5)]
    loaded = []
    for number, some in enumerate((days[:4], days[4:]), start=1):
        marks = dice.choice(CODES[1:], (len(keys), 2 * len(some)))
        load = Load(
            id=number, dataset=MARKS, source=LoadSource(name="a.csv", sha256="0", rows=1), kept=1,
            quarantined=0, known_at=datetime(2024, 1, 1, tzinfo=UTC), adds=False,
            units=tuple(map(str, URNS)), covers=Covers(first=some[0], last=some[-1]),
        )  # fmt: skip
        matrix = rewritten(tmp_path / str(number), sessions_of(some), keys, marks)
        loaded.append(File(load, matrix))
    first = counted(year(loaded[:1]), stays, calendar(known=False), CUTS)
    keep(first.sums, path, CUTS, rest=REST, before=Kept())
    before = kept(path, CUTS)
    assert before.sums is not None

    found = counted(
        year(loaded), stays, calendar(known=False), CUTS,
        before=before.sums, touched=touched(year(loaded), before.sums),
    )  # fmt: skip
    keep(found.sums, path, CUTS, rest=REST, before=before)

    assert (found.kept, found.added, found.afresh) == (0, len(URNS), 0)
    assert len(found.sums.days) == 1
    assert sorted(one.name for one in path.parent.iterdir()) == ["sums.1.arrow", "sums.arrow"]
    assert same(found, counted(year(loaded), stays, calendar(known=False), CUTS))
