"""
Sums of sessions kept in the data directory from one time to the next, and the rolls behind them.

The sums of a year are one file. What is counted later comes into small files beside it, each of
which names the one before it: schools that were counted again, and days that were added to many.
When there are many of those all is written as one again. What is kept can always be thrown away:
a file that cannot be read, or that does not follow from the one before, is as if it and all that
come after it were not there, and what they held is counted afresh.
"""

import json
import os
import secrets
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.analytics.stays import Stays
from headway.analytics.unplaced_marks import Unplaced
from headway.analytics.year_sums import NewDays, SchoolSums, Whole, YearSums
from headway.evidence.marks.arrow import column_of, numbers_of
from headway.evidence.store.kept_marks import sync

Arrays = Mapping[str, NDArray[Any]]

_FORM = 6
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
        name: That the last of the files gave itself; the next one names it.
        beside: How many small files there are.
    """

    sums: YearSums | None = None
    rest: str = ""
    name: str = ""
    beside: int = 0


def keep(sums: YearSums, path: Path, cuts: Sequence[date], *, rest: str, before: Kept) -> None:
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
    about = {"form": _FORM, "rest": rest, "cuts": _texts(cuts), "name": secrets.token_hex(8)}
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        _clear_away(path.parent)
        beside = None if rest != before.rest else _beside(sums, before, len(cuts))
        if beside is not None:
            parts, more = beside
            file = _file_beside(path, before.beside + 1)
            _write(parts, {**about, **more, "of": before.name}, file)
            return
        arrays, more = _of_whole(sums.as_one(len(cuts)))
        _write(arrays, {**about, **more}, path)
        for number in range(1, _MOST_BESIDE + 1):
            _file_beside(path, number).unlink(missing_ok=True)


def kept(path: Path, cuts: Sequence[date]) -> Kept:
    """The sums kept for these days."""
    try:
        arrays, about = _read(path, cuts)
        whole = _whole(arrays, about)
    except _UNUSABLE:
        return Kept()
    name, beside = str(about["name"]), 0
    apart: dict[int, SchoolSums] = {}
    days: list[NewDays] = []
    with suppress(*_UNUSABLE):
        for number in range(1, _MOST_BESIDE + 1):
            more, told = _read(_file_beside(path, number), cuts)
            if told["of"] != name:
                break
            again = _whole(more, told)
            added = _new_days(more, told) if told["added"] else None
            apart |= {int(urn): again.school(n) for n, urn in enumerate(again.urns.tolist())}
            days += [added] if added else []
            name, beside = str(told["name"]), number
    sums = YearSums(whole=whole, days=tuple(days), apart=apart)
    return Kept(sums=sums, rest=str(about["rest"]), name=name, beside=beside)


_UNUSABLE = (OSError, pa.ArrowInvalid, LookupError, TypeError, ValueError)


def _beside(sums: YearSums, before: Kept, cuts: int) -> tuple[Arrays, dict[str, Any]] | None:
    """What a small file would hold; None where all has to be written as one."""
    known = before.sums
    if known is None or sums.whole is not known.whole or sums.gone:
        return None
    new = {urn: one for urn, one in sums.apart.items() if known.apart.get(urn) is not one}
    if known.apart.keys() - sums.apart.keys() or before.beside == _MOST_BESIDE:
        return None
    if len(new) * _SHARE > len(sums):
        return None
    arrays, about = _of_whole(Whole.of(new, cuts))
    added = sums.days[len(known.days) :]
    if added:
        more, told = _of_new_days(added[0])
        return {**arrays, **more}, {**about, "added": told}
    return arrays, {**about, "added": None}


def _file_beside(path: Path, number: int) -> Path:
    return path.with_suffix(f".{number}{path.suffix}")


def _texts(cuts: Sequence[date]) -> list[str]:
    return [str(cut) for cut in cuts]


# ------------------------------------------------------------------------ values and arrays


def _of_whole(whole: Whole) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    arrays = {name: getattr(whole, name) for name in _WHOLE}
    unplaced = {str(urn): one.rows for urn, one in whole.unplaced.items()}
    return arrays, {"chains": whole.chains, "unplaced": unplaced}


def _whole(arrays: Arrays, about: Mapping[str, Any]) -> Whole:
    unplaced = {int(urn): Unplaced.from_rows(one) for urn, one in about["unplaced"].items()}
    chains = tuple(map(tuple, about["chains"]))
    return Whole(chains=chains, unplaced=unplaced, **{name: arrays[name] for name in _WHOLE})


_WHOLE = ("urns", "offsets", "upns", "counters", "chain_of", "rests", "marked", "rolls")


def _of_new_days(days: NewDays) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    parts = {f"part {cut}": packed for cut, packed in days.parts}
    cuts = [cut for cut, _ in days.parts]
    own: dict[str, NDArray[Any]] = {"added chain_of": days.chain_of, "added marked": days.marked}
    return {**own, **parts}, {"chains": days.chains, "cuts": cuts}


def _new_days(arrays: Arrays, about: Mapping[str, Any]) -> NewDays:
    added = about["added"]
    return NewDays(
        parts=tuple((cut, arrays[f"part {cut}"]) for cut in added["cuts"]),
        chains=tuple(map(tuple, added["chains"])),
        chain_of=arrays["added chain_of"],
        marked=arrays["added marked"],
    )


def _write(arrays: Arrays, about: Mapping[str, Any], path: Path) -> None:
    """Arrays in a file, each the one cell of a column: only what is looked at is then read."""
    shapes = {name: [array.dtype.str, list(array.shape)] for name, array in arrays.items()}
    told = json.dumps({**about, "arrays": shapes}).encode()
    cells = [_cell(array) for array in arrays.values()]
    schema = pa.schema([(name, pa.large_binary()) for name in arrays], metadata={_ABOUT: told})
    _put(pa.Table.from_arrays(cells, schema=schema), path)


def _cell(array: NDArray[Any]) -> pa.Array:
    ends = np.array([0, array.nbytes], dtype=np.int64)
    data = pa.py_buffer(np.ascontiguousarray(array))
    return pa.Array.from_buffers(pa.large_binary(), 1, [None, pa.py_buffer(ends), data])


def _read(path: Path, cuts: Sequence[date]) -> tuple[Arrays, Mapping[str, Any]]:
    """
    The arrays of a file, and what it says of itself.

    Raises:
        LookupError: It is of another form, or of other days.
        OSError, ArrowInvalid, TypeError, ValueError: It cannot be read.
    """
    table = _mapped(path)
    about = json.loads(table.schema.metadata[_ABOUT])
    if about["form"] != _FORM or about["cuts"] != _texts(cuts):
        raise LookupError(path)
    found = {}
    for name, (kind, shape) in about["arrays"].items():
        data = table[name].chunk(0).buffers()[2]
        size = int(np.prod(shape))
        found[name] = np.frombuffer(data or b"", dtype=kind, count=size).reshape(shape)
    return found, about


# ---------------------------------------------------------------------------------- the rolls


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
        _put(pa.Table.from_arrays(columns, schema=schema), path)


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


def _put(table: pa.Table, path: Path) -> None:
    """Put a table in its place so that it is there as a whole, after a power cut too."""
    started = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with pa.ipc.new_file(str(started), table.schema) as file:
            file.write_table(table)
        sync(started)
        started.replace(path)
    finally:
        started.unlink(missing_ok=True)


def _clear_away(folder: Path) -> None:
    """Take away what was begun by processes that have been killed."""
    for started in folder.glob(".*.arrow.*-*"):
        process = started.suffix[1:].partition("-")[0]
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            started.unlink(missing_ok=True)
        except (OSError, ValueError):  # another person's process; or no file of ours
            continue
