"""
Sums of sessions kept in the data directory from one time to the next, and the rolls behind them.

The sums of a year are one file; schools that are counted again come into a small file beside it,
until there are many of those. What is kept can always be thrown away: a file that cannot be read,
or that belongs to another, is as if it were not there, and its schools are counted afresh.
"""

import json
import os
import secrets
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from headway.analytics.school_days import YEAR_DAYS, Flags
from headway.analytics.session_sums import SchoolSums, Sums
from headway.analytics.stays import Stays
from headway.analytics.unplaced_marks import Unplaced
from headway.evidence.marks.arrow import column_of, numbers_of
from headway.evidence.store.kept_marks import sync

_FORM = 5
_ABOUT = b"sums"
_BEFORE = b"former numbers"

_MOST_BESIDE = 8
"""Small files beside the large one; with more, all is written as one again."""

_SHARE = 4
"""Where more than one school in so many was counted again, all is written as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """
    What was kept of a year.

    Attributes:
        sums: None where nothing can be used.
        rest: Stands for the rolls and the calendar that they follow from; empty where not known.
        whole: The name that the large file gave itself, which those beside it know.
        beside: How many small files there may be.
    """

    sums: Sums | None = None
    rest: str = ""
    whole: str = ""
    beside: int = field(default=0)


def keep(sums: Sums, path: Path, cuts: Sequence[date], *, rest: str, before: Kept) -> None:
    """
    Write sums down for the next time; nothing is lost where they cannot be.

    Only what was counted since `before`, where that is little. A file appears as a whole or not
    at all.

    Args:
        sums: Of every school.
        path: Of the large file.
        cuts: The days until which sessions are counted.
        rest: As `Kept.rest`.
        before: What `kept` found there.
    """
    known = before.sums or {}
    new = {urn: each for urn, each in sums.items() if known.get(urn) is not each}
    gone = known.keys() - sums.keys()
    little = len(new) * _SHARE <= len(sums) and before.beside < _MOST_BESIDE
    about = {"form": _FORM, "rest": rest, "cuts": [str(cut) for cut in cuts]}
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        if before.whole and little and not gone and rest == before.rest:
            beside = _beside(path, before.beside + 1)
            _write(_table(new, {**about, "of": before.whole}, len(cuts)), beside)
            return
        _write(_table(sums, {**about, "whole": secrets.token_hex(8)}, len(cuts)), path)
        for number in range(1, _MOST_BESIDE + 1):
            _beside(path, number).unlink(missing_ok=True)


def kept(path: Path, cuts: Sequence[date]) -> Kept:
    """The sums kept for these days."""
    sums, about = _read(path, cuts)
    if sums is None:
        return Kept()
    beside = 0
    for number in range(1, _MOST_BESIDE + 1):
        more, told = _read(_beside(path, number), cuts)
        if more is not None and told.get("of") == about["whole"]:
            sums, beside = {**sums, **more}, number
    return Kept(
        sums=dict(sorted(sums.items())),
        rest=str(about["rest"]),
        whole=str(about["whole"]),
        beside=beside,
    )


def _beside(path: Path, number: int) -> Path:
    return path.with_suffix(f".{number}{path.suffix}")


def _table(sums: Sums, about: Mapping[str, Any], cuts: int) -> pa.Table:
    schools = [
        [urn, len(each.upns), each.rest, [*each.loads], _packed(each.marked), [*each.roll],
         each.unplaced.rows]
        for urn, each in sums.items()
    ]  # fmt: skip
    upns = np.concatenate([np.zeros(0, dtype=np.int64), *(each.upns for each in sums.values())])
    flat = b"".join(np.ascontiguousarray(each.counters).tobytes() for each in sums.values())
    width = pa.binary(6 * cuts)
    column = pa.Array.from_buffers(width, len(upns), [None, pa.py_buffer(flat)])
    schema = pa.schema(
        [("upn", pa.int64()), ("counters", width)],
        metadata={_ABOUT: json.dumps({**about, "schools": schools}).encode()},
    )
    return pa.Table.from_arrays([column_of(upns), column], schema=schema)


def _read(path: Path, cuts: Sequence[date]) -> tuple[Sums | None, Mapping[str, Any]]:
    """What a file holds, and what it says of itself; None where it cannot be used."""
    try:
        table = _mapped(path)
        about = json.loads(table.schema.metadata[_ABOUT])
        if about["form"] != _FORM or about["cuts"] != [str(cut) for cut in cuts]:
            return None, {}
        return dict(_schools(table, about["schools"], len(cuts))), about
    except (OSError, pa.ArrowInvalid, KeyError, TypeError, ValueError):
        return None, {}


def keep_stays(stays: Stays, path: Path, *, rest: str) -> None:
    """Write a year's stays down; `rest` stands for the rolls that they were read from."""
    schema = pa.schema(
        [(name, pa.int64()) for name in ("enrolment", "entry", "until")],
        metadata={
            _ABOUT: json.dumps({"form": _FORM, "rest": rest}).encode(),
            _BEFORE: json.dumps([stays.formers.tolist(), stays.presents.tolist()]).encode(),
        },
    )
    columns = [column_of(each) for each in (stays.enrolments, stays.entries, stays.untils)]
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        _write(pa.Table.from_arrays(columns, schema=schema), path)


def kept_stays(path: Path, *, rest: str) -> Stays | None:
    """The stays kept of these rolls; None where there are none that can be used."""
    try:
        table = _mapped(path)
        about = json.loads(table.schema.metadata[_ABOUT])
        if about != {"form": _FORM, "rest": rest}:
            return None
        enrolments, entries, untils = (numbers_of(table[name]) for name in table.column_names)
        formers, presents = np.array(json.loads(table.schema.metadata[_BEFORE]), dtype=np.int64)
    except (OSError, pa.ArrowInvalid, KeyError, TypeError, ValueError):
        return None
    return Stays(
        enrolments=enrolments, entries=entries, untils=untils, formers=formers, presents=presents
    )


def _mapped(path: Path) -> pa.Table:
    """A kept table, of which only what is looked at is read."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _write(table: pa.Table, path: Path) -> None:
    """Put a table in its place so that it is there as a whole, after a power cut too."""
    started = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with pa.ipc.new_file(str(started), table.schema) as file:
            file.write_table(table)
        sync(started)
        started.replace(path)
    finally:
        started.unlink(missing_ok=True)


def _packed(marked: Flags) -> str:
    """Flags of days as text."""
    return np.packbits(marked).tobytes().hex()


def _flags(text: str) -> Flags:
    packed = np.frombuffer(bytes.fromhex(text), dtype=np.uint8)
    return np.unpackbits(packed, count=YEAR_DAYS).astype(np.bool_)


def _schools(
    table: pa.Table,
    schools: Sequence[tuple[int, int, str, list[int], str, tuple[int, int], list[Any]]],
    cuts: int,
) -> Iterable[tuple[int, SchoolSums]]:
    upns = numbers_of(table["upn"])
    column = table["counters"]
    data = column.chunk(0).buffers()[1] if len(upns) else b""
    counters = np.frombuffer(data, dtype=np.int16, count=len(upns) * cuts * 3)
    counters = counters.reshape(len(upns), cuts, 3)
    first = 0
    for urn, size, rest, loads, marked, (begins, ends), unplaced in schools:
        rows = slice(first, first + size)
        first += size
        sums = SchoolSums(
            loads=tuple(loads), rest=rest, upns=upns[rows], counters=counters[rows],
            marked=_flags(marked), roll=(begins, ends), unplaced=Unplaced.from_rows(unplaced),
        )  # fmt: skip
        yield int(urn), sums
