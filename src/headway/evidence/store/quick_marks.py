"""
The quick way for a large file of attendance marks: straight into a byte a mark, in one pass.

It is taken only where it is sure to find what the patient way finds. Rows that the pass refuses
are looked at again in the patient way, which alone puts faults in words; where there are many of
them, or where the file is written in a way that the pass does not know, nothing is decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headway.evidence.calendars import Calendar
from headway.evidence.dataset import Dataset, Holds
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year
from headway.evidence.identifier_columns import NORMAL
from headway.evidence.marks.files import Matrix
from headway.evidence.marks.long_rows import batches_of, place_rows
from headway.evidence.marks.placing import Placing
from headway.evidence.marks.roster import UPN_BITS, packed_upn
from headway.evidence.marks.rows import Layout, Wrong, day_of, layout_of
from headway.evidence.marks.sessions import Sessions
from headway.evidence.reading.files import Container, FileFacts
from headway.evidence.reading.opening import opened
from headway.evidence.reading.sheets import Batch, Progress, Sheet, silent
from headway.evidence.store.kept_marks import MARKS, narrowed, rewritten, sessions_of
from headway.evidence.validating.checking import checked
from headway.evidence.validating.oddities import closed_days_of_marks
from headway.evidence.validating.orders import ambiguous
from headway.evidence.validating.outcome import Outcome

if TYPE_CHECKING:
    from headway.evidence.marks.loading import MarksLoad

LEAST = 1 << 20
"""Bytes from which a file goes the quick way: below, making ready takes longer."""

MOST_REFUSED = 1000
"""Rows that are looked at again; a file with more of them goes the patient way."""

_HEAD = 64 << 10
_SAMPLES, _SAMPLE = 500, 8 << 10
_GOLDEN = 0.6180339887
_REPEATS = {Wrong.REPEATED, Wrong.CONTRADICTED}
_JUDGED_ALONE = {Wrong.UPN, Wrong.URN, Wrong.SESSION, Wrong.CODE, Wrong.MISFIT, *_REPEATS}
"""What may be wrong with a row without changing how others are read."""


def taken_quickly(
    file: FileFacts,
    dataset: Dataset,
    folder: Path,
    *,
    adds: bool = False,
    calendar: Calendar | None = None,
    progress: Progress = silent,
) -> tuple[Outcome, str] | None:
    """
    What checking a file found, and how it was read; None where it has to be read patiently.

    `Outcome.table` is a folder of matrices, by academic year.

    Args:
        file: Looked through before.
        dataset: Only marks go the quick way.
        folder: For passing files; the outcome's are in it.
        adds: Whether an empty mark would replace an earlier one: such a file is read patiently.
        calendar: On which days there is school.
        progress: Told the bytes that have been read.
    """
    if dataset.name != MARKS or file.container is not Container.TEXT or file.size < LEAST:
        return None
    if file.encoding not in {"utf-8", "utf-8-sig"}:
        return None
    sheet = opened(file, dataset)
    layout = _layout(file.path, sheet)
    texts = _day_texts(file, layout) if layout else set()
    days = {day for text in texts if (day := day_of(text)) is not None}
    if not days or len({academic_year(day) for day in days}) > 1 or ambiguous(texts):
        return None
    found = _loaded(file.path, folder, sessions_of(days), progress)
    if found is None or (adds and found.load.missing) or not _whole(found.load):
        return None
    outcome = Outcome(
        dataset=dataset,
        headings=sheet.headings,
        table=found.folder,
        quarantine=folder / "quarantine.csv",
        rows=found.load.rows,
        good=found.load.rows,
        remarks=[*sheet.remarks],
    )
    if found.load.refused and not _look_again(file, dataset, folder, found, outcome):
        return None
    outcome.remarks += closed_days_of_marks(_marks_by_day(found.matrix), calendar)
    outcome.first, outcome.last = found.matrix.sessions.days[0], found.matrix.sessions.days[-1]
    return outcome, sheet.form


@dataclass(slots=True, kw_only=True)
class _Found:
    """What one pass found; `matrix` is exchanged for another where rows are put right."""

    load: "MarksLoad"
    matrix: Matrix
    folder: Path


def _layout(path: Path, sheet: Sheet) -> Layout | None:
    """How the quick reader sees the file, where it sees it as the patient one does."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    try:
        layout = layout_of(head, urn=None)
    except EvidenceError:
        return None
    same = layout.line == sheet.headings.row == 1 and layout.places == sheet.headings.places
    return layout if same else None


