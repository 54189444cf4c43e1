"""
Computed figures kept in the database with the files that they rest on, and found again.

Figures that rest on made-up data are kept under an area of their own, so that no question about
a plan's area is ever answered with one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from headway import __version__
from headway.domain.observations import Observation
from headway.domain.plan import Measure
from headway.web.figures import queries
from headway.web.figures.actions import store
from headway.web.figures.models import ComputationRun
from headway.web.figures.values import Figure, Run, Shown, Source

if TYPE_CHECKING:
    from headway.evidence.store.records import Load

ENGINE = "duckdb"
_MADE_UP = " (synthetic)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """
    A measure computed for a period.

    Attributes:
        loads: What the figure rests on.
        made_up: Whether any of that is made-up data.
    """

    measure: Measure
    observation: Observation
    loads: "tuple[Load, ...]"
    made_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """
    A figure as the database has it.

    Attributes:
        period: In its normal form.
        made_up: Whether it rests on made-up data.
    """

    period: str
    made_up: bool
    figure: Shown


def area_of(slug: str, *, made_up: bool) -> str:
    """Under which area a plan's figures are kept."""
    return f"{slug}{_MADE_UP if made_up else ''}"


def keep_figures(slug: str, results: Iterable[Result], *, at: datetime) -> ComputationRun:
    """
    Keep the figures of a computation as one run. Measures computed alike share a figure.

    Raises:
        FiguresRefusedError: There are none, or figures known later are kept already.
    """
    found = list(results)
    loads = {load.id: load for one in found for load in one.loads}
    sources = [
        Source(
            dataset=load.dataset,
            load=load.id,
            name=load.source.name,
            sha256=load.source.sha256,
            rows=load.kept,
        )
        for _, load in sorted(loads.items())
    ]
    run = Run(known_at=at, engine=ENGINE, version=__version__, sources=sources)
    return store(run, {one[:4]: one for one in _figures(slug, found)}.values())


def _figures(slug: str, results: Iterable[Result]) -> Iterator[Figure]:
    for one in results:
        seen = one.observation
        name, breakdown = key_of(one.measure)
        yield Figure(
            measure=name,
            area=area_of(slug, made_up=one.made_up),
            period=str(seen.period),
            breakdown=breakdown,
            value=seen.value,
            numerator=None if seen.numerator is None else round(seen.numerator),
            denominator=None if seen.denominator is None else round(seen.denominator),
            state=seen.state,
        )


def key_of(measure: Measure) -> tuple[str, str]:
    """
    The definition and the group that a measure's figures are kept under.

    Two ways to write the same group are one: in small letters, in the order of the breakdowns.
    """
    name, *group = (part.strip().casefold() for part in measure.definition.split("/"))
    parts = ("=".join(piece.strip() for piece in part.partition("=")[::2]) for part in group)
    return name, "/".join(sorted(parts))


def figures_of(slug: str, measures: Sequence[Measure]) -> dict[str, list[Kept]]:
    """
    Every figure that stands, by measure's id, the oldest period first as its name sorts.

    Six queries for each different group of people, one of them for the figures, which the
    covering index answers.
    """
    keys = {one.id: key_of(one) for one in measures if one.definition}
    areas = {area_of(slug, made_up=said): said for said in (False, True)}
    found: dict[tuple[str, str], list[Kept]] = {}
    for breakdown in dict.fromkeys(group for _, group in keys.values()):
        names = [name for name, group in keys.values() if group == breakdown]
        answers = queries.series(measures=names, areas=areas, breakdown=breakdown)
        for (name, area, period), figure in answers.items():
            kept = Kept(period=period, made_up=areas[area], figure=figure)
            found.setdefault((name, breakdown), []).append(kept)
    return {
        row: sorted(found[key], key=lambda one: (one.period, one.made_up))
        for row, key in keys.items()
        if key in found
    }
