"""
How far a workbook's cells reach, before its reader takes memory for all that lies between them.

Calamine holds every place from a sheet's first cell to its last, filled or not: two cells, one of
them in the last corner that Excel has, would ask for 549 GB, and end the process.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from headway.evidence.errors import EvidenceError

MOST_EMPTY = 20
"""Places in a sheet for each cell in it; a list of data has hardly more places than cells."""
FREE = 1_000_000
"""Places that a sheet may have besides, however few of them are filled."""
_LAST_LINE = 1_048_576
"""Of a sheet in Excel."""
_CHUNK = 1 << 20
# Cells as XML may write them; and as spreadsheet programs do, which is found four times faster.
_NAMED = rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']"""
_CELL = re.compile(_NAMED + rb"([A-Za-z]{1,3})([0-9]{1,10})")
_BEYOND_Z = re.compile(_NAMED + rb"([A-Za-z]{2,3})[0-9]")
_AS_USUAL = b'<c r="'
_BEYOND_Z_AS_USUAL = re.compile(_AS_USUAL + rb"([A-Za-z]{2,3})[0-9]")


def refuse_far_cells(path: Path) -> None:
    """
    Whether the sheets of an .xlsx can be held in memory; one pass over its parts, seldom two.

    Every part is looked at, for a workbook may keep its sheets under any name.

    Raises:
        EvidenceError: A sheet reaches far beyond what is filled in it, and how far.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.namelist():
                _refuse(archive, part, path)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return  # damaged or locked, as its reader says


def _refuse(archive: zipfile.ZipFile, part: str, path: Path) -> None:
    cells, columns = 0, 26
    for piece in _pieces(archive, part):
        starts = piece.count(b"<c ")
        cells += starts
        is_usual = starts == piece.count(_AS_USUAL) and b":c " not in piece
        far = (_BEYOND_Z_AS_USUAL if is_usual else _BEYOND_Z).findall(piece)
        columns = max([columns, *map(_number, set(far))])
    if _LAST_LINE * columns <= MOST_EMPTY * cells + FREE:
        return
    filled, line, column = 0, 0, b"A"
    for piece in _pieces(archive, part):
        found = _CELL.findall(piece)
        filled += len(found)
        line = max([line, *(int(row) for _, row in found)])
        column = max([column, *{letters for letters, _ in found}], key=_number)
    if line * _number(column) > MOST_EMPTY * filled + FREE:
        raise EvidenceError(
            f"{path.name} has a sheet with {filled:,} cells that reaches to column "
            f"{column.decode('ascii').upper()}, line {line:,}: something stands far away from the "
            "rest. Delete the empty lines and columns after the data, or save the sheet as CSV."
        )


def _number(letters: bytes) -> int:
    """
    A column's number, from 1.

    >>> _number(b"A"), _number(b"Z"), _number(b"xfd")
    (1, 26, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part in pieces, none of which ends within a tag."""
    left = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            whole, tag, rest = (left + chunk).rpartition(b"<")
            yield whole
            left = (tag + rest)[-_CHUNK:]
    yield left
