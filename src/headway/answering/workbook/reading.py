"""The answers workbook, taken back: read, or refused in a sentence."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from headway.answering.asking import Asked, AskedFigure
from headway.answering.drafts import Confidence, Draft, Kind, TypedFigure
from headway.answering.errors import WorkbookError
from headway.answering.workbook import layout
from headway.answering.workbook.archives import Formats, formats, opened
from headway.answering.workbook.layout import Handed
from headway.domain.quantities import PERCENT, plain

_NEW = "Download a fresh workbook from the page of the round and fill that in."

Rows = list[list[Any]]
T = TypeVar("T")

_STATES = {state.value: words for state, words in layout.STATES.items()}
_STATUSES = {status.value: words for status, words in layout.STATUSES.items()}


def read(data: bytes, asked: Sequence[Asked], handed: Handed) -> dict[str, Draft]:
    """
    The answers in an uploaded workbook, by row.

    What stands in the cells is taken as typed: a figure that is none is found by the checks,
    beside its field, and not here.

    Args:
        data: The file's bytes, whatever they are.
        asked: What the round asks of the agency now.
        handed: Whose workbook it should be.

    Raises:
        WorkbookError: It is no workbook, not this one, or its rows are not those handed out.
    """
    archive = opened(data)
    looks = formats(archive, layout.SHEET)
    sheets = _sheets(data)
    _whose(sheets, handed)
    rows = sheets[layout.SHEET]
    found = _by_key(rows, handed)
    expected = {key: (one, figure) for one in asked for key, figure in layout.lines_of(one)}
    _the_same(found, expected)
    drafts: dict[str, Draft] = {}
    for one in asked:
        drafts[one.row.id] = _draft(one, found, rows, looks)
    return drafts


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


def _whose(sheets: Mapping[str, Rows], handed: Handed) -> None:
    """Refuse what is not the workbook of this plan, round and agency."""
    if layout.MARK not in sheets or layout.SHEET not in sheets:
        raise WorkbookError(
            "This is not an answers workbook of ours, or a sheet of it was deleted. " + _NEW
        )
    told = [text_of(row[0]) if row else "" for row in sheets[layout.MARK]]
    if len(told) < 6 or told[0] != layout.FORMAT:
        raise WorkbookError("This is not an answers workbook that can be read here. " + _NEW)
    _, plan, of_round, agency, lines, seal = told[:6]
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


def _by_key(rows: Rows, handed: Handed) -> dict[str, int]:
    """The line of each key; each seal proved."""
    found: dict[str, int] = {}
    for place, row in enumerate(rows[layout.FIRST_ROW :], layout.FIRST_ROW):
        key, seal = _cell(row, layout.KEY), _cell(row, layout.SEAL)
        if not key and not seal:
            if any(_cell(row, column) for column in range(layout.KEY)):
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


def _draft(asked: Asked, found: Mapping[str, int], rows: Rows, looks: Formats) -> Draft:
    lines = list(layout.lines_of(asked))
    first = rows[found[lines[0][0]]]
    figures: dict[str, TypedFigure] = {}
    for key, figure in lines:
        if figure is not None:
            figures[figure.key] = _figure(figure, rows[found[key]], found[key], looks)
    return Draft(
        kind=_chosen(_cell(first, layout.KIND), layout.KINDS, Kind.FIGURES, "Answer"),
        figures=figures,
        words=_cell(first, layout.WORDS),
        next_steps=_cell(first, layout.NEXT_STEPS),
        barriers=_cell(first, layout.BARRIERS),
        confidence=_chosen(
            _cell(first, layout.CONFIDENCE), layout.CONFIDENCES, Confidence.NOT_SAID, "Confidence"
        ),
        status=_chosen(_cell(first, layout.STATUS), _STATUSES, "", "Status"),
        links=tuple(_cell(first, layout.LINKS).split()),
    )


def _figure(asked: AskedFigure, row: Sequence[Any], place: int, looks: Formats) -> TypedFigure:
    raw = row[layout.FIGURE] if len(row) > layout.FIGURE else ""
    is_percent = looks.is_percent(place, layout.FIGURE)
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        if asked.unit == PERCENT and is_percent:
            # typed as 9.3% in a cell of numbers, the program keeps 0.093 and shows 9.3%
            text = plain(round(float(raw) * 100, 10))
        elif is_percent:
            text = f"{plain(round(float(raw) * 100, 10))}%"
        else:
            text = plain(float(raw))
    else:
        text = text_of(raw)
    return TypedFigure(
        text=text,
        state=_chosen(_cell(row, layout.STATE), _STATES, "", "Or why there is none"),
        period=_cell(row, layout.PERIOD),
    )


def _chosen(words: str, choices: Mapping[T, str], otherwise: T, column: str) -> T:
    """The choice whose words these are, however they are typed."""
    if not words:
        return otherwise
    for choice, shown in choices.items():
        if words.casefold() == shown.casefold():
            return choice
    raise WorkbookError(
        f'“{column}” holds "{words[:60]}", which is not in its list. Choose one of: '
        f"{', '.join(choices.values())}."
    )


def _cell(row: Sequence[Any], column: int) -> str:
    return text_of(row[column]) if column < len(row) else ""


def text_of(cell: Any) -> str:
    """
    A cell as it would be typed, its protecting apostrophe taken off.

    >>> text_of(54.0), text_of(0.093), text_of("'=1+1"), text_of(" 70 ")
    ('54', '0.093', '=1+1', '70')
    """
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() | int():
            return plain(float(cell))
        case _:
            text = str(cell).strip()
            starts = text[1:2] in ("=", "+", "-", "@")
            return text[1:] if text.startswith("'") and starts else text
