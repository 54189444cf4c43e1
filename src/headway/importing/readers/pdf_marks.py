"""
What is drawn on a PDF page, and the rectangles that its lines and fills enclose.

A thin rectangle is a line along its middle. Of filled areas only the outermost of each
colour bound cells, and only by sides that can be seen: Word paints every line of text
in a strip of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Bounds = tuple[float, float, float, float]
_Point = tuple[float, float]
_THIN = 3.2
_SNAP = 3.0
_TOUCHING = 1.2
_PAPER = "FFFFFF"
_MOST_CROSSINGS = 400_000
_MOST_AREAS = 2_000


@dataclass(slots=True, kw_only=True)
class Edge:
    """A level or upright line: how far down or across it lies, and from where to where."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True, kw_only=True)
class Area:
    """A filled rectangle and its colour as `RRGGBB`."""

    bounds: Bounds
    colour: str


class Marks:
    """What is drawn on a page: lines, and areas with their colours."""

    def __init__(self, width: float, height: float) -> None:
        self.areas: list[Area] = []
        self.drawn: list[Edge] = []
        self._width, self._height = width, height

    def add_line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A drawn line, if it is upright or level."""
        if abs(bottom - top) <= _THIN and x1 - x0 > _THIN:
            self.drawn.append(_level(x0, x1, (top + bottom) / 2))
        elif abs(x1 - x0) <= _THIN and abs(bottom - top) > _THIN:
            self.drawn.append(_upright(min(top, bottom), max(top, bottom), (x0 + x1) / 2))

    def add_area(self, bounds: Bounds, colour: str, *, framed: bool) -> None:
        """A rectangle: a line when it is thin, else a fill, or a frame, or both."""
        x0, top, x1, bottom = bounds
        if min(x1 - x0, bottom - top) <= _THIN:
            self.add_line(*bounds)
            return
        if x1 - x0 > 0.9 * self._width and bottom - top > 0.8 * self._height:
            return  # the page's own background
        if framed:
            self.drawn += _frame(bounds)
        if colour and len(self.areas) < _MOST_AREAS:
            self.areas.append(Area(bounds=bounds, colour=colour))

    def bounding(self) -> list[Edge]:
        """Every edge that may bound a cell: the lines, and the sides of fills that can be seen."""
        enclosed = cells(self.drawn) if self.areas else []
        areas = _outermost(self.areas)
        edges = list(self.drawn)
        for area in areas:
            x0, top, x1, bottom = area.bounds
            holder = next((cell for cell in enclosed if _inside(area.bounds, cell, 3)), None)
            if holder is None or bottom - top > 0.85 * (holder[3] - holder[1]):
                edges += [_upright(top, bottom, x0), _upright(top, bottom, x1)]
            if holder is None or area.colour != _PAPER:
                edges += [_level(x0, x1, y) for y in (top, bottom) if not _runs_on(area, y, areas)]
        return edges


def _level(x0: float, x1: float, y: float) -> Edge:
    return Edge(upright=False, at=y, start=x0, end=x1)


def _upright(top: float, bottom: float, x: float) -> Edge:
    return Edge(upright=True, at=x, start=top, end=bottom)


def _frame(bounds: Bounds) -> list[Edge]:
    x0, top, x1, bottom = bounds
    return [
        _level(x0, x1, top),
        _level(x0, x1, bottom),
        _upright(top, bottom, x0),
        _upright(top, bottom, x1),
    ]


def _outermost(areas: list[Area]) -> list[Area]:
    """Areas that no larger area of the same colour holds."""
    kept: list[Area] = []
    for area in sorted(areas, key=lambda area: -size(area.bounds)):
        if not any(
            larger.colour == area.colour and _inside(area.bounds, larger.bounds) for larger in kept
        ):
            kept.append(area)
    return kept


def _runs_on(area: Area, y: float, areas: Sequence[Area]) -> bool:
    """Whether the same colour goes on beyond a level side, so that the side cannot be seen."""
    x0, top, x1, _ = area.bounds
    shared = 0.0
    for other in areas:
        facing = other.bounds[3] if y == top else other.bounds[1]
        if other is not area and other.colour == area.colour and abs(facing - y) <= _TOUCHING:
            shared += max(0.0, min(x1, other.bounds[2]) - max(x0, other.bounds[0]))
    return shared > 0.5 * (x1 - x0)


def size(bounds: Bounds) -> float:
    """The area of a rectangle, in square points."""
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])


def _inside(inner: Bounds, outer: Bounds, slack: float = 1) -> bool:
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def cells(edges: Sequence[Edge]) -> list[Bounds]:
    """The smallest rectangles that edges enclose."""
    upright = _merged([edge for edge in edges if edge.upright])
    level = _merged([edge for edge in edges if not edge.upright])
    if len(upright) * len(level) > _MOST_CROSSINGS:
        return []
    crossings = _Crossings(upright, level)
    found = (crossings.cell(point) for point in crossings.points)
    return [cell for cell in found if cell is not None]


def _merged(edges: list[Edge]) -> list[Edge]:
    """Edges that lie on one line within the tolerance, as that line's unbroken stretches."""
    merged: list[Edge] = []
    lines: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.at):
        if lines and edge.at - lines[-1][-1].at <= _SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    for line in lines:
        at = sum(edge.at for edge in line) / len(line)
        line.sort(key=lambda edge: edge.start)
        stretch = Edge(upright=line[0].upright, at=at, start=line[0].start, end=line[0].end)
        merged.append(stretch)
        for edge in line[1:]:
            if edge.start <= stretch.end + _SNAP:
                stretch.end = max(stretch.end, edge.end)
            else:
                stretch = Edge(upright=edge.upright, at=at, start=edge.start, end=edge.end)
                merged.append(stretch)
    return merged


