"""
How long `headway --help` takes, beside Python's own start: `python -c pass`.

The two take turns, so that whatever else the machine does falls on both.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

GOAL = 4.0
"""Times `python -c pass` that `headway --help` may take."""

ROUNDS = 25


def seconds(command: Sequence[str]) -> float:
    """Wall time of one run, from fork to exit."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def measured(rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of `headway --help` and of `python -c pass`, taking turns."""
    headway = [str(Path(sys.executable).with_name("headway")), "--help"]
    python = [sys.executable, "-c", "pass"]
    seconds(headway)
    seconds(python)
    turns = [(seconds(headway), seconds(python)) for _ in range(rounds)]
    return statistics.median(t[0] for t in turns), statistics.median(t[1] for t in turns)


def main() -> bool:
    """Measure, print, and say whether the goal is met."""
    headway, python = measured()
    ratio = headway / python
    verdict = "met" if ratio <= GOAL else "MISSED"
    print(
        f"headway --help {headway * 1000:.1f} ms, python -c pass {python * 1000:.1f} ms: "
        f"{ratio:.2f} times (goal {GOAL:g}): {verdict}"
    )
    return ratio <= GOAL


if __name__ == "__main__":
    sys.exit(not main())
