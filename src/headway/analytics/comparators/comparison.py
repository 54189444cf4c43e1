"""
A published figure beside England, its region and its statistical neighbours.

Nothing is averaged without saying so, nothing compared across a gap: a change is between years
that follow each other, and whatever spoils a comparison stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headway.analytics.comparators import remarks
from headway.analytics.comparators.groups import Group, group
from headway.analytics.comparators.rank import (
    Quartiles,
    Rank,
    band,
    gap_to_top,
    quartiles,
    rank,
    top_bound,
)
from headway.analytics.comparators.remarks import Remark
from headway.domain.quantities import COUNT, Polarity
from headway.evidence.errors import EvidenceError
from headway.evidence.published import places
from headway.evidence.published.figures import Figure, Figures
from headway.evidence.published.limits import overlap
from headway.evidence.published.models import Neighbourhood
from headway.evidence.published.releases import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    The difference from the year before, or why there is none.

    Attributes:
        value: After less before, in the unit's own points; None where either is missing.
        before: The earlier figure.
        direction: "up", "down", "no change", or empty.
        better: True for a change for the better, None where polarity or value do not tell, and
            where the published limits do not bear that there is a change.
        clear: Whether the two published intervals lie apart; None where there are none.
        comparable: False where a break lies between; the value is then no change.
        reason: Why there is none, or why it is not like for like.
    """

    value: float | None = None
    before: Figure | None = None
    direction: str = ""
    better: bool | None = None
    clear: bool | None = None
    comparable: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One comparator: its name and its figure, None where the file has no row for it."""

    name: str
    code: str
    figure: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    Where an area's figure stands.

    Attributes:
        national_rank: Among all authorities with a figure.
        neighbour_rank: Among the area and its neighbours.
        bounds: Quartiles of all authorities.
        quartile: A (best) to D; empty with the reason in `no_quartile`.
        top: Where the best quarter starts.
        gap: Distance to the best quarter; 0 within it.
    """

    national_rank: Rank | None = None
    neighbour_rank: Rank | None = None
    bounds: Quartiles | None = None
    quartile: str = ""
    no_quartile: str = ""
    top: float | None = None
    gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    One area's figure with its comparators.

    Attributes:
        own: The area's figure.
        polarity: As used for ranks and bands.
        neighbours: Closest first; empty without a model.
        model: The neighbours' model, "2021".
        neighbour_group: Their mean, median and pooled figure.
        standing: Ranks and quarter.
    """

    series: str
    title: str
    area: places.Area
    period: str
    unit: str
    decimals: int
    polarity: Polarity
    own: Place
    england: Place
    region: Place | None
    neighbours: tuple[Place, ...]
    closeness: tuple[str, ...]
    model: str
    neighbour_group: Group | None
    standing: Standing
    change: Change
    england_change: Change
    remarks: tuple[Remark, ...]


def compare(
    held: Figures,
    area: places.Area,
    *,
    period: str = "",
    neighbourhood: Neighbourhood | None = None,
    polarity: Polarity | None = None,
    others: Sequence[Figures] = (),
    at: date,
) -> Comparison:
    """
    Set an area's figure beside its comparators.

    Args:
        held: The series.
        area: An authority, a region or England.
        period: In any form people use; the series' latest where empty.
        neighbourhood: The area's neighbours in one model.
        polarity: In place of the series' own.
        others: Series of other sources, to say where the same quantity differs.
        at: The day of judging; breaks known later are not used.

    Raises:
        EvidenceError: The series has no such period, or nothing at all on the area.
    """
    when = held.period(period)
    own = _place(held, area, when)
    if not any(held.get(area.code, one) for one in held.periods):
        why = " ".join(one.sentence for one in remarks.of_boundaries(area, held, when))
        raise EvidenceError(
            f"{held.series.address} has no figure for {area.name} ({area.code}) in any period. "
            f"{why}".strip()
        )
    indicator = held.series.indicator
    better = polarity or Polarity(indicator.polarity)
    neighbours = _neighbours(held, neighbourhood, when)
    return Comparison(
        series=held.series.address,
        title=held.series.title,
        area=area,
        period=when,
        unit=indicator.unit,
        decimals=indicator.decimals,
        polarity=better,
        own=own,
        england=_place(held, places.england(), when),
        region=_region(held, area, own, when),
        neighbours=neighbours,
        closeness=_closeness(neighbourhood),
        model=neighbourhood.model if neighbourhood else "",
        neighbour_group=group([(p.name, p.figure) for p in neighbours]) if neighbours else None,
        standing=_standing(held, own, neighbours, better, when),
        change=change(held, area, when, better, at),
        england_change=change(held, places.england(), when, better, at),
        remarks=tuple(
            _remarks(held, area, own, neighbours, when=when, others=tuple(others), at=at)
        ),
    )


def _standing(
    held: Figures, own: Place, neighbours: tuple[Place, ...], better: Polarity, when: str
) -> Standing:
    local = [f.value for f in held.local(when) if f.value is not None]
    bounds = quartiles(local)
    refused = _no_quartile(held.series.indicator, better, bounds)
    top = top_bound(bounds, better) if bounds is not None and not refused else None
    value = own.figure.value if own.figure is not None else None
    if value is None or own.figure is None:
        return Standing(bounds=bounds, no_quartile=refused, top=top)
    peers = [p.figure.value for p in neighbours if p.figure and p.figure.value is not None]
    an_authority = own.figure.area.level == places.LOCAL
    banded = an_authority and bounds is not None and not refused
    return Standing(
        national_rank=rank(value, local, better) if an_authority else None,
        neighbour_rank=rank(value, [value, *peers], better) if peers else None,
        bounds=bounds,
        quartile=band(value, bounds, better) if bounds is not None and banded else "",
        no_quartile=refused,
        top=top,
        gap=gap_to_top(value, bounds, better) if bounds is not None and banded else None,
    )


def change(held: Figures, area: places.Area, when: str, better: Polarity, at: date) -> Change:
    """The difference from the year before; never across a gap of more than a year."""
    period = remarks.period(when)
    earlier = period.previous_year() if period is not None else None
    now = held.get(area.code, when)
    if now is None or now.value is None:
        return Change(reason=f"{area.name} has no figure for {when}{remarks.instead(now)}")
    if earlier is None:
        return Change(reason=f"what comes before {when} is not known")
    before = held.get(area.code, str(earlier))
    if before is None:
        known = str(earlier) in held.by
        return Change(
            reason=f"{area.name} has no figure for {earlier}"
            if known
            else f"there are no figures for {earlier}, the year before"
        )
    if before.value is None:
        return Change(
            before=before,
            reason=f"{area.name} has no figure for {earlier}{remarks.instead(before)}",
        )
    difference = now.value - before.value
    clear = lie_apart(now, before)
    spoiled = [one.sentence for one in remarks.breaks(held, str(earlier), when, at)]
    if now.release.year_to_date:
        spoiled.append("Each is of the part of its year that had run, perhaps not the same part.")
    return Change(
        value=difference,
        before=before,
        direction="up" if difference > 0 else "down" if difference < 0 else "no change",
        better=None if clear is False else is_better(difference, better),
        clear=clear,
        comparable=not spoiled,
        reason=" ".join(spoiled),
    )


def lie_apart(one: Figure, other: Figure) -> bool | None:
    """Whether the published intervals of two figures have nothing in common; None without any."""
    if one.limits is None or other.limits is None:
        return None
    return not overlap(one.limits, other.limits)


def is_better(difference: float, polarity: Polarity) -> bool | None:
    """Whether a difference is for the better; None where nothing says so."""
    if polarity not in (Polarity.HIGH, Polarity.LOW) or difference == 0:
        return None
    return (difference > 0) is (polarity is Polarity.HIGH)


def _place(held: Figures, area: places.Area, when: str) -> Place:
    return Place(name=area.name, code=area.code, figure=held.get(area.code, when))


def _region(held: Figures, area: places.Area, own: Place, when: str) -> Place | None:
    """The region that the row itself names, London before its inner and outer halves."""
    within = own.figure.area.region if own.figure is not None else ""
    codes = [*places.regions_of(area)] or ([within] if within else [])
    if within and within not in codes:
        codes.append(within)
    for code in codes:
        found = held.get(code, when)
        if found is not None:
            return Place(name=places.region(code).name, code=code, figure=found)
    if not codes:
        return None
    return Place(name=places.region(codes[0]).name, code=codes[0], figure=None)


def _neighbours(held: Figures, hood: Neighbourhood | None, when: str) -> tuple[Place, ...]:
    if hood is None:
        return ()
    return tuple(
        Place(name=one.name, code=one.number, figure=held.get(one.number, when))
        for one in hood.neighbours
    )


def _closeness(hood: Neighbourhood | None) -> tuple[str, ...]:
    return tuple(one.closeness for one in hood.neighbours) if hood else ()


def _no_quartile(indicator: Indicator, polarity: Polarity, bounds: Quartiles | None) -> str:
    if indicator.no_quartile:
        return "its range is too narrow for quartiles, says its source"
    if polarity is Polarity.NEUTRAL:
        return "neither more nor less of it is better in itself"
    if polarity is Polarity.UNKNOWN:
        return "which way is better is not known; say it"
    if indicator.unit == COUNT:
        return "a count grows with the size of a place; compare a rate"
    return "" if bounds is not None else "fewer than four authorities have a figure"


def _remarks(
    held: Figures,
    area: places.Area,
    own: Place,
    neighbours: tuple[Place, ...],
    *,
    when: str,
    others: tuple[Figures, ...],
    at: date,
) -> list[Remark]:
    out: list[Remark] = []
    if own.figure is not None:
        out += remarks.of_figure(own.figure, held)
        out += remarks.of_notes(own.figure)
        out += remarks.elsewhere(own.figure, held, others)
    for place in neighbours:
        if place.figure is not None and place.figure.note:
            out.append(Remark(name="note", sentence=f"{place.name}: {place.figure.note}."))
    for one in (area, *(places.authority(other.code) for other in neighbours)):
        out += remarks.of_boundaries(one, held, when)
    changed = change(held, area, when, Polarity.NEUTRAL, at)
    before = changed.before
    if before is not None and own.figure is not None and before.release != own.figure.release:
        sentence = f"The year before is of another release, {before.release.file}."
        out.append(Remark(name="two-releases", sentence=sentence))
    if changed.value is not None and not changed.comparable:
        out.append(Remark(name="break", sentence=f"{remarks.BREAK_SIGN} {changed.reason}"))
    elif changed.value is None and own.figure is not None and own.figure.value is not None:
        out += remarks.of_gap(own.figure, held, at)
    return out
