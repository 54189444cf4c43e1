"""The figures of one measure as its page lists them: what was reported, and what was made up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.plan import Measure, Plan
from headway.domain.provenance import Place
from headway.domain.quantities import shown
from headway.reporting.wording import figure_words, period_words
from headway.web.figures.computed import figures_of
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """
    A figure, what was printed beside it, and where both come from.

    Attributes:
        missing: It is a reason why there is no figure.
        computed: Where it says how it was computed; empty for a figure that was reported.
    """

    period: str
    group: str
    figure: str
    missing: bool
    compared: str
    known_at: date | None
    place: str
    words: str
    computed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpLine:
    """
    A figure computed from made-up data.

    Attributes:
        published: The plan's own figure for the same time; empty where it has none.
        computed: How it is computed, and from which files.
    """

    period: str
    figure: str
    counts: str
    published: str
    computed: str


def place_words(place: Place | None, plan: Plan) -> str:
    """Where to turn to, by the document's title; empty where nobody can."""
    if place is None:
        return ""
    titles = {source.name: source.title for source in plan.sources}
    return str(replace(place, document=titles.get(place.document) or place.document))


def figure_lines(measure: Measure, card: Scorecard, *, with_data: bool) -> Iterator[FigureLine]:
    """Each figure known at the scorecard's day, newest first; all said of it `with_data`."""
    known = [
        one
        for one in card.plan.observations
        if one.row == measure.id and (one.known_at is None or one.known_at <= card.at)
    ]
    known.sort(key=_newest_first, reverse=True)
    for one in known:
        yield FigureLine(
            period=period_words(one.period) if one.period else "not stated",
            group=", ".join(part for part in (one.of, one.breakdown, one.area) if part),
            figure=figure_words(one),
            missing=one.state is not None,
            compared=_compared(one),
            known_at=one.known_at,
            place=place_words(one.place, card.plan) or one.given_by,
            words=one.words if with_data else one.words_for_all,
            computed=_computed(measure, one, card),
        )


def _computed(measure: Measure, one: Observation, card: Scorecard) -> str:
    if not measure.definition or one.period is None or not one.words.startswith("Computed as "):
        return ""
    return _way(measure, str(one.period), card)


def _way(measure: Measure, period: str, card: Scorecard) -> str:
    way = reverse("evidence:computed", args=[card.plan.slug, measure.id])
    return f"{way}?{urlencode({'period': period})}"


def is_computed(plan: Plan, row_id: str) -> bool:
    """Whether a measure's page shows what the database has of it, beside what the plan holds."""
    return any(one.id == row_id and one.definition for one in plan.measures)


def made_up_lines(measure: Measure, card: Scorecard) -> Iterator[MadeUpLine]:
    """Newest first; nothing is asked of the database for a measure that is not computed."""
    if not measure.definition:
        return
    kept = figures_of(card.plan.slug, [measure]).get(measure.id, [])
    found = [(Period.parse(one.period), one.figure) for one in kept if one.made_up]
    mine = {
        one.period.kind for one in card.plan.observations if _is_of(one, measure) and one.period
    }
    for period, one in sorted(found, key=lambda pair: pair[0].sort_key(), reverse=True):
        published = _published(measure, period, card)
        if mine and period.kind not in mine and not published:
            continue  # computed for another measure of the plan
        yield MadeUpLine(
            period=period_words(period),
            figure=shown(one.value, measure.unit) if one.value is not None else str(one.state),
            counts=_counts(one.numerator, one.denominator, card.plan),
            published=published,
            computed=_way(measure, str(period), card),
        )


def _counts(numerator: int | None, denominator: int | None, plan: Plan) -> str:
    """Both whole numbers, unless one of them is small; made-up children are treated as real."""
    if numerator is None or denominator is None:
        return ""
    small = plan.disclosure.is_small
    if any(small(one) for one in (numerator, denominator - numerator)):
        return f"[{plan.disclosure.symbol}]"
    return f"{numerator:,} of {denominator:,}"


def _is_of(one: Observation, measure: Measure) -> bool:
    return one.row == measure.id


def _published(measure: Measure, period: Period, card: Scorecard) -> str:
    same = [
        one
        for one in card.plan.observations
        if _is_of(one, measure) and one.period is not None and one.period.same_time_as(period)
    ]
    return "; ".join(
        f"{figure_words(one)}{f' ({one.breakdown})' if one.breakdown else ''}" for one in same
    )


def _newest_first(one: Observation) -> tuple[date, date, date]:
    last, first = one.period.sort_key() if one.period else (date.min, date.min)
    return (last, first, one.known_at or date.min)


def _compared(one: Observation) -> str:
    if one.compared_with is None:
        return ""
    figure = shown(one.compared_with.value, one.unit)
    if one.compared_with.period is None:
        return figure
    return f"{figure}, {period_words(one.compared_with.period)}"
