"""
The counts a rate is made of, found in the file and proved by its own figures.

A rate may be pooled over areas only from its counts. Which two columns these are is not guessed
from names alone: their quotient must give the published rates, to their rounding, row for row.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.evidence.errors import EvidenceError
from headway.evidence.published.releases import Indicator, Shelf
from headway.evidence.published.series import Part
from headway.evidence.published.shaping import LEVEL
from headway.evidence.published.symbols import NUMBER_PATTERN

_FEWEST = 5
_ROWS = 4_000
_AGREE = 0.98
_SCALES = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0)

Cells = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient:
    """
    What a rate is made of.

    Attributes:
        per: 100 for a percentage, 10,000 for a rate per 10,000.
    """

    numerator: str
    denominator: str
    per: float


def made_of(shelf: Shelf, part: Part) -> Quotient | None:
    """The counts of a part's rate; None for a count, and where no two columns give the rate."""
    one = part.indicator
    if one.numerator:
        return Quotient(numerator=one.numerator, denominator=one.denominator, per=one.per)
    if one.unit in ("count", "pp") or one.name != one.column:
        return None
    others = [i for i in part.release.indicators if i.unit == "count" and i.column != one.column]
    if len(others) < 2:
        return None
    names = [one.column, *(i.column for i in others)]
    only: list[tuple[str, str, Any]] = [(n, "=", v) for n, v in part.filters.items()]
    only.append((LEVEL, "!=", "School"))
    table = pq.read_table(shelf.path(part.release), columns=names, filters=only or None)
    table = table.slice(max(0, table.num_rows - _ROWS))
    cells = {name: _numbers(table[name]) for name in names}
    return _proved(one, cells, [i.column for i in others])


def _proved(one: Indicator, cells: dict[str, Cells], names: list[str]) -> Quotient | None:
    rate = cells[one.column]
    ranked = sorted(names, key=lambda name: -_alike(name, one.column))
    bases = sorted(
        names,
        key=lambda name: -float(np.nanmean(cells[name])) if np.isfinite(cells[name]).any() else 0.0,
    )
    for above in ranked:
        for below in bases:
            per = _per(rate, cells[above], cells[below]) if above != below else 0.0
            if per:
                return Quotient(numerator=above, denominator=below, per=per)
    return None


def _per(rate: Cells, above: Cells, below: Cells) -> float:
    """What the rate is per, if it is this quotient; else 0."""
    known = np.isfinite(rate) & np.isfinite(above) & np.isfinite(below) & (below > 0)
    if int(known.sum()) < _FEWEST or float(np.ptp(rate[known])) == 0:
        return 0.0
    share, published = above[known] / below[known], rate[known]
    if not _worth_trying(share, published):
        return 0.0
    if not share.any():
        return 0.0
    scale = float(published.sum() / share.sum())
    per = min(_SCALES, key=lambda one: abs(np.log(max(scale, 1e-9) / one)))
    rounding = 0.5 * 10.0 ** -_decimals(published) + 1e-9
    agree = np.abs(share * per - published) <= rounding
    few = float(np.mean(agree)) < _AGREE
    return 0.0 if few or np.unique(published).size < _FEWEST - 1 else per


def _worth_trying(share: Cells, published: Cells) -> bool:
    """Whether the first rows do not rule it out; most pairs of columns are ruled out here."""
    few = slice(0, 12)
    if not published[few].any() or not share[few].any():
        return True
    ratio = float(published[few].sum() / share[few].sum())
    return min(abs(ratio / one - 1) for one in _SCALES) < 0.2


def _decimals(values: Cells) -> int:
    """Places that the rates are written with, at most 5."""
    for places in range(6):
        if np.all(np.abs(values - np.round(values, places)) < 1e-9):
            return places
    return 5


def _numbers(column: pa.ChunkedArray) -> Cells:
    text = pc.replace_substring(column, ",", "")
    shown = pc.if_else(pc.match_substring_regex(text, NUMBER_PATTERN), text, None)
    plain = pc.utf8_trim_whitespace(pc.replace_substring(shown, "%", ""))
    out: Cells = pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
    return out


def _alike(count: str, rate: str) -> int:
    """How many words of a count's name the rate's has."""
    return len(_pieces(count) & _pieces(rate)) - len(_pieces(count) - _pieces(rate))


def _pieces(name: str) -> set[str]:
    drop = {"percent", "perc", "pc", "pt", "t", "rate", "number", "count", "per", "10000"}
    return set(re.split(r"[_\s]+", name.casefold())) - drop


def nothing(address: str) -> EvidenceError:
    """For a series without a single row for country, region or authority."""
    return EvidenceError(
        f"{address} has no figures for England, its regions or its authorities, "
        "so there is nothing to compare with."
    )


def no_period(address: str, wanted: str, periods: tuple[str, ...]) -> EvidenceError:
    """For a period that a series does not have."""
    held = f"{periods[0]} to {periods[-1]}" if len(periods) > 4 else ", ".join(periods)
    return EvidenceError(f'{address} has no figures for "{wanted}"; it has {held}.')
