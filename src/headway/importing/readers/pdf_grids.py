"""The tables of a PDF page, from the lines and fills that a person looking at it sees."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from headway.importing.readers.pdf_marks import Area, Bounds, Edge, cells, grouped, size
from headway.importing.readers.pdf_words import Word, lines

_Span = Callable[["Spot"], tuple[int, int]]
_SLIVER = 11.0
_ALIKE = 6.0


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


def tables(edges: Sequence[Edge], areas: Sequence[Area], words: Sequence[Word]) -> list[PageTable]:
    """The tables that edges make, with the words in their cells; frames around text are none."""
    found = [table for table in (_table(group) for group in grouped(cells(edges))) if table]
    found.sort(key=lambda table: size(table.bounds))
    left = list(words)
    for table in found:
        left = _filled(table, left)
    kept = [table for table in (_narrowed(table) for table in found) if _is_table(table)]
    for table in kept:
        table.spots = [part for spot in table.spots for part in _split(table, spot)]
        _colour(table, areas)
    return sorted(kept, key=lambda table: (table.ys[0], table.xs[0]))


def _table(found: Sequence[Bounds]) -> PageTable | None:
    xs = _distinct([cell[0] for cell in found] + [cell[2] for cell in found])
    ys = _distinct([cell[1] for cell in found] + [cell[3] for cell in found])
    spots = []
    for cell in found:
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
    spoken: set[int] = set()
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
            if shared >= 0.6 * size(spot.bounds):
                painted = {area.colour: shared}
            elif shared:
                painted[area.colour] = painted.get(area.colour, 0) + shared
        most = max(painted, key=lambda colour: painted[colour], default="")
        if most and painted[most] >= 0.6 * size(spot.bounds):
            spot.fill = most


def _overlap(one: Bounds, other: Bounds) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)
