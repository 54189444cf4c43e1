"""
What changes in a data directory: a corrected school and a new day, as the product takes them in.

The school's file and the day's are loaded as `headway data load` loads them, the year as it
lies on disk afterwards. What is timed is what `headway measures compute` then does before a
definition is run: the sessions of every enrolment at the year's end, summed up from the marks on
disk and from what was kept of the last time, which is written down again.
"""

import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow.csv as arrow_csv

from bench.evidence_made import Year, year
from bench.spark import enrolments_of
from headway.analytics.computing import gathered
from headway.analytics.marks_to_sum import MarksToSum
from headway.analytics.year_sums import YearSums
from headway.evidence.attendance_codes import byte_of
from headway.evidence.kinds import kind
from headway.evidence.marks.files import write_matrix
from headway.evidence.marks.roster import upn_text
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import rows_of, sessions_of
from headway.evidence.store.records import LoadSource
from headway.evidence.store.standing_marks import year_of_marks
from headway.evidence.store.taking_in import Manner, taken_in
from headway.evidence.usual_terms import usual_calendar

MARKS = "attendance-marks"
_AT = datetime(2019, 8, 1, tzinfo=UTC)


def product(pupils: int, scratch: Path) -> tuple[float, str, list[float]]:
    """
    Seconds of processor: of all afresh, of one corrected school, of a new day for everybody.

    Raises:
        SystemExit: What was added to what was kept is not what is counted afresh.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    made, store = year(pupils), Store(scratch / "store")
    _load_rolls(store, made)
    _load_year(store, made)
    _counted(store)  # compiles, and reads what is not in memory
    afresh = min(_lasted(lambda: _afresh(store))[0] for _ in range(3))
    _load(store, _corrected(scratch, made, store), 2)
    school, sums = _from_what_was_kept(store)
    _load(store, _new_day(scratch, made), 3)
    day, with_day = _from_what_was_kept(store)
    if _same(sums, with_day) or not _same(_afresh(store), with_day):
        raise SystemExit("What was changed is not what a count afresh finds.")
    return afresh, str(len(sums)), [afresh, school, day]


def _load(store: Store, path: Path, number: int) -> None:
    load = taken_in(store, path, kind(MARKS), Manner(), at=_AT + timedelta(days=number)).load
    if load is None:
        raise SystemExit(f"{path.name} could not be loaded.")


def _load_rolls(store: Store, made: Year) -> None:
    rolls = enrolments_of(made)
    source = LoadSource(name="synthetic rolls", sha256="0" * 64, rows=rolls.num_rows)
    store.load("enrolments", rolls, source=source, known_at=_AT)


def _load_year(store: Store, made: Year) -> None:
    with store.writing("a year of marks") as scratch:
        folder = scratch / "years" / str(made.sessions.year)
        folder.parent.mkdir()
        days = sessions_of(made.sessions.days)
        write_matrix(folder, sessions=days, roster=made.roster, blocks=made.blocks())
        source = LoadSource(name="synthetic marks", sha256="1" * 64, rows=len(made.roster))
        store.keep(kind(MARKS), folder.parent, source=source, known_at=_AT, good=len(made.roster))


def _corrected(scratch: Path, made: Year, store: Store) -> Path:
    """The file of the school in the middle, with other marks of its first day."""
    urn = int(made.roster.urns[len(made.roster.urns) // 2])
    marks = year_of_marks(store, made.sessions.year)
    block = marks.block(urn, marks.chains[urn])
    changed = block.marks.copy()
    changed[:, 0] = np.uint8(byte_of("I") or 0)
    loads = np.ones(changed.shape, dtype=np.int64)
    rows = rows_of(block.upns, urn, block.days, changed, loads).drop_columns(["_row", "_load"])
    arrow_csv.write_csv(rows, scratch / "school.csv")
    return scratch / "school.csv"


def _new_day(scratch: Path, made: Year) -> Path:
    """A day after all others, of everybody."""
    day = made.sessions.days[-1] + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    urns = np.repeat(made.roster.urns, np.diff(made.roster.offsets)).tolist()
    lines = ["upn,urn,day,session,code\n"]
    for pupil, urn in zip(made.roster.pupils.tolist(), urns, strict=True):
        before = f"{upn_text(pupil)},{urn},{day:%d/%m/%Y}"
        lines.append(f"{before},AM,I\n{before},PM,\\\n")
    path = scratch / "day.csv"
    path.write_text("".join(lines), encoding="ascii")
    return path


def _counted(store: Store) -> YearSums:
    marks: MarksToSum | None = gathered(store, usual_calendar([2018]), ["enrolments", MARKS]).marks
    if marks is None:
        raise SystemExit("No marks were found.")
    found = marks.counted(2018, date(2019, 7, 31))
    found.sums.until(len(found.cuts) - 1)
    return found.sums


def _from_what_was_kept(store: Store) -> tuple[float, YearSums]:
    """The least of three times, each from what was kept before the last load."""
    kept, aside = store.path / "marks", store.path / "scratch" / "kept"
    shutil.copytree(kept, aside)
    times = []
    for _ in range(3):
        shutil.rmtree(kept)
        shutil.copytree(aside, kept)
        seconds, found = _lasted(lambda: _counted(store))
        times.append(seconds)
    shutil.rmtree(aside)
    return min(times), found


def _afresh(store: Store) -> YearSums:
    for path in (store.path / "marks").glob("*.arrow"):
        path.unlink()
    return _counted(store)


def _same(ones: YearSums, others: YearSums) -> bool:
    return ones.keys() == others.keys() and all(
        np.array_equal(one.upns, others[urn].upns)
        and np.array_equal(one.counters, others[urn].counters)
        for urn, one in ones.items()
    )


def _lasted(work: Callable[[], YearSums]) -> tuple[float, YearSums]:
    before = time.process_time()
    found = work()
    return time.process_time() - before, found
