"""
Tables of a PDF page that no upright line divides: columns by the space that runs down
between words, rows by level lines, else by the space between lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from headway.importing.readers.pdf_grids import PageTable, Spot
from headway.importing.readers.pdf_marks import Edge
from headway.importing.readers.pdf_words import TextLine, Word, is_mark

_WIDE = 1.0  # times the letters' size: wider than any space between words
_LOOSE = 1.4  # times the usual space between lines: where a new row begins
_FULL = 0.62  # of the width that text takes: a line of running text
_FEWEST_LINES = 3
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch across that words leave clear on their way down."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def aligned(
    found: Sequence[TextLine], drawn: Sequence[Edge]
) -> tuple[list[PageTable], list[TextLine]]:
    """The tables that words outside ruled tables make, and the lines that are left."""
    tables: list[PageTable] = []
    left: list[TextLine] = []
    for band in _bands(list(found)[:_MOST_LINES]):
        table = _table(band, drawn)
        if table is None:
            left += _read_down(band)
        else:
            tables.append(table)
            inside = {id(word) for spot in table.spots for word in spot.words}
            left += [line for line in band if id(line.words[0]) not in inside]
    return tables, left + list(found)[_MOST_LINES:]


def _bands(found: list[TextLine]) -> list[list[TextLine]]:
    """
    Runs of lines that may be one table.

    They are parted by large spaces, by letters of another size, and where full lines of
    running text begin or end.
    """
    across = max((line.x1 for line in found), default=0) - min(
        (line.x0 for line in found), default=0
    )
    bands: list[list[TextLine]] = []
    full = False
    for line in found:
        before = bands[-1][-1] if bands else None
        now_full = line.x1 - line.x0 > _FULL * across and len(_parts(line)) == 1
        if (
            before is None
            or now_full != full
            or line.top - before.bottom > 2.6 * max(line.size, before.size)
            or line.size > 1.3 * before.size
            or before.size > 1.3 * line.size
        ):
            bands.append([line])
        else:
            bands[-1].append(line)
        full = now_full
    return bands


def _parts(line: TextLine) -> list[list[Word]]:
    """A line's words, parted where space is wide; a list mark stays with what it marks."""
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        marked = len(parts[-1]) == 1 and is_mark(before)
        if word.x0 - before.x1 > _WIDE * line.size and not marked:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _table(band: list[TextLine], drawn: Sequence[Edge]) -> PageTable | None:
    first = next((at for at, line in enumerate(band) if len(_parts(line)) > 1), None)
    if first is None:
        return None
    last = max(at for at, line in enumerate(band) if len(_parts(line)) > 1)
    inner = _with_ends(band, first, last)
    divided = [line for line in inner if len(_parts(line)) > 1]
    if len(divided) < _FEWEST_LINES:
        return None
    gaps = _gaps(inner)
    if not gaps or _is_prose(inner, gaps) or not _is_table(inner, gaps):
        return None
    left = min(line.x0 for line in inner)
    right = max(line.x1 for line in inner)
    xs = [left - 1, *(gap.middle for gap in gaps), right + 1]
    ys = _row_bounds(inner, xs, drawn)
    return _filled(inner, xs, ys)


def _read_down(band: list[TextLine]) -> list[TextLine]:
    """Lines of text set in columns, parted so that each column is read to its end."""
    gaps = _gaps(band) if len(band) >= 2 * _FEWEST_LINES else []
    if not gaps or not _is_prose(band, gaps):
        return band
    top = band[0].top
    found = []
    for line in band:
        for column, part in _pieces(line, gaps).items():
            found.append(TextLine(words=part, column=column, band=top))
    for column in range(len(gaps) + 1):
        own = [line for line in found if line.column == column]
        room = max((line.x1 for line in own), default=0) - min((line.x0 for line in own), default=0)
        for line in own:
            line.room = room
    return found


def _is_prose(found: list[TextLine], gaps: list[_Gap]) -> bool:
    """Two or three columns as wide as each other, most of whose lines are full."""
    widths: list[list[float]] = [[] for _ in range(len(gaps) + 1)]
    for line in found:
        for column, part in _pieces(line, gaps).items():
            widths[column].append(part[-1].x1 - part[0].x0)
    if len(widths) > 3 or min(len(each) for each in widths) < _FEWEST_LINES:
        return False
    widest = [max(each) for each in widths]
    return min(widest) > 0.7 * max(widest) and all(
        median(each) > 0.8 * wide for each, wide in zip(widths, widest, strict=True)
    )


def _with_ends(band: list[TextLine], first: int, last: int) -> list[TextLine]:
    """From the first line with columns to the last, and what a last row's cell goes on with."""
    starts = {part[0].x0 for line in band[first : last + 1] for part in _parts(line)}
    end = last + 1
    while end < len(band) and _follows(band[end - 1], band[end]):
        if not any(abs(band[end].x0 - start) < 3 for start in starts):
            break
        end += 1
    return band[first:end]


def _follows(before: TextLine, line: TextLine) -> bool:
    return line.top - before.top < 1.6 * before.size


