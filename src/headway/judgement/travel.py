"""
Direction of travel: which way a figure moved, against a comparator that is named.

Kept apart from status: a measure may be improving and off track. A change that chance
alone may have made is no improvement and no worsening, and is not called either.
"""

from headway.domain.observations import Observation
from headway.domain.quantities import PERCENT, Polarity
from headway.domain.status import Evidence, Movement, Travel
from headway.judgement import wording
from headway.judgement.bases import Base, base_of
from headway.judgement.breaks import Effect, between
from headway.judgement.cases import Case
from headway.judgement.comparators import BASELINE, SAME_POINT, Earlier, earlier
from headway.judgement.evidence import Finding, finding, is_survey, odds
from headway.stats.differences import difference

_SURVEY_MOVE = 3.0
"""Percentage points: so much moves between two rounds of a survey without any cause."""


def travel(case: Case) -> Travel | None:
    """
    How the figure moved: against the same point last year, else last year, the baseline
    or the figure before it. None where there is no figure to move.
    """
    figure, after = case.figure, case.value
    if figure is None or after is None:
        return None
    before = earlier(case, figure)
    if before is None:
        return Travel(
            movement=Movement.UNKNOWN,
            after=after,
            sentence="There is no earlier figure to compare this with.",
        )
    breaks = between(case.measure, before.period, figure.period, case.at)
    if breaks and breaks[0].effect is Effect.REDEFINED:
        return Travel(
            movement=Movement.UNKNOWN,
            against=before.against,
            before=before.value,
            after=after,
            sentence=f"No like-for-like comparator. {breaks[0].sentence}",
        )
    return _moved(case, figure, before, f" {breaks[0].sentence}" if breaks else "")


def _moved(case: Case, figure: Observation, before: Earlier, caution: str) -> Travel:
    after = before.value if figure.value is None else figure.value
    found = finding(case, figure, before)
    label = case.label or (figure.breakdown if len(case.alongside) > 1 else "")
    group = f"{label}: " if label else ""
    movement = _movement(case, before.value, after, found)
    return Travel(
        movement=movement,
        against=before.against,
        before=before.value,
        after=after,
        sentence=group + _sentence(figure, before, movement, found) + caution,
        evidence=found.evidence,
        method=found.method,
        low=found.low,
        high=found.high,
        p=found.p,
    )


def _movement(case: Case, before: float, after: float, found: Finding) -> Movement:
    if after == before:
        return Movement.NO_CHANGE
    if found.evidence is Evidence.CHANCE or _is_survey_noise(case, before, after, found):
        return Movement.NO_CLEAR_CHANGE
    up, better = after > before, case.better
    if better is Polarity.HIGH:
        return Movement.IMPROVING if up else Movement.WORSENING
    if better is Polarity.LOW:
        return Movement.WORSENING if up else Movement.IMPROVING
    return Movement.UP if up else Movement.DOWN


def _is_survey_noise(case: Case, before: float, after: float, found: Finding) -> bool:
    """A small move in answers to a survey, of which no base was given."""
    if found.evidence is not Evidence.UNTESTED or case.figure is None:
        return False
    small = abs(difference(after, before)) <= _SURVEY_MOVE
    return small and case.figure.unit == PERCENT and is_survey(case)


def _sentence(figure: Observation, before: Earlier, movement: Movement, found: Finding) -> str:
    now, then = wording.figure(figure), wording.amount(before.value, figure.unit)
    against = _against(before)
    if movement is Movement.NO_CHANGE:
        return f"No change: {now}, as {against}."
    if movement is Movement.NO_CLEAR_CHANGE:
        since = {SAME_POINT: "the same point last year", BASELINE: "the baseline"}
        opening = f"No clear change since {since.get(before.against, before.against)}"
        return f"{opening}. {_from_to(figure, before, then, now)}: {_chance(found)}."
    way = "up" if (figure.value or 0.0) > before.value else "down"
    verdict = {
        Movement.IMPROVING: "Improving",
        Movement.WORSENING: "Worsening",
    }.get(movement, "")
    opening = f"{verdict}: {way}" if verdict else way.capitalize()
    moved = f"{opening} to {now} from {then} {against}"
    if found.evidence is Evidence.REAL:
        return f"{moved}; more than chance."
    return f"{moved}. {wording.sentence(found.reason)}"


def _against(before: Earlier) -> str:
    match before.against:
        case "same point last year" | "baseline":
            return f"at the {before.against}"
        case "last year":
            return before.against
        case period:
            return f"for {period}"


def _from_to(figure: Observation, before: Earlier, then: str, now: str) -> str:
    """
    Both figures with what they are shares of: "9.2% to 7.2% of 400 pupils".

    One base for both is said once.
    """
    own, other = base_of(figure), before.base
    if figure.unit != PERCENT or not isinstance(own, Base) or not isinstance(other, Base):
        return f"{then} to {now}"
    noun = own.noun or other.noun
    said = f"{now} of {own.denominator:,} {noun}".strip()
    if own.denominator == other.denominator:
        return f"{then} to {said}"
    return f"{then} of {other.denominator:,} to {said}"


def _chance(found: Finding) -> str:
    if found.p is None:
        return f"a move of 3 points or less in a survey is no sign of change, and {found.reason}"
    if found.p > 0.5:
        return "could be chance (one so large comes up by chance more often than not)"
    return f"could be chance (a difference this large comes up by chance {odds(found.p)})"
