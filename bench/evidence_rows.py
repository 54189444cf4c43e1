"""The long rows of a made-up year: the CSV that a council exports, and Parquet of the same."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.evidence_made import Year
from headway.evidence.marks.compiling import compiled
from headway.evidence.marks.roster import upn_text

WIDTH = 37
HEADER = b"upn,urn,day,session,code\n"


def write_csv(path: Path, year: Year) -> None:
    """One row a pupil and session: 37 bytes, the codes being of one letter."""
    halves = np.frombuffer(b"AMPM", dtype=np.uint8).reshape(2, 2)
    days = _texts([f"{day:%d/%m/%Y}" for day in year.sessions.days])
    urns = _texts([str(urn) for urn in year.roster.urns])
    school = np.repeat(np.arange(len(urns)), np.diff(year.roster.offsets))
    with path.open("wb") as file:
        file.write(HEADER)
        first = 0
        for block in year.blocks():
            past = first + len(block)
            upns = _texts([upn_text(pupil) for pupil in year.roster.pupils[first:past]])
            lines = np.empty((block.size, WIDTH), dtype=np.uint8)
            _write(lines, block, upns, urns[school[first:past]], days, halves)
            file.write(lines.data)
            first = past


def _texts(texts: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("".join(texts).encode(), dtype=np.uint8).reshape(len(texts), -1)


@compiled
def _write(  # noqa: PLR0917 - compiled functions take no keyword-only arguments
    lines: NDArray[np.uint8],
    block: NDArray[np.uint8],
    upns: NDArray[np.uint8],
    urns: NDArray[np.uint8],
    days: NDArray[np.uint8],
    halves: NDArray[np.uint8],
) -> None:
    width = block.shape[1]
    for pupil in range(block.shape[0]):
        for session in range(width):
            line = lines[pupil * width + session]
            for place in range(13):
                line[place] = upns[pupil, place]
            for place in range(6):
                line[14 + place] = urns[pupil, place]
            for place in range(10):
                line[21 + place] = days[session // 2, place]
            for place in range(2):
                line[32 + place] = halves[session % 2, place]
            line[35] = block[pupil, session]
            line[13] = line[20] = line[31] = line[34] = 44
            line[36] = 10


def write_long(path: Path, year: Year, *, numbered: bool = False) -> None:
    """
    The same rows as Parquet.

    Args:
        path: Of the file.
        year: What is in it.
        numbered: Pupils as whole numbers (the row of the roster), without school and half of
            the day: less than anybody could export, and the least that a database must read.
    """
    names = ["pupil", "day", "code"] if numbered else ["upn", "urn", "day", "session", "code"]
    kinds = {"pupil": pa.int32(), "day": pa.date32()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    days = np.array(year.sessions.days, dtype="datetime64[D]").repeat(2)
    halves = pa.array(["AM", "PM"] * len(year.sessions.days)).dictionary_encode()
    alphabet = pa.array([chr(byte) for byte in range(128)])
    school = np.repeat(np.arange(len(year.roster.urns)), np.diff(year.roster.offsets))
    urns = pa.array([str(urn) for urn in year.roster.urns])
    first = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for block in year.blocks():
            many, width = block.shape
            rows = np.repeat(np.arange(first, first + many, dtype=np.int32), width)
            columns = {
                "day": pa.array(np.tile(days, many)),
                "code": coded(block.reshape(-1), alphabet),
            }
            if numbered:
                columns["pupil"] = pa.array(rows)
            else:
                upns = [upn_text(pupil) for pupil in year.roster.pupils[first : first + many]]
                columns["upn"] = coded(rows - first, pa.array(upns))
                columns["urn"] = coded(school[rows], urns)
                columns["session"] = coded(np.tile(halves.indices, many), halves.dictionary)
            writer.write_table(pa.table([columns[name] for name in names], schema=schema))
            first += many


def coded(places: NDArray[np.integer], texts: pa.Array) -> pa.Array:
    """Texts by their places."""
    return pa.DictionaryArray.from_arrays(places.astype(np.int32), texts).cast(pa.string())


def write_strings(path: Path, year: Year) -> None:
    """A string of marks a pupil."""
    schema = pa.schema([("pupil", pa.int32()), ("marks", pa.string())])
    first = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for block in year.blocks():
            offsets = np.arange(0, block.size + 1, block.shape[1], dtype=np.int32)
            buffers = [None, pa.py_buffer(offsets), pa.py_buffer(block)]
            marks = pa.Array.from_buffers(pa.string(), len(block), buffers)
            pupils = np.arange(first, first + len(block), dtype=np.int32)
            writer.write_table(pa.table([pupils, marks], schema=schema))
            first += len(block)
