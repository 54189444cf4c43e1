"""A comparison as a table, as text for a terminal, as CSV and as plain values for JSON."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any

from headway.analytics.comparators.comparison import (
    Change,
    Comparison,
    Place,
    is_better,
    lie_apart,
)
from headway.analytics.comparators.remarks import BREAK_SIGN
from headway.domain.quantities import COUNT, Unit, rounded
from headway.domain.spreadsheets import harmless_fields
from headway.evidence.published.figures import Figure

_COLUMNS = ("role", "area", "code", "period", "value", "symbol", "meaning", "unit", "numerator",
            "denominator", "low", "high", "verdict", "trend", "file", "row", "sha256")  # fmt: skip

_APART = ("Better", "Worse", "Higher", "Lower")
"""Verdicts of a source that set a figure apart from England's; others are a place among many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One comparator of the table."""

    role: str
    place: Place


def lines(one: Comparison) -> Iterator[Line]:
    """The area, England, the region, then each neighbour, closest first."""
    yield Line(role="area", place=one.own)
    if one.area.code != one.england.code:
        yield Line(role="England", place=one.england)
    if one.region is not None and one.region.code != one.area.code:
        yield Line(role="region", place=one.region)
    for position, place in enumerate(one.neighbours, start=1):
        yield Line(role=f"neighbour {position}", place=place)


def number(value: float, one: Comparison, *of: Figure | None) -> str:
    """A value in the comparison's unit, rounded half up, with no more decimals than it is of."""
    unit = "%" if one.unit == "%" else ""
    return f"{rounded(value, decimals(one, *of))}{unit}"


def average(value: float, one: Comparison) -> str:
    """As `number`; an average of whole numbers that is none itself keeps one decimal."""
    if one.unit == COUNT and not one.decimals and value != int(value):
        return rounded(value, 1)
    return number(value, one)


def decimals(one: Comparison, *of: Figure | None) -> int:
    """How many decimals to show: the series', or fewer where a figure has fewer in its file."""
    has = [figure.decimals for figure in of if figure is not None]
    return min([one.decimals, *(places for places in has if places is not None)])


def signed(change: Change, one: Comparison, now: Figure | None) -> str:
    """A change with its sign, to the decimals of the coarser of its two figures."""
    if change.value is None:
        return ""
    size = rounded(abs(change.value), decimals(one, change.before, now))
    sign = "+" if change.value > 0 else "−" if change.value < 0 else ""
    return size if float(size.replace(",", "")) == 0 else f"{sign}{size}"


def cell(figure: Figure | None, one: Comparison) -> str:
    """A figure for reading; a symbol comes with its meaning, a missing row says so."""
    if figure is None:
        return "no row in the file"
    if figure.value is None:
        return f"{figure.symbol or '(empty)'} ({figure.meaning})"
    return number(figure.value, one, figure)


def interval(figure: Figure | None, one: Comparison) -> str:
    """A figure's published 95% interval; empty where there is none."""
    if figure is None or figure.limits is None:
        return ""
    return " to ".join(number(end, one, figure) for end in figure.limits)


def _with_interval(figure: Figure | None, one: Comparison) -> str:
    held = interval(figure, one)
    return f"{cell(figure, one)} ({held})" if held else cell(figure, one)


def text(one: Comparison) -> Iterator[str]:
    """For a terminal."""
    yield f"{one.title} ({one.unit}), {one.period}"
    yield one.series
    yield ""
    rows = [(_called(line), _with_interval(line.place.figure, one)) for line in lines(one)]
    width = max(len(name) for name, _ in rows)
    for name, shown in rows:
        yield f"  {name.ljust(width)}  {shown}"
    if any(line.place.figure and line.place.figure.limits for line in lines(one)):
        yield "In brackets the 95% intervals as published."
    yield from _groups(one)
    yield ""
    yield from _standing(one)
    if one.remarks:
        yield ""
        yield from (f"* {remark.sentence}" for remark in one.remarks)
    if one.own.figure is not None:
        yield ""
        yield f"From {one.own.figure.where}."


def _called(line: Line) -> str:
    if line.role.startswith("neighbour"):
        return f"{line.role.removeprefix('neighbour ').rjust(2)} {line.place.name}"
    return line.place.name


