"""Which made-up county goes beside a plan: as many years, and the periods, as its figures have."""

from collections.abc import Iterator

from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Plan
from headway.web.evidence.models import Job, State, What
from headway.web.plans import queries as plans

PUPILS, SEED = 4_000, 1
"""Small, so that it is there within a minute; and always the same."""

MOST_YEARS = 3
_BEGINS = 8
"""The month from which a day is of the next academic year."""

_TERMS = (2, 4, 6)
_USUAL = 2023
"""The year made up for a plan that has no figure with a time."""


def years(slug: str) -> list[int]:
    """The academic years to make up, by their first: the newest that the plan has figures of."""
    found = {year for period in _own(plans.newest(slug).plan) for year in _academic(period)}
    return sorted(found)[-MOST_YEARS:] or [_USUAL]


def periods(slug: str) -> tuple[list[str], list[str]]:
    """
    The periods to compute, each list oldest first.

    First those of the plan's own figures, so that both stand side by side; then the ends of
    every other term of each year, from which a history is read.
    """
    own, wanted = _own(plans.newest(slug).plan), years(slug)
    alike = {one for one in own if set(_academic(one)) <= set(wanted)}
    terms = {
        Period(kind=PeriodKind.ACADEMIC_TERM, year=year, part=term)
        for year in wanted
        for term in _TERMS
    }
    first, then = (sorted(found, key=Period.sort_key) for found in (alike, terms - alike))
    return [str(one) for one in first], [str(one) for one in then]


def is_there(slug: str) -> bool:
    """Whether a county was made up for a plan to its end."""
    return Job.objects.filter(plan=slug, what=What.MAKE_UP, state=State.DONE).exists()


def _own(plan: Plan) -> set[Period]:
    computed = {one.id for one in plan.measures if one.definition}
    seen = [one for one in plan.observations if one.row in computed]
    beside = [one.compared_with.period for one in seen if one.compared_with]
    return {period for period in (*(one.period for one in seen), *beside) if period is not None}


def _academic(period: Period) -> Iterator[int]:
    """The academic years that a period has days of."""
    first, last = period.sort_key()[1], period.sort_key()[0]
    for day in (first, last):
        if day.year > 1:  # a recurring period has no days
            yield day.year if day.month >= _BEGINS else day.year - 1
