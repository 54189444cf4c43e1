"""
The process in which a made-up county is made: `python -m headway.web.evidence.making_up`.

It takes what to make as JSON on its input, makes up the files year by year, loads each as an
agency's would be, and answers with a line of JSON for each step. Killed half-way it may be run
again: what was loaded is recognised by its content, since the same seed gives the same bytes.
"""

import contextlib
import json
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS, kind
from headway.evidence.store.directory import Store
from headway.evidence.store.taking_in import Manner, taken_in
from headway.evidence.synthetic import generate
from headway.evidence.synthetic.writing import file_name

REFUSED = 3

_COUNTED_FROM_MARKS = "attendance-census"
"""Says again what the marks say; a county hands over the one or the other."""


def main() -> int:
    """Make and load a county; 0 with what came, 3 with the sentence why nothing did."""
    asked = json.load(sys.stdin)
    out = sys.stdout

    def say(**what: Any) -> None:
        out.write(json.dumps(what) + "\n")
        out.flush()

    with contextlib.redirect_stdout(sys.stderr):  # a library that prints must not garble it
        try:
            rows = 0
            for words, loaded in _made(asked):
                rows += loaded
                say(stage=words)
        except (EvidenceError, OSError) as error:
            say(sentence=str(error))
            return REFUSED
    say(rows=rows)
    return 0


def _made(asked: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Each step about to be done, or done, with the rows that it loaded."""
    store, at = Store(Path(asked["data"])), datetime.fromisoformat(asked["at"])
    years = asked["years"]
    names = sorted({one.name for one in KINDS} - {_COUNTED_FROM_MARKS})
    calendars = []
    for number, year in enumerate(years, 1):
        called = f"{year}/{(year + 1) % 100:02}"
        with TemporaryDirectory(prefix="headway-made-up-") as passing:
            folder = Path(passing)
            yield f"Making up {called}, year {number} of {len(years)}", 0
            generate(pupils=asked["pupils"], seed=asked["seed"], year=year, kinds=names, to=folder)
            calendars.append((folder / file_name("calendar")).read_text(encoding="utf-8"))
            for done, name in enumerate(names, 1):
                path = _of_year(folder / file_name(name), year)
                taken = taken_in(store, path, kind(name), Manner(), at=at)
                kept = taken.load.kept if taken.load is not None else 0
                yield f"Loading {called}: {done} of {len(names)} files", kept
    _keep_calendar(store.path / "calendar.csv", calendars)


def _of_year(path: Path, year: int) -> Path:
    """The file under a name that tells its year too."""
    return Path(shutil.move(path, path.with_name(f"{path.stem}-{year}-{(year + 1) % 100:02}.csv")))


def _keep_calendar(path: Path, texts: list[str]) -> None:
    """All years' terms in one calendar, unless the data directory has its own."""
    if path.exists():
        return
    header, *_ = texts[0].splitlines()
    rows = sorted({row for text in texts for row in text.splitlines()[1:]}, key=_first_day)
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")


def _first_day(row: str) -> str:
    """Of a term, its first day as the calendar has it, after its number."""
    return row.split(",")[1]


if __name__ == "__main__":
    sys.exit(main())