def _groups(one: Comparison) -> Iterator[str]:
    group = one.neighbour_group
    if group is None:
        return
    yield ""
    had = f"{group.had or 'none'} of {'the ' if not group.had else ''}{group.of} had a figure"
    without = f"; without: {', '.join(group.without)}" if group.had and group.without else ""
    yield f"Statistical neighbours, {one.model} model ({had}{without})"
    if group.mean is not None and group.median is not None:
        yield f"  mean    {average(group.mean, one)}  (unweighted)"
        yield f"  median  {average(group.median, one)}"
    if group.pooled is not None:
        made = f"{group.pooled.numerator:,.0f} of {group.pooled.denominator:,.0f}"
        n = len(group.pooled.areas)
        yield f"  pooled  {number(group.pooled.value, one)}  ({made}, n={n})"


def _standing(one: Comparison) -> Iterator[str]:
    held = one.standing
    yield f"Polarity: {one.polarity.value}."
    yield from standing_sentences(one)
    if not held.quartile and held.no_quartile:
        yield f"Quartile band: none, since {held.no_quartile}."
    yield f"Change since last year: {_changed(one.change, one, one.own)}."
    if one.area.code != one.england.code:
        yield f"England's change since last year: {_changed(one.england_change, one, one.england)}."
        yield from _against_england(one)
    if one.own.figure is not None and one.own.figure.trend:
        yield f'Recent trend, as the source says: "{one.own.figure.trend}".'


def _against_england(one: Comparison) -> Iterator[str]:
    """How the two published intervals lie, and the source's own verdict, where there are such."""
    own, other = one.own.figure, one.england.figure
    if own is None or own.value is None or other is None or other.value is None:
        return
    apart, verdict = lie_apart(own, other), own.verdict
    says = [f'the source says "{verdict}"'] if verdict else []
    if apart is None:
        yield from (f"Against England: {words}." for words in says)
        return
    if not apart and verdict in _APART:
        says = [f'the source, which takes England\'s figure as exact, says "{verdict}"']
    better = is_better(own.value - other.value, one.polarity)
    side = {True: "better", False: "worse", None: "higher" if own.value > other.value else "lower"}
    said = side[better] if apart else "no clear difference"
    yield f"Against England: {said}: {'; '.join([_lie(apart), *says])}."


def _lie(apart: bool, limits: str = "") -> str:
    return f"the published 95% intervals{limits} {'do not ' if apart else ''}overlap"


def standing_sentences(one: Comparison) -> Iterator[str]:
    """Ranks, quartile band, and the distance to the top quartile; none of what there is not."""
    held = one.standing
    if held.national_rank is not None:
        yield f"Rank among all authorities: {_ranked(held.national_rank)}."
    if held.neighbour_rank is not None:
        yield f"Rank among {one.area.name} and its neighbours: {_ranked(held.neighbour_rank)}."
    yield from band_sentences(one)


def band_sentences(one: Comparison) -> Iterator[str]:
    """The quartile band and the distance to the top quartile; none of what there is not."""
    held = one.standing
    if held.quartile and held.bounds is not None:
        bounds = (held.bounds.lower, held.bounds.middle, held.bounds.upper)
        shown = ", ".join(average(bound, one) for bound in bounds)
        best = f"A is best; quartiles {shown}; n={held.bounds.of}"
        yield f"Quartile band: {held.quartile} ({best})."
    if held.gap is not None and held.top is not None:
        gap = number(held.gap, one).removesuffix("%")
        points = " percentage points" if one.unit == "%" else ""
        yield (
            f"Gap to the top quartile (from {number(held.top, one)}): "
            + (f"{gap}{points}." if held.gap else _at_the_top(held.quartile))
        )


def _at_the_top(quartile: str) -> str:
    return "none, it is in it." if quartile == "A" else "none, it is level with its bound."


def _ranked(rank: Any) -> str:
    tied = f", level with {rank.ties} other{'s' if rank.ties > 1 else ''}" if rank.ties else ""
    return f"{rank.place} of {rank.of} ({rank.order}{tied})"


def _changed(change: Change, one: Comparison, place: Place) -> str:
    if change.value is None or change.before is None or change.before.value is None:
        return f"none, since {change.reason}"
    size = signed(change, one, place.figure)
    points = " percentage points" if one.unit == "%" else ""
    said = {True: ", better", False: ", worse", None: ""}[change.better]
    was = f"from {number(change.before.value, one, change.before)} in {change.before.period}"
    if not change.comparable:
        return f"{BREAK_SIGN} {size}{points} {was}, not like for like"
    if change.clear is None:
        return f"{size}{points} {was} ({change.direction}{said})"
    both = f", {interval(change.before, one)} and {interval(place.figure, one)},"
    way = f"{change.direction}{said}" if change.clear else "no clear change"
    return f"{size}{points} {was} ({way}: {_lie(change.clear, both)})"


