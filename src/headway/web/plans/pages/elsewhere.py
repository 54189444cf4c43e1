"""Other places beside a measure: their figures, the standing among them, what is not alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from headway.domain.observations import Role
from headway.domain.periods import Period
from headway.domain.plan import Measure, Plan
from headway.domain.quantities import shown
from headway.reporting.wording import period_words
from headway.web.plans.pages.figures import place_words
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlace:
    """
    The same quantity somewhere else.

    Attributes:
        words: As written, or who is in it and what must be said with it.
        quoted: Whether the words are those of a document.
    """

    area: str
    figure: str
    period: str
    place: str
    words: str
    quoted: bool


def other_places(measure: Measure, plan: Plan) -> Iterator[OtherPlace]:
    """What the plan holds of other places, as its table lists them."""
    for one in plan.benchmarks:
        if one.row == measure.id:
            yield OtherPlace(
                area=one.area,
                figure=shown(one.value, one.unit),
                period=period_words(one.period) if one.period else "not stated",
                place=one.source or place_words(one.place, plan),
                words="" if one.role is Role.BEST_QUARTER else one.told,  # said above the table
                quoted=one.place is not None,
            )


def standing(measure: Measure, plan: Plan) -> Iterator[str]:
    """Each with the period that it is of, as the published statistics give it."""
    for one in plan.benchmarks:
        if one.row == measure.id and one.role is Role.BEST_QUARTER and one.told:
            when = f"{period_words(one.period)}. " if one.period else ""
            for sentence in re.split(r"; (?![^(]*\))", one.told):  # not within brackets
                yield f"{when}{sentence}"
                when = ""


def not_alike(measure: Measure, card: Scorecard) -> str:
    """Said where this area's latest figure and the newest of other places are of other times."""
    latest = card.statuses[measure.id].latest
    others = [one.period for one in card.plan.benchmarks if one.row == measure.id and one.period]
    newest = max(others, key=Period.sort_key, default=None)
    if latest is None or latest.period is None or newest is None:
        return ""
    if latest.period.same_time_as(newest):
        return ""
    part = latest.period.whole_year() != latest.period and newest == newest.whole_year()
    why = ", a part of its year beside a whole one" if part else ""
    return (
        f"Not like for like: this area’s latest figure is of {period_words(latest.period)}, "
        f"the other places’ of {period_words(newest)}{why}."
    )
