"""Columns whose cells stand under each other's headings."""

from collections.abc import Collection, Mapping
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc

from headway.evidence.dataset import Dataset
from headway.evidence.reading.headings import Headings
from headway.evidence.reading.sheets import Batch
from headway.evidence.validating.typed import Mask, fitting, narrow

_SAMPLE = 200
_WRONG_SHARE = 0.5
_FITTING_SHARE = 0.9
_FEWEST = 3
"""Fewer filled cells than this prove nothing."""


def swapped(
    headings: Headings, dataset: Dataset, batch: Batch, wrong: Mapping[str, Mask]
) -> list[str]:
    """
    A sentence for each pair of columns that fit each other's headings and not their own.

    `wrong`: By column, which cells are wrong; only columns that are mostly wrong are tried.
    """
    doubtful = [name for name, mask in wrong.items() if mask.mean() > _WRONG_SHARE]
    texts = {name: _filled(batch, name) for name in batch.texts.column_names}
    told = []
    for one, other in combinations(batch.texts.column_names, 2):
        if one not in doubtful and other not in doubtful:
            continue
        if not _crosswise(dataset, texts, one, other):
            continue
        told.append(
            f"{headings.headed(one)} and {headings.headed(other)} seem to be swapped: the cells "
            "of each fit the other's heading. Put the headings right."
        )
    return told


def days_swapped(
    headings: Headings, dataset: Dataset, table: pa.Table, broken: Mapping[str, Collection[int]]
) -> list[str]:
    """
    A sentence for each two columns of days of which the later is nearly always the earlier.

    Args:
        headings: Of the file.
        dataset: Its rules say which day comes first.
        table: Typed rows without a wrong cell.
        broken: By rule, the rows that break it.
    """
    told = []
    for rule in dataset.rules:
        later, _, earlier = rule.name.partition("-before-")
        faulty = len(broken.get(rule.name, ()))
        if faulty < _FEWEST or not {later, earlier} <= set(table.column_names):
            continue
        apart = pc.sum(pc.not_equal(table[later], table[earlier])).as_py() or 0
        if faulty >= _FITTING_SHARE * apart:
            told.append(
                f"{headings.headed(later)} comes before {headings.headed(earlier)} in "
                f"{faulty:,} of the first {apart:,} rows in which the two differ: they seem to "
                "be swapped. Put the headings right."
            )
    return told


def _crosswise(dataset: Dataset, texts: Mapping[str, list[str]], one: str, other: str) -> bool:
    first, second = dataset.column(one), dataset.column(other)
    if min(len(texts[one]), len(texts[other])) < _FEWEST or not (narrow(first) or narrow(second)):
        return False
    at_home = min(fitting(first, texts[one]), fitting(second, texts[other]))
    return (
        at_home < 1 - _WRONG_SHARE
        and fitting(first, texts[other]) >= _FITTING_SHARE
        and fitting(second, texts[one]) >= _FITTING_SHARE
    )


def _filled(batch: Batch, name: str) -> list[str]:
    cells = batch.texts[name].slice(0, _SAMPLE).to_pylist()
    return [cell for cell in cells if cell and cell.strip()]
