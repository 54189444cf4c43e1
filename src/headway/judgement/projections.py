"""Where a year may end, by how the earlier years went: a forecast, apart from the status."""

from itertools import pairwise

from headway.domain.observations import Observation
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Target
from headway.domain.quantities import PERCENT, POINTS, Unit
from headway.domain.status import BackTest, Projection, StatusKind
from headway.judgement import methods, wording
from headway.judgement.bounds import Bound, Shape
from headway.judgement.breaks import between
from headway.judgement.cases import Case
from headway.judgement.outlooks import Outlook
from headway.stats.differences import half_up
from headway.stats.outturn import FEWEST_YEARS, Outturn

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def projection(case: Case, look: Outlook) -> Projection | None:
    """
    The year's final figure, if the rest of the year goes as the earlier years did.

    None where `look` has no forecast, and where nothing has been counted yet.
    """
    figure, forecast = case.figure, look.outturn
    if figure is None or forecast is None or look.method is None or not forecast.so_far:
        return None
    value = _rounded(forecast.estimate, figure.unit)
    low, high = _ends(forecast, figure.unit)
    kind = _kind(case, look, forecast)
    return Projection(
        value=value,
        share=forecast.share or (forecast.so_far / forecast.estimate if forecast.estimate else 1.0),
        sentence=" ".join(_sentences(case, figure, look, forecast, kind)),
        low=low,
        high=high,
        years=len(look.years),
        method=look.method.name,
        kind=kind,
        back_test=_back_test(look, figure.unit),
    )


def tried_words(look: Outlook) -> str:
    """How the forecast did on the earlier years, in a sentence; empty where it was not tried."""
    if look.tried is None:
        return ""
    tried = len(look.tried.trials)
    error = look.tried.error
    if error is None:
        return ""
    said = (
        f"Tried on {_number(tried)} earlier years, each forecast from the others, it was "
        f"{half_up(error):.0f}% off on average"
    )
    if look.tried.with_range:
        said += f", and {look.tried.covered} of {look.tried.with_range} ended within their range"
    return f"{said}."


def left_out_words(look: Outlook) -> str:
    """Which earlier years the forecast leaves out and why; empty where none."""
    earlier = look.earlier
    if earlier is None or not earlier.left_out:
        return ""
    years = [_plain_year(year) for year, _ in earlier.left_out]
    be = "is" if len(years) == 1 else "are"
    why = dict.fromkeys(one.sentence for _, one in earlier.left_out)
    return f"{wording.listed(years)} {be} left out. {' '.join(why)}"


def _rounded(value: float, unit: Unit) -> float:
    return half_up(value, 1 if unit in (PERCENT, POINTS) else 0)


def _ends(forecast: Outturn, unit: Unit) -> tuple[float | None, float | None]:
    if forecast.low is None or forecast.high is None:
        return None, None
    return _rounded(forecast.low, unit), _rounded(forecast.high, unit)


def _back_test(look: Outlook, unit: Unit) -> tuple[BackTest, ...]:
    if look.tried is None:
        return ()
    made = []
    for year, trial in zip(look.tried_on, look.tried.trials, strict=True):
        low, high = _ends(trial.forecast, unit)
        made.append(
            BackTest(
                period=str(year),
                forecast=_rounded(trial.forecast.estimate, unit),
                outturn=trial.actual,
                low=low,
                high=high,
            )
        )
    return tuple(made)


# Against the target


def _kind(case: Case, look: Outlook, forecast: Outturn) -> StatusKind | None:
    """Where the measure would stand at the year's end; None where its target is not for then."""
    bound, value = case.bound, case.value
    if bound is None or value is None or not _is_for(case.target, look):
        return None
    if bound.shape in (Shape.UNKNOWN, Shape.CONFLICT):
        return None
    if case.is_cumulative and bound.shape is Shape.CEILING and not bound.met_by(value):
        return StatusKind.BREACHED
    if case.is_cumulative and bound.shape is Shape.FLOOR and bound.met_by(value):
        return StatusKind.MET
    if forecast.low is not None and forecast.high is not None:
        sides = {bound.met_by(forecast.low), bound.met_by(forecast.high)}
        if sides == {True}:
            return StatusKind.ON_TRACK
        if sides == {True, False} or bound.met_by(forecast.estimate):
            return StatusKind.AT_RISK
    if bound.met_by(forecast.estimate):
        return StatusKind.ON_TRACK
    return StatusKind.AT_RISK if bound.nearly_met_by(forecast.estimate) else StatusKind.OFF_TRACK


