"""
The tables of a PDF page, from the lines and fills a reader of the page sees.

A thin rectangle is a line along its middle. Of filled areas only the outermost of each
colour bound cells: Word paints every line of text in a white strip of its own.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from headway.importing.readers.pdf_words import Word, lines

Bounds = tuple[float, float, float, float]
_Span = Callable[["Spot"], tuple[int, int]]
_Point = tuple[float, float]
_THIN = 3.2
_SNAP = 3.0
_SLIVER = 11.0
_TOUCHING = 1.2
_ALIKE = 6.0
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


@dataclass(slots=True, kw_only=True)
class Spot:
    """A cell: the grid positions it covers, its place on the page and the words in it."""

    row: int
    column: int
    down: int
    across: int
    bounds: Bounds
    words: list[Word] = field(default_factory=list)
    fill: str = ""


@dataclass(slots=True, kw_only=True)
class PageTable:
    """A ruled table as it lies on its page; `xs` and `ys` bound its columns and rows."""

    xs: list[float]
    ys: list[float]
    spots: list[Spot]

    @property
    def bounds(self) -> Bounds:
        """Left, top, right and bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.xs[-1]


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
        cells = _cells(self.drawn) if self.areas else []
        areas = _outermost(self.areas)
        edges = list(self.drawn)
        for area in areas:
            x0, top, x1, bottom = area.bounds
            holder = next((cell for cell in cells if _inside(area.bounds, cell, 3)), None)
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
    for area in sorted(areas, key=lambda area: -_size(area.bounds)):
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


def _size(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])


def _inside(inner: Bounds, outer: Bounds, slack: float = 1) -> bool:
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def tables(edges: Sequence[Edge], areas: Sequence[Area], words: Sequence[Word]) -> list[PageTable]:
    """The tables that edges make, with the words in their cells; frames around text are none."""
    found = [table for table in (_table(cells) for cells in _grouped(_cells(edges))) if table]
    found.sort(key=lambda table: _size(table.bounds))
    left = list(words)
    for table in found:
        left = _filled(table, left)
    kept = [table for table in (_narrowed(table) for table in found) if _is_table(table)]
    for table in kept:
        table.spots = [part for spot in table.spots for part in _split(table, spot)]
        _colour(table, areas)
    return sorted(kept, key=lambda table: (table.ys[0], table.xs[0]))


def _cells(edges: Sequence[Edge]) -> list[Bounds]:
    """The smallest rectangles that edges enclose."""
    upright = _merged([edge for edge in edges if edge.upright])
    level = _merged([edge for edge in edges if not edge.upright])
    if len(upright) * len(level) > _MOST_CROSSINGS:
        return []
    crossings = _Crossings(upright, level)
    cells = (crossings.cell(point) for point in crossings.points)
    return [cell for cell in cells if cell is not None]


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


def _grouped(cells: list[Bounds]) -> list[list[Bounds]]:
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


def _table(cells: Sequence[Bounds]) -> PageTable | None:
    xs = _distinct([cell[0] for cell in cells] + [cell[2] for cell in cells])
    ys = _distinct([cell[1] for cell in cells] + [cell[3] for cell in cells])
    spots = []
    for cell in cells:
        column, right = _nearest(xs, cell[0]), _nearest(xs, cell[2])
        row, bottom = _nearest(ys, cell[1]), _nearest(ys, cell[3])
        if right > column and bottom > row:
            spots.append(
                Spot(row=row, column=column, down=bottom - row, across=right - column, bounds=cell)
            )
    return PageTable(xs=xs, ys=ys, spots=spots) if spots else None


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 1.5:
            found.append(value)
    return found


def _nearest(bounds: list[float], value: float) -> int:
    place = max(0, bisect_right(bounds, value) - 1)
    if place + 1 < len(bounds) and bounds[place + 1] - value < value - bounds[place]:
        return place + 1
    return place


def _filled(table: PageTable, words: Sequence[Word]) -> list[Word]:
    """Put words into cells; what remains stands outside the table."""
    grid = {
        (row, column): spot
        for spot in table.spots
        for row in range(spot.row, spot.row + spot.down)
        for column in range(spot.column, spot.column + spot.across)
    }
    left = []
    for word in words:
        at = bisect_right(table.ys, word.down) - 1, bisect_right(table.xs, word.across) - 1
        spot = grid.get(at)
        if spot is None:
            left.append(word)
        else:
            spot.words.append(word)
    return left


