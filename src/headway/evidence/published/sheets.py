"""
A published CSV file as batches of text cells, in bounded memory, with its rows counted.

Byte order marks, line ends of either kind, quoted commas and line breaks are as RFC 4180 and
its neighbours have them; a row of another length is mended where only empty cells are too many
or too few, and otherwise left out and named.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from headway.evidence.errors import EvidenceError

_BLOCK = 2 << 20  # the reader keeps up to 32 of them ahead


@dataclass(slots=True, kw_only=True)
class Sheet:
    """
    An opened file; not frozen, because odd rows are met while reading.

    Attributes:
        header: Column names, trimmed, the byte order mark gone.
        sha256: Of the bytes.
        odd: Numbers of rows left out because of their length, as a spreadsheet counts.
    """

    path: Path
    header: list[str]
    encoding: str
    delimiter: str
    sha256: str
    odd: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def batches(self) -> Iterator[tuple[pa.RecordBatch, int]]:
        """
        Batches of text columns, each with the number of its first row's predecessor.

        Row n of a batch is the file's row first + n + 1, unless odd rows lie before it; `rows`
        gives the exact numbers.
        """
        self.odd.clear()
        names = unique(self.header)
        reader = pyarrow.csv.open_csv(
            self.path,
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False,  # rows are counted only so
                column_names=names,
                skip_rows=1,
                encoding=self.encoding,
                block_size=_BLOCK,
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=self.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._odd_row,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
        done = 0
        for batch in reader:
            yield batch, done
            done += batch.num_rows

    def rows(self, first: int, count: int) -> list[int]:
        """The file's own numbers of `count` rows after `first` that were read."""
        if not self.odd:
            return list(range(first + 2, first + 2 + count))
        out, number, read, odd = [], 1, 0, set(self.odd)
        while read < first + count:
            number += 1
            if number in odd:
                continue
            read += 1
            if read > first:
                out.append(number)
        return out

    def _odd_row(self, row: Any) -> str:
        self.odd.append(row.number)
        return "skip"


def opened(path: Path) -> Sheet:
    """
    Open a file and read its header.

    Raises:
        EvidenceError: There is no such file, it is empty, or it is no text.
    """
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            start = file.read(1 << 18)
    except OSError as error:
        raise EvidenceError(
            f"{path.name} cannot be opened ({error.strerror}); expected was a CSV file."
        ) from None
    if start[:2] == b"PK" or start[:4] == b"\xd0\xcf\x11\xe0":
        raise EvidenceError(
            f"{path.name} is a workbook or an archive; save its table as CSV and load that."
        )
    encoding = _encoding(path, start)
    text = start.decode(encoding, "replace").removeprefix("\ufeff")
    if not text.strip() or "\0" in text:
        raise EvidenceError(
            f"{path.name} is {'no text' if text.strip() else 'empty'}; "
            "expected was a CSV file with a header."
        )
    line = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=line.count)
    header = [
        cell.strip() for cell in next(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    ]
    return Sheet(path=path, header=header, encoding=encoding, delimiter=delimiter, sha256=sha256)


def small_rows(sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    """All rows of a small file, each with its number, columns of the same name told apart."""
    names = unique(sheet.header)
    with sheet.path.open(encoding=sheet.encoding.replace("utf8", "utf-8-sig"), newline="") as file:
        reader = csv.reader(file, delimiter=sheet.delimiter)
        next(reader)
        return [
            (number, {n: c.strip() for n, c in zip(names, cells, strict=False)})
            for number, cells in enumerate(reader, start=2)
            if any(cell.strip() for cell in cells)
        ]


def unique(header: list[str]) -> list[str]:
    """
    Column names of which none is twice; a repeated one takes a number.

    >>> unique(["SN1", "SNP", "SN2", "SNP", ""])
    ['SN1', 'SNP', 'SN2', 'SNP.2', 'column 5']
    """
    seen: dict[str, int] = {}
    out = []
    for place, name in enumerate(header, start=1):
        seen[name] = seen.get(name, 0) + 1
        plain = name if seen[name] == 1 else f"{name}.{seen[name]}"
        out.append(plain or f"column {place}")
    return out


def _encoding(path: Path, start: bytes) -> str:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf16"
    with path.open("rb") as file:
        rest = b""
        while block := file.read(1 << 22):
            data = rest + block
            try:
                data.decode("utf-8")
                rest = b""
            except UnicodeDecodeError as error:
                if len(data) - error.start > 3 or error.reason != "unexpected end of data":
                    return "cp1252"
                rest = data[error.start :]
    return "cp1252" if rest else "utf8"
