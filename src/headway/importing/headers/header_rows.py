"""Where a table's header stands, in one row or in two, and what its columns are for."""

import re
from collections.abc import Sequence

from headway.importing.documents.document import Cell
from headway.importing.headers.columns import Column, Role, column, is_header
from headway.importing.headers.header_periods import MONTH
from headway.importing.headers.settling import resolve

_HEADER_DEPTH = 8
_PASSED_DOWN = frozenset({Role.TARGET, Role.BASELINE})
_TIME_ONLY = re.compile(
    rf"^(?:q(?:uarter|tr)?\s*[1-4]|(?:autumn|spring|summer)(?:\s+term)?|t(?:erm\s*)?[1-6]|"
    rf"{MONTH}(?:\s*(?:-|–|to)\s*{MONTH})?|year\s?end|(?:20)?\d\d(?:\s*[-/–]\s*\d{{2,4}})?|"
    r"[\s'’.,/–-])+$",
    re.IGNORECASE,
)


def texts_of(row: Sequence[Cell]) -> tuple[str, ...]:
    """The words of a row's cells, each on one line; none where a merged cell spreads."""
    return tuple("" if cell.covers else " ".join(cell.text.split()) for cell in row)


def header_of(rows: Sequence[Sequence[Cell]]) -> tuple[int, tuple[Column, ...] | None]:
    """The header row's index and columns; a header may take two rows."""
    for at, row in enumerate(rows[:_HEADER_DEPTH]):
        texts = texts_of(row)
        two = _both(rows, at)
        if two is not None and is_header(two) and _known(two) > _known(texts):
            return at, resolve(tuple(column(text) for text in two))
        if is_header(texts, marked=_is_marked(rows, at)):
            return at, resolve(tuple(column(text) for text in texts))
    return 0, None


def _is_marked(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether the document itself marks this row as the header of the rows below it."""
    if at + 1 >= len(rows):
        return False
    row, below = (
        [cell for cell in rows[n] if cell.text.strip() and not cell.covers] for n in (at, at + 1)
    )
    named = all(cell.header for cell in row) and not all(cell.header for cell in below)
    bold = all(cell.bold for cell in row) and not any(cell.bold for cell in below)
    return bool(below) and len(row) > 1 and (named or bold)


def _known(texts: Sequence[str]) -> int:
    return sum(column(text).role is not Role.UNKNOWN for text in texts if text)


def _both(rows: Sequence[Sequence[Cell]], at: int) -> tuple[str, ...] | None:
    """The row's headers with those of the row below, where a cell above spans several."""
    if at + 1 >= len(rows):
        return None
    above, below = rows[at], rows[at + 1]
    if len({text for text in texts_of(above) if text}) < 2:
        return None
    if not any(cell.covers for cell in above) and not all(cell.header for cell in below):
        return None
    found: list[str] = []
    spanning = ""
    for top, bottom in zip(above, below, strict=False):
        spanning = spanning if top.covers else top.text
        low = "" if bottom.covers else bottom.text
        found.append(_two_lines(spanning, low))
    return tuple(found) if any(texts_of(below)) else None


def _two_lines(spanning: str, low: str) -> str:
    """
    One header from two: the lower one's own words first, where they say what the column is.

    A time alone says only when; the columns of a plan or a target are so quarter by quarter.

    >>> _two_lines("2024/25 plan", "Q1"), _two_lines("Actual", "Q1")
    ('2024/25 plan Q1', 'Q1 (Actual)')
    """
    if not low or low == spanning:
        return " ".join(spanning.split())
    if column(spanning).role in _PASSED_DOWN and _TIME_ONLY.match(" ".join(low.split())):
        return " ".join(f"{spanning} {low}".split())
    own = column(low).role is not Role.UNKNOWN and bool(spanning)
    return " ".join((f"{low} ({spanning})" if own else f"{spanning} {low}").split())


def height_of(rows: Sequence[Sequence[Cell]], at: int) -> int:
    """How many rows the header that begins at this row takes."""
    two = _both(rows, at)
    return (
        2 if two is not None and is_header(two) and _known(two) > _known(texts_of(rows[at])) else 1
    )
