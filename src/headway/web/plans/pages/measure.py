"""The page of one measure: where it stands, why, and where each of its figures comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from headway.domain.plan import Measure, Plan, Wording
from headway.domain.provenance import Place
from headway.domain.status import Assurance, Status
from headway.reporting.charts import Drawing, chart_of, control_chart_of, dots_of, funnel_of, svg
from headway.reporting.marks import MARKS, Mark
from headway.reporting.wording import (
    baseline_words,
    period_words,
    target_words,
)
from headway.web.plans.access import Opened
from headway.web.plans.pages.elsewhere import OtherPlace, not_alike, other_places, standing
from headway.web.plans.pages.figures import (
    FigureLine,
    MadeUpLine,
    figure_lines,
    made_up_lines,
    place_words,
)
from headway.web.plans.pages.rows import MeasureLine, arrow_of, measure_line, row_address
from headway.web.plans.scorecards import Scorecard


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
        figures=tuple(figure_lines(measure, card, with_data=opened.may("data.load"))),
        made_up=tuple(made_up_lines(measure, card)),
        benchmarks=tuple(other_places(measure, plan)),
        standing=tuple(standing(measure, plan)),
        not_alike=not_alike(measure, card),
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