class _Crossings:
    """Where upright and level edges meet, and which edges meet there."""

    def __init__(self, upright: list[Edge], level: list[Edge]) -> None:
        self.points: dict[_Point, tuple[set[int], set[int]]] = {}
        for one, edge in enumerate(upright):
            for two, other in enumerate(level):
                if (
                    other.start - _SNAP <= edge.at <= other.end + _SNAP
                    and edge.start - _SNAP <= other.at <= edge.end + _SNAP
                ):
                    ends = self.points.setdefault((edge.at, other.at), (set(), set()))
                    ends[0].add(one)
                    ends[1].add(two)
        self._below: dict[float, list[float]] = {}
        self._beside: dict[float, list[float]] = {}
        for x, y in sorted(self.points):
            self._below.setdefault(x, []).append(y)
            self._beside.setdefault(y, []).append(x)

    def cell(self, point: _Point) -> Bounds | None:
        """The smallest cell whose top left corner is `point`."""
        x, y = point
        lower = self._reached(point, [(x, down) for down in self._below[x] if down > y], way=0)
        right = self._reached(
            point, [(beside, y) for beside in self._beside[y] if beside > x], way=1
        )
        for below in lower:
            for beside in right:
                corner = (beside[0], below[1])
                if (
                    corner in self.points
                    and self._joined(below, corner, way=1)
                    and self._joined(beside, corner, way=0)
                ):
                    return x, y, *corner
        return None

    def _reached(self, point: _Point, others: list[_Point], *, way: int) -> list[_Point]:
        return [other for other in others if self._joined(point, other, way=way)]

    def _joined(self, one: _Point, other: _Point, *, way: int) -> bool:
        return not self.points[one][way].isdisjoint(self.points[other][way])


def grouped(cells: list[Bounds]) -> list[list[Bounds]]:
    """Cells that share corners are one table."""
    owners: dict[_Point, list[int]] = {}
    for place, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            owners.setdefault(corner, []).append(place)
    group = list(range(len(cells)))

    def leader(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    for first, *others in owners.values():
        for other in others:
            group[leader(other)] = leader(first)
    found: dict[int, list[Bounds]] = {}
    for place, cell in enumerate(cells):
        found.setdefault(leader(place), []).append(cell)
    return list(found.values())
