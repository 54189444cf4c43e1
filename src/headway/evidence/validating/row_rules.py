"""
Rules of whole rows over tables of a million.

A rule that knows its suspects is asked of those alone. Any other is asked once for each
different set of the values that it looks at: what it looks at is found out by watching it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headway.evidence.dataset import Rule

_WORTH_SHARING = 0.5
"""Sharing verdicts pays while the different sets are fewer than this share of the rows."""


class _Watched(Mapping[str, Any]):
    """A row that remembers which of its columns were looked at."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.seen.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        self.seen.update(self._values)
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def broken(rule: Rule, table: pa.Table) -> dict[int, str]:
    """
    The rows that break a rule, by their place in the table, with the sentence.

    `table`: Typed columns of a dataset, all of them.
    """
    if not table.num_rows:
        return {}
    if rule.suspects is not None:
        return _of_suspects(rule, rule.suspects, table)
    return _shared(rule, table)


def _of_suspects(rule: Rule, suspects: Callable[[Any], Any], table: pa.Table) -> dict[int, str]:
    mask = suspects(table)
    if isinstance(mask, pa.ChunkedArray):
        mask = mask.combine_chunks()
    places = np.flatnonzero(np.asarray(mask.fill_null(False), dtype=np.bool_))
    rows = table.take(pa.array(places)).to_pylist()
    asked = ((int(place), rule.check(row)) for place, row in zip(places, rows, strict=True))
    return {place: sentence for place, sentence in asked if sentence is not None}


def _shared(rule: Rule, table: pa.Table) -> dict[int, str]:
    looked_at: set[str] = set()
    while True:
        names = sorted(looked_at)
        group_of, firsts = _groups(table, names)
        if len(firsts) > max(64, _WORTH_SHARING * table.num_rows):
            return _one_by_one(rule, table)
        rows = table.take(pa.array(firsts)).to_pylist()
        sentences: list[str | None] = []
        for row in rows:
            watched = _Watched(row)
            sentences.append(rule.check(watched))
            if not watched.seen <= looked_at:
                looked_at |= watched.seen
                break
        else:
            return _spread(sentences, group_of)


def _spread(sentences: list[str | None], group_of: NDArray[np.int64]) -> dict[int, str]:
    said = np.array([sentence is not None for sentence in sentences], dtype=np.bool_)
    places = np.flatnonzero(said[group_of])
    return {int(place): sentences[group_of[place]] or "" for place in places}


def _one_by_one(rule: Rule, table: pa.Table) -> dict[int, str]:
    asked = ((place, rule.check(row)) for place, row in enumerate(table.to_pylist()))
    return {place: sentence for place, sentence in asked if sentence is not None}


def _groups(table: pa.Table, names: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each row the number of its group, and the first row of each group."""
    code = np.zeros(table.num_rows, dtype=np.int64)
    for name in names:
        column = table[name].combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks)
        encoded = column.dictionary_encode()
        size = len(encoded.dictionary) + 1
        places = encoded.indices.fill_null(size - 1).to_numpy(zero_copy_only=False)
        code = _numbered(code * size + places)
    count = int(code.max()) + 1
    firsts = np.zeros(count, dtype=np.int64)
    firsts[code[::-1]] = np.arange(len(code) - 1, -1, -1)  # of equal ones the first is set last
    return code, firsts


def _numbered(code: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same groups, numbered from 0 without a gap, by hashing: no sorting."""
    encoded = pa.array(code).dictionary_encode()
    return np.asarray(encoded.indices.to_numpy(), dtype=np.int64)
