"""Workbooks, .xlsx and .ods: the sheet that looks like the kind, its typed cells as text."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.reading.files import FileFacts
from headway.evidence.reading.headings import Headings, found, likeliest, settled
from headway.evidence.reading.sheets import Batch, Progress, Sheet, batch_of, silent
from headway.evidence.reading.spans import refuse_far_cells

_TOP = 60
_BATCH = 50_000
_WHOLE = 2**53


def opened(
    facts: FileFacts,
    dataset: Dataset,
    filled: frozenset[str] = frozenset(),
    progress: Progress = silent,
    *,
    wanted: str = "",
) -> Sheet:
    """
    A workbook as one kind of data.

    Of several sheets, the one that has most of the kind's headings is read; Annex A and its
    like have a list on each.

    `wanted`: Name of the sheet to read, whatever it looks like.

    Raises:
        EvidenceError: No sheet has the headings of the kind, or the workbook is damaged.
    """
    sheets = _sheets(facts, wanted)
    tops = {name: [_texts(row) for row in rows[:_TOP]] for name, rows in sheets.items()}
    name = max(tops, key=lambda one: _likeness(found(tops[one], dataset, filled)))
    where = f'{facts.path.name}, sheet "{name}",' if len(sheets) > 1 else facts.path.name
    headings = settled(tops[name], dataset, filled, where=where)
    others = [one for one in sheets if one != name]
    remark = f'Read from the sheet "{name}"; not read: {", ".join(others)}.' if others else ""
    return Sheet(
        dataset=dataset,
        headings=headings,
        batches=_batches(sheets[name], dataset, headings, progress, facts.size),
        form=f'workbook, sheet "{name}"',
        remarks=(remark,) if remark else (),
    )


def _sheets(facts: FileFacts, wanted: str) -> dict[str, list[list[Any]]]:
    refuse_far_cells(facts.path)
    try:
        with CalamineWorkbook.from_path(str(facts.path)) as workbook:
            names = workbook.sheet_names
            if wanted and wanted not in names:
                raise EvidenceError(
                    f'{facts.path.name} has no sheet "{wanted}". It has {", ".join(names)}.'
                )
            kept = [wanted] if wanted else names
            read = {
                name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in kept
            }
    except EvidenceError:
        raise
    except Exception as error:  # calamine has a class for each container's every fault
        raise EvidenceError(
            f"{facts.path.name} cannot be opened as a workbook: it is damaged, locked with a "
            "password, or not finished. Open it, and save it again as .xlsx."
        ) from error
    filled = {name: rows for name, rows in read.items() if rows}
    if not filled:
        raise EvidenceError(f"{facts.path.name} has no cell filled on any sheet.")
    return filled


def _likeness(headings: Headings | None) -> tuple[int, int]:
    return (-len(headings.missing), len(headings.places)) if headings else (-1000, 0)


def _texts(row: Sequence[Any]) -> list[str]:
    return [text_of(cell) for cell in row]


def text_of(cell: Any) -> str:
    """
    A cell as it would be typed.

    A number that is whole has no point, so that codes and identifiers read back; a day is in
    ISO form whatever the workbook shows it as.

    >>> text_of(9314000.0), text_of(date(2019, 9, 5)), text_of(0.093)
    ('9314000', '2019-09-05', '0.093')
    """
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < _WHOLE:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)


def _batches(
    rows: list[list[Any]], dataset: Dataset, headings: Headings, progress: Progress, size: int
) -> Iterator[Batch]:
    for first in range(headings.row, len(rows), _BATCH):
        part = rows[first : first + _BATCH]
        columns = {
            name: [text_of(row[place]) if place < len(row) else "" for row in part]
            for name, place in headings.places.items()
        }
        numbers = list(range(first + 1, first + 1 + len(part)))
        progress(size * min(len(rows), first + _BATCH) // len(rows))
        yield batch_of(dataset, columns, numbers, [])


def likeliest_of(facts: FileFacts) -> tuple[Dataset, Headings] | None:
    """The kind that the likeliest of the sheets looks like."""
    tops = [[_texts(row) for row in rows[:_TOP]] for rows in _sheets(facts, "").values()]
    found_kinds = [likely for top in tops if (likely := likeliest(top)) is not None]
    return max(found_kinds, key=lambda one: len(one[1].places), default=None)
