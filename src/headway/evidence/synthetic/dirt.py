"""Faults planted in made-up files, with a key of what was planted where."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from headway.evidence.dataset import Column, Dataset, Holds
from headway.evidence.identifiers import UPN_LETTERS
from headway.evidence.synthetic.draws import Chance

KEY_HEADINGS = ("file", "row", "column", "rule", "stood", "came")
SOUND = ""
"""The rule of what looks odd and is to be read all the same: a day in another style."""

_STYLES = ("%d/%m/%Y", "%d %b %Y", "%Y-%m-%d")
_REPEATED = 0.15
_BROKEN_ORDER = 0.2
_WRONG_SLASH = 0.25
_SLASHES = ("/", "\\")


@dataclass(frozen=True, slots=True)
class Planted:
    """What was done to a cell: the rule that should find it, and what stands there now."""

    rule: str
    came: str


_Spoil = Callable[[str, Column, Chance], Planted | None]


def _other_letter(text: str, column: Column, chance: Chance) -> Planted | None:
    del column
    place = (UPN_LETTERS.index(text[0]) + 1 + int(chance.integers(0, 20))) % len(UPN_LETTERS)
    return Planted("wrong-upn", UPN_LETTERS[place] + text[1:])


def _shortened(rule: str) -> _Spoil:
    def spoil(text: str, column: Column, chance: Chance) -> Planted | None:
        del column, chance
        return Planted(rule, text[:-1])

    return spoil


def _another_day(text: str, column: Column, chance: Chance) -> Planted | None:
    del column
    day = date.fromisoformat(text)
    style = int(chance.integers(0, 4))
    if style == 3:
        return Planted("not-a-day", f"31/02/{day.year}")
    return Planted(SOUND, day.strftime(_STYLES[style]))


def _unknown(text: str, column: Column, chance: Chance) -> Planted | None:
    del text, column, chance
    return Planted("unknown-code", "??")


def _wrong_number(text: str, column: Column, chance: Chance) -> Planted | None:
    if column.most is not None and chance.random() < 0.5:
        return Planted("out-of-range", f"{column.most + 1:g}")
    return Planted("not-a-number", f"{text} or so")


def _perhaps(text: str, column: Column, chance: Chance) -> Planted | None:
    del text, column, chance
    return Planted("not-yes-or-no", "perhaps")


def _wrong_year(text: str, column: Column, chance: Chance) -> Planted | None:
    del column, chance
    return Planted("not-an-academic-year", f"{text[:4]}/{text[2:4]}")


SPOILS: Mapping[Holds, _Spoil] = MappingProxyType(
    {
        Holds.UPN: _other_letter,
        Holds.URN: _shortened("wrong-urn"),
        Holds.LAESTAB: _shortened("wrong-laestab"),
        Holds.LA: _shortened("wrong-la"),
        Holds.POSTCODE: _shortened("wrong-postcode"),
        Holds.DAY: _another_day,
        Holds.CODE: _unknown,
        Holds.WHOLE: _wrong_number,
        Holds.NUMBER: _wrong_number,
        Holds.FLAG: _perhaps,
        Holds.ACADEMIC_YEAR: _wrong_year,
    }
)
"""By what a column holds, how a cell of it is spoilt."""


class Key:
    """The list of what was planted, a row each."""

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow(KEY_HEADINGS)

    def add(self, name: str, row: int, column: str, planted: Planted, stood: str) -> None:
        """One fault, in the row as a spreadsheet counts it."""
        self._rows.writerow([name, row, column, planted.rule, stood, planted.came])


@contextmanager
def key_at(path: Path) -> Iterator[Key]:
    """A key to write to."""
    with path.open("w", encoding="utf-8", newline="") as file:
        yield Key(file)


def spoil(path: Path, dataset: Dataset, share: float, chance: Chance, key: Key) -> None:
    """
    Spoil a share of a file's rows, one thing in each, and write down which.

    A row is given a wrong cell, an end before its start, or the same row again after it.
    """
    started = path.with_name(f".{path.name}.part")
    with (
        path.open(encoding="utf-8", newline="") as old,
        started.open("w", encoding="utf-8", newline="") as new,
    ):
        headings = next(csv.reader([old.readline()]))
        new.write(",".join(headings) + "\n")
        _copy(old, new, _Spoiling(path.name, dataset, headings, chance, key), share)
    started.replace(path)


def _copy(old: TextIO, new: TextIO, spoiling: "_Spoiling", share: float) -> None:
    row, until = 2, spoiling.wait(share)
    for line in old:
        if until:
            new.write(line)
            until -= 1
            row += 1
            continue
        lines = spoiling.spoilt(line, row)
        new.writelines(lines)
        row += len(lines)
        until = spoiling.wait(share)


class _Spoiling:
    """What is done to the rows of one file."""

    def __init__(
        self, name: str, dataset: Dataset, headings: Sequence[str], chance: Chance, key: Key
    ) -> None:
        self._name, self._headings, self._chance, self._key = name, headings, chance, key
        self._columns = [column for column in dataset.columns if column.name in headings]
        self._orders = [
            (rule.name, *rule.name.split("-before-"))
            for rule in dataset.rules
            if "-before-" in rule.name
        ]

    def wait(self, share: float) -> int:
        """How many rows are left as they are before the next is spoilt."""
        return int(self._chance.geometric(share)) - 1

    def spoilt(self, line: str, row: int) -> list[str]:
        """The lines that take the place of one."""
        cells = dict(zip(self._headings, next(csv.reader([line])), strict=True))
        if self._chance.random() < _REPEATED:
            self._key.add(self._name, row + 1, "", Planted("repeated-row", ""), "")
            return [line, line]
        self._spoil_cell(cells, row)
        return [_line(cells.values())]

    def _spoil_cell(self, cells: dict[str, str], row: int) -> None:
        chance = self._chance
        if cells.get("code") in _SLASHES and chance.random() < _WRONG_SLASH:
            other = _SLASHES[cells["code"] == "/"]
            turned = Planted("mark-for-the-session", other)
            self._key.add(self._name, row, "code", turned, cells["code"])
            cells["code"] = other
            return
        orders = [
            (rule, later, earlier)
            for rule, later, earlier in self._orders
            if cells.get(later) and cells.get(earlier)
        ]
        if orders and chance.random() < _BROKEN_ORDER:
            rule, name, earlier = orders[int(chance.integers(0, len(orders)))]
            year = date.fromisoformat(cells[earlier]).year - 1
            planted: Planted | None = Planted(rule, f"{year}-01-15")
        else:
            able = [c for c in self._columns if cells[c.name] and c.holds in SPOILS]
            column = able[int(chance.integers(0, len(able)))]
            name = column.name
            planted = self._planted(column, cells[name])
        if planted:
            self._key.add(self._name, row, name, planted, cells[name])
            cells[name] = planted.came

    def _planted(self, column: Column, text: str) -> Planted | None:
        if not column.empty and self._chance.random() < 0.1:
            return Planted("empty", "")
        return SPOILS[column.holds](text, column, self._chance)


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
