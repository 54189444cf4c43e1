"""
One piece of work in a process of its own, so that its time and memory are only its own.

`python -m bench.evidence_jobs JOB PATH…` prints one line of JSON: seconds without imports, the
digest of the result, and its peak memory.
"""

import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.analytics.attendance.totals import Totals
    from headway.evidence.marks.roster import Roll


def store(folder: Path) -> tuple[float, str]:
    """Count from the matrix."""
    from headway.analytics.attendance.counting import count  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own

    totals: list[Totals] = []

    def work() -> str:
        totals.append(count([open_matrix(folder)]))
        return str(len(totals[0].all_counts()))

    # The digest is for comparing only: no part of what anybody waits for.
    return timed(work)[0], totals[0].digest()


def store_compiled(folder: Path) -> tuple[float, str]:
    """Count from the matrix with the compiled loop, whose import is part of the time."""
    from headway.analytics.attendance.counting import count  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own

    def work() -> str:
        from headway.analytics.attendance.kernel import tally  # noqa: PLC0415 - each job its own

        return count([open_matrix(folder)], kernel=tally).digest()

    return timed(work)


def store_plainly(folder: Path) -> tuple[float, str]:
    """Count from the matrix without compiled code."""
    from headway.analytics.attendance.counting import count  # noqa: PLC0415 - each job its own
    from headway.analytics.attendance.plain import tally_plainly  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own

    return timed(lambda: count([open_matrix(folder)], kernel=tally_plainly).digest())


def store_twice(folder: Path) -> tuple[float, str]:
    """Count again in the same process, as a server would."""
    store_compiled(folder)
    return store(folder)


def decode(folder: Path) -> tuple[float, str]:
    """Only read the matrix, on both cores."""
    import os  # noqa: PLC0415 - each job its own
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - each job its own

    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own

    matrix = open_matrix(folder)
    threads = os.cpu_count() or 1

    def work(number: int) -> int:
        reader = matrix.reader()
        return sum(len(reader.group(n)) for n in range(number, len(matrix.groups), threads))

    def read() -> str:
        with ThreadPoolExecutor(threads) as pool:
            return str(sum(pool.map(work, range(threads))))

    return timed(read)


def long_rows(long: Path, folder: Path, made: Path) -> tuple[float, str]:
    """Long rows into a matrix in memory, and count it; `folder` lends its roll."""
    from headway.analytics.attendance.counting import count  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.long_rows import place_file  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.placing import Placing  # noqa: PLC0415 - each job its own

    def work() -> str:
        known = open_matrix(folder)
        placing = Placing(len(known.sessions), made.with_suffix(".scratch"))
        place_file(long, placing, known.sessions)
        totals.append(count([placing.year(known.sessions, roll_of(folder))]))
        return str(len(totals[0].all_counts()))

    totals: list[Totals] = []
    return timed(work)[0], totals[0].digest()


def load(csv: Path, folder: Path, made: Path) -> tuple[float, str]:
    """A CSV into a matrix with every check; the digest is of the marks."""
    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.loading import load_csv  # noqa: PLC0415 - each job its own

    shutil.rmtree(made, ignore_errors=True)
    sessions = open_matrix(folder).sessions
    seconds, _ = timed(
        lambda: str(load_csv(csv, made, sessions=sessions, roll=roll_of(folder)).kept)
    )
    return seconds, str((made / "marks.parquet").stat().st_size)


def load_and_count_compiled(csv: Path, folder: Path, made: Path) -> tuple[float, str]:
    """The same with the compiled loop for counting, however few there are."""
    first, _ = load(csv, folder, made)
    then, digest = store_compiled(made)
    return first + then, digest


def cube(folder: Path) -> tuple[float, str, list[float]]:
    """Every combination of groups counted and protected: in all, then the two apart, and cells."""
    from headway.analytics.attendance.leaves import leaves  # noqa: PLC0415 - each job its own
    from headway.disclosure.tables.cubes import OF_PUPILS, protected  # noqa: PLC0415 - each job its own
    from headway.domain.disclosing import DisclosurePolicy  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own

    started = time.perf_counter()
    matrix = open_matrix(folder)
    roster = matrix.roster
    areas = zip(roster.las, roster.phases, strict=True)
    finest = leaves([matrix], of=OF_PUPILS)
    counted = time.perf_counter()
    made = protected(
        finest, dict(zip(roster.urns.tolist(), areas, strict=True)), DisclosurePolicy()
    )
    done = time.perf_counter()
    parts = [counted - started, done - counted, made.cells, made.small, made.withheld]
    return done - started, str(made.withheld), parts


