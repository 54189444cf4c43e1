"""
Series worked out of two published ones: a gap between two rates, a rate of two numbers.

Both figures are of one area and one time, and both must be there: nothing is filled in.
"""

from dataclasses import replace
from decimal import Decimal

from headway.domain.quantities import Polarity, plain
from headway.evidence.errors import EvidenceError
from headway.evidence.published import populations
from headway.evidence.published.figures import Figure, Figures, figures
from headway.evidence.published.populations import as_rate, rate_of
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import Series, find


def asked_for(
    shelf: Shelf,
    series: Series,
    *,
    less: str = "",
    base: str = "",
    per: float = 0.0,
    release: str = "",
) -> Figures:
    """
    A series' figures as somebody asks for them: as published, as a gap, or as a rate.

    Args:
        shelf: Where the second of two is looked for.
        series: The first of the two, or the only one.
        less: What is taken off it: an address, or an indicator of the same dataset.
        base: What a rate is per: the same; the population at mid-year where empty.
        per: Makes a rate per so many; 0 for none.
        release: Part of a release's name or hash, for the second too.

    Raises:
        EvidenceError: The two do not go together, or a base is named and not what it is per.
    """
    held = figures(shelf, series)
    if less and per:
        raise EvidenceError("a gap is made of two rates as published: leave one of the two out.")
    if base and not per:
        raise EvidenceError("say what the rate is per as well, such as --rate-per 10000.")
    if less:
        return gap(held, figures(shelf, _beside(shelf, series, less, release)))
    if base:
        return per_base(held, figures(shelf, _beside(shelf, series, base, release)), per=per)
    return populations.rates(held, populations.population(shelf), per=per) if per else held


def _beside(shelf: Shelf, series: Series, text: str, release: str) -> Series:
    """Another series: of the same dataset and for the same group where no dataset is named."""
    if ":" in text:
        return find(shelf, text, release=release)
    where = {name: value for name, value in series.filters.items() if value}
    return find(shelf, f"{series.dataset}:{text}", where=where, release=release)


def gap(held: Figures, less: Figures) -> Figures:
    """
    The first series less the second, in percentage points: all pupils less those on free meals.

    The two are taken as they are published, rounded, so that a gap may be out by half of each
    last digit; each figure says so with the two that it is made of. Smaller is taken for better.

    Raises:
        EvidenceError: One of the two is not in percent, or they have no period in common.
    """
    for one in (held, less):
        if one.series.indicator.unit != "%":
            raise EvidenceError(
                f"{one.series.address} is in {one.series.indicator.unit}; a gap in percentage "
                "points is between two series in %."
            )
    _in_common(held, less)
    by = {
        period: {code: _gap(one, less.get(code, period)) for code, one in held.by[period].items()}
        for period in held.periods
        if period in less.by
    }
    return Figures(series=_as_gap(held.series, less.series), by=by)


def per_base(counted: Figures, base: Figures, *, per: float) -> Figures:
    """
    Numbers as a rate per so many of another number of the same area and time.

    Args:
        counted: Permanent exclusions.
        base: Pupils on the roll.
        per: 10,000 for a rate per 10,000.

    Raises:
        EvidenceError: One of the two is no number, or they have no period in common.
    """
    for one in (counted, base):
        if one.series.indicator.unit != "count":
            raise EvidenceError(
                f"{one.series.address} is in {one.series.indicator.unit}, not a count, "
                "so no rate is made of it."
            )
    _in_common(counted, base)
    lacks = f"no {base.series.indicator.label.lower()} in {base.series.dataset}"
    by = {
        period: {
            code: rate_of(one, base.get(code, period), per=per, lacks=lacks)
            for code, one in counted.by[period].items()
        }
        for period in counted.periods
        if period in base.by
    }
    polarity = counted.series.indicator.polarity
    return Figures(series=as_rate(counted.series, per, base=base.series, polarity=polarity), by=by)


def _in_common(one: Figures, other: Figures) -> None:
    if not one.by.keys() & other.by.keys():
        raise EvidenceError(
            f"{one.series.address} and {other.series.address} have no period in common: "
            f"{_span(one)} and {_span(other)}."
        )


def _span(held: Figures) -> str:
    return f"{held.periods[0]} to {held.periods[-1]}" if held.by else "nothing"


def _gap(one: Figure, other: Figure | None) -> Figure:
    if one.value is None:
        return one
    if other is None or other.value is None:
        meaning = other.meaning if other is not None else "no row for what is taken off"
        symbol = other.symbol if other is not None else "–"
        return replace(one.bare(), value=None, symbol=symbol, meaning=meaning, numerator=None)
    mine, theirs = plain(one.value), plain(other.value)
    known = [each.decimals for each in (one, other) if each.decimals is not None]
    return replace(
        one.bare(),
        value=float(Decimal(str(one.value)) - Decimal(str(other.value))),
        numerator=None,
        denominator=None,
        per=0.0,
        decimals=min(known) if known else None,
        note=f"{mine}% less {theirs}% (row {other.row} of {other.release.file}), each rounded",
    )


def _as_gap(series: Series, less: Series) -> Series:
    parts = tuple(
        replace(
            part,
            indicator=replace(
                part.indicator,
                name=f"{part.indicator.name} less {less.address}",
                label=f"{part.indicator.label}, less {less.title}",
                unit="pp",
                polarity=Polarity.LOW.value,
                numerator="",
                denominator="",
            ),
        )
        for part in series.parts
    )
    return Series(parts=parts)
