"""The answers workbook, taken back: read, or refused in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from headway.answering.asking import Asked, AskedFigure
from headway.answering.errors import WorkbookError
from headway.answering.workbook import layout
from headway.answering.workbook.archives import looks, opened, packed
from headway.answering.workbook.layout import Handed
from headway.answering.workbook.lines import Filled, Returned, Rows, returned, text_at

_NEW = "Download a fresh workbook from the page of the round and fill that in."


def read(data: bytes, asked: Sequence[Asked], handed: Handed) -> Returned:
    """
    The answers in an uploaded workbook, by row.

    What stands in the cells is taken as typed: a figure that is none is found by the checks,
    beside its field, and not here. A row with a choice that is not in its list is told.

    Args:
        data: The file's bytes, whatever they are.
        asked: What the round asks of the agency now.
        handed: Whose workbook it should be.

    Raises:
        WorkbookError: It is no workbook, not this one, or its rows are not those handed out.
    """
    parts = opened(data)
    shown = looks(parts, layout.SHEET)
    looks(parts, layout.MARK)
    sheets = _sheets(packed(parts))
    handed = _whose(sheets, handed)
    rows = sheets[layout.SHEET]
    _headed(rows)
    found = _by_key(rows, handed)
    expected = {key: (one, figure) for one in asked for key, figure in layout.lines_of(one)}
    _the_same(found, expected)
    _in_place(rows, found, expected)
    return returned(asked, Filled(rows=rows, looks=shown, found=found))


def _sheets(data: bytes) -> dict[str, Rows]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            wanted = (layout.SHEET, layout.MARK)
            return {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
                if name in wanted
            }
    except CalamineError:
        raise WorkbookError(
            "The file cannot be read as a workbook: it is damaged or locked with a password. "
            "Open it, and save it again as .xlsx."
        ) from None
    except (ValueError, OverflowError, UnicodeError):
        raise WorkbookError(
            "A cell of the file holds a value that no spreadsheet can hold. Open the file, and "
            "save it again as .xlsx."
        ) from None


def _whose(sheets: Mapping[str, Rows], handed: Handed) -> Handed:
    """Under which name it was handed out; refused unless it is of this plan, round and agency."""
    if layout.MARK not in sheets or layout.SHEET not in sheets:
        raise WorkbookError(
            "This is not an answers workbook of ours, or a sheet of it was deleted. " + _NEW
        )
    told = [text_at(row, 0) for row in sheets[layout.MARK]]
    if len(told) < 6 or told[0] != layout.FORMAT:
        raise WorkbookError("This is not an answers workbook that can be read here. " + _NEW)
    _, plan, of_round, agency, lines, seal = told[:6]
    if agency in handed.formerly:
        handed = replace(handed, agency=agency)
    for what, got, wanted in (
        ("plan", plan, handed.plan),
        ("round", of_round, handed.round),
        ("agency", agency, handed.agency),
    ):
        if got != wanted:
            raise WorkbookError(
                f'This workbook is for another {what} ("{got[:80]}", and here "{wanted}" is '
                f"answered). Upload it where it belongs, or download the one for this {what}."
            )
    if not handed.is_sealed(f"whole#{lines}", seal):
        raise WorkbookError("The hidden sheet of this workbook was changed. " + _NEW)
    return handed


def _headed(rows: Rows) -> None:
    """Refuse columns that do not stand where they were handed out."""
    line = layout.FIRST_ROW
    headings = rows[line - 1] if len(rows) >= line else []
    told = [" ".join(text_at(headings, column).split()) for column in range(len(layout.HEADINGS))]
    for column, (got, wanted) in enumerate(zip(told, layout.HEADINGS, strict=True)):
        if got != wanted:
            raise WorkbookError(
                f"In the sheet “{layout.SHEET}”, cell {layout.address(line - 1, column)} should "
                f"say “{wanted}”, and it says “{got[:60]}”: a line or a column was added, taken "
                f"out or moved. Put it back. If you cannot: {_NEW}"
            )


def _by_key(rows: Rows, handed: Handed) -> dict[str, int]:
    """The line of each key; each seal proved."""
    found: dict[str, int] = {}
    for place, row in enumerate(rows[layout.FIRST_ROW :], layout.FIRST_ROW):
        key, seal = text_at(row, layout.KEY), text_at(row, layout.SEAL)
        if not key and not seal:
            if any(text_at(row, column) for column in range(layout.KEY)):
                raise WorkbookError(
                    f"Line {place + 1} was added or moved: it is none of those handed out. "
                    "Take it out; what has no row of its own goes into the words of a row."
                )
            continue
        if not handed.is_sealed(key, seal):
            raise WorkbookError(
                f"Line {place + 1} does not belong to this workbook, or its hidden key was "
                f"changed. {_NEW}"
            )
        if key in found:
            raise WorkbookError(
                f"Lines {found[key] + 1} and {place + 1} answer the same row twice. Keep one."
            )
        found[key] = place
    return found


def _the_same(
    found: Mapping[str, int], expected: Mapping[str, tuple[Asked, AskedFigure | None]]
) -> None:
    missing = [one for key, (one, _) in expected.items() if key not in found]
    if missing:
        name = " ".join(missing[0].row.name.split())[:80]
        count = f"{len(missing)} lines are" if len(missing) > 1 else "A line is"
        raise WorkbookError(
            f'{count} missing from the workbook, such as that of "{name}": deleted, or asked '
            f"for since it was handed out. {_NEW}"
        )
    if len(found) > len(expected):
        raise WorkbookError(
            "The workbook has lines that are no longer asked for: the plan has changed since it "
            f"was handed out. {_NEW}"
        )


def _in_place(
    rows: Rows, found: Mapping[str, int], expected: Mapping[str, tuple[Asked, AskedFigure | None]]
) -> None:
    """Refuse lines that were sorted or moved without the hidden columns that say whose they are."""
    handed_out = {}
    for one in {id(one): one for one, _ in expected.values()}.values():
        for first, (key, figure) in enumerate(layout.lines_of(one)):
            handed_out[key] = _named(
                one.row.number, "" if first else one.row.name, figure.label if figure else ""
            )
    for key, place in found.items():
        row = rows[place]
        told = _named(*(text_at(row, one) for one in (layout.NUMBER, layout.NAME, layout.LABEL)))
        if told != handed_out[key] and told in handed_out.values():
            name = told[1] or told[2]
            raise WorkbookError(
                f"Line {place + 1} says “{name[:80]}”, and its hidden key is that of another row: "
                "lines were sorted or moved without their hidden columns. Undo that, or start "
                f"anew: {_NEW}"
            )


def _named(*texts: str) -> tuple[str, ...]:
    return tuple(" ".join(one.split()).lstrip("'") for one in texts)