def _split(table: PageTable, spot: Spot) -> list[Spot]:
    """
    A wide cell parted at the table's columns where its words keep clear of them.

    Some tables draw column lines in their header only. A heading across a table has its
    words in one column, or runs over the lines, and stays whole.
    """
    if spot.across == 1 or not spot.words:
        return [spot]
    bounds = [
        column
        for column in range(spot.column + 1, spot.column + spot.across)
        if _clear(spot.words, table.xs[column])
    ]
    ends = [spot.column, *bounds, spot.column + spot.across]
    parts = []
    for first, last in pairwise(ends):
        left, right = table.xs[first], table.xs[last]
        words = [word for word in spot.words if left <= word.across < right]
        place = (left, spot.bounds[1], right, spot.bounds[3])
        parts.append(
            Spot(
                row=spot.row,
                column=first,
                down=spot.down,
                across=last - first,
                bounds=place,
                words=words,
                fill=spot.fill,
            )
        )
    return parts if sum(bool(part.words) for part in parts) > 1 else [spot]


def recut(table: PageTable, xs: list[float]) -> None:
    """
    Cut a table that goes on from another page at the columns it had there.

    Its lines may have stood in its header only.
    """
    own = table.xs
    if len(xs) <= len(own) or abs(own[0] - xs[0]) > _ALIKE or abs(own[-1] - xs[-1]) > _ALIKE:
        return
    places = [_nearest(xs, x) for x in own]
    if any(abs(xs[place] - x) > _ALIKE for place, x in zip(places, own, strict=True)):
        return
    table.xs = list(xs)
    for spot in table.spots:
        first, last = places[spot.column], places[spot.column + spot.across]
        spot.column, spot.across = first, last - first
    table.spots = [part for spot in table.spots for part in _split(table, spot)]


def _clear(words: Sequence[Word], x: float) -> bool:
    """No word crosses, and none comes nearer than a word's usual space does."""
    for word in words:
        if word.x0 < x - 1 and word.x1 > x + 1:
            return False
    for line in lines(words):
        left = [word for word in line.words if word.across < x]
        right = [word for word in line.words if word.across >= x]
        if left and right and right[0].x0 - left[-1].x1 < 0.45 * line.size:
            return False
    return True


def _is_table(table: PageTable) -> bool:
    """At least two cells hold words, in two rows or in two columns."""
    spoken = [spot for spot in table.spots if spot.words]
    return len(spoken) >= 2


def _narrowed(table: PageTable) -> PageTable:
    """Without the slivers that doubled lines leave between columns and rows."""
    columns = _kept(table, table.xs, lambda spot: (spot.column, spot.column + spot.across))
    rows = _kept(table, table.ys, lambda spot: (spot.row, spot.row + spot.down))
    spots = []
    for spot in table.spots:
        left, right = columns[spot.column], columns[spot.column + spot.across]
        top, bottom = rows[spot.row], rows[spot.row + spot.down]
        if right > left and bottom > top:
            spot.column, spot.across = left, right - left
            spot.row, spot.down = top, bottom - top
            spots.append(spot)
    table.xs = [
        x for place, x in enumerate(table.xs) if not place or columns[place] > columns[place - 1]
    ]
    table.ys = [y for place, y in enumerate(table.ys) if not place or rows[place] > rows[place - 1]]
    table.spots = spots
    return table


def _kept(table: PageTable, bounds: list[float], span: _Span) -> list[int]:
    """For each bound its number once wordless slivers are gone."""
    spoken = set()
    for spot in table.spots:
        first, last = span(spot)
        if spot.words:
            spoken.update(range(first, last) if last - first == 1 else ())
    numbers = [0]
    for place, (low, high) in enumerate(pairwise(bounds)):
        sliver = high - low < _SLIVER and place not in spoken
        numbers.append(numbers[-1] + (0 if sliver else 1))
    return numbers


def _colour(table: PageTable, areas: Sequence[Area]) -> None:
    """Each cell's colour: that of the last area, or of the strips, painted over most of it."""
    x0, top, x1, bottom = table.bounds
    near = [
        area
        for area in areas
        if area.bounds[0] < x1
        and area.bounds[2] > x0
        and area.bounds[1] < bottom
        and area.bounds[3] > top
    ]
    for spot in table.spots:
        painted: dict[str, float] = {}
        for area in near:
            shared = _overlap(spot.bounds, area.bounds)
            if shared >= 0.6 * _size(spot.bounds):
                painted = {area.colour: shared}
            elif shared:
                painted[area.colour] = painted.get(area.colour, 0) + shared
        most = max(painted, key=lambda colour: painted[colour], default="")
        if most and painted[most] >= 0.6 * _size(spot.bounds):
            spot.fill = most


def _overlap(one: Bounds, other: Bounds) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)
