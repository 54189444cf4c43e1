"""
Whether published figures may be compared, judged and said.

Each remark is a whole sentence with a stable name. None changes a figure; a break withholds the
word "change" from a difference, which is then marked with ‖.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from headway.analytics.comparators.groups import pooled
from headway.domain.errors import PeriodError
from headway.domain.observations import RowId
from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import AreaId, Measure
from headway.domain.quantities import rounded
from headway.evidence.published import knowledge, places
from headway.evidence.published.figures import Figure, Figures
from headway.evidence.published.releases import Indicator
from headway.evidence.published.symbols import Meaning
from headway.judgement.breaks import Break, between

BREAK_SIGN = "‖"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to know before comparing: "provisional", "year-to-date", "break", …"""

    name: str
    sentence: str


def period(text: str) -> Period | None:
    """The period of a figure; None where its label is in no known form."""
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def instead(figure: Figure | None) -> str:
    """
    What a file has in the place of a figure, in brackets; empty where it has no row.

    "-" and "no value" say no more than that there is none, so they are left out.
    """
    if figure is None or figure.meaning == Meaning.NO_VALUE:
        return ""
    sign = f'the file has "{figure.symbol}": ' if figure.symbol else ""
    return f" ({sign}{figure.meaning})"


def breaks(held: Figures, before: str, after: str, at: date) -> tuple[Break, ...]:
    """The known breaks between two periods of a series, the worst first."""
    series = held.series
    words = f"{series.parts[0].release.about} {series.indicator.label}".replace("_", " ")
    measure = Measure(id=RowId("published"), area=AreaId("published"), text=words)
    return between(measure, period(before), period(after), at)


def of_figure(figure: Figure, held: Figures) -> Iterator[Remark]:
    """What must be known of one figure: its release, its symbol, its earlier editions."""
    release = figure.release
    if figure.note:
        yield Remark(name="note", sentence=f"{figure.area.name}: {figure.note}.")
    if release.provisional:
        yield Remark(
            name="provisional",
            sentence=f"{release.file} is provisional; its figures will be replaced by final ones.",
        )
    if release.year_to_date:
        yield Remark(
            name="year-to-date",
            sentence=f"{release.title}: {figure.period} as far as it had run when the file was "
            "published; not to be compared with a full year or another point of a year.",
        )
    for other in held.earlier.get(figure.period, ()):
        if other.area.code == figure.area.code and other.value != figure.value:
            was = other.symbol or shown(other, held.series.indicator)
            yield Remark(
                name="revised",
                sentence=f"{figure.area.name}'s figure was {was} in {other.release.file}; "
                f"the one used is of {release.file}.",
            )
    if figure.release.id != held.series.parts[0].release.id:
        yield Remark(
            name="edition",
            sentence=f"From {release.file}, since {held.series.parts[0].release.file}, "
            "which goes before it, does not have this period.",
        )


def shown(figure: Figure, indicator: Indicator) -> str:
    """A figure with a value, to as many decimals as its file has."""
    return figure.symbol if figure.value is None else rounded(figure.value, _has(figure, indicator))


def _has(figure: Figure, indicator: Indicator) -> int:
    return indicator.decimals if figure.decimals is None else figure.decimals


def of_gap(figure: Figure, held: Figures, at: date) -> Iterator[Remark]:
    """Whether a break lies between a figure and the last one before a gap of years."""
    before = [
        one for one in held.periods[: held.periods.index(figure.period)]
        if _has_value(held, figure.area.code, one)
    ]  # fmt: skip
    for one in breaks(held, before[-1], figure.period, at) if before else ():
        yield Remark(name="break", sentence=f"{BREAK_SIGN} After {before[-1]}: {one.sentence}")


def of_notes(figure: Figure) -> Iterator[Remark]:
    """What the release as a whole says."""
    for note in figure.release.notes:
        yield Remark(name="source", sentence=note)