def _is_for(target: Target | None, look: Outlook) -> bool:
    """Whether the target is for the end of the year that is forecast."""
    if target is None or look.earlier is None:
        return False
    period, year = target.period, look.earlier.year
    if period is None or period.kind is PeriodKind.RECURRING or year.same_time_as(period):
        return True
    return period.last_day() == year.last_day()


# In words


def _sentences(
    case: Case,
    figure: Observation,
    look: Outlook,
    forecast: Outturn,
    kind: StatusKind | None,
) -> list[str]:
    about = wording.amount(_rounded(forecast.estimate, figure.unit), figure.unit)
    said = [f"Forecast: about {about} at the year's end{_range(forecast, figure.unit)}"]
    said[0] += _basis(figure, look) + "."
    said += [_against_target(case.bound, forecast, kind), _no_range(look, forecast)]
    said += [tried_words(look), left_out_words(look)]
    last = look.years[-1]
    breaks = between(case.measure, last, figure.period, case.at)
    said += [breaks[0].sentence] if breaks else []
    return [one for one in said if one]


def _range(forecast: Outturn, unit: Unit) -> str:
    low, high = _ends(forecast, unit)
    if low is None or high is None:
        return ""
    ends = f"{wording.amount(low, unit)} and {wording.amount(high, unit)}"
    return f" (95% range: between {ends})"


def _basis(figure: Observation, look: Outlook) -> str:
    """What the rest of the year is taken to be like."""
    usual = look.method is methods.USUAL_YEAR
    earlier = look.earlier
    if len(look.years) > 1 or earlier is None:
        years = _span(look.years)
        return (
            f", if the rest of it adds what it added in {years}"
            if usual
            else f", if the rest of it goes as in {years}"
        )
    (point, end), *_ = earlier.complete
    last = look.years[0].same_time_as(earlier.year.previous_year() or earlier.year)
    whose = "last year's" if last else f"that of {_plain_year(look.years[0])}"
    then = wording.amount(point.value or 0.0, figure.unit)
    ended = wording.amount(end.value or 0.0, figure.unit)
    grew = f"went from {then} at this point to {ended} at its end"
    verb = "adds what" if usual else "goes as"
    did = "added" if usual else "did"
    return f" if the rest of the year {verb} {whose} {did}, which {grew}"


def _no_range(look: Outlook, forecast: Outturn) -> str:
    if forecast.low is not None:
        return ""
    count = len(look.years)
    if count >= FEWEST_YEARS:
        return "The earlier years do not show how far off that may be."
    years = _number(count).capitalize()
    return f"{years} earlier year{' gives' if count == 1 else 's give'} no range."


def _against_target(bound: Bound | None, forecast: Outturn, kind: StatusKind | None) -> str:
    """The forecast against the target, where the range has something to say of it."""
    if bound is None or kind is None or forecast.low is None:
        return ""
    if kind in (StatusKind.BREACHED, StatusKind.MET):
        return ""
    name = "ceiling" if bound.shape is Shape.CEILING else "target"
    aim = f"the {name} of {wording.amount(bound.level, bound.unit)}"
    sides = {bound.met_by(forecast.low), bound.met_by(forecast.high or forecast.low)}
    if len(sides) == 2 or (sides == {False} and bound.met_by(forecast.estimate)):
        return f"{aim[0].upper()}{aim[1:]} could be kept or missed{_chance(bound, forecast)}."
    if sides == {True}:
        return f"All of that range is on the right side of {aim}."
    within = " but within the tolerance" if kind is StatusKind.AT_RISK else ""
    return f"All of that range is on the wrong side of {aim}{within}."


def _chance(bound: Bound, forecast: Outturn) -> str:
    above = None if bound.shape is Shape.AROUND else forecast.chance_above(bound.level)
    if above is None:
        return ""
    missed = above if bound.shape is Shape.CEILING else 1 - above
    tenths = half_up(missed * 10)
    if tenths < 1:
        return ": the chance of missing it is less than 1 in 10"
    if tenths > 9:
        return ": the chance of missing it is more than 9 in 10"
    return f": the chance of missing it is about {tenths:.0f} in 10"


def _span(years: tuple[Period, ...]) -> str:
    """Years in few words: "2015/16 to 2018/19", or each where some between them lack."""
    names = [_plain_year(year) for year in years]
    following = all(one.year + 1 == other.year for one, other in pairwise(years))
    if len(names) > 2 and following:
        return f"{names[0]} to {names[-1]}"
    return wording.listed(names)


def _plain_year(year: Period) -> str:
    words = wording.period(year)
    return words.rsplit(" ", 1)[-1]


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