def increments(folder: Path) -> tuple[float, str, list[float]]:
    """What is kept made afresh; a count alone; a day and a school changed, and found equal."""
    import numpy as np  # noqa: PLC0415 - each job its own

    from headway.analytics.attendance.counting import count  # noqa: PLC0415 - each job its own
    from headway.analytics.attendance.increments import Standing  # noqa: PLC0415 - each job its own
    from headway.analytics.attendance.kernel import tally  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own

    matrix = open_matrix(folder)
    reader = matrix.reader()
    day = np.concatenate([reader.group(n)[:, -2:] for n in range(len(matrix.groups))])
    none = np.zeros_like(day)
    place = len(matrix.roster.urns) // 2
    urn = int(matrix.roster.urns[place])
    school = matrix.school(place).copy()
    standing = Standing([matrix])
    keys = matrix.roster.keys[standing.rows_of(urn)]
    expected = count([matrix], kernel=tally).digest()
    last = len(matrix.sessions.days) - 1
    times: list[list[float]] = []
    for _ in range(ROUNDS):
        afresh = lasted(lambda: Standing([matrix]))
        alone = lasted(lambda: count([matrix], kernel=tally))
        standing.new_day(last, none, before=day)
        without = standing.totals().digest()
        a_day = lasted(lambda: standing.new_day(last, day, before=none))
        with_it = standing.totals().digest()
        standing.correct_school(urn, np.full_like(school, ord("I")), keys)
        wrong = standing.totals().digest()
        a_school = lasted(lambda: standing.correct_school(urn, school, keys))
        right = standing.totals().digest()
        if not with_it == right == expected or expected in {without, wrong}:
            raise SystemExit("What was changed is not what a count afresh finds.")
        times.append([afresh, alone, a_day, a_school])
    parts = [statistics.median(one) for one in zip(*times, strict=True)]
    return sum(parts), expected, parts


def load_and_count(csv: Path, folder: Path, made: Path) -> tuple[float, str]:
    """A CSV into a matrix with every check, and count it."""
    first, _ = load(csv, folder, made)
    then, digest = store(made)
    return first + then, digest


def product(pupils: Path, scratch: Path) -> tuple[float, str, list[float]]:
    """A corrected school and a new day in a data directory; `pupils` is a number."""
    from bench import evidence_product  # noqa: PLC0415 - each job its own

    return evidence_product.product(int(pupils.name), scratch)


def roll_of(folder: Path) -> "Roll":
    """The roll of a matrix that is there."""
    import numpy as np  # noqa: PLC0415 - each job its own

    from headway.evidence.marks.files import open_matrix  # noqa: PLC0415 - each job its own
    from headway.evidence.marks.roster import UPN_BITS, Roll  # noqa: PLC0415 - each job its own

    roster = open_matrix(folder).roster
    schools = np.repeat(roster.urns, np.diff(roster.offsets))
    places = zip(roster.urns.tolist(), roster.las, roster.phases, strict=True)
    return Roll(
        enrolments=schools << UPN_BITS | roster.pupils,
        keys=roster.keys,
        schools={urn: (la, phase) for urn, la, phase in places},
    )


def rival(name: str) -> Callable[..., tuple[float, str]]:
    """Work of `bench.evidence_rivals`."""

    def work(*paths: Path) -> tuple[float, str]:
        from bench import evidence_rivals  # noqa: PLC0415 - each job its own

        return timed(lambda: getattr(evidence_rivals, name)(*paths))

    return work


def lasted(work: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def timed(work: Callable[[], str]) -> tuple[float, str]:
    """Seconds, and what came of it."""
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def peak() -> float:
    """
    The most memory that this process has held, in megabytes; mapped files included.

    Not what the system tells a parent: that begins with what the parent itself held.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


ROUNDS = 3

JOBS: dict[str, Callable[..., Any]] = {
    "store": store,
    "store_compiled": store_compiled,
    "store_plainly": store_plainly,
    "store_twice": store_twice,
    "decode": decode,
    "long_rows": long_rows,
    "load": load,
    "load_and_count": load_and_count,
    "load_and_count_compiled": load_and_count_compiled,
    "cube": cube,
    "increments": increments,
    "product": product,
    **{
        name: rival(name) for name in ("duckdb_long", "duckdb_strings", "duckdb_csv", "pandas_long")
    },
}


if __name__ == "__main__":
    seconds, digest, *more = JOBS[sys.argv[1]](*map(Path, sys.argv[2:]))
    parts = more[0] if more else []
    print(json.dumps({"seconds": seconds, "digest": digest, "parts": parts, "memory": peak()}))
