"""Text with separators: CSV in any encoding, read in pieces of a few megabytes."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.reading.files import FileFacts
from headway.evidence.reading.headings import Headings, settled
from headway.evidence.reading.sheets import (
    Batch,
    Progress,
    Ragged,
    Rows,
    Sheet,
    batch_of,
    silent,
    text_type,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_SAMPLE = 1 << 18
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_BLOCK = 16 << 20
_LONG = 1_000
_LINES_MOST = 50
"""More lines than this in one cell are rows that an open quotation mark has swallowed."""


class _Utf8(io.RawIOBase):
    """A file's bytes as UTF-8 from a place on, telling how far they have been read."""

    def __init__(self, facts: FileFacts, start: int, progress: Progress) -> None:
        super().__init__()
        self._file = facts.path.open("rb")
        self._file.seek(start)
        self._progress = progress
        self._last = b""
        name = "utf-8" if facts.encoding == "utf-8-sig" else facts.encoding
        # utf-16 says its order in its first bytes, which lie before the start
        if name == "utf-16":
            name = _utf16_order(facts.path)
        self._decoder = (
            None if name == "utf-8" else codecs.getincrementaldecoder(name)(errors="replace")
        )

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        raw = self._file.read(size if size > 0 else _BLOCK)
        self._progress(self._file.tell())
        if self._decoder is not None:
            raw = self._decoder.decode(raw, final=not raw).encode()
        self._last = raw[-1:] or self._last
        return raw

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        raw = self.read(max(1, len(view) // 3) if self._decoder else len(view))
        view[: len(raw)] = raw
        return len(raw)

    @property
    def ends_within_a_line(self) -> bool:
        return self._last not in (b"\n", b"\r", b"")


def _utf16_order(path: Path) -> str:
    with path.open("rb") as file:
        return "utf-16-le" if file.read(2) == codecs.BOM_UTF16_LE else "utf-16-be"


def sample(facts: FileFacts) -> tuple[str, str]:
    """The first part of the text and its separator, the one that cuts most rows alike."""
    with facts.path.open("rb") as file:
        raw = file.read(_SAMPLE)
    text = codecs.getincrementaldecoder(facts.encoding)(errors="replace").decode(raw)
    if len(raw) == _SAMPLE:  # the last line may be cut
        text = text[: text.rfind("\n") + 1] or text
    return text, max(_SEPARATORS, key=lambda separator: _alike(text, separator))


def _alike(text: str, separator: str) -> tuple[int, int]:
    """In how many of the first rows the same number of cells, above one, comes; that number."""
    widths = [len(row) for row in rows_of(text, separator)[:60]]
    counted = {width: widths.count(width) for width in set(widths) if width > 1}
    if not counted:
        return 0, 0
    width = max(counted, key=lambda one: (counted[one], one))
    return counted[width], width


def rows_of(text: str, separator: str) -> list[list[str]]:
    """The rows of a short text."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise EvidenceError(
            f"The file cannot be cut into cells: {error}. It may not be a text file, or a "
            "quotation mark is never closed."
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How the text is cut, and which cells are wanted."""

    name: str
    dataset: Dataset
    headings: Headings
    separator: str
    width: int


def opened(
    facts: FileFacts,
    dataset: Dataset,
    filled: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> Sheet:
    """
    A text file as one kind of data.

    Raises:
        EvidenceError: The headings are not those of the kind; or, while the batches are
            read, a quotation mark is never closed or the last row is cut off.
    """
    text, separator = sample(facts)
    headings = settled(rows_of(text, separator)[:60], dataset, filled, where=facts.path.name)
    above, width = _above(text, separator, headings)
    start = _length(text[:above], facts)
    layout = _Layout(
        name=facts.path.name, dataset=dataset, headings=headings, separator=separator, width=width
    )
    encoding = facts.encoding.removesuffix("-sig")
    return Sheet(
        dataset=dataset,
        headings=headings,
        batches=_batches(_Utf8(facts, start, progress), layout),
        form=f"text, {encoding}, separated by {_SEPARATORS[separator]}",
    )


def _above(text: str, separator: str, headings: Headings) -> tuple[int, int]:
    """Characters up to the end of the headings, and the cells that most rows below have."""
    lines = list(io.StringIO(text, newline=""))  # as csv counts lines, not as str does
    reader = csv.reader(lines, delimiter=separator)
    for _ in range(headings.row):
        next(reader)
    length = sum(len(line) for line in lines[: reader.line_num])
    widths = [len(row) for row, _ in zip(reader, range(200), strict=False) if row]
    usual = max(set(widths), key=widths.count, default=len(headings.cells))
    return length, max(len(headings.cells), usual)


def _length(text: str, facts: FileFacts) -> int:
    """How many bytes of the file the first characters take, the byte order mark included."""
    if facts.encoding == "utf-16":
        return 2 + len(text.encode("utf-16-le"))
    return len(text.encode(facts.encoding, errors="replace"))


def _batches(stream: _Utf8, layout: _Layout) -> Iterator[Batch]:
    misfits: list[tuple[int, str]] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        misfits.append((row.number, row.text))
        return "skip"

    headings, seen = layout.headings, 0
    last: tuple[int, str] = (0, "")
    try:
        for texts in _arrow(stream, layout, set_aside):
            rows, seen = _numbered(len(texts), seen, {number for number, _ in misfits})
            ours = pa.Table.from_batches([texts]).rename_columns(list(headings.places))
            here = [misfit for misfit in misfits if misfit[0] <= seen]
            del misfits[: len(here)]
            rows += headings.row
            _refuse_swallowed(layout, ours, rows)
            yield Batch(rows=rows, texts=ours)
            if here:
                last = here[-1]
                yield _mended(layout, here)
        if misfits:
            last = misfits[-1]
            yield _mended(layout, misfits)
        if last[0] >= seen:
            _refuse_cut_off(stream, layout, last[1])
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise EvidenceError(_unclosed(layout, "below its headings")) from error
    finally:
        stream.close()


def _arrow(stream: _Utf8, layout: _Layout, set_aside: object) -> Iterator[pa.RecordBatch]:
    names = [str(place) for place in range(layout.width)]
    wanted = {
        str(place): text_type(layout.dataset, name)
        for name, place in layout.headings.places.items()
    }
    try:
        reader = arrow_csv.open_csv(
            pa.PythonFile(stream, mode="r"),
            read_options=arrow_csv.ReadOptions(
                column_names=names, block_size=_BLOCK, use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=layout.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(wanted),
                column_types=wanted,
                strings_can_be_null=False,
                null_values=[],
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return
        raise
    yield from reader


def _numbered(count: int, seen: int, skipped: set[int]) -> tuple[Rows, int]:
    """Numbers of the next rows, counted from 1 below the headings, those set aside left out."""
    numbers = np.arange(seen + 1, seen + count + 1, dtype=np.int64)
    gone = np.array(sorted(number for number in skipped if number > seen), dtype=np.int64)
    # each that is left out moves the rows from its own place on by one
    numbers += np.searchsorted(gone - np.arange(len(gone)), numbers, side="right")
    last = int(numbers[-1]) if count else seen
    while last + 1 in skipped:
        last += 1
    return numbers, last


def _mended(layout: _Layout, misfits: Sequence[tuple[int, str]]) -> Batch:
    """Rows of another width: sound where only empty cells are too many, else ragged."""
    headings = layout.headings
    columns: dict[str, list[str]] = {name: [] for name in headings.places}
    rows: list[int] = []
    ragged: list[Ragged] = []
    expected = len(headings.cells)
    for number, text in misfits:
        if text.count("\n") > _LINES_MOST:
            raise EvidenceError(_unclosed(layout, f"from row {number + headings.row} on"))
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=layout.separator), [])
        if len(cells) < expected or any(cell.strip() for cell in cells[expected:]):
            ragged.append(Ragged(row=number + headings.row, cells=tuple(cells), expected=expected))
            continue
        rows.append(number + headings.row)
        for name, place in headings.places.items():
            columns[name].append(cells[place])
    return batch_of(layout.dataset, columns, rows, ragged)


def _refuse_swallowed(layout: _Layout, texts: pa.Table, rows: Rows) -> None:
    """
    Refuse a file with a cell that has swallowed the rows below it.

    Raises:
        EvidenceError: A cell has more lines than any note has.
    """
    for column in texts.itercolumns():
        plain = [one.dictionary if _is_dictionary(one) else one for one in column.chunks]
        longest = max((pc.max(pc.binary_length(one)).as_py() or 0 for one in plain), default=0)
        if longest < _LONG:
            continue
        lines = pc.count_substring(column.cast(pa.string()), "\n")
        if (most := pc.max(lines).as_py() or 0) > _LINES_MOST:
            row = int(rows[pc.index(lines, most).as_py()])
            raise EvidenceError(_unclosed(layout, f"from row {row} on"))


def _is_dictionary(texts: pa.Array) -> bool:
    return bool(pa.types.is_dictionary(texts.type))


def _unclosed(layout: _Layout, where: str) -> str:
    return (
        f"{layout.name} cannot be cut into cells {where}. A quotation mark that is never closed "
        "is the usual reason: close it, or save the file as CSV again."
    )


def _refuse_cut_off(stream: _Utf8, layout: _Layout, text: str) -> None:
    """
    Refuse a file that ends in the middle of a row.

    Raises:
        EvidenceError: The last row has no end of line and too few cells.
    """
    cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=layout.separator), [])
    expected = len(layout.headings.cells)
    if stream.ends_within_a_line and len(cells) < expected:
        raise EvidenceError(
            f"{layout.name} breaks off in its last row, which has {len(cells)} of "
            f"{expected} cells: it is still being written, or its copy was broken off. Load it "
            "when it is whole."
        )
