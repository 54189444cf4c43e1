"""
Rates from counts and the population at mid-year, as the Department makes them.

The rate of a year ending 31 March rests on the population in the middle of the year before;
populations are revised, so a past year's rate may change while its count does not.
"""

from collections.abc import Mapping
from dataclasses import replace

from headway.domain.errors import PeriodError
from headway.domain.periods import Period, PeriodKind
from headway.domain.quantities import Polarity
from headway.evidence.errors import EvidenceError
from headway.evidence.published.figures import Figure, Figures, figures
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import Series, entries, find

_COLUMN = "population_estimate"
_LARGE = 1_000
"""From so many on, a rate per so many needs one decimal only."""


def population(shelf: Shelf) -> Figures:
    """
    The population at mid-year, of the newest release.

    Raises:
        EvidenceError: None has been loaded.
    """
    for entry in entries(shelf):
        if entry.indicator.name == _COLUMN and "mid-year" in entry.releases[0].source:
            return figures(shelf, find(shelf, f"{entry.dataset}:{_COLUMN}"))
    raise EvidenceError(
        "a rate needs the population at mid-year; load the mid-year population estimates first."
    )


def rates(counted: Figures, people: Figures, *, per: float) -> Figures:
    """
    Counts of a year ending 31 March as rates of the population at the mid-year before.

    A figure without a count or a population stays without a value, and says which it lacks.

    Args:
        counted: Counts.
        people: From `population`.
        per: 10,000 for a rate per 10,000.

    Raises:
        EvidenceError: The series is no count, or its periods are not years to 31 March.
    """
    if counted.series.indicator.unit != "count":
        raise EvidenceError(
            f"{counted.series.address} is in {counted.series.indicator.unit}, not a count, "
            "so no rate is made of it."
        )
    by = {
        period: _of_people(held, people, midyear=_midyear(period), per=per)
        for period, held in counted.by.items()
    }
    return Figures(series=as_rate(counted.series, per), by=by)


def _of_people(
    held: Mapping[str, Figure], people: Figures, *, midyear: str, per: float
) -> dict[str, Figure]:
    lacks = f"no population at {midyear}"
    return {
        code: rate_of(one, people.get(code, midyear), per=per, lacks=lacks)
        for code, one in held.items()
    }


def rate_of(one: Figure, base: Figure | None, *, per: float, lacks: str) -> Figure:
    """
    A count as a rate of its base; without a value where either has none.

    `lacks`: What is said where there is no base.
    """
    if one.value is None:
        return one
    if base is None or not base.value:
        symbol = base.symbol if base is not None else ""
        return replace(one.bare(), value=None, symbol=symbol or "–", meaning=lacks)
    return replace(
        one.bare(),
        value=one.value / base.value * per,
        numerator=one.value,
        denominator=base.value,
        per=per,
        decimals=None,
    )


def _midyear(period: str) -> str:
    """30 June before the end of a year to 31 March."""
    try:
        last = Period.parse(period)
    except PeriodError:
        last = None
    ends = last.last_day() if last is not None else None
    kinds = (PeriodKind.FINANCIAL_YEAR, PeriodKind.DAY)
    if last is None or ends is None or last.kind not in kinds or (ends.month, ends.day) != (3, 31):
        raise EvidenceError(
            f'"{period}" is not a year ending 31 March, so it is not known which population '
            "its rate rests on."
        )
    return f"{ends.year - 1}-06-30"


def as_rate(
    series: Series,
    per: float,
    *,
    base: Series | None = None,
    polarity: str = Polarity.NEUTRAL.value,
) -> Series:
    """A series of counts, called and shown as a rate; of the population where no base is named."""
    of = f" {base.indicator.name}" if base is not None else ""
    parts = tuple(
        replace(
            part,
            indicator=replace(
                part.indicator,
                name=f"{part.indicator.name} per {per:,.0f}{of}" if of else part.indicator.name,
                label=f"{part.indicator.label}, rate per {per:,.0f}",
                unit=f"per {per:,.0f}",
                decimals=1 if per >= _LARGE else 2,
                polarity=polarity,
            ),
        )
        for part in series.parts
    )
    return Series(parts=parts)
