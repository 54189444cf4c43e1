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
            line[:13] = upns[pupil]
            line[14:20] = urns[pupil]
            line[21:31] = days[session // 2]
            line[32:34] = halves[session % 2]
            line[35] = block[pupil, session]
            line[13] = line[20] = line[31] = line[34] = 44
            line[36] = 10


def write_long_parquet(path: Path, year: Year) -> None:
    """The same rows as a database would hold them: pupil's row, session's column, code."""
    schema = pa.schema(
        [("pupil", pa.int32()), ("day", pa.date32()), ("session", pa.int8()), ("code", pa.string())]
    )
    days = np.array(year.sessions.days, dtype="datetime64[D]").repeat(2)
    halves = np.tile(np.array([0, 1], dtype=np.int8), len(year.sessions.days))
    alphabet = pa.array([chr(byte) for byte in range(128)])
    first = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for block in year.blocks():
            past = first + len(block)
            pupils = np.repeat(np.arange(first, past, dtype=np.int32), block.shape[1])
            codes = pa.DictionaryArray.from_arrays(block.reshape(-1).astype(np.int8), alphabet)
            columns = [
                pupils,
                np.tile(days, len(block)),
                np.tile(halves, len(block)),
                codes.cast(pa.string()),
            ]
            writer.write_table(pa.table(columns, schema=schema))
            first = past
