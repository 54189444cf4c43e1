"""
Rates from counts and the population at mid-year, as the Department makes them.

The rate of a year ending 31 March rests on the population in the middle of the year before;
populations are revised, so a past year's rate may change while its count does not.
"""

from dataclasses import replace

from headway.domain.errors import PeriodError
from headway.domain.periods import Period, PeriodKind
from headway.domain.quantities import Polarity
from headway.evidence.errors import EvidenceError
from headway.evidence.published.figures import Figure, Figures, figures
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import Series, entries, find

_COLUMN = "population_estimate"


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
        period: {code: _rate(one, people, _midyear(period), per) for code, one in held.items()}
        for period, held in counted.by.items()
    }
    return Figures(series=_as_rate(counted.series, per), by=by)


def _rate(one: Figure, people: Figures, midyear: str, per: float) -> Figure:
    base = people.get(one.area.code, midyear)
    if one.value is None:
        return one
    if base is None or not base.value:
        symbol = base.symbol if base is not None else ""
        return replace(one, value=None, symbol=symbol or "–", meaning=f"no population at {midyear}")
    return replace(
        one,
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


def _as_rate(series: Series, per: float) -> Series:
    parts = tuple(
        replace(
            part,
            indicator=replace(
                part.indicator,
                label=f"{part.indicator.label}, rate per {per:,.0f}",
                unit=f"per {per:,.0f}",
                decimals=1,
                polarity=Polarity.NEUTRAL.value,
            ),
        )
        for part in series.parts
    )
    return Series(parts=parts)