def _day_texts(file: FileFacts, layout: Layout) -> set[str]:
    """The days in pieces from all over the file, as they are written."""
    place, separator = layout.places["day"], layout.separator.encode()
    found: set[bytes] = set()
    # Not evenly: a file whose pupils are all of one length would show the same days each time.
    steps = np.arange(_SAMPLES) + np.arange(_SAMPLES) * _GOLDEN % 1
    starts = layout.start + steps * ((file.size - layout.start) / _SAMPLES)
    with file.path.open("rb") as source:
        for start in starts.tolist():
            source.seek(int(start))
            lines = source.read(_SAMPLE).split(b"\n")
            for line in lines[0 if int(start) == layout.start else 1 : -1]:
                cells = line.split(separator)
                if len(cells) == len(layout.headers):
                    found.add(cells[place])
    return {text.decode("utf-8", errors="replace").strip().strip('"').strip() for text in found}


def _loaded(path: Path, folder: Path, sessions: Sessions, progress: Progress) -> _Found | None:
    """One pass with the days that were seen; a second with all days where others came."""
    from headway.evidence.marks.loading import (  # noqa: PLC0415 - late: compiles
        GivenUpError,
        load_csv,
    )

    years = folder / "years"
    for place, wider in enumerate((sessions, _every_day(sessions.year))):
        target = folder / f"pass-{place}" / str(sessions.year)
        target.parent.mkdir()
        with (folder / "refused.csv").open("wb") as refused:
            try:
                load = load_csv(
                    path,
                    target,
                    sessions=wider,
                    quarantine=refused,
                    progress=lambda done, _: progress(done),
                    # Else each row of the other days would be read patiently, and in vain.
                    give_up_at=Wrong.CLOSED if wider is sessions else None,
                )
            except GivenUpError:
                continue
            except EvidenceError:
                return None  # the patient way says what is wrong
        break
    if load.matrix is None or set(load.refused) - _JUDGED_ALONE:
        return None
    years.mkdir()
    held = load.matrix
    if wider is sessions:
        target.rename(years / str(sessions.year))
        held = replace(held, folder=years / str(sessions.year))
    elif load.missing:
        return None  # which days the empty marks are of is not known
    else:
        held = narrowed(held, years / str(sessions.year))
    return _Found(load=load, matrix=held, folder=years)


def _every_day(year: int) -> Sessions:
    first = date(year, 8, 1)
    return sessions_of(
        first + timedelta(days=n) for n in range((date(year + 1, 8, 1) - first).days)
    )


def _whole(load: "MarksLoad") -> bool:
    """Whether the place in the file of every refused row is known."""
    return load.matrix is not None and sum(load.refused.values()) <= MOST_REFUSED


def _marks_by_day(matrix: Matrix) -> Iterator[tuple[str, date, int]]:
    """School, day and how many marks."""
    reader, offsets = matrix.reader(), matrix.roster.offsets
    for group, (first, past) in enumerate(matrix.groups):
        marks = reader.group(group)
        begin = int(offsets[first])
        for school in range(first, past):
            own = marks[int(offsets[school]) - begin : int(offsets[school + 1]) - begin]
            counts = np.count_nonzero(own, axis=0).reshape(-1, 2).sum(axis=1)
            urn = str(int(matrix.roster.urns[school]))
            for day in np.flatnonzero(counts).tolist():
                yield urn, matrix.sessions.days[day], int(counts[day])


