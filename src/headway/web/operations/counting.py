"""
What each process counts of its requests, where every process can read it.

A file of fixed size for each process, mapped into memory: counting is an addition, and whatever
kills the process leaves what it had counted. Whoever reports adds the files up.
"""

import mmap
import os
import struct
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from headway.web.notices.processes import has_ended, this_process

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; the last bucket is for whatever takes longer."""
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
_CELLS = len(CLASSES) + len(BOUNDS) + 2
_NAME_BYTES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    Requests of all processes that run.

    Attributes:
        by_class: Answers, by the first digit of their status.
        within: Answers that took no longer than each of `BOUNDS`, and all of them at the end.
        seconds: What they took together.
    """

    by_class: dict[str, int]
    within: tuple[int, ...]
    seconds: float


class Counter:
    """Counts the requests of this process; made anew in each, after it was forked."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, Lock()
        self._process = 0
        self._map: mmap.mmap | None = None
        self._cells = [0.0] * _CELLS

    def count(self, status: int, seconds: float) -> None:
        """One request; where the file cannot be written, it is not counted, and nobody waits."""
        with self._lock:
            if self._process != os.getpid():
                self._begin()
            self._add(min(max(status // 100, 1), 5) - 1, 1)
            self._add(len(CLASSES) + bisect_left(BOUNDS, seconds), 1)
            self._add(_CELLS - 1, seconds)

    def _add(self, place: int, value: float) -> None:
        self._cells[place] += value
        if self._map is not None:
            struct.pack_into("d", self._map, _NAME_BYTES + 8 * place, self._cells[place])

    def _begin(self) -> None:
        self._process, self._map, self._cells = os.getpid(), None, [0.0] * _CELLS
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for path in self._folder.glob("*.counted"):
                if has_ended(_name(path.read_bytes())):
                    path.unlink(missing_ok=True)
            path = self._folder / f"{os.getpid()}.counted"
            name = this_process().encode()[:_NAME_BYTES].ljust(_NAME_BYTES, b"\0")
            new = self._folder / f"{os.getpid()}.{id(self)}.new"
            new.write_bytes(name + bytes(8 * _CELLS))
            with new.open("r+b") as file:
                self._map = mmap.mmap(file.fileno(), 0)
            # Put in place whole: a file cut short under somebody's map ends their process.
            new.replace(path)
        except OSError:
            self._map = None


@cache
def counter_of(folder: Path) -> Counter:
    """The one counter of this process for a folder, however many handlers it has."""
    return Counter(folder)


def counted(folder: Path) -> Counted:
    """What all processes counted that run or ran since the last one began."""
    sums = [0.0] * _CELLS
    for path in folder.glob("*.counted"):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if len(content) == _NAME_BYTES + 8 * _CELLS:
            cells = struct.unpack_from(f"{_CELLS}d", content, _NAME_BYTES)
            sums = [one + more for one, more in zip(sums, cells, strict=True)]
    within, so_far = [], 0
    for one in sums[len(CLASSES) : -1]:
        so_far += round(one)
        within.append(so_far)
    return Counted(
        by_class={name: round(one) for name, one in zip(CLASSES, sums, strict=False)},
        within=tuple(within),
        seconds=sums[-1],
    )


def _name(content: bytes) -> str:
    return content[:_NAME_BYTES].rstrip(b"\0").decode(errors="replace")
