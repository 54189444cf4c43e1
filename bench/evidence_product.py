"""
What changes in a data directory: a corrected school and a new day, as the product takes them in.

The files are loaded as `headway data load` loads them; what is timed is what `headway measures
compute` then does before a definition is run: the sessions of every enrolment, summed up from the
marks on disk and from what was kept of the last time, which is written down again.
"""

import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from bench.evidence_made import Year, year
from bench.evidence_rows import write_csv
from bench.spark import enrolments_of
from headway.analytics.computing import gathered
from headway.analytics.marks_to_sum import MarksToSum
from headway.analytics.year_sums import YearSums
from headway.evidence.kinds import kind
from headway.evidence.marks.roster import upn_text
from headway.evidence.store.directory import Store
from headway.evidence.store.records import LoadSource
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
    write_csv(scratch / "marks.csv", made)
    _load(store, scratch / "marks.csv", 1)
    _counted(store)  # compiles, and reads what is not in memory
    afresh, _ = _lasted(lambda: _afresh(store))
    _load(store, _corrected(scratch, made), 2)
    school, sums = _lasted(lambda: _counted(store))
    _load(store, _new_day(scratch, made), 3)
    day, with_day = _lasted(lambda: _counted(store))
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


def _corrected(scratch: Path, made: Year) -> Path:
    """The file of the school in the middle, with other marks of its first day."""
    place = len(made.roster.urns) // 2
    wanted = f",{made.roster.urns[place]},".encode()
    first = f"{made.sessions.days[0]:%d/%m/%Y},AM,".encode()
    path = scratch / "school.csv"
    with (scratch / "marks.csv").open("rb") as file, path.open("wb") as out:
        out.write(file.readline())
        for line in file:
            if wanted in line:
                out.write(line[:-2] + b"I\n" if first in line else line)
    return path


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
    return marks.counted(2018, date(2019, 7, 31)).sums


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
