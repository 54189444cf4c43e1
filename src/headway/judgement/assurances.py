"""
"How sure are we?": the questions a board member asks of a figure, answered in plain words.

Each answer is of what is published anyway; a figure that is missing or withheld has none,
so that nothing of it can be read from here.
"""

import re

from headway.domain.observations import Observation
from headway.domain.quantities import COUNT, PERCENT, Comparator, Unit
from headway.domain.status import Assurance, Evidence, Movement, Projection, Travel, Variation
from headway.judgement import methods, wording
from headway.judgement.bases import MOST, Base, base_of
from headway.judgement.breaks import between
from headway.judgement.cases import Case
from headway.judgement.comparators import TO_DATE, Earlier, earlier
from headway.judgement.evidence import finding, is_set_up, is_survey, odds
from headway.judgement.outlooks import Outlook
from headway.judgement.times import Timing
from headway.stats.differences import half_up
from headway.stats.proportions import wilson_percent
from headway.stats.rates import poisson_interval

EXACT = "How exact is the figure?"
REAL = "Is the change real?"
SIGNAL = "Is it signal or noise?"
YEAR_END = "Where will the year end?"
LIKE = "Is it like with like?"

_PROVISIONAL = re.compile(
    r"\b(provisional|unvalidated|not (yet )?(final|validated))\b", re.IGNORECASE
)


def assurances(
    case: Case,
    *,
    travel: Travel | None,
    look: Outlook,
    projection: Projection | None,
    variation: Variation | None,
) -> tuple[Assurance, ...]:
    """The answers for one figure; none where there is no figure."""
    figure = case.figure
    if figure is None or figure.value is None:
        return ()
    return tuple(
        one
        for one in (
            _exact(case, figure, figure.value),
            _real(case, figure, travel),
            _signal(variation),
            _year_end(case, look, projection),
            _like(case, figure),
        )
        if one is not None
    )


# How exact?


def _exact(case: Case, figure: Observation, value: float) -> Assurance:
    if figure.comparator is not Comparator.EQ:
        return Assurance(
            question=EXACT,
            answer=f'Not exact: it is given only as "{wording.figure(figure)}".',
        )
    if figure.unit == PERCENT:
        return _exact_share(case, figure)
    if figure.unit != COUNT or not 0 <= value <= MOST or value != int(value):
        return Assurance(
            question=EXACT, answer="Nobody can say: how much it varies by itself is not known."
        )
    if is_set_up(case, figure):
        return Assurance(
            question=EXACT,
            answer="It counts what was set up, so it is as exact as the list it was counted from.",
        )
    found = poisson_interval(value)
    return Assurance(
        question=EXACT,
        answer=f"{wording.figure(figure)} {_was(value)} counted. Counts vary by chance, and the "
        f"level behind this one may lie anywhere between {_whole(found.low)} and "
        f"{_whole(found.high)}.",
        method=methods.COUNT_RANGE.name,
    )


def _exact_share(case: Case, figure: Observation) -> Assurance:
    base = base_of(figure)
    if not isinstance(base, Base):
        return Assurance(question=EXACT, answer=f"Nobody can say how exact: {base.reason}.")
    found = wilson_percent(base.numerator, base.denominator)
    noun = f" {base.noun}" if base.noun else ""
    low, high = (wording.amount(half_up(one, 1), PERCENT) for one in (found.low, found.high))
    survey = (
        " Those who answer are not always like those who do not; that is not in the range."
        if is_survey(case)
        else ""
    )
    return Assurance(
        question=EXACT,
        answer=f"It is {base.numerator:,} of {base.denominator:,}{noun}. The level behind it may "
        f"lie anywhere between {low} and {high}.{survey}",
        method=methods.SHARE_RANGE.name,
    )


def _whole(value: float) -> str:
    return f"{half_up(value):,.0f}"


# Is the change real?


def _real(case: Case, figure: Observation, travel: Travel | None) -> Assurance | None:
    if travel is None or travel.movement is Movement.UNKNOWN:
        return None
    if travel.movement is Movement.NO_CHANGE:
        return Assurance(question=REAL, answer="The figure is the same as before.")
    if travel.p is None:
        before = earlier(case, figure)
        reason = finding(case, figure, before).reason if before is not None else ""
        return Assurance(question=REAL, answer=wording.sentence(reason))
    between_ = _change_between(travel.low, travel.high, figure.unit)
    if travel.evidence is Evidence.REAL:
        said = f"Yes, as far as chance goes: it would come up by chance {odds(travel.p)}."
    elif travel.p > 0.5:
        said = "It could well be chance: one so large comes up by chance more often than not."
    else:
        said = f"It could be chance: one so large comes up by chance {odds(travel.p)}."
    return Assurance(question=REAL, answer=f"{said}{between_}", method=travel.method)


def _change_between(low: float | None, high: float | None, unit: Unit) -> str:
    """The change's interval in words: "between 5.9 percentage points down and 1.9 up"."""
    if low is None or high is None:
        return ""
    return f" The real change may lie anywhere between {_step(low, unit)} and {_step(high, unit)}."


def _step(value: float, unit: Unit) -> str:
    size = half_up(abs(value), 1 if unit == PERCENT else 0)
    if size == 0:
        return "none"
    return f"{wording.points_apart(size, unit)} {'up' if value > 0 else 'down'}"


# Signal or noise, the year's end, like with like


def _signal(variation: Variation | None) -> Assurance | None:
    if variation is None:
        return None
    method = methods.CONTROL_CHART.name if variation.icon is not None else ""
    return Assurance(question=SIGNAL, answer=variation.sentence, method=method)


def _year_end(case: Case, look: Outlook, projection: Projection | None) -> Assurance | None:
    if projection is not None:
        words = projection.sentence.removeprefix("Forecast: ")
        answer = f"{words[0].upper()}{words[1:]}"
        return Assurance(question=YEAR_END, answer=answer, method=projection.method)
    if case.measure.kind not in TO_DATE or look.earlier is None:
        return None
    if case.timing in (Timing.FINAL, Timing.OTHER_YEAR) or not look.why_not:
        return None
    return Assurance(question=YEAR_END, answer=f"Nobody can say: {_lower(look.why_not)}.")


def _like(case: Case, figure: Observation) -> Assurance | None:
    before = earlier(case, figure)
    if before is None:
        return None
    said = [one.sentence for one in between(case.measure, before.period, figure.period, case.at)]
    if _PROVISIONAL.search(figure.words):
        said.append("The figure is not final: its source calls it provisional.")
    if not said:
        said = [f"As far as is known, yes: {_compared_with(before)}, counted in the same way."]
    return Assurance(question=LIKE, answer=" ".join(said))


def _compared_with(before: Earlier) -> str:
    match before.against:
        case "same point last year":
            return "it is compared with the same point of the year before"
        case "last year":
            return "it is compared with the year before"
        case "baseline":
            return "it is compared with the plan's baseline"
        case period:
            return f"it is compared with {period}"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _was(count: float) -> str:
    return "was" if count == 1 else "were"