def _gaps(found: list[TextLine]) -> list[_Gap]:
    """
    Clear stretches: words of at most one line in ten may cross one.

    Over a few lines spaces between words may happen to stand below each other, so
    that there a stretch must be wider.
    """
    ends: list[tuple[float, int]] = []
    for line in found:
        for word in line.words:
            ends += [(word.x0, 1), (word.x1, -1)]
    ends.sort()
    least = (0.9 if len(found) < 7 else 0.4) * median(line.size for line in found)
    allowed = len(found) // 10
    gaps: list[_Gap] = []
    covering, begun = 0, None
    for at, change in ends:
        covering += change
        if covering <= allowed and begun is None:
            begun = at
        elif covering > allowed and begun is not None:
            if at - begun > least and begun > ends[0][0]:
                gaps.append(_Gap(begun, at))
            begun = None
    return [gap for gap in gaps if not _after_marks(found, gap)]


def _after_marks(found: list[TextLine], gap: _Gap) -> bool:
    """Whether the stretch only lies between list marks and what they mark."""
    left = [word for line in found for word in line.words if word.across < gap.middle]
    return all(is_mark(word) for word in left)


def _pieces(line: TextLine, gaps: list[_Gap]) -> dict[int, list[Word]]:
    """A line's words by the column they stand in, from 0."""
    pieces: dict[int, list[Word]] = {}
    for word in line.words:
        pieces.setdefault(sum(word.across > gap.middle for gap in gaps), []).append(word)
    return pieces


def _is_table(found: list[TextLine], gaps: list[_Gap]) -> bool:
    """Three columns or more, each used; or two of which the first only names things."""
    columns = [0] * (len(gaps) + 1)
    widths: list[list[float]] = [[] for _ in columns]
    for line in found:
        for at, part in _pieces(line, gaps).items():
            columns[at] += 1
            widths[at].append(part[-1].x1 - part[0].x0)
    if min(columns) < 2:
        return False
    if len(columns) > 2:
        return True
    narrow, wide = median(widths[0]), median(widths[1])
    return narrow < 0.6 * wide or columns[0] < 0.6 * columns[1]


def _row_bounds(found: list[TextLine], xs: list[float], drawn: Sequence[Edge]) -> list[float]:
    """Where rows part: at level lines, else at wide spaces, else where the first column begins."""
    top, bottom = found[0].top - 1, max(line.bottom for line in found) + 1
    middle = (xs[0] + xs[-1]) / 2
    ruled = sorted(
        edge.at
        for edge in drawn
        if not edge.upright and top < edge.at < bottom and edge.start < middle < edge.end
    )
    if len(ruled) >= 2:
        return _spaced([top, *ruled, bottom])
    loose = _loose(found)
    if len(loose) >= 2:
        return _spaced([top, *loose, bottom])
    steps = [(one.bottom + two.top) / 2 for one, two in pairwise(found)]
    starts = [
        at
        for at, line in zip(steps, found[1:], strict=True)
        if line.words[0].across < xs[1] and _begins(line)
    ]
    return _spaced([top, *starts, bottom])


def _loose(found: list[TextLine]) -> list[float]:
    """The middles of those spaces between lines that are clearly wider than the others."""
    ends = sorted((line.top, line.bottom) for line in found)
    spaces: list[tuple[float, float]] = []
    reached = ends[0][1]
    for top, bottom in ends[1:]:
        if top > reached:
            spaces.append((top - reached, (top + reached) / 2))
        reached = max(reached, bottom)
    if not spaces:
        return []
    widths = sorted(width for width, _ in spaces)
    usual = widths[len(widths) // 4]
    least = max(_LOOSE * usual, 0.15 * median(line.size for line in found))
    return [middle for width, middle in spaces if width > least]


def _begins(line: TextLine) -> bool:
    """A wrapped line of a first column begins with a small letter and has little beside it."""
    first = line.words[0].text[0]
    return not first.islower() and (len(_parts(line)) > 1 or first.isdigit())


def _spaced(bounds: list[float]) -> list[float]:
    kept = bounds[:1]
    for bound in bounds[1:]:
        if bound - kept[-1] > 3:
            kept.append(bound)
    return kept


def _filled(found: list[TextLine], xs: list[float], ys: list[float]) -> PageTable | None:
    grid = {
        (row, column): Spot(
            row=row,
            column=column,
            down=1,
            across=1,
            bounds=(xs[column], ys[row], xs[column + 1], ys[row + 1]),
        )
        for row in range(len(ys) - 1)
        for column in range(len(xs) - 1)
    }
    for line in found:
        row = min(sum(line.words[0].down > y for y in ys[1:]), len(ys) - 2)
        for word in line.words:
            column = min(sum(word.across > x for x in xs[1:]), len(xs) - 2)
            grid[row, column].words.append(word)
    spots = list(grid.values())
    if len({spot.row for spot in spots if spot.words}) < 2:
        return None
    return PageTable(xs=xs, ys=ys, spots=spots)
