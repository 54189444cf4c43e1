"""
The process in which an uploaded file is loaded: `python -m headway.web.evidence.worker`.

It takes what to load as JSON on its input and answers with a line of JSON for each step: bytes
read so far, and at the end what came of the file. Whatever the file does to its reader, the
service goes on, and the data directory stays as it was.
"""

import contextlib
import json
import resource
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from headway.evidence.dataset import Fault
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import kind
from headway.evidence.store.directory import Store
from headway.evidence.store.records import Covers
from headway.evidence.store.taking_in import Manner, Taken, taken_in
from headway.evidence.validating.outcome import report

_TOLD_EVERY = 1_000_000
_FAULTS_TOLD = 12
REFUSED, NO_MEMORY = 3, 4


def main() -> int:
    """Load one file; 0 with what came of it, 3 with the sentence why nothing could."""
    asked = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer = _Answer()
    with contextlib.redirect_stdout(sys.stderr):  # a library that prints must not garble it
        try:
            taken = taken_in(
                Store(Path(asked["data"])),
                Path(asked["path"]),
                kind(asked["kind"]),
                Manner(
                    keep_good=asked["keep_good"],
                    adds=asked["adds"],
                    covers=_covers(asked["covers"]),
                    report=Path(asked["workbook"]),
                ),
                at=datetime.fromisoformat(asked["at"]),
                progress=answer.progress,
            )
        except EvidenceError as error:
            answer.say({"sentence": str(error)})
            return REFUSED
        except MemoryError:
            return NO_MEMORY
    answer.say(_told(taken, keep_good=asked["keep_good"]))
    return 0


def _covers(days: list[str] | None) -> Covers | None:
    if days is None:
        return None
    first, last = map(date.fromisoformat, days)
    return Covers(first=first, last=last)


class _Answer:
    """Writes to the output that was there at the start."""

    def __init__(self) -> None:
        self._out = sys.stdout
        self._said = 0

    def progress(self, read: int) -> None:
        """Say how far the file has been read, now and then."""
        if read - self._said >= _TOLD_EVERY:
            self._said = read
            self.say({"read": read})

    def say(self, what: dict[str, Any]) -> None:
        """One line."""
        self._out.write(json.dumps(what) + "\n")
        self._out.flush()


def _told(taken: Taken, *, keep_good: bool) -> dict[str, Any]:
    """What came of the file, in plain values."""
    load = taken.load
    if taken.again and load is not None:
        day = f"{load.known_at.day} {load.known_at:%B %Y}"
        said = f"The same file was loaded before, as load {load.id} on {day}. Nothing was done."
        return {"load": load.id, "lines": [said], "faults": []}
    outcome = taken.outcome
    lines = report(outcome, shown=0) if outcome is not None else []
    lines = lines[: lines.index("")] if "" in lines else lines
    if load is not None:
        lines.append(f"Load {load.id}: {load.kept:,} rows are kept.")
        if load.quarantined:
            aside = "1 row" if load.quarantined == 1 else f"{load.quarantined:,} rows"
            lines.append(
                f"{aside} with faults set aside. Correct them in the workbook, then load it and "
                "say that its rows are to be added."
            )
        for number, rows in taken.replaced.items():
            lines.append(
                f"They replace {rows:,} rows of load {number}, which stays as it was known before."
            )
    elif outcome is not None and outcome.good and not outcome.refusals and not keep_good:
        lines.append(
            "Nothing was kept, because some rows have faults. Correct them and load the file "
            "again, or keep the good rows."
        )
    else:
        lines.append("Nothing was kept.")
    return {
        "load": load.id if load is not None else None,
        "lines": lines,
        "faults": _faults(taken),
    }


def _faults(taken: Taken) -> list[dict[str, Any]]:
    """Faults by rule and column, the most frequent first, each with its first example."""
    if taken.outcome is None:
        return []
    first: dict[tuple[str, str], Fault] = {}
    for fault in taken.outcome.faults:
        first.setdefault((fault.rule, fault.column), fault)
    counted = sorted(taken.outcome.counts.items(), key=lambda one: (-one[1], one[0]))
    return [
        {
            "rule": rule.replace("-", " "),
            "column": column,
            "count": count,
            "row": first[rule, column].row if (rule, column) in first else None,
            "sentence": first[rule, column].sentence if (rule, column) in first else "",
        }
        for (rule, column), count in counted[:_FAULTS_TOLD]
    ]


if __name__ == "__main__":
    sys.exit(main())
