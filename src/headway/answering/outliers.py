"""A figure held against its history and its target: is the decimal point right?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import log10

from headway.answering.entries import Figure
from headway.answering.findings import EntryFinding, error, note, warning
from headway.domain.observations import Observation
from headway.domain.plan import Measure, Plan, Row
from headway.domain.quantities import COUNT, PERCENT, Comparator, MeasureKind, rounded
from headway.judgement import figures as known_figures
from headway.judgement import wording
from headway.stats.errors import FigureError
from headway.stats.spc.charts import Improvement, xmr
from headway.stats.spc.refusals import chart_refusal

TIMES_THE_LARGEST = 3.0
"""A figure beyond so many times the largest ever is asked about."""
SLIP = 8.0
"""From so many times, or so small a part, of what was to be expected, a slip is likely."""
LEAST_APART = 10.0
"""Counts closer together than this are never taken for a slip: 1 and 9 are both few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What a figure is held against, with the words for it."""

    value: float
    words: str


def figure_findings(
    plan: Plan, row: Row, figure: Figure, together: tuple[Figure, ...], at: date
) -> Iterator[EntryFinding]:
    """
    What is strange about one figure.

    Args:
        plan: With everything on record, this answer left out.
        row: Whose figure it is.
        figure: As given.
        together: All figures of the answer.
        at: The day.
    """
    field = f"figure:{figure.key}"
    yield from _period(figure, field, at)
    if figure.value is None:
        return
    history = _history(plan, row, figure, at)
    yield from _impossible(figure, field, history)
    yield from _corrected(plan, row, figure, field, at)
    slips = list(_slip(row, figure, field, history))
    yield from slips
    if not slips:
        yield from _beyond(row, figure, field, history)
    yield from _falls(row, figure, field, history)
    if sum(one.key == figure.key for one in together) > 1:
        yield error(field, "This figure is given twice.")


def _history(plan: Plan, row: Row, figure: Figure, at: date) -> tuple[Observation, ...]:
    """The series' own figures with a value, oldest first, the figure's own period left out."""
    told = known_figures.known(plan, row.id, at)
    like = figure.observation(row.id, known_at=at)
    return tuple(
        one
        for one in known_figures.points_like(told, like)
        if one.value is not None and one.period != figure.period
    )


def _period(figure: Figure, field: str, at: date) -> Iterator[EntryFinding]:
    if figure.period is None:
        yield error(field, "The figure needs the time it is for.", "Say for when it is true.")
        return
    first = figure.period.first_day()
    if figure.value is not None and first is not None and first > at:
        yield error(
            field,
            f"{wording.period(figure.period)} has not begun on {wording.day(at)}: this would be "
            "a forecast, shown as fact.",
            "Correct the time, or tell of the forecast in the words.",
        )


def _impossible(
    figure: Figure, field: str, history: tuple[Observation, ...]
) -> Iterator[EntryFinding]:
    value = figure.value or 0.0
    before = [one.value or 0.0 for one in history]
    shown = wording.amount(value, figure.unit)
    if value < 0 and figure.unit in (COUNT, PERCENT) and all(one >= 0 for one in before):
        yield error(field, f"{shown} is below zero, and no such figure can be.", "Correct it.")
    if figure.unit == PERCENT and value > 100 and all(one <= 100 for one in before):
        yield error(
            field,
            f"{shown} is more than all of them.",
            "If it is a count, or a growth, say so in the words; here a share of 100 is asked for.",
        )
    fraction = figure.unit == COUNT and value % 1 != 0
    if fraction and all(one % 1 == 0 for one in before):
        yield warning(
            field,
            f"{shown} is no whole number, and this is a count.",
            "If it is a percentage or a rate, say so in the words.",
        )


def _corrected(
    plan: Plan, row: Row, figure: Figure, field: str, at: date
) -> Iterator[EntryFinding]:
    like = figure.observation(row.id, known_at=at)
    for one in known_figures.known(plan, row.id, at):
        same = one.period is not None and one.period == figure.period
        if same and one.value is not None and known_figures.alike(one, like):
            if one.value != figure.value:
                yield note(
                    field,
                    f"{wording.figure(one)} is on record {wording.when(one.period)}: "
                    f"{wording.amount(figure.value or 0.0, figure.unit)} corrects it.",
                    "Say in the words why it was corrected. The earlier figure stays on record.",
                )
            return


def _slip(
    row: Row, figure: Figure, field: str, history: tuple[Observation, ...]
) -> Iterator[EntryFinding]:
    """A decimal point or a unit in the wrong place: ten, a hundred, a thousand times."""
    value = figure.value or 0.0
    beside = _expected(row, figure, history)
    if beside is None or value <= 0 or beside.value <= 0:
        return
    ratio = value / beside.value
    apart = abs(value - beside.value)
    if 1 / SLIP < ratio < SLIP or (figure.unit == COUNT and apart < LEAST_APART):
        return
    power = round(log10(ratio)) or (1 if ratio > 1 else -1)
    meant = value / 10**power
    words = wording.amount(value, figure.unit)
    likely = wording.amount(float(rounded(meant, 2).replace(",", "")), figure.unit)
    yield warning(
        field,
        f"{words} against {beside.words}: is the decimal point right?",
        f"If {likely} was meant, correct it. If it is right, say in the words what has happened.",
    )


def _expected(row: Row, figure: Figure, history: tuple[Observation, ...]) -> _Beside | None:
    """The figure most like it: the same point last year, else the newest, else the target."""
    before = known_figures.year_before(figure.period)
    for one in history:
        if before is not None and one.period == before:
            return _told(one)
    grows = isinstance(row, Measure) and row.kind is MeasureKind.CUMULATIVE
    like = [
        one
        for one in history
        if not grows or (one.period and figure.period and one.period.kind is figure.period.kind)
    ]
    if like:
        return _told(like[-1])
    for target in row.targets:
        level = target.comparator is not Comparator.CHANGE_BY
        fits = not target.of and known_figures.same_unit(target.unit, figure.unit)
        if level and fits and target.value:
            small = target.comparator is Comparator.LE and (figure.value or 0.0) < target.value
            if not small and not (grows and (figure.value or 0.0) < target.value):
                amount = wording.amount(target.value, target.unit)
                return _Beside(value=target.value, words=f"a target of {amount}")
    return None


def _told(one: Observation) -> _Beside:
    return _Beside(
        value=one.value or 0.0,
        words=f"{wording.figure(one)} {wording.when(one.period)}".strip(),
    )


def _beyond(
    row: Row, figure: Figure, field: str, history: tuple[Observation, ...]
) -> Iterator[EntryFinding]:
    """Beyond three times the largest ever, or outside the control limits."""
    value = figure.value or 0.0
    if not history:
        return
    largest = max(history, key=lambda one: one.value or 0.0)
    most = largest.value or 0.0
    far = figure.unit != COUNT or value - most >= LEAST_APART
    if most > 0 and value > TIMES_THE_LARGEST * most and far:
        yield warning(
            field,
            f"{wording.amount(value, figure.unit)} is more than three times the largest ever, "
            f"{wording.figure(largest)} {wording.when(largest.period)}".strip()
            + ".",
            "Check it. If it is right, say in the words what has happened.",
        )
        return
    limits = _limits(row, figure, history)
    if limits is not None and not limits[0] <= value <= limits[1]:
        low, high = (wording.amount(one, figure.unit) for one in limits)
        yield note(
            field,
            f"{wording.amount(value, figure.unit)} is outside {low} to {high}, the limits within "
            "which this figure has varied so far.",
            "If it is right, the board will ask what has changed: say it in the words.",
        )


def _limits(
    row: Row, figure: Figure, history: tuple[Observation, ...]
) -> tuple[float, float] | None:
    """The control limits of the figures so far; None where no chart should be drawn."""
    if figure.period is None or not isinstance(row, Measure):
        return None
    kind = figure.period.kind
    values = [one.value for one in history if one.period is not None and one.period.kind is kind]
    try:
        refusal = chart_refusal(
            values,
            cumulative=row.kind is MeasureKind.CUMULATIVE,
            annual=figure.period.whole_year() == figure.period,
            counts=figure.unit == COUNT,
        )
        if refusal is not None:
            return None
        lines = xmr(values, improvement=Improvement.INCREASE).groups[-1].lines
    except FigureError:
        return None
    if lines.lower is None or lines.upper is None:
        return None
    floor = 0.0 if min(v for v in values if v is not None) >= 0 else lines.lower
    return max(lines.lower, floor), lines.upper


def _falls(
    row: Row, figure: Figure, field: str, history: tuple[Observation, ...]
) -> Iterator[EntryFinding]:
    """A count for the year so far that is lower than it was earlier in the year."""
    if not isinstance(row, Measure) or row.kind is not MeasureKind.CUMULATIVE:
        return
    if figure.period is None or figure.unit != COUNT:
        return
    ends = figure.period.sort_key()
    year = figure.period.whole_year()
    earlier = [
        one
        for one in history
        if one.period is not None
        and one.period.whole_year() == year
        and one.period.kind is figure.period.kind
        and one.period.sort_key() < ends
    ]
    if not earlier:
        return
    peak = max(earlier, key=lambda one: one.value or 0.0)
    if (figure.value or 0.0) < (peak.value or 0.0):
        yield warning(
            field,
            f"This counts up through the year, and {wording.amount(figure.value or 0.0, COUNT)} "
            f"is less than {wording.figure(peak)} {wording.when(peak.period)}.",
            "Is this the figure for the term alone? Give the year so far; if events were "
            "rescinded, say so in the words.",
        )
