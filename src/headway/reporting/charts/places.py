"""From one time's figures for many places to the funnel they make."""

from collections.abc import Sequence
from datetime import date

from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.plan import Measure, Plan
from headway.domain.quantities import PERCENT, shown
from headway.judgement import figures
from headway.reporting.charts.funnel import FunnelChart, Limits, Place
from headway.reporting.printable import on_one_line, shortened
from headway.reporting.wording import period_words
from headway.stats import funnels
from headway.stats.dispersion import proportion_dispersion
from headway.stats.funnels import Significance

FEWEST_PLACES = 8
"""With fewer a funnel shows nothing that a table would not."""
_OUTER = {Significance.HIGH_OUTER: "high", Significance.LOW_OUTER: "low"}


def funnel_of(plan: Plan, measure: Measure, at: date) -> FunnelChart | None:
    """
    The funnel of a measure's places (schools, areas) at their newest time.

    None unless eight places or more have a percentage with its numerator and denominator:
    without them nobody knows how far chance reaches. A place whose figure is withheld is
    not drawn and not counted.
    """
    known = [one for one in figures.known(plan, measure.id, at) if _usable(one)]
    newest = max((one.period for one in known if one.period), key=Period.sort_key, default=None)
    found = [one for one in known if one.period == newest and newest is not None]
    if len(found) < FEWEST_PLACES or len({_name(one) for one in found}) < len(found):
        return None
    tops = [one.numerator or 0.0 for one in found]
    bottoms = [one.denominator or 0.0 for one in found]
    labels = funnels.proportion_significance(tops, bottoms)
    middle = funnels.baseline_of(tops, bottoms)
    curve = funnels.funnel_curve(
        funnels.proportion_limits, middle, min(bottoms) * 0.8, max(bottoms) * 1.05
    )
    return FunnelChart(
        id=f"funnel-{measure.id}",
        title=f"{shortened(measure.name, 140)}, {period_words(newest)}",
        unit=PERCENT,
        places=tuple(
            Place(
                name=_name(one),
                size=bottom,
                value=100 * top / bottom,
                shown=shown(100 * top / bottom, PERCENT, 1),
                beyond=_OUTER.get(label, "") if label else "",
            )
            for one, top, bottom, label in zip(found, tops, bottoms, labels, strict=True)
        ),
        limits=tuple(
            Limits(
                size=one.denominator,
                inner=(100 * one.low_inner, 100 * one.high_inner),
                outer=(100 * one.low_outer, 100 * one.high_outer),
            )
            for one in curve
        ),
        baseline=100 * middle,
        size_words="children",
        sentence=_as_a_whole(tops, bottoms),
    )


def _usable(one: Observation) -> bool:
    """A percentage of one place with both of its parts, and parts that make sense."""
    if one.unit != PERCENT or one.value is None or not _name(one) or one.of:
        return False
    top, bottom = one.numerator, one.denominator
    return top is not None and bottom is not None and 0 <= top <= bottom and bottom > 0


def _name(one: Observation) -> str:
    return on_one_line(one.area or one.breakdown)


def _as_a_whole(tops: Sequence[float], bottoms: Sequence[float]) -> str:
    found = proportion_dispersion(tops, bottoms)
    if found.clear:
        return (
            "As a whole the places differ by more than chance, so more of them lie outside the "
            "limits than the limits promise."
        )
    return "As a whole the places differ no more than chance would have it."
