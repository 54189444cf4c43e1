"""
The counts a rate is made of, found in the file and proved by its own figures.

A rate may be pooled over areas only from its counts. Which two columns these are is not guessed
from names alone: their quotient must give the published rates, to their rounding, row for row. The
rows are those of authorities: a region's counts are often rounded to tens, so that they do not
give its own rate.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.evidence.errors import EvidenceError
from headway.evidence.published.places import LOCAL
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
    names = [i.column for i in others]
    here = _cells(shelf, part, [one.column, *names], part.filters)
    found = _proved(one, here, names)
    if found is not None or not part.filters:
        return found
    found = _proved(one, _cells(shelf, part, [one.column, *names], {}), names)
    return found if found is not None and _fits(one, here, found) else None


def _cells(
    shelf: Shelf, part: Part, names: list[str], filters: Mapping[str, str]
) -> dict[str, Cells]:
    """The last rows of authorities; of every area but schools where there are too few."""
    only: list[tuple[str, str, Any]] = [(n, "=", v) for n, v in filters.items()]
    path = shelf.path(part.release)
    table = pq.read_table(path, columns=names, filters=[*only, (LEVEL, "=", LOCAL)])
    if table.num_rows < _FEWEST:
        table = pq.read_table(path, columns=names, filters=[*only, (LEVEL, "!=", "School")])
    table = table.slice(max(0, table.num_rows - _ROWS))
    return {name: _numbers(table[name]) for name in names}


def _proved(one: Indicator, cells: dict[str, Cells], names: list[str]) -> Quotient | None:
    """The count most like the rate's name that gives it, over the base that gives it best."""
    rate = cells[one.column]
    for above in sorted(names, key=lambda name: -_alike(name, one.column)):
        bases = sorted((n for n in names if n != above), key=lambda n: -_alike(n, one.column))
        tried = [(below, *_per(rate, cells[above], cells[below])) for below in bases]
        below, per, _ = max(tried, key=lambda each: each[2])
        if per:
            return Quotient(numerator=above, denominator=below, per=per)
    return None


def _fits(one: Indicator, cells: dict[str, Cells], found: Quotient) -> bool:
    """Whether no more rows than may be speak against a quotient; few or like rows do not."""
    rate, above, below = (cells[n] for n in (one.column, found.numerator, found.denominator))
    known = np.isfinite(rate) & np.isfinite(above) & np.isfinite(below) & (below > 0)
    share = above[known] / below[known]
    return not known.any() or _agreeing(share * found.per, rate[known]) >= _AGREE


def _per(rate: Cells, above: Cells, below: Cells) -> tuple[float, float]:
    """What the rate is per and in which share of rows, if it is this quotient; else 0 and 0."""
    known = np.isfinite(rate) & np.isfinite(above) & np.isfinite(below) & (below > 0)
    if int(known.sum()) < _FEWEST or float(np.ptp(rate[known])) == 0:
        return 0.0, 0.0
    share, published = above[known] / below[known], rate[known]
    if not _worth_trying(share, published):
        return 0.0, 0.0
    if not share.any():
        return 0.0, 0.0
    scale = float(published.sum() / share.sum())
    per = min(_SCALES, key=lambda one: abs(np.log(max(scale, 1e-9) / one)))
    agreeing = _agreeing(share * per, published)
    few = agreeing < _AGREE or np.unique(published).size < _FEWEST - 1
    return (0.0, 0.0) if few else (per, agreeing)


def _agreeing(worked_out: Cells, published: Cells) -> float:
    """The share of rates that are the published ones, to their rounding."""
    rounding = 0.5 * 10.0 ** -_decimals(published) + 1e-9
    return float(np.mean(np.abs(worked_out - published) <= rounding))


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