# ------------------------------------------------------------------- rows that were refused


def _look_again(
    file: FileFacts, dataset: Dataset, folder: Path, found: _Found, outcome: Outcome
) -> bool:
    """Read the refused rows, and those that they repeat, patiently; whether all is settled."""
    numbers = {fault.row for fault in found.load.faults}
    repeats = bool(_REPEATS & set(found.load.refused))
    pupils = _pupils_of_repeats(found.load) if repeats else pa.array([], pa.string())
    again = folder / "again"
    again.mkdir()
    sheet = opened(file, dataset)
    some = replace(sheet, batches=_chosen(sheet.batches, numbers, pupils))
    part = checked(some, again)
    if part.refusals or not _put_right(found, folder, part, pupils):
        return False
    outcome.table = found.folder
    outcome.good, outcome.bad = outcome.rows - part.bad, part.bad
    outcome.counts, outcome.bad_rows = part.counts, part.bad_rows
    part.quarantine.rename(outcome.quarantine)
    return True


def _pupils_of_repeats(load: "MarksLoad") -> pa.Array:
    repeats = {Wrong.REPEATED.value, Wrong.CONTRADICTED.value}
    came = {fault.came.split(" ")[0] for fault in load.faults if fault.rule in repeats}
    return NORMAL[Holds.UPN](pa.array(sorted(came), pa.string()))


def _chosen(batches: Iterator[Batch], numbers: set[int], pupils: pa.Array) -> Iterator[Batch]:
    wanted = np.array(sorted(numbers), dtype=np.int64)
    for batch in batches:
        mask = np.isin(batch.rows, wanted)
        if len(pupils):
            upns = batch.texts["upn"].cast(pa.string()).combine_chunks()
            mask |= pc.is_in(NORMAL[Holds.UPN](upns), pupils).to_numpy(zero_copy_only=False)
        if mask.any() or batch.ragged:
            rows = batch.rows[mask]
            yield Batch(rows=rows, texts=batch.texts.filter(pa.array(mask)), ragged=batch.ragged)


def _put_right(found: _Found, folder: Path, part: Outcome, pupils: pa.Array) -> bool:
    """Have the matrix hold the good rows of those looked at again, and no others of theirs."""
    if not part.good and not len(pupils):
        return True
    matrix = found.matrix
    marks, enrolments = _whole_matrix(matrix)
    if len(pupils):
        marks[np.isin(enrolments & ((1 << UPN_BITS) - 1), _packed(pupils))] = 0
    placing = Placing(len(matrix.sessions), folder / "again.marks")
    placed = place_rows(batches_of(part.table), placing, matrix.sessions)
    rows = np.searchsorted(enrolments, placing.enrolments)
    rows[rows == len(enrolments)] = 0
    if placed.refused or not np.array_equal(enrolments[rows], placing.enrolments):
        return False  # a pupil of whom the quick pass read no row at all
    given = placing.marks != 0
    held = marks[rows]
    if np.any(given & (held != 0)):
        return False
    marks[rows] = np.where(given, placing.marks, held)
    years = folder / "put-right"
    years.mkdir()
    target = years / str(matrix.sessions.year)
    found.matrix = rewritten(target, matrix.sessions, enrolments, marks)
    found.folder = years
    return True


def _packed(pupils: pa.Array) -> NDArray[np.int64]:
    return np.array([packed_upn(text) for text in pupils.to_pylist()], dtype=np.int64)


def _whole_matrix(matrix: Matrix) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    reader, roster = matrix.reader(), matrix.roster
    marks = np.concatenate([reader.group(group) for group in range(len(matrix.groups))])
    sizes = np.diff(roster.offsets)
    return marks, np.repeat(roster.urns, sizes) << UPN_BITS | roster.pupils
