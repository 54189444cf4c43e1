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
_LOOSE = 1.18  # times the usual distance of lines: where a new row begins
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
    """Runs of lines without a large space between them; a heading of its own size parts them."""
    bands: list[list[TextLine]] = []
    for line in found:
        before = bands[-1][-1] if bands else None
        if (
            before is None
            or line.top - before.bottom > 2.6 * max(line.size, before.size)
            or line.size > 1.3 * before.size
            or before.size > 1.3 * line.size
        ):
            bands.append([line])
        else:
            bands[-1].append(line)
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
        for part in _parts(line):
            column = sum(part[0].x0 > gap.middle for gap in gaps)
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
        for part in _parts(line):
            widths[sum(part[0].x0 > gap.middle for gap in gaps)].append(part[-1].x1 - part[0].x0)
    if len(widths) > 3 or min(len(column) for column in widths) < _FEWEST_LINES:
        return False
    widest = [max(column) for column in widths]
    return min(widest) > 0.7 * max(widest) and all(
        median(column) > 0.8 * wide for column, wide in zip(widths, widest, strict=True)
    )


def _with_ends(band: list[TextLine], first: int, last: int) -> list[TextLine]:
    """From the first line with columns to the last, and what a last row's cell goes on with."""
    end = last + 1
    while end < len(band) and _follows(band[end - 1], band[end]):
        if not any(abs(band[end].x0 - part[0].x0) < 3 for part in _parts(band[last])):
            break
        end += 1
    return band[first:end]


def _follows(before: TextLine, line: TextLine) -> bool:
    return line.top - before.top < 1.6 * before.size


def _gaps(found: list[TextLine]) -> list[_Gap]:
    """Clear stretches: words of at most one line in ten may cross one."""
    ends: list[tuple[float, int]] = []
    for line in found:
        for part in _parts(line):
            ends += [(part[0].x0, 1), (max(word.x1 for word in part), -1)]
    ends.sort()
    size = median(line.size for line in found)
    allowed = len(found) // 10
    gaps: list[_Gap] = []
    covering, begun = 0, None
    for at, change in ends:
        covering += change
        if covering <= allowed and begun is None:
            begun = at
        elif covering > allowed and begun is not None:
            if at - begun > 0.8 * size and begun > ends[0][0]:
                gaps.append(_Gap(begun, at))
            begun = None
    return gaps


def _is_table(found: list[TextLine], gaps: list[_Gap]) -> bool:
    """Three columns or more, each used; or two of which the first only names things."""
    columns = [0] * (len(gaps) + 1)
    widths: list[list[float]] = [[] for _ in columns]
    for line in found:
        for part in _parts(line):
            at = sum(part[0].x0 > gap.middle for gap in gaps)
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
    steps = [(one.bottom + two.top) / 2 for one, two in pairwise(found)]
    pitches = [two.top - one.top for one, two in pairwise(found)]
    usual = min(pitches, default=1.0)
    loose = [at for at, pitch in zip(steps, pitches, strict=True) if pitch > _LOOSE * usual]
    if len(loose) >= max(2, len(found) // 8):
        return _spaced([top, *loose, bottom])
    starts = [
        at
        for at, line in zip(steps, found[1:], strict=True)
        if line.words[0].across < xs[1] and _begins(line)
    ]
    return _spaced([top, *starts, bottom])


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
        for part in _parts(line):
            column = min(sum(part[0].x0 + 1 > x for x in xs[1:]), len(xs) - 2)
            grid[row, column].words += part
    spots = list(grid.values())
    if len({spot.row for spot in spots if spot.words}) < 2:
        return None
    return PageTable(xs=xs, ys=ys, spots=spots)