def as_csv(one: Comparison) -> str:
    """One row for each comparator and for the neighbours' mean, median and pooled figure."""
    out = StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for line in lines(one):
        writer.writerow(harmless_fields(_row(line, one)))
    group = one.neighbour_group
    if group is not None:
        shared = {"area": f"statistical neighbours {one.model} ({group.had} of {group.of})",
                  "period": one.period, "unit": one.unit}  # fmt: skip
        for role, value in (("mean", group.mean), ("median", group.median)):
            writer.writerow({"role": f"neighbour {role}", **shared, "value": value})
        if group.pooled is not None:
            counts = {"numerator": group.pooled.numerator, "denominator": group.pooled.denominator}
            writer.writerow(
                {"role": "neighbour pooled", **shared, "value": group.pooled.value, **counts}
            )
    return out.getvalue()


def _row(line: Line, one: Comparison) -> dict[str, Any]:
    figure = line.place.figure
    row: dict[str, Any] = {
        "role": line.role, "area": line.place.name, "code": line.place.code,
        "period": one.period, "unit": one.unit,
    }  # fmt: skip
    if figure is not None:
        row |= {
            "value": figure.value, "symbol": figure.symbol, "meaning": figure.meaning,
            "numerator": figure.numerator, "denominator": figure.denominator,
            "low": figure.low, "high": figure.high,
            "verdict": figure.verdict, "trend": figure.trend,
            "file": figure.release.file, "row": figure.row, "sha256": figure.release.sha256,
        }  # fmt: skip
    return {name: "" if value is None else value for name, value in row.items()}


def values(one: Comparison) -> dict[str, Any]:
    """Plain values for JSON, every figure with every digit and its place in its file."""
    group = one.neighbour_group
    return {
        "schema_version": 1,
        "series": one.series,
        "title": one.title,
        "period": one.period,
        "unit": one.unit,
        "decimals": one.decimals,
        "polarity": one.polarity.value,
        "area": _place(one.own),
        "england": _place(one.england),
        "region": None if one.region is None else _place(one.region),
        "neighbours": None
        if group is None
        else {
            "model": one.model,
            "areas": [
                {**_place(place), "closeness": close}
                for place, close in zip(one.neighbours, one.closeness, strict=True)
            ],
            "mean": group.mean,
            "median": group.median,
            "had": group.had,
            "of": group.of,
            "without": list(group.without),
            "pooled": None if group.pooled is None else asdict(group.pooled),
        },
        "rank": None if one.standing.national_rank is None else asdict(one.standing.national_rank),
        "rank_among_neighbours": None
        if one.standing.neighbour_rank is None
        else asdict(one.standing.neighbour_rank),
        "quartile": one.standing.quartile,
        "no_quartile": one.standing.no_quartile,
        "quartiles": None if one.standing.bounds is None else asdict(one.standing.bounds),
        "top_quartile_from": one.standing.top,
        "gap_to_top_quartile": one.standing.gap,
        "change": _change(one.change),
        "england_change": _change(one.england_change),
        "remarks": [asdict(remark) for remark in one.remarks],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"name": place.name, "code": place.code, **_figure(place.figure)}


def _figure(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {"value": None, "symbol": "", "meaning": "no row in the file"}
    return {
        "value": figure.value,
        "symbol": figure.symbol,
        "meaning": figure.meaning,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "decimals": figure.decimals,
        "low": figure.low,
        "high": figure.high,
        "verdict": figure.verdict,
        "trend": figure.trend,
        "file": figure.release.file,
        "row": figure.row,
        "sha256": figure.release.sha256,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "value": change.value,
        "before": None if change.before is None else _figure(change.before),
        "before_period": "" if change.before is None else change.before.period,
        "direction": change.direction,
        "better": change.better,
        "clear": change.clear,
        "comparable": change.comparable,
        "reason": change.reason,
    }


def unit_of(one: Comparison) -> Unit:
    """The comparison's unit as plans have it."""
    return Unit(one.unit)
