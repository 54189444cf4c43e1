"""
Whether a change is more than the play of chance.

Figures of a whole county vary by chance too: the same schools, run the same way, do not
exclude the same number of pupils every year. What may be tested is tested; of the rest we
say why nobody can tell. Nothing here decides a status.
"""

import re
from dataclasses import dataclass

from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    POINTS,
    SCORE,
    Comparator,
    MeasureKind,
)
from headway.domain.status import Evidence
from headway.judgement import methods, wording
from headway.judgement.bases import MOST, Base, NoBase, base_of
from headway.judgement.cases import Case
from headway.judgement.comparators import BASELINE, LAST_YEAR, SAME_POINT, Earlier
from headway.judgement.methods import Method
from headway.stats.comparisons import Change, compare_counts, compare_proportions
from headway.stats.verdicts import Verdict

_DAYS_APART = 4
_ACCRUING = (MeasureKind.CUMULATIVE, MeasureKind.ROLLING)
_SURVEY = re.compile(
    r"\b(survey\w*|questionnaires?|respondents?|satisf\w+|(who|children|people|parents) "
    r"(say|said|feel|felt|report|reported|agree|agreed|tell|told us))\b",
    re.IGNORECASE,
)
_AFTER_A_HEAD = (
    r"\b(in|with|of|for|to|at|on|from|by|who|that|which|signed|recruited|trained|open|"
    r"having|working|running|and|or|available)\b"
)
_SET_UP = re.compile(
    r"\b(teams?|workers?|staff|posts?|practitioners?|schools?|settings?|sites?|hubs?|centres?|"
    r"courses?|places|projects?|networks?|champions?|governors?|offers?|programmes?|services?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    What a test of a change says.

    Attributes:
        reason: Why there was no test: a clause, without a capital; else empty.
        method: The name of the method, as `methods` has it; empty where there was none.
        low: Lower end of the change's 95% interval, after less before: percentage points
            for percentages, else the figure's own unit.
        p: How often chance alone makes a change as large.
    """

    evidence: Evidence
    reason: str = ""
    method: str = ""
    low: float | None = None
    high: float | None = None
    p: float | None = None


def finding(case: Case, figure: Observation, before: Earlier) -> Finding:
    """
    Test a figure against an earlier one, where there is enough to test by.

    Percentages by their bases, counts as separate events over equally long times.
    """
    if figure.comparator is not Comparator.EQ:
        return _untested("the figure is not exact, so no test of the change can be made")
    if figure.unit == PERCENT:
        return _of_percentages(base_of(figure), before.base)
    reason = _no_count(case, figure, before)
    if reason:
        return _untested(reason)
    return _of_counts(figure.value or 0.0, before.value)


def is_survey(case: Case) -> bool:
    """Whether a measure is what people answered, going by its words."""
    measure = case.measure
    words = " ".join((measure.title, measure.text, measure.quantity, measure.source))
    return _SURVEY.search(words) is not None


def is_set_up(case: Case, figure: Observation) -> bool:
    """Whether the figure counts teams, schools and the like, which somebody decides on."""
    thing = wording.noun(figure.of or case.measure.quantity) or case.noun
    head = re.split(_AFTER_A_HEAD, thing, maxsplit=1, flags=re.IGNORECASE)[0].strip()
    return _SET_UP.search(head) is not None


def odds(p: float) -> str:
    """
    How often chance makes so large a difference, as people say it.

    >>> odds(0.124), odds(0.0123), odds(0.00002), odds(0.8)
    ('about 1 time in 8', 'about 1 time in 80', 'less than 1 time in 1,000', 'more often than not')
    """
    if p > 0.5:
        return "more often than not"
    if p < 0.001:
        return "less than 1 time in 1,000"
    times = 1 / p
    size = 10 if times >= 100 else 5 if times >= 30 else 1
    return f"about 1 time in {round(times / size) * size:,}"


def _untested(reason: str) -> Finding:
    return Finding(evidence=Evidence.UNTESTED, reason=reason)


def _of_percentages(now: Base | NoBase, then: Base | NoBase) -> Finding:
    if isinstance(now, NoBase):
        return _untested(f"{now.reason}, so nobody can say whether this is chance")
    if isinstance(then, NoBase):
        return _untested(f"{then.reason}, so nobody can say whether this is chance")
    found = _two_shares(now.numerator, now.denominator, then.numerator, then.denominator)
    if found.evidence is Evidence.REAL and not _sure_of_the_print(now, then):
        return _untested(
            "the percentages are rounded too far for their base to tell whether this is chance"
        )
    return found


def _sure_of_the_print(now: Base, then: Base) -> bool:
    """Whether the change is more than chance for the closest counts that print like this."""
    up = now.numerator * then.denominator > then.numerator * now.denominator
    top, other = (now.least, then.most) if up else (now.most, then.least)
    if (top * then.denominator > other * now.denominator) is not up:
        return False
    closest = _two_shares(top, now.denominator, other, then.denominator)
    return closest.evidence is Evidence.REAL


def _two_shares(now: int, of: int, then: int, then_of: int) -> Finding:
    return _found(compare_proportions(then, then_of, now, of), methods.TWO_SHARES)


def _of_counts(now: float, then: float) -> Finding:
    return _found(compare_counts(then, now), methods.TWO_COUNTS)


def _found(change: Change, method: Method) -> Finding:
    if change.p is None:
        return _untested(change.reason)
    real = change.verdict is not Verdict.NO_SIGNIFICANT_CHANGE
    return Finding(
        evidence=Evidence.REAL if real else Evidence.CHANCE,
        method=method.name,
        low=change.low,
        high=change.high,
        p=change.p,
    )


def _no_count(case: Case, figure: Observation, before: Earlier) -> str:
    """Why two figures cannot be tested as counts of events; empty where they can."""
    if figure.unit == POINTS:
        return (
            "a gap is between two groups, and without the base of each nobody can say whether "
            "this is chance"
        )
    if figure.unit == SCORE:
        return "without the spread of the scores nobody can say whether this is chance"
    if figure.unit != COUNT:
        return "how much it varies by itself is not known, so nobody can say if this is chance"
    for value in (figure.value or 0.0, before.value):
        if not 0 <= value <= MOST or value != int(value):
            said = wording.amount(value, COUNT)
            return f"{said} is no count of events, so no test of the change can be made"
    if is_set_up(case, figure):
        return "this counts what was set up, not what happened, so chance has no part in it"
    return _unlike_times(case.measure.kind, figure.period, before)


def _unlike_times(kind: MeasureKind, period: Period | None, before: Earlier) -> str:
    if kind is MeasureKind.ROLLING and before.against not in (SAME_POINT, LAST_YEAR):
        return "the two rolling figures may share months, so no test of the change can be made"
    if kind is MeasureKind.SNAPSHOT:
        return ""
    if before.period is None:
        dateless = before.against == BASELINE and kind in _ACCRUING
        return (
            "the baseline does not say how long it was counted for, so nobody can say whether "
            "this is chance"
            if dateless
            else ""
        )
    if period is not None and not _equally_long(period, before.period):
        return "the two were counted over times of different length, so no test can be made"
    return ""


def _equally_long(one: Period, other: Period) -> bool:
    days = []
    for period in (one, other):
        first, last = period.first_day(), period.last_day()
        if first is None or last is None:
            return True
        days.append((last - first).days)
    return abs(days[0] - days[1]) <= _DAYS_APART
