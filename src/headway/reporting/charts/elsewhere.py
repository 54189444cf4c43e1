"""From a measure's benchmarks to the dot plot that sets this area among other places."""

from collections.abc import Iterator, Sequence
from datetime import date

from headway.domain.observations import Benchmark, Observation, Role
from headway.domain.periods import Period
from headway.domain.plan import Measure, Plan
from headway.domain.quantities import Polarity, shown
from headway.judgement import figures
from headway.reporting.charts.dots import Dot, DotChart, Who
from headway.reporting.printable import on_one_line, shortened
from headway.reporting.wording import period_words

FEWEST_PLACES = 3
"""With fewer the table says it better."""

_REGIONS = frozenset(
    {
        "north east", "north west", "yorkshire and the humber", "east midlands", "west midlands",
        "east of england", "london", "inner london", "outer london", "south east", "south west",
    }
)  # fmt: skip
_GROUPS = ("statistical neighbours", "best quarter of authorities")
_ORDERS = {
    Polarity.LOW: "lowest, which is best, first",
    Polarity.HIGH: "highest, which is best, first",
}


def dots_of(plan: Plan, measure: Measure, at: date) -> DotChart | None:
    """
    The area's own figure among those of other places, at the newest time that others have one.

    None with fewer than three places. Where the area has no figure for that time its latest
    stands in, and its own time is said with it; a withheld figure is not drawn.
    """
    found = [one for one in plan.benchmarks if one.row == measure.id and one.unit == measure.unit]
    newest = max((one.period for one in found if one.period), key=Period.sort_key, default=None)
    others = list({one.area: one for one in found if one.period == newest}.values())
    if newest is None or len(others) < FEWEST_PLACES - 1:
        return None
    drawn = [*_here(plan, measure, newest, at), *(_dot(one) for one in others)]
    if len(drawn) < FEWEST_PLACES:
        return None
    falling = measure.polarity is not Polarity.LOW
    return DotChart(
        id=f"dots-{measure.id}",
        title=f"{shortened(measure.name, 140)}, {period_words(newest)}",
        unit=measure.unit,
        dots=tuple(sorted(drawn, key=lambda dot: (-dot.value if falling else dot.value, dot.name))),
        order=_ORDERS.get(measure.polarity, "highest first"),
    )


def _here(plan: Plan, measure: Measure, period: Period, at: date) -> Iterator[Dot]:
    own = [
        one
        for one in figures.known(plan, measure.id, at)
        if one.unit == measure.unit and not (one.of or one.breakdown or one.area)
    ]
    one = _for(own, period)
    if one is None or one.value is None:
        return
    alike = one.period is not None and one.period.same_time_as(period)
    note = "" if alike else f"at {period_words(one.period) if one.period else 'a time not stated'}"
    yield Dot(
        name="This area",
        who=Who.HERE,
        value=one.value,
        shown=shown(one.value, one.unit),
        note=note,
    )


def _for(own: Sequence[Observation], period: Period) -> Observation | None:
    """The figure for the period, which may be withheld; else the latest that there is."""
    for one in own:
        if one.period is not None and one.period.same_time_as(period):
            return one
    return next((one for one in reversed(own) if one.value is not None), None)


def _dot(one: Benchmark) -> Dot:
    name = on_one_line(one.area)
    own = one.role is Role.OWN
    return Dot(
        name=f"{name[:1].upper()}{name[1:]}{', published' if own else ''}",
        who=Who.HERE if own else _who(name),
        value=one.value,
        shown=shown(one.value, one.unit),
    )


def _who(area: str) -> Who:
    name = area.casefold()
    if name == "england":
        return Who.ENGLAND
    if name in _REGIONS:
        return Who.REGION
    return Who.GROUP if name.startswith(_GROUPS) or name.endswith("neighbours") else Who.PLACE
