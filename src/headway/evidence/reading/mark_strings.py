"""
Attendance as strings: one character a session, two a day from Monday to Friday.

Registers are handed over so in the common transfer file and in many exports. A code of two
characters has no place in such a string; a string with one is set aside and never guessed at.
"""

import csv
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.reading.days import day
from headway.evidence.reading.delimited import rows_of, sample
from headway.evidence.reading.files import FileFacts
from headway.evidence.reading.headings import Headings, plain
from headway.evidence.reading.sheets import (
    Batch,
    Progress,
    Ragged,
    Sheet,
    Stretches,
    batch_of,
    silent,
)

_HEADS = {
    "upn": {"upn", "uniquepupilnumber", "pupilupn"},
    "urn": {"urn", "schoolurn", "establishmenturn"},
    "start": {"attendancestartdate", "startdate", "weekbeginning", "firstday", "start"},
    "marks": {"attendancemarks", "marks", "markstring", "registermarks"},
}
_BATCH = 500
_FRIDAY = 4
_NONE = {"-", " "}


def are_in(facts: FileFacts, dataset: Dataset) -> bool:
    """Whether a text file holds strings of marks rather than a mark a row."""
    if dataset.name != "attendance-marks":
        return False
    text, separator = sample(facts)
    return any("marks" in _places(row) and "start" in _places(row) for row in _top(text, separator))


def opened(
    facts: FileFacts,
    dataset: Dataset,
    filled: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> Sheet:
    """
    A file of strings as marks, one a session.

    Raises:
        EvidenceError: It lacks the pupil's or the school's number.
    """
    text, separator = sample(facts)
    rows = _top(text, separator)
    number, places = next(
        (number, _places(row))
        for number, row in enumerate(rows, start=1)
        if "marks" in _places(row)
    )
    for name in ("upn", "urn"):
        if name not in places and name not in filled:
            raise EvidenceError(
                f"{facts.path.name} has strings of marks and no column {name}. Add it, or give "
                f"one for the whole file with --fill {name}=VALUE."
            )
    ours = [name for name in ("upn", "urn") if name in places]
    heads = (*(rows[number - 1][places[name]] for name in ours), "day", "session", "code")
    names = [*ours, "day", "session", "code"]
    headings = Headings(
        row=number,
        cells=heads,
        places={name: place for place, name in enumerate(names)},
        missing=(),
    )
    strings = MarkStrings(ours, places, separator, Stretches())
    return Sheet(
        dataset=dataset,
        headings=headings,
        batches=_batches(facts, dataset, headings, strings, progress),
        form="strings of marks",
        remarks=("Strings of marks: two a day from the first day, Monday to Friday.",),
        stretches=strings.stretches,
    )


def _top(text: str, separator: str) -> list[list[str]]:
    return rows_of(text, separator)[:40]


def _places(cells: Sequence[str]) -> dict[str, int]:
    heads = {plain(cell): place for place, cell in enumerate(cells)}
    return {
        name: heads[way] for name, ways in _HEADS.items() for way in sorted(ways) if way in heads
    }


def _batches(
    facts: FileFacts,
    dataset: Dataset,
    headings: Headings,
    strings: "MarkStrings",
    progress: Progress,
) -> Iterator[Batch]:
    read = 0
    with facts.path.open(encoding=facts.encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=strings.separator)
        rows = itertools.islice(enumerate(reader, start=1), headings.row, None)
        while part := list(itertools.islice(rows, _BATCH)):
            columns: dict[str, list[str]] = {name: [] for name in headings.places}
            before = strings.stretches.count
            ragged = [
                fault
                for number, cells in part
                if any(cells) and (fault := strings.unfold(number, cells, columns)) is not None
            ]
            numbers = list(range(before + 1, strings.stretches.count + 1))
            read += sum(len(cell) for _, cells in part for cell in cells)
            progress(read)
            yield batch_of(dataset, columns, numbers, ragged)


@dataclass(frozen=True, slots=True)
class MarkStrings:
    """How the file's rows hold strings of marks."""

    ours: list[str]
    places: dict[str, int]
    separator: str
    stretches: Stretches

    def unfold(self, number: int, cells: list[str], columns: dict[str, list[str]]) -> Ragged | None:
        """Add one pupil's marks to the columns; or say what is wrong with the row."""
        width = max(self.places.values()) + 1
        if len(cells) < width:
            return Ragged(row=number, cells=tuple(cells), expected=width)
        start, marks = day(cells[self.places["start"]]), cells[self.places["marks"]]
        if start is None:
            fault = "The string's first day is no day. Write it as 04/09/2023."
            return Ragged(row=number, cells=tuple(cells), expected=width, sentence=fault)
        if any(mark.isdigit() for mark in marks):
            fault = (
                "The string has a code of two characters, such as C1, so that the marks after it "
                "are out of place. Ask for the marks one a row."
            )
            return Ragged(row=number, cells=tuple(cells), expected=width, sentence=fault)
        self.stretches.add(number, len(marks))
        for name in self.ours:
            columns[name] += [cells[self.places[name]]] * len(marks)
        for mark, (on, session) in zip(marks, _sessions(start), strict=False):
            columns["day"].append(on.isoformat())
            columns["session"].append(session)
            columns["code"].append("" if mark in _NONE else mark)
        return None


def _sessions(start: date) -> Iterator[tuple[date, str]]:
    """Every session from a day on, weekends left out."""
    for days in itertools.count():
        on = start + timedelta(days=days)
        if on.weekday() <= _FRIDAY:
            yield on, "AM"
            yield on, "PM"
