"""Files of made-up data: CSVs that grow area by area, each saying that it is synthetic."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from headway.evidence.attendance_codes import CODES
from headway.evidence.calendars import HALVES, Terms
from headway.evidence.marks.compiling import compiled
from headway.evidence.synthetic.draws import Bytes, Ints
from headway.evidence.synthetic.texts import figures, same, upn_characters

PREFIX = "synthetic-"
MARKER = "synthetic"
"""Heads the last column of every table, whose cells all say yes; registers are too long for it."""

_PLAIN, _QUOTED = (
    pa_csv.WriteOptions(include_header=False, quoting_style=style) for style in ("none", "needed")
)


def file_name(kind: str, ending: str = ".csv") -> str:
    """What the file of a kind is called."""
    return f"{PREFIX}{kind}{ending}"


class Sheet:
    """A CSV to which tables are added; written under another name until it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._started = path.with_name(f".{path.name}.part")
        self._file: BinaryIO = self._started.open("wb")
        self._begun = False

    def add(self, columns: Mapping[str, pa.Array]) -> None:
        """Add rows; every table has the same columns."""
        size = len(next(iter(columns.values())))
        table = pa.table({**columns, MARKER: same("yes", size)})
        if not self._begun:
            self._file.write((",".join(table.column_names) + "\n").encode())
            self._begun = True
        try:
            held = _written(table, _PLAIN)
        except pa.ArrowInvalid:  # a cell holds a comma: quote them all
            held = _written(table, _QUOTED)
        self._file.write(held)

    def add_bytes(self, text: bytes | memoryview) -> None:
        """Add lines that are ready."""
        self._file.write(text)

    def __enter__(self) -> "Sheet":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if kind is None:
            self._started.replace(self.path)
        else:
            self._started.unlink()


def _written(table: pa.Table, options: pa_csv.WriteOptions) -> pa.Buffer:
    with pa.BufferOutputStream() as held:
        pa_csv.write_csv(table, held, options)
        return held.getvalue()


MARKS_HEADER = b"upn,urn,day,session,code\n"

_WIDEST = max(len(code.code) for code in CODES)


class MarkLines:
    """Long rows of marks, written byte by byte by a loop that numba compiles."""

    def __init__(self, terms: Terms) -> None:
        middles = [f",{day:%Y-%m-%d},{half},".encode() for day in terms.days for half in HALVES]
        self._middles = np.frombuffer(b"".join(middles), dtype=np.uint8).reshape(len(middles), -1)
        self._texts = np.zeros((256, _WIDEST), dtype=np.uint8)
        for code in CODES:
            text = np.frombuffer(code.code.encode(), dtype=np.uint8)
            self._texts[code.byte, : len(text)] = text

    def of(self, upns: Ints, urns: Ints, marks: Bytes) -> memoryview:
        """The lines of every mark there is, pupil by pupil; sessions without one are left out."""
        comma = np.full((len(upns), 1), ord(","), dtype=np.uint8)
        starts = np.concatenate([upn_characters(upns), comma, figures(urns, 6)], axis=1)
        longest = starts.shape[1] + self._middles.shape[1] + _WIDEST + 1
        lines = np.empty(marks.size * longest, dtype=np.uint8)
        used = _fill(lines, starts, self._middles, self._texts, np.ascontiguousarray(marks))
        return lines[:used].data


@compiled
def _fill(lines: Bytes, starts: Bytes, middles: Bytes, texts: Bytes, marks: Bytes) -> int:
    """Write the lines and give their length in bytes."""
    at = 0
    for row in range(marks.shape[0]):
        for session in range(marks.shape[1]):
            mark = marks[row, session]
            if mark == 0:
                continue
            for place in range(starts.shape[1]):
                lines[at + place] = starts[row, place]
            at += starts.shape[1]
            for place in range(middles.shape[1]):
                lines[at + place] = middles[session, place]
            at += middles.shape[1]
            for place in range(texts.shape[1]):
                if texts[mark, place]:
                    lines[at] = texts[mark, place]
                    at += 1
            lines[at] = 10
            at += 1
    return at
