"""
A measure on Spark in local mode, from 95,000 pupils to a million, beside DuckDB.

Both read long rows of made-up marks from Parquet and must find the same, to the digit. Each size
and engine has a process of its own; starting Spark is told apart from counting, and a first count
of few pupils comes before the one that is measured. Run by `./dev bench spark`: pyspark and Java
are in an environment of their own.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.evidence_made import Year, year
from bench.evidence_rows import write_long
from headway.analytics.definition import Window
from headway.analytics.definitions import definition
from headway.analytics.engines.spark import missing
from headway.analytics.tables import arrow_schema
from headway.evidence.marks.roster import upn_text

if TYPE_CHECKING:
    from headway.analytics.engines.protocol import Engine

FEW, COUNCIL, MILLION = 300, 95_000, 1_000_000
MEASURE = "persistent-absence"
SETS = ((), ("phase",), ("school",), ("sex",), ("sen_provision",), ("phase", "sex"))
ENGINES = ("duckdb", "spark")
WINDOW = Window(first=date(2018, 8, 1), last=date(2019, 7, 31), name="AY 2018/19")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    What one process says.

    Attributes:
        ready: Seconds from its start until it had counted the few pupils.
        seconds: That the count took.
        processor: Seconds of processor that it took, in all threads.
        memory: Peak of Python and of Java together, in megabytes.
        digest: Of all counts.
    """

    ready: float
    seconds: float
    processor: float
    memory: float
    digest: str


def main() -> bool:
    """Measure, print, and say whether the goals are met."""
    if problem := missing():
        print(f"{problem} `./dev bench spark` brings it.")
        return False
    met = True
    taken: dict[str, list[Found]] = {name: [] for name in ENGINES}
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
        few = written(Path(folder, "few"), FEW)
        for pupils in (COUNCIL, MILLION):
            print(f"{pupils:,} pupils, {pupils * 380 / 1e6:.0f} million marks", flush=True)
            given = written(Path(folder, str(pupils)), pupils)
            found = {name: run(name, few, given) for name in ENGINES}
            for name, one in found.items():
                taken[name].append(one)
                print(
                    f"  {name:<8} {one.seconds:8.1f} s counting, {one.processor:.1f} s processor, "
                    f"{one.memory:,.0f} MB; ready after {one.ready:.1f} s",
                    flush=True,
                )
            same = len({one.digest for one in found.values()}) == 1
            print(f"  equal to the digit: {'yes' if same else 'NO'}", flush=True)
            met = met and same
    pupils_grew = MILLION / COUNCIL
    for name, (small, large) in taken.items():
        print(
            f"{name}: {large.seconds / small.seconds:.1f} times the time and "
            f"{large.processor / small.processor:.1f} times the processor "
            f"for {pupils_grew:.1f} times the pupils"
        )
    small, large = taken["spark"]
    linear = large.seconds <= small.seconds * pupils_grew
    print(f"Spark no worse than linear: {'met' if linear else 'MISSED'}")
    return met and linear


def written(folder: Path, pupils: int) -> Path:
    """A made-up year as the three files that an engine reads."""
    folder.mkdir()
    made = year(pupils)
    write_long(folder / "attendance-marks.parquet", made)
    pq.write_table(enrolments_of(made), folder / "enrolments.parquet")
    places = [
        {"urn": str(urn), "phase": phase}
        for urn, phase in zip(made.roster.urns.tolist(), made.roster.phases, strict=True)
    ]
    schools = pa.Table.from_pylist(places, schema=arrow_schema("schools"))
    pq.write_table(schools, folder / "schools.parquet")
    return folder


def enrolments_of(made: Year) -> pa.Table:
    """A stay of the whole year for each pupil; ages and needs go round."""
    roster, schema = made.roster, arrow_schema("enrolments")
    many = len(roster)
    turn = np.arange(many)
    columns: dict[str, Any] = {
        "academic_year": pa.array(np.full(many, 2018)),
        "upn": pa.array([upn_text(pupil) for pupil in roster.pupils.tolist()]),
        "urn": pa.array(np.repeat(roster.urns, np.diff(roster.offsets)).astype(str)),
        "entry": pa.array([WINDOW.first] * many),
        "birth": pa.array([date(2003 + age, 1, 15) for age in (turn % 11).tolist()]),
        "sex": pa.array(np.array(["F", "M"])[turn % 2]),
        "sen_provision": pa.array(np.array(["N", "N", "K", "N", "E"])[turn % 5]),
    }
    return pa.table(
        [columns.get(one.name, pa.nulls(many, one.type)) for one in schema], schema=schema
    )


def run(engine: str, few: Path, given: Path) -> Found:
    """
    Count in a process of its own.

    Raises:
        RuntimeError: It failed; its words are on the screen.
    """
    command = [sys.executable, "-W", "ignore", "-m", "bench.spark", engine, str(few), str(given)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise RuntimeError(f"The measurement on {engine} failed.")
    return Found(**json.loads(done.stdout.splitlines()[-1]))


def work(name: str, few: Path, given: Path) -> Found:
    """What the process does."""
    started = time.perf_counter()
    engine = _engine(name, [few, given])
    digest(engine, few)
    ready, before = time.perf_counter(), _processor()
    found = digest(engine, given)
    return Found(
        ready=ready - started,
        seconds=time.perf_counter() - ready,
        processor=_processor() - before,
        memory=sum(map(_peak, ("self", *_children()))),
        digest=found,
    )


def _engine(name: str, folders: list[Path]) -> "Engine":
    if name == "spark":
        from headway.analytics.engines.spark import SparkEngine  # noqa: PLC0415 - one of the two

        return SparkEngine()
    from headway.analytics.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - one of the two

    return DuckDBEngine(threads=2, spill=folders[-1] / "spill", folders=folders)


def digest(engine: "Engine", folder: Path) -> str:
    """All counts, as one short text."""
    given = {file.stem: file for file in sorted(folder.glob("*.parquet"))}
    text = hashlib.sha256()
    cube = engine.cube(definition(MEASURE), given, WINDOW, SETS)
    for by, counts in zip(SETS, cube, strict=True):
        rows = sorted((*one.group.values(), one.numerator, one.denominator) for one in counts)
        text.update(repr((by, rows)).encode())
    return text.hexdigest()[:16]


def _children() -> list[str]:
    """The processes that this one has started."""
    own = str(os.getpid())
    return Path("/proc", own, "task", own, "children").read_text(encoding="ascii").split()


def _processor() -> float:
    """Seconds of processor that this process and those it started have taken."""
    ticks = 0
    for process in ("self", *_children()):
        after_name = Path("/proc", process, "stat").read_text(encoding="ascii").rpartition(")")[2]
        ticks += sum(map(int, after_name.split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _peak(process: str) -> float:
    """The most memory that a process has held, in megabytes."""
    lines = Path("/proc", process, "status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    name, few, given = sys.argv[1:]
    print(json.dumps(asdict(work(name, Path(few), Path(given)))))
