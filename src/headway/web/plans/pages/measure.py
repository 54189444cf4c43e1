"""The page of one measure: where it stands, why, and where each of its figures comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.plan import Measure, Plan, Wording
from headway.domain.provenance import Place
from headway.domain.quantities import shown
from headway.domain.status import Assurance, Status
from headway.reporting.charts import Drawing, chart_of, control_chart_of, dots_of, funnel_of, svg
from headway.reporting.marks import MARKS, Mark
from headway.reporting.wording import (
    baseline_words,
    figure_words,
    period_words,
    target_words,
)
from headway.web.evidence.keeping import figures_of
from headway.web.plans.access import Opened
from headway.web.plans.pages.rows import MeasureLine, arrow_of, measure_line, row_address
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One of several counts in a measure, with its own judgement."""

    label: str
    mark: Mark
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingLine:
    """How one document words the measure."""

    number: str
    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtLine:
    """What could not be read for certain."""

    sentence: str
    words: str
    place: str
    settled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The measure before or after it in the plan."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """The questions that one figure answers; the label is empty where there is only one."""

    label: str
    answers: tuple[Assurance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """
    Everything on the page.

    Attributes:
        chart: SVG with its own title and description; empty with fewer than two points.
        forecast: Where the year's end would put it; a mark apart from the status.
        control: The same of the control chart; empty where none may be drawn.
        funnel: The same of the funnel of places; empty where too few have both parts.
        dots: The same of the dot plot of places; empty with too few benchmarks.
        assurances: "How sure are we?", for the measure or for each of its parts.
        facts: Label and words: target, baseline, who leads, how it accrues.
        made_up: Figures of no real child, apart from all others and never judged.
        standing: Rank, quartile band, and the distance to the best quarter, in sentences.
        not_alike: Why other places' figures are not of the same time; empty where they are.
        dropped: The plan in force no longer holds it.
    """

    line: MeasureLine
    text: str
    status: Status
    chart: SafeString
    control: SafeString
    funnel: SafeString
    dots: SafeString
    assurances: tuple[Sureness, ...]
    facts: tuple[tuple[str, str], ...]
    arrow: str
    travel_sentence: str
    projection: str
    forecast: Mark | None
    parts: tuple[PartLine, ...]
    figures: tuple[FigureLine, ...]
    made_up: tuple[MadeUpLine, ...]
    benchmarks: tuple[OtherPlace, ...]
    standing: tuple[str, ...]
    not_alike: str
    wordings: tuple[WordingLine, ...]
    doubts: tuple[DoubtLine, ...]
    note: str
    dropped: bool
    before: Neighbour | None
    after: Neighbour | None


def measure_page(measure: Measure, card: Scorecard, opened: Opened) -> MeasurePage:
    """The page of a measure at the scorecard's day."""
    plan, status = card.plan, card.statuses[measure.id]
    before, after = _neighbours(measure, card, opened)
    return MeasurePage(
        line=measure_line(measure, card, opened),
        text=measure.text,
        status=status,
        chart=_drawn(chart_of(plan, measure, status, card.at)),
        control=_drawn(control_chart_of(measure, status)),
        funnel=_drawn(funnel_of(plan, measure, card.at)),
        dots=_drawn(dots_of(plan, measure, card.at)),
        assurances=tuple(_surenesses(status)),
        facts=tuple(_facts(measure, plan)),
        arrow=arrow_of(status.travel),
        travel_sentence=status.travel.sentence if status.travel else "",
        projection=status.projection.sentence if status.projection else "",
        forecast=_forecast(status),
        parts=tuple(_part(one) for one in status.parts),
        figures=tuple(_figures(measure, card)),
        made_up=tuple(_made_up(measure, card)),
        benchmarks=tuple(_benchmarks(measure, plan)),
        standing=tuple(_standing(measure, plan)),
        not_alike=_not_alike(measure, card),
        wordings=tuple(_wording(one, plan) for one in measure.wordings),
        doubts=tuple(_doubts(measure, plan)),
        note=measure.note,
        dropped=not plan.is_current(measure),
        before=before,
        after=after,
    )


def _drawn(chart: Drawing | None) -> SafeString:
    # Drawn by our own pen, which escapes every word.
    return mark_safe(svg(chart, width=380.0) if chart else "")  # noqa: S308


def _forecast(status: Status) -> Mark | None:
    ahead = status.projection
    return MARKS[ahead.kind] if ahead is not None and ahead.kind is not None else None


def _surenesses(status: Status) -> Iterator[Sureness]:
    for one in status.parts or (status,):
        if one.assurances:
            yield Sureness(label=_label(one) if status.parts else "", answers=one.assurances)


