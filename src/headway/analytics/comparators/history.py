"""A series over time for one area and its comparators, breaks and gaps where they are."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from headway.analytics.comparators.comparison import Comparison, Place
from headway.analytics.comparators.remarks import BREAK_SIGN
from headway.analytics.comparators.showing import average, cell, interval, signed
from headway.domain.spreadsheets import harmless_row

_NONE = "–"
_UNCLEAR = "≈"


def rows(every: Sequence[Comparison]) -> Iterator[tuple[str, ...]]:
    """A header and a row for each period; a break is marked before the figure after it."""
    first = every[-1]
    region = next((one.region.name for one in every if one.region is not None), "")
    limited = any(interval(one.own.figure, one) for one in every)
    heads = [
        "period",
        first.area.name,
        *(["95% interval"] if limited else []),
        "England",
        *([region] if region else []),
    ]
    heads += ["neighbours' mean", "median", "n"] if first.model else []
    yield (*heads, "rank", "quartile", "change")
    for one in every:
        mark = BREAK_SIGN if any(remark.name == "break" for remark in one.remarks) else ""
        cells = [one.period, mark + _shown(one.own, one)]
        cells += [interval(one.own.figure, one) or _NONE] if limited else []
        cells.append(_shown(one.england, one))
        if region:
            cells.append(_shown(one.region, one))
        if one.neighbour_group is not None:
            group = one.neighbour_group
            cells += [_number(group.mean, one), _number(group.median, one), str(group.had)]
        rank = one.standing.national_rank
        cells.append(f"{rank.place}/{rank.of}" if rank else _NONE)
        yield (
            *cells,
            one.standing.quartile or _NONE,
            _changed(one),
        )


def text(every: Sequence[Comparison]) -> Iterator[str]:
    """For a terminal."""
    last = every[-1]
    yield f"{last.title} ({last.unit}), {last.area.name}"
    yield last.series
    yield ""
    table = list(rows(every))
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    for row in table:
        cells = [row[0].ljust(widths[0])]
        cells += [c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()
    if any(one.change.clear is False for one in every):
        yield ""
        yield f"{_UNCLEAR} no clear change: the published 95% intervals overlap."
    said = dict.fromkeys(remark.sentence for one in every for remark in one.remarks)
    if said:
        yield ""
        yield from (f"* {sentence}" for sentence in said)


def as_csv(every: Sequence[Comparison]) -> str:
    """The same table as CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(map(harmless_row, rows(every)))
    return out.getvalue()


def _shown(place: Place | None, one: Comparison) -> str:
    if place is None or place.figure is None:
        return _NONE
    if place.figure.value is None:
        return place.figure.symbol or _NONE
    return cell(place.figure, one)


def _changed(one: Comparison) -> str:
    """The change, marked where it is not like for like, and where the limits do not bear it."""
    mark = "" if one.change.comparable else BREAK_SIGN
    if one.change.comparable and one.change.clear is False:
        mark = _UNCLEAR
    return mark + signed(one.change, one, one.own.figure) or _NONE


def _number(value: float | None, one: Comparison) -> str:
    return _NONE if value is None else average(value, one)
