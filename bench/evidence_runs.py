"""Runs pieces of work in processes of their own and says what they took."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    What a process took.

    Attributes:
        seconds: From its start to its end.
        inner: Without its imports.
        processor: Of all its threads, in seconds.
        memory: Its peak, in megabytes; mapped files included.
        digest: Of what it found.
        parts: Seconds of its parts, where it has any.
    """

    seconds: float
    inner: float
    processor: float
    memory: float
    digest: str
    parts: tuple[float, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.seconds:8.2f} s whole {self.inner:8.3f} s inner "
            f"{self.processor:8.2f} s processor {self.memory:7.0f} MB"
        )


def run(job: str, *paths: Path, environment: Mapping[str, str] | None = None) -> Run:
    """
    Run one job of `bench.evidence_jobs`.

    Raises:
        RuntimeError: It failed; its words are on the screen.
    """
    command = [sys.executable, "-m", "bench.evidence_jobs", job, *map(str, paths)]
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, **(environment or {})}
    ) as process:
        said = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"The measurement {job} failed.")
    found = json.loads(said)
    return Run(
        seconds=seconds,
        inner=found["seconds"],
        processor=used.ru_utime + used.ru_stime,
        memory=found["memory"],
        digest=found["digest"],
        parts=tuple(found.get("parts", ())),
    )


def median_of(
    jobs: Mapping[str, tuple[str | Path, ...]],
    *,
    rounds: int = ROUNDS,
    same: bool = False,
    quiet: bool = False,
) -> dict[str, Run]:
    """
    Run jobs in turns and give each one's median of every measure.

    Raises:
        RuntimeError: Two that should find the same do not.
    """
    found: dict[str, list[Run]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, (job, *paths) in jobs.items():
            found[name].append(run(str(job), *map(Path, paths)))
    digests = {one.digest for runs in found.values() for one in runs}
    if same and len(digests) > 1:
        raise RuntimeError(f"Results differ: {', '.join(sorted(digests))}.")
    medians = {name: _median(runs) for name, runs in found.items()}
    if not quiet:
        for name, one in medians.items():
            print(f"  {name:<28} {one}", flush=True)
        if same:
            print(f"  equal to the digit: {digests.pop()}", flush=True)
    return medians


def _median(runs: list[Run]) -> Run:
    return Run(
        seconds=statistics.median(one.seconds for one in runs),
        inner=statistics.median(one.inner for one in runs),
        processor=statistics.median(one.processor for one in runs),
        memory=statistics.median(one.memory for one in runs),
        digest=runs[0].digest,
        parts=tuple(map(statistics.median, zip(*(one.parts for one in runs), strict=True))),
    )


def compared(what: str, times: float, goal: float) -> bool:
    """Print how many times better, and whether the goal is met."""
    met = times >= goal
    print(f"  {what}: {times:.2f} times (goal {goal:g}): {'met' if met else 'MISSED'}", flush=True)
    return met