def place_words(place: Place | None, plan: Plan) -> str:
    """Where to turn to, by the document's title; empty where nobody can."""
    if place is None:
        return ""
    titles = {source.name: source.title for source in plan.sources}
    return str(replace(place, document=titles.get(place.document) or place.document))


def figure_lines(measure: Measure, card: Scorecard) -> list[FigureLine]:
    """The figures alone, newest first, for the table and for the file."""
    return list(_figures(measure, card))


def _figures(measure: Measure, card: Scorecard) -> Iterator[FigureLine]:
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
            words=one.words,
            computed=_computed(measure, one, card),
        )


def _computed(measure: Measure, one: Observation, card: Scorecard) -> str:
    if not measure.definition or one.period is None or not one.words.startswith("Computed as "):
        return ""
    return _way(measure, str(one.period), card)


def _way(measure: Measure, period: str, card: Scorecard) -> str:
    way = reverse("evidence:computed", args=[card.plan.slug, measure.id])
    return f"{way}?{urlencode({'period': period})}"


def _made_up(measure: Measure, card: Scorecard) -> Iterator[MadeUpLine]:
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


def _facts(measure: Measure, plan: Plan) -> Iterator[tuple[str, str]]:
    who = plan.responsibility(measure)
    yield "What is counted", measure.quantity
    yield (
        "Target" if len(measure.targets) < 2 else "Targets",
        "\n".join(target_words(target) for target in measure.targets) or "none with a number",
    )
    yield "Starting point", "\n".join(baseline_words(one) for one in measure.baselines)
    yield "Better when", _better(measure)
    yield "How the figures accrue", str(measure.kind)
    yield "Agencies", ", ".join(who.agencies)
    yield "Lead", ", ".join(who.leads)
    yield (
        "Timetable",
        who.timetable.words or (period_words(who.timetable.period) if who.timetable.period else ""),
    )
    yield "Data source", measure.source
    yield "Why it cannot be measured", measure.cannot_be_measured


def _better(measure: Measure) -> str:
    return {
        "higher is better": "higher",
        "lower is better": "lower",
        "neither is better": "neither: it is watched, not steered",
    }.get(measure.polarity, "")


def _label(status: Status) -> str:
    latest, target = status.latest, status.target
    named = [(latest.of or latest.breakdown) if latest else "", target.of if target else ""]
    return next((words for words in named if words), "All")


def _part(status: Status) -> PartLine:
    return PartLine(
        label=_label(status),
        mark=MARKS[status.kind],
        sentence=status.sentence,
    )


_SAID_ABOVE = "Rank "
"""How the words of a bound begin that say where this area stands."""


def _benchmarks(measure: Measure, plan: Plan) -> Iterator[OtherPlace]:
    for one in plan.benchmarks:
        if one.row == measure.id:
            yield OtherPlace(
                area=one.area,
                figure=shown(one.value, one.unit),
                period=period_words(one.period) if one.period else "not stated",
                place=one.source or place_words(one.place, plan),
                words="" if one.words.startswith(_SAID_ABOVE) else one.words,
                quoted=one.place is not None,
            )


def _standing(measure: Measure, plan: Plan) -> Iterator[str]:
    """Each with the period that it is of, as the published statistics give it."""
    for one in plan.benchmarks:
        if one.row == measure.id and one.words.startswith(_SAID_ABOVE):
            when = f"{period_words(one.period)}. " if one.period else ""
            for sentence in re.split(r"; (?![^(]*\))", one.words):  # not within brackets
                yield f"{when}{sentence}" if sentence.startswith(_SAID_ABOVE) else sentence
                when = ""


def _not_alike(measure: Measure, card: Scorecard) -> str:
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


def _wording(one: Wording, plan: Plan) -> WordingLine:
    return WordingLine(
        number=one.number,
        text=one.text,
        place=place_words(one.place or Place(document=one.document), plan),
    )


def _doubts(measure: Measure, plan: Plan) -> Iterator[DoubtLine]:
    for one in plan.doubts:
        if one.row == measure.id:
            yield DoubtLine(
                sentence=one.sentence,
                words=one.words,
                place=place_words(one.place, plan),
                settled=one.settled,
            )


def _neighbours(
    measure: Measure, card: Scorecard, opened: Opened
) -> tuple[Neighbour | None, Neighbour | None]:
    order = list(card.measures())
    if measure not in order:
        return None, None
    here = order.index(measure)

    def neighbour(at: int) -> Neighbour | None:
        if not 0 <= at < len(order):
            return None
        return Neighbour(name=order[at].name, href=row_address(order[at], opened))

    return neighbour(here - 1), neighbour(here + 1)
