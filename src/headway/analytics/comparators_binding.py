"""
A measure bound to a published series: where its comparators come from, each time anew.

The binding is kept beside the published files; the figures it gives become the measure's
benchmarks, with the dataset, the file and the neighbours in their words.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from headway.analytics.comparators import Comparison, Place
from headway.analytics.comparators_remarks import period
from headway.analytics.comparators_showing import number
from headway.domain.observations import Benchmark, RowId
from headway.domain.quantities import Unit, rounded
from headway.evidence.errors import EvidenceError

_FILE = "bindings.jsonl"
NEIGHBOURS = "statistical neighbours"
_CAUTIONS = ("provisional", "year-to-date")


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
    """England's, the region's and the neighbours' figure as benchmarks; none for a symbol."""
    if one.area.code != one.england.code:
        yield from _of_place(one.england, one, row)
    if one.region is not None:
        yield from _of_place(one.region, one, row)
    group = one.neighbour_group
    if group is None or group.mean is None or group.median is None:
        return
    names = ", ".join(place.name for place in one.neighbours if place.name not in group.without)
    yield Benchmark(
        row=row,
        area=NEIGHBOURS,
        value=_value(group.mean, one),
        unit=Unit(one.unit),
        period=period(one.period),
        source=_source(one, one.own),
        words=f"mean of {group.had} of {group.of} ({one.model} model): {names}; "
        f"median {number(group.median, one)}{_cautions(one)}",
    )


def _of_place(place: Place, one: Comparison, row: RowId) -> Iterator[Benchmark]:
    if place.figure is None or place.figure.value is None:
        return
    yield Benchmark(
        row=row,
        area=place.name,
        value=_value(place.figure.value, one),
        unit=Unit(one.unit),
        period=period(one.period),
        source=_source(one, place),
        words=_cautions(one).removeprefix("; "),
    )


def _cautions(one: Comparison) -> str:
    """What a benchmark must not be shown without: that it is provisional, or of part of a year."""
    names = [r.name.replace("-", " ") for r in one.remarks if r.name in _CAUTIONS]
    return "".join(f"; {name}" for name in dict.fromkeys(names))


def _value(value: float, one: Comparison) -> float:
    return float(rounded(value, one.decimals).replace(",", ""))


def _source(one: Comparison, place: Place) -> str:
    figure = place.figure
    where = f"; {figure.where}" if figure is not None else ""
    return f"Published statistics, {one.series}{where}"