def of_boundaries(area: places.Area, held: Figures, at_period: str) -> Iterator[Remark]:
    """Whether an authority was formed or ended, and what that leaves without a figure."""
    formed = places.predecessors(area.code)
    if formed is not None and _lacks_years_before(area, held, formed[0].on):
        before = ", ".join(places.named(formed[1]))
        yield Remark(
            name="formed",
            sentence=f"{area.name} was formed on {_day(formed[0].on)} from {before}; "
            "it has no earlier figures, and none are made up."
            + _of_before(formed[1], held, at_period),
        )
    ended = places.successors(area.code)
    if ended is not None and not _has_value(held, area.code, at_period):
        after = [
            (name, held.get(code, at_period))
            for code, name in zip(ended[1], places.named(ended[1]), strict=True)
        ]
        yield Remark(
            name="ended",
            sentence=f"{area.name} ended on {_day(ended[0].on)}; "
            + _joined(after, alone=len(ended[0].ended) == 1),
        )


def _of_before(ended: tuple[str, ...], held: Figures, at_period: str) -> str:
    """What was known of the ground of all that came of the ended ones, from their counts."""
    before = [
        (name, held.get(code, at_period))
        for code, name in zip(ended, places.named(ended), strict=True)
    ]
    together = pooled(before)
    if together is None or len(together.areas) < len(ended):
        return ""
    names = ", ".join(together.areas)
    return (
        f" In {at_period} {names} had {rounded(together.value, 2)} "
        f"({together.numerator:,.0f} of {together.denominator:,.0f})."
    )


def _has_value(held: Figures, code: str, at_period: str) -> bool:
    figure = held.get(code, at_period)
    return figure is not None and figure.value is not None


def _lacks_years_before(area: places.Area, held: Figures, formed: date) -> bool:
    """Whether the series has periods that ended before an authority was formed, without it."""
    for one in held.periods:
        when, figure = period(one), held.get(area.code, one)
        last = when.last_day() if when is not None else None
        if last is not None and last < formed and (figure is None or figure.value is None):
            return True
    return False


def _joined(after: list[tuple[str, Figure | None]], *, alone: bool) -> str:
    """What the successors say of the same ground, if their counts are known."""
    names = " and ".join(name for name, _ in after)
    together = pooled(after) if alone else None
    if together is None or len(together.areas) < len(after):
        return f"its ground is now {names}. It counts as without a figure."
    return (
        f"its ground is now {names}, together {rounded(together.value, 2)} from their counts "
        f"({together.numerator:,.0f} of {together.denominator:,.0f}). "
        "It counts as without a figure."
    )


def elsewhere(figure: Figure, held: Figures, others: tuple[Figures, ...]) -> Iterator[Remark]:
    """The same quantity for the same place and year by another source, with how far apart."""
    mine = knowledge.concept(held.series.title, tuple(held.series.filters.values()))
    when = period(figure.period)
    if not mine or when is None or figure.value is None:
        return
    for other in others:
        found = next(
            (
                other.get(figure.area.code, one)
                for one in other.periods
                if _as_one(when, period(one))
            ),
            None,
        )
        if found is None or found.value is None or other.series.dataset == held.series.dataset:
            continue
        places_shown = min(_has(figure, held.series.indicator), _has(found, other.series.indicator))
        if rounded(found.value, places_shown) == rounded(figure.value, places_shown):
            continue
        yield Remark(
            name="other-source",
            sentence=f"{other.series.dataset} ({found.release.source or found.release.title}) has "
            f"{shown(found, other.series.indicator)} for {figure.area.name} in {figure.period}: "
            "another source, so the two are never mixed.",
        )


def _as_one(mine: Period, other: Period | None) -> bool:
    """The same period, or a year to 31 March beside that day."""
    kinds = {PeriodKind.DAY, PeriodKind.FINANCIAL_YEAR}
    if other is None or mine == other:
        return other is not None
    return {mine.kind, other.kind} == kinds and mine.last_day() == other.last_day()


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
