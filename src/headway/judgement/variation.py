"""Signal or noise: what a control chart of the measure says, or why there is none."""

from headway.domain.quantities import COUNT, PERCENT, Polarity, Unit
from headway.domain.status import AssuranceIcon, Variation, VariationIcon
from headway.judgement import wording
from headway.judgement.bounds import Shape
from headway.judgement.cases import Case
from headway.judgement.charted import NoSeries, Series, series
from headway.stats.differences import half_up
from headway.stats.errors import FigureError
from headway.stats.spc.charts import Improvement, PointType, Rule, XmRChart, XmRPoint, xmr
from headway.stats.spc.refusals import RefusalKind, chart_refusal
from headway.stats.spc.seasons import deseasonalised, seasonality

_BETTER = {Polarity.HIGH: Improvement.INCREASE, Polarity.LOW: Improvement.DECREASE}
_KINDS = {
    PointType.IMPROVEMENT: "improvement",
    PointType.CONCERN: "concern",
    PointType.NEUTRAL_HIGH: "neutral",
    PointType.NEUTRAL_LOW: "neutral",
}
_RULES = {
    Rule.ABOVE_LIMIT: "above the upper limit",
    Rule.BELOW_LIMIT: "below the lower limit",
    Rule.RISING: "part of a rise of seven points or more",
    Rule.FALLING: "part of a fall of seven points or more",
    Rule.TWO_OF_THREE_ABOVE: "one of two in three near the upper limit",
    Rule.TWO_OF_THREE_BELOW: "one of two in three near the lower limit",
    Rule.SHIFT_ABOVE: "one of seven or more in a row above the mean",
    Rule.SHIFT_BELOW: "one of seven or more in a row below the mean",
}
_MEANS = {
    VariationIcon.IMPROVEMENT_HIGH: "a signal of improvement",
    VariationIcon.IMPROVEMENT_LOW: "a signal of improvement",
    VariationIcon.CONCERN_HIGH: "a signal of concern",
    VariationIcon.CONCERN_LOW: "a signal of concern",
    VariationIcon.NEUTRAL_HIGH: "a signal of change, upwards",
    VariationIcon.NEUTRAL_LOW: "a signal of change, downwards",
}


def variation(case: Case) -> Variation | None:
    """
    The control chart of the judged figure's series, read; without one, the reason.

    None where there is no figure: what is missing or withheld has no chart.
    """
    made = series(case)
    if made is None:
        return None
    if isinstance(made, NoSeries):
        return Variation(sentence=made.sentence)
    unit = case.figure.unit if case.figure is not None else case.measure.unit
    try:
        return _refused(made, unit) or _charted(case, made, unit)
    except FigureError as wrong:
        return Variation(sentence=wording.sentence(f"No control chart: {_lower(str(wrong))}"))


def _refused(made: Series, unit: Unit) -> Variation | None:
    known = sum(value is not None for value in made.values)
    if known < 2:
        few = "there is one figure so far" if known else "no figure is left to chart"
        return Variation(sentence=" ".join([*_closed(made), f"No control chart: {few}."]))
    changes = [at for at, _ in made.changes]
    refusal = chart_refusal(
        made.values,
        cumulative=made.cumulative,
        annual=made.per_year == 1,
        counts=unit == COUNT,
        definition_breaks=changes,
        rebase_at=changes,
    )
    if refusal is None:
        return None
    about: dict[str, None] = {}
    if refusal.kind is RefusalKind.TOO_SHORT:
        about = {one.sentence: None for _, one in made.changes} | _closed(made)
    return Variation(sentence=" ".join([*about, refusal.sentence]))


def _closed(made: Series) -> dict[str, None]:
    """A sentence on each time that was left out."""
    return {one.sentence.split(", so ")[0].rstrip(".") + ".": None for one in made.closed}


def _charted(case: Case, made: Series, unit: Unit) -> Variation:
    """The chart of the figures since counting last changed, less their seasons if they have any."""
    start = max((at for at, _ in made.changes), default=0)
    periods, values = made.periods[start:], made.values[start:]
    seasons = seasonality(values, made.per_year) if made.per_year > 1 else None
    seasonal = seasons is not None and seasons.strong
    if seasonal:
        values = deseasonalised(values, made.per_year)
    chart = xmr(
        values,
        improvement=_BETTER.get(case.better, Improvement.NEUTRAL),
        target=None if seasonal or made.added else _target(case),
    )
    known = [(point.lower, point.upper) for point in chart.points]
    if any(low is None or high is None for low, high in known):
        why = chart.groups[-1].lines.unlimited.replace(": limits", ", so limits")
        return Variation(sentence=wording.sentence(f"No control chart: {why}"))
    return Variation(
        sentence=_sentence(chart, made, unit, case, seasonal=seasonal),
        icon=chart.variation,
        assurance=chart.assurance,
        periods=tuple(str(period) for period in periods),
        values=tuple(values),
        rules=tuple(_rule(point) for point in chart.points),
        kinds=tuple("" if one.type is None else _KINDS.get(one.type, "") for one in chart.points),
        means=tuple(point.mean for point in chart.points),
        lower=tuple(low for low, _ in known if low is not None),
        upper=tuple(high for _, high in known if high is not None),
    )


def _target(case: Case) -> float | None:
    bound = case.bound
    if bound is None or bound.shape not in (Shape.CEILING, Shape.FLOOR):
        return None
    return bound.level


def _rule(point: XmRPoint) -> str:
    return "" if point.rule is None else _RULES.get(point.rule, "")


def _sentence(chart: XmRChart, made: Series, unit: Unit, case: Case, *, seasonal: bool) -> str:
    last = next(point for point in reversed(chart.points) if point.value is not None)
    low, high = _limits(last, unit)
    what = "What each period added" if made.added else "The figures"
    if seasonal:
        what += ", less what its season usually adds,"
    if chart.variation is VariationIcon.COMMON_CAUSE:
        said = (
            f"Noise: the latest figure tells of no change. {what} may lie anywhere between "
            f"{low} and {high} by chance alone"
        )
    else:
        said = (
            f"Signal: the latest figure is {_MEANS[chart.variation]}. It is {_rule(last)}; by "
            f"chance alone {what[0].lower()}{what[1:]} may lie between {low} and {high}"
        )
    more = [f"{said}.", _will_it_do(chart, case), *_closed(made), *chart.notes]
    return " ".join(one for one in more if one)


def _limits(point: XmRPoint, unit: Unit) -> tuple[str, str]:
    """The limits as a reader needs them: no count below zero, no share above 100%."""
    low, high = point.lower or 0.0, point.upper or 0.0
    places = 0 if unit == COUNT else 1
    natural = unit in (COUNT, PERCENT)
    low = max(0.0, low) if natural else low
    high = min(100.0, high) if unit == PERCENT else high
    return (
        wording.amount(half_up(low, places), unit),
        wording.amount(half_up(high, places), unit),
    )


def _will_it_do(chart: XmRChart, case: Case) -> str:
    if case.bound is None:
        return ""
    aim = f"the target of {wording.amount(case.bound.level, case.bound.unit)}"
    match chart.assurance:
        case AssuranceIcon.PASSES:
            return f"If nothing changes it will go on meeting {aim}."
        case AssuranceIcon.FAILS:
            return f"If nothing changes it will go on missing {aim}."
        case AssuranceIcon.HIT_AND_MISS:
            return f"If nothing changes it will meet {aim} at some times and miss it at others."
        case _:
            return ""


def _lower(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"
