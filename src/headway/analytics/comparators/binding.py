"""
A measure bound to a published series: where its comparators come from, each time anew.

The binding is kept beside the published files; the figures it gives become the measure's
benchmarks, with the dataset, the file and the neighbours in their words.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from headway.analytics.comparators.comparison import Comparison, Place
from headway.analytics.comparators.rank import Rank as Ranked
from headway.analytics.comparators.remarks import period
from headway.analytics.comparators.showing import average, band_sentences
from headway.domain.observations import Among, Benchmark, Rank, Role, RowId
from headway.domain.quantities import Unit
from headway.evidence.errors import EvidenceError

_FILE = "bindings.jsonl"
NEIGHBOURS = "statistical neighbours"
BEST_QUARTER = "best quarter of authorities, from"
OWN = "this area, as published"
_CAUTIONS = ("provisional", "year-to-date", "break")
_CALLED = {"year-to-date": "year to date", "break": "break in the series since the year before"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """
    What a measure is compared by.

    Attributes:
        plan: The plan's slug.
        measure: The measure's id.
        series: The series' address, its filters in it.
        release: Part of a release's name or hash; empty for the latest.
        area: The plan's own place.
        model: Of neighbours; empty for none.
        periods: For which figures are wanted, in any form; empty for the latest.
        per: Of a rate that is made of a count; 0 for none.
        better: "lower", "higher", "neither", or empty for the series' own.
        less: The address of the series that is taken off it, for a gap; empty for none.
        base: The address of the numbers that a rate is made per; empty for the population.
    """

    plan: str
    measure: str
    series: str
    area: str
    release: str = ""
    model: str = ""
    periods: tuple[str, ...] = field(default_factory=tuple)
    per: float = 0.0
    better: str = ""
    less: str = ""
    base: str = ""


def remember(binding: Binding, folder: Path) -> None:
    """Keep a binding; an earlier one of the same measure stays on record before it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(binding), ensure_ascii=False) + "\n")


def remembered(plan: str, measure: str, folder: Path) -> Binding:
    """
    The latest binding of a measure.

    Raises:
        EvidenceError: It was never bound.
    """
    path = folder / _FILE
    found = None
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            one = json.loads(line)
        except json.JSONDecodeError:
            continue  # a line cut short when its writing was stopped
        if (one["plan"], one["measure"]) == (plan, measure):
            found = Binding(**{**one, "periods": tuple(one["periods"])})
    if found is None:
        raise EvidenceError(
            f"measure {measure} of {plan} is bound to no published series; name one with --series."
        )
    return found


def benchmarks(one: Comparison, row: RowId) -> Iterator[Benchmark]:
    """
    All comparators as benchmarks: England, the region, the neighbours' mean and median, the area
    itself as published, where the best quarter of authorities starts, and each neighbour by name;
    none for a symbol. The area's own is there because a plan's figure may be of another time.

    Who of the neighbours had a figure stands with mean and median, rank, band and distance with
    the best quarter. Ranks are values and no words (ADR 16).
    """
    if one.area.code != one.england.code:
        yield from _of_place(one.england, one, row)
    if one.region is not None and one.region.code != one.area.code:
        yield from _of_place(one.region, one, row)
    yield from _of_group(one, row)
    if one.area.code != one.england.code:
        yield from _of_place(one.own, one, row, Role.OWN, words=OWN)
    yield from _of_standing(one, row)
    for position, place in enumerate(one.neighbours, 1):
        close = one.closeness[position - 1].lower() if position <= len(one.closeness) else ""
        likeness = Rank(among=Among.LIKENESS, place=position, of=len(one.neighbours))
        words = f"{one.model} model{f', {close}' if close else ''}"
        yield from _of_place(place, one, row, Role.NEIGHBOUR, ranks=(likeness,), words=words)


def _of_group(one: Comparison, row: RowId) -> Iterator[Benchmark]:
    group = one.neighbour_group
    if group is None or group.mean is None or group.median is None:
        return
    names = ", ".join(place.name for place in one.neighbours if place.name not in group.without)
    without = f"; without {', '.join(group.without)}" if group.without else ""
    had = (Rank(among=Among.WITH_FIGURE, place=group.had, of=group.of),)
    for area, called, value in (
        (NEIGHBOURS, "mean", group.mean),
        (f"{NEIGHBOURS}, median", "median", group.median),
    ):
        words = f"{called}, {one.model} model: {names}{without}{_cautions(one)}"
        made = _benchmark(one, row, area, value)
        yield replace(made, role=Role.NEIGHBOURS, ranks=had, words=words)


def _of_standing(one: Comparison, row: RowId) -> Iterator[Benchmark]:
    """Where the best quarter starts, with the area's rank, band and distance to it."""
    held = one.standing
    if held.top is None or held.bounds is None:
        return
    said = [sentence.rstrip(".") for sentence in band_sentences(one)]
    ranks = ((Among.AUTHORITIES, held.national_rank), (Among.GROUP, held.neighbour_rank))
    yield replace(
        _benchmark(one, row, BEST_QUARTER, held.top),
        role=Role.BEST_QUARTER,
        ranks=tuple(_rank(among, rank) for among, rank in ranks if rank is not None),
        words=f"{'; '.join(said)}{_cautions(one)}".removeprefix("; "),
    )


def _rank(among: Among, rank: Ranked) -> Rank:
    lowest = rank.order == "lowest first"
    return Rank(
        among=among, place=rank.place, of=rank.of, level_with=rank.ties, lowest_first=lowest
    )


def _benchmark(one: Comparison, row: RowId, area: str, value: float) -> Benchmark:
    return Benchmark(
        row=row,
        area=area,
        value=_value(value, one),
        unit=Unit(one.unit),
        period=period(one.period),
        source=_source(one, one.own),
    )


def _of_place(
    place: Place,
    one: Comparison,
    row: RowId,
    role: Role = Role.PLACE,
    *,
    ranks: tuple[Rank, ...] = (),
    words: str = "",
) -> Iterator[Benchmark]:
    if place.figure is None or place.figure.value is None:
        return
    yield replace(
        _benchmark(one, row, place.name, place.figure.value),
        source=_source(one, place),
        role=role,
        ranks=ranks,
        words=f"{words}{_cautions(one)}".removeprefix("; "),
    )


def _cautions(one: Comparison) -> str:
    """What a benchmark must not be shown without: provisional, of part of a year, a break."""
    names = [_CALLED.get(r.name, r.name) for r in one.remarks if r.name in _CAUTIONS]
    return "".join(f"; {name}" for name in dict.fromkeys(names))


def _value(value: float, one: Comparison) -> float:
    return float(average(value, one).replace(",", "").removesuffix("%"))


def _source(one: Comparison, place: Place) -> str:
    figure = place.figure
    where = f"; {figure.where}" if figure is not None else ""
    return f"Published statistics, {one.series}{where}"
