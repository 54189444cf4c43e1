"""
Sums of sessions kept in the data directory from one time to the next.

What is kept can always be thrown away: whatever cannot be read is counted afresh.
"""

import json
import os
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from headway.analytics.school_days import YEAR_DAYS, Flags
from headway.analytics.session_sums import SchoolSums, Sums
from headway.evidence.marks.arrow import column_of, numbers_of

_FORM = 2


def keep(sums: Sums, path: Path, cuts: Sequence[date], *, rest: str = "") -> None:
    """
    Write sums down for the next time; nothing is lost where they cannot be.

    `rest` stands for the rolls and the calendar that they follow from; empty where not known.

    The file appears as a whole or not at all. It is not written down for good: after a power
    cut it may be missing, and is made again.
    """
    about = {
        "form": _FORM,
        "rest": rest,
        "cuts": [str(cut) for cut in cuts],
        "schools": [
            [urn, len(each.upns), each.rest, [*each.loads], _packed(each.marked), [*each.roll]]
            for urn, each in sums.items()
        ],
    }
    width = 6 * len(cuts)
    upns = np.concatenate([np.zeros(0, dtype=np.int64), *(each.upns for each in sums.values())])
    flat = b"".join(np.ascontiguousarray(each.counters).tobytes() for each in sums.values())
    column = pa.Array.from_buffers(pa.binary(width), len(upns), [None, pa.py_buffer(flat)])
    table = pa.table({"upn": column_of(upns), "counters": column})
    table = table.replace_schema_metadata({"sums": json.dumps(about)})
    started = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        try:
            with pa.ipc.new_file(str(started), table.schema) as file:
                file.write_table(table)
            started.replace(path)
        finally:
            started.unlink(missing_ok=True)


def kept(path: Path, cuts: Sequence[date]) -> tuple[Sums | None, str]:
    """Sums kept for these days and their `rest`; None where there are none that can be used."""
    try:
        with pa.OSFile(str(path)) as file:
            table = pa.ipc.open_file(file).read_all()
        about = json.loads(table.schema.metadata[b"sums"])
        if about["form"] != _FORM or about["cuts"] != [str(cut) for cut in cuts]:
            return None, ""
        sums = dict(_schools(table.combine_chunks(), about["schools"], len(cuts)))
        return sums, str(about.get("rest", ""))
    except (OSError, pa.ArrowInvalid, KeyError, TypeError, ValueError):
        return None, ""


def _packed(marked: Flags) -> str:
    """Flags of days as text."""
    return np.packbits(marked).tobytes().hex()


def _flags(text: str) -> Flags:
    packed = np.frombuffer(bytes.fromhex(text), dtype=np.uint8)
    return np.unpackbits(packed, count=YEAR_DAYS).astype(np.bool_)


def _schools(
    table: pa.Table,
    schools: Sequence[tuple[int, int, str, list[int], str, tuple[int, int]]],
    cuts: int,
) -> Iterable[tuple[int, SchoolSums]]:
    upns = numbers_of(table["upn"])
    column = table["counters"]
    data = column.chunk(0).buffers()[1] if column.num_chunks else b""
    counters = np.frombuffer(data, dtype=np.int16, count=len(upns) * cuts * 3)
    counters = counters.reshape(len(upns), cuts, 3)
    first = 0
    for urn, size, rest, loads, marked, (begins, ends) in schools:
        rows = slice(first, first + size)
        first += size
        sums = SchoolSums(
            loads=tuple(loads), rest=rest, upns=upns[rows], counters=counters[rows],
            marked=_flags(marked), roll=(begins, ends),
        )  # fmt: skip
        yield int(urn), sums
