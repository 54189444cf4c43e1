"""
Numbers between Arrow and NumPy by their memory alone.

Arrow's own ways bring in pandas wherever it is installed: a third of a second and 50 MB, as much
as all the rest of counting a council's year. Whoever imports this keeps it from doing so.
"""

import sys
from collections.abc import Sequence
from datetime import date
from importlib.abc import MetaPathFinder
from threading import get_ident
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_EPOCH = date(1970, 1, 1)


class _NoPandas(MetaPathFinder):
    """Answers one thread that there is no pandas."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(self, fullname: str, *_: object) -> None:
        """Nothing, so that others are asked; of pandas that nobody has it."""
        if fullname == "pandas" and get_ident() == self._thread:
            raise ModuleNotFoundError("Arrow needs no pandas to make a column.")


def _leave_out_pandas() -> None:
    """
    Have Arrow ask for pandas now, and find none.

    It asks once, at the first column it makes from Python, lest a value be one of pandas', and
    does without where there is none. What turns a table into one of pandas' asks again.
    """
    if "pandas" in sys.modules:
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(finder)


_leave_out_pandas()


def numbers_of(column: "pa.Array | pa.ChunkedArray", *, missing: int | None = None) -> NDArray[Any]:
    """
    The whole numbers or dates of a column: a view where it is in one piece and lacks none.

    Args:
        column: Has no nulls, unless something is `missing`.
        missing: What stands for a null.
    """
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    parts = [_of_chunk(chunk, missing) for chunk in chunks]
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=_dtype(column.type))


def _of_chunk(chunk: pa.Array, missing: int | None) -> NDArray[Any]:
    dtype = _dtype(chunk.type)
    if not len(chunk):
        return np.zeros(0, dtype=dtype)
    valid, data = chunk.buffers()
    past = chunk.offset + len(chunk)
    numbers = np.frombuffer(data, dtype, count=past)[chunk.offset :]
    if missing is None or not chunk.null_count:
        return numbers
    bits = np.frombuffer(valid, np.uint8, count=-(-past // 8))
    here = np.unpackbits(bits, bitorder="little", count=past)[chunk.offset :]
    return np.where(here, numbers, dtype.type(missing))


def _dtype(kind: pa.DataType) -> np.dtype[Any]:
    sign = "u" if pa.types.is_unsigned_integer(kind) else "i"
    return np.dtype(f"{sign}{kind.bit_width // 8}")


def column_of(numbers: NDArray[Any]) -> pa.Array:
    """A column of whole numbers, in the same memory."""
    whole = np.ascontiguousarray(numbers)
    names = {"u": "uint", "i": "int"}
    kind = getattr(pa, f"{names[whole.dtype.kind]}{8 * whole.dtype.itemsize}")()
    return pa.Array.from_buffers(kind, len(whole), [None, pa.py_buffer(whole)])


def whole_number(number: int) -> pa.Scalar:
    """A whole number to compare a column with."""
    return column_of(np.array([number], dtype=np.int64))[0]


def whole_day(day: date) -> pa.Scalar:
    """A day to compare a column with."""
    number = day.toordinal() - _EPOCH.toordinal()
    return column_of(np.array([number], dtype=np.int32)).cast(pa.date32())[0]


def flag(value: bool) -> pa.Scalar:
    """Yes or no, to stand for what is empty."""
    return column_of(np.array([value], dtype=np.int8)).cast(pa.bool_())[0]


def texts_of(texts: Sequence[str]) -> pa.Array:
    """A column of texts."""
    encoded = [text.encode() for text in texts]
    ends = np.zeros(len(encoded) + 1, dtype=np.int32)
    ends[1:] = np.cumsum([len(one) for one in encoded])
    data = pa.py_buffer(b"".join(encoded))
    return pa.Array.from_buffers(pa.string(), len(encoded), [None, pa.py_buffer(ends), data])
