"""Tables whose columns a conversion kept only as white space."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.importing.columns import Role, column, is_header
from headway.importing.wrapping import (
    goes_on,
    is_marked,
    joined,
    leaves_open,
    unwrapped,
)

_GAP = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,2})*)[.)]?$")
_NUMBERED = re.compile(r"^\d{1,3}(?:\.\d{1,2})*\s*(?:[-–.)]\s|\s{2,})\s*\S")
_PERCENT = re.compile(r"^\d{1,3}\s?%$")
_MOST_HEADER_LINES = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line with no wide gap in it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: where each column's words stand, and how many lines it takes."""

    spans: tuple[Span, ...]
    height: int


def spans(line: str) -> list[Span]:
    """The line's stretches, parted by two spaces or more."""
    return [Span(m.start(), m.end(), m.group()) for m in _GAP.finditer(line)]


def header_at(lines: Sequence[str]) -> Header | None:
    """
    The table header that the first of the lines begins, if it begins one.

    Its words may stand on several lines. The fewest lines that name the most columns are taken.
    """
    if not lines or len(spans(lines[0])) < 2:
        return None
    best, known = _best(lines)
    if best is None:
        return None
    if best.height > 1:
        later, known_later = _best(lines[1:])
        if later and known_later >= known and not _stands_over(spans(lines[0]), later):
            return None
    return _with_tail(best, lines)


def _stands_over(above: list[Span], header: Header) -> bool:
    """Whether a line holds only a word or two over some of the header's columns."""
    return all(
        len(span.text.split()) <= 2 and any(_overlap(span, head) for head in header.spans)
        for span in above
    )


def _best(lines: Sequence[str]) -> tuple[Header | None, int]:
    """The header of the fewest lines that names the most columns, and how many it names."""
    best: Header | None = None
    best_known = 0
    for height in range(1, min(_MOST_HEADER_LINES, len(lines)) + 1):
        if not lines[height - 1].strip():
            break
        merged = _merged([spans(line) for line in lines[:height]])
        texts = tuple(span.text for span in merged)
        if not is_header(texts) or (len(merged) < 3 and not _is_short(texts)):
            continue
        known = sum(column(text).role is not Role.UNKNOWN for text in texts)
        if known > best_known:
            best, best_known = Header(tuple(merged), height), known
    return best, best_known


def _is_short(texts: tuple[str, ...]) -> bool:
    roles = {column(text).role for text in texts}
    short = all(len(text.split()) <= 4 for text in texts)
    return short and not roles & {Role.UNKNOWN, Role.FIGURE} and len(roles) > 1


def _with_tail(header: Header, lines: Sequence[str]) -> Header:
    """The header with one more line, where that only goes on from its words."""
    if header.height >= len(lines):
        return header
    more = spans(lines[header.height])
    ends_it = header.height + 1 >= len(lines) or not lines[header.height + 1].strip()
    if not more or len(more) >= len(header.spans) or more[0].start < header.spans[0].end:
        return header
    beside = all(
        len(span.text.split()) <= 2 and any(_overlap(span, head) for head in header.spans)
        for span in more
    )
    following = spans(lines[header.height + 1]) if header.height + 1 < len(lines) else []
    under = beside and len(following) > len(more) and following[0].start < header.spans[0].end
    if ends_it or under or all(goes_on(span.text) or span.text.startswith("(") for span in more):
        above = [spans(line) for line in lines[: header.height + 1]]
        merged = _merged(above)
        if len(merged) == len(header.spans):
            return Header(tuple(merged), header.height + 1)
    return header


def _merged(rows: list[list[Span]]) -> list[Span]:
    """Columns from header lines: what stands above each other belongs together."""
    columns: list[list[tuple[int, Span]]] = []
    told = [(number, span) for number, row in enumerate(rows) for span in row]
    for number, span in sorted(told, key=lambda one: one[1].start):
        homes = [c for c in columns if any(_overlap(span, other) for _, other in c)]
        columns = [c for c in columns if c not in homes]
        columns.append([(number, span), *(one for home in homes for one in home)])
    merged = [part for group in columns for part in _parted(group)]
    return sorted(merged, key=lambda span: span.start)


def _parted(group: list[tuple[int, Span]]) -> list[Span]:
    """The group's columns: it is cut where two of its lines or more have a gap in one place."""
    words = [
        (number, span.start + word.start(), span.start + word.end(), word.group())
        for number, span in group
        for word in re.finditer(r"\S+", span.text)
    ]
    if by_order := _by_order(words):
        return by_order
    low, high = min(w[1] for w in words), max(w[2] for w in words)
    cuts = [low]
    for at in range(low, high):
        if any(start <= at < end for _, start, end, _ in words):
            continue
        before = {number for number, start, _, _ in words if start >= cuts[-1] and start < at}
        after = {number for number, start, _, _ in words if start > at}
        if len(before & after) > 1:
            cuts.append(at)
    cuts.append(high + 1)
    found = []
    for left, right in pairwise(cuts):
        inside = sorted(w for w in words if left <= w[1] < right)
        if inside:
            text = " ".join(word for _, _, _, word in inside)
            found.append(Span(min(w[1] for w in inside), max(w[2] for w in inside), text))
    return found


def _by_order(words: list[tuple[int, int, int, str]]) -> list[Span]:
    """
    Columns of words that repeat side by side, as many on each line: the first under the first.

    "Initiative Initiative Goal" over "Progress Health Progress" are three headers.
    """
    lines: dict[int, list[list[tuple[int, int, int, str]]]] = {}
    for word in sorted(words):
        units = lines.setdefault(word[0], [])
        if units and units[-1][0][3].startswith("(") and not units[-1][-1][3].endswith(")"):
            units[-1].append(word)
        else:
            units.append([word])
    counts = {len(units) for units in lines.values()}
    texts = [[" ".join(w[3] for w in unit) for unit in units] for units in lines.values()]
    repeats = any(len(set(row)) < len(row) for row in texts)
    if len(lines) < 2 or len(counts) != 1 or counts == {1} or not repeats:
        return []
    return [
        Span(
            min(unit[0][1] for unit in column),
            max(unit[-1][2] for unit in column),
            " ".join(word[3] for unit in column for word in unit),
        )
        for column in zip(*lines.values(), strict=True)
    ]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def starts_of(header: Header, lines: Sequence[str], slack: int = 2) -> list[int]:
    """
    Where each column begins in these lines, from the gaps that most of them share.

    Args:
        header: Where the header's words stand: a column begins under or before its own.
        lines: The table's lines below the header, without blank ones.
        slack: How far to the right of its header a column may begin.
    """
    votes: dict[int, float] = {}
    for line in lines:
        for span in spans(line):
            votes[span.start] = votes.get(span.start, 0) + 1
            for word in re.finditer(r"(?<= )[A-Z0-9$]", span.text):
                at = span.start + word.start()
                votes[at] = votes.get(at, 0) + 0.4
    heads = header.spans
    centred = heads[0].start > 3 and any(line[:1].strip() for line in lines)
    found = [0]
    for number in range(1, len(heads)):
        low = max(heads[number - 1].start if slack < 3 else found[-1], found[-1]) + 1
        high = heads[number].start + slack
        if centred:
            low = max(low, (heads[number - 1].start + heads[number - 1].end) // 2)
            high = max(high, (heads[number].start + heads[number].end) // 2)
        due = heads[number].start
        if centred:
            due = heads[number - 1].start + heads[number - 1].end - found[-1]
        best = max(
            range(low, high + 1),
            key=lambda at: (_support(at, votes, lines) - 0.08 * abs(at - due), at),
            default=high,
        )
        found.append(best if votes.get(best) else max(low, min(due, high)))
    return found


def _support(at: int, votes: dict[int, float], lines: Sequence[str]) -> float:
    beside = 0.5 * votes.get(at - 1, 0) + 0.5 * votes.get(at + 1, 0)
    return votes.get(at, 0) + beside - 0.75 * sum(_cuts(line, at) for line in lines)


def with_numbers(header: Header, lines: Sequence[str]) -> Header:
    """The header with a column put before it, where the rows begin with a number of their own."""
    first = header.spans[0].start
    found = [
        line_spans[0]
        for line in lines
        if len(line_spans := spans(line)) > 1
        and _NUMBER.match(line_spans[0].text)
        and line_spans[0].end < first
        and line_spans[1].start <= first + 2
    ]
    if len(found) < 2:
        return header
    number = Span(min(s.start for s in found), max(s.end for s in found), "")
    goal = Span(max(s.end for s in found) + 1, header.spans[0].end, header.spans[0].text)
    return Header((number, goal, *header.spans[1:]), header.height)


def _cuts(line: str, at: int) -> bool:
    return 0 < at < len(line) and line[at - 1] != " " and line[at] != " "


def split_line(line: str, starts: Sequence[int]) -> list[str]:
    """The line's words by column; a word that a narrow gap joined to another's is parted."""
    cells = [""] * len(starts)
    found = spans(line)
    for number, span in enumerate(found):
        following = found[number + 1].start if number + 1 < len(found) else 10**6
        at = _column_of(span.start, starts)
        start, text = span.start, span.text
        while at + 1 < len(starts) and start + len(text) > starts[at + 1]:
            taken = _column_of(following, starts) <= at + 1
            cut = _cut(text, starts[at + 1] - start)
            near = cut is not None and abs(cut - starts[at + 1] + start) <= 3
            over = start + len(text) > starts[at + 1] + 3
            if cut is None or (taken and following < starts[at + 1] + 4) or not (over or near):
                break
            cells[at] = joined(cells[at], text[:cut].rstrip())
            start, text = start + cut, text[cut:]
            at += 1
        cells[at] = joined(cells[at], text)
    return cells


def _column_of(position: int, starts: Sequence[int]) -> int:
    at = max((n for n, start in enumerate(starts) if start <= position + 2), default=0)
    if at + 1 < len(starts):
        short, over = starts[at + 1] - position, position - starts[at]
        if short <= 4 < over or (short <= 6 and over > 12):
            return at + 1
    return at


def _cut(text: str, boundary: int) -> int | None:
    """Where in the text the next column's word begins, near the boundary."""
    words = [m.start() for m in re.finditer(r"(?<=\s)\S", text)]
    near = [at for at in words if abs(at - boundary) <= 9 and not _in_a_date(text, at)]
    return min(
        near,
        key=lambda at: _distance(at, boundary) + _lower_case(text, at, boundary),
        default=None,
    )


_DATE_BEGUN = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|\d,|\b(?:by|fy|q)) $",
    re.IGNORECASE,
)


def _in_a_date(text: str, at: int) -> bool:
    return text[at].isdigit() and _DATE_BEGUN.search(text[:at]) is not None


def _lower_case(text: str, at: int, boundary: int) -> float:
    """A column's text seldom begins in lower case, unless it goes on from the line above."""
    if not text[at].islower():
        return 0
    return 2.5 if abs(at - boundary) <= 2 else 3.5


def _distance(at: int, boundary: int) -> float:
    """A word before the boundary is likelier the column's first: narrow gaps pull it left."""
    return 0.4 * (boundary - at) if at <= boundary else at - boundary


@dataclass(frozen=True, slots=True)
class Part:
    """
    One page's share of a table, cut into columns.

    Attributes:
        cells: For each line, its words by column.
        numbers: The lines' places in the file, from 1.
    """

    cells: list[list[str]]
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row: for each column its text, and the file's line it begins on.

    Attributes:
        covered: Columns whose cell spreads down from the row above.
    """

    texts: tuple[str, ...]
    line: int
    covered: frozenset[int] = frozenset()


def rows_of(part: Part) -> list[Row]:
    """The part's rows, each cell's lines put together."""
    if not part.cells:
        return []
    width = len(part.cells[0])
    centred = _spread_down(part)
    keys = [at for at in range(width) if at not in centred and not _is_figures(part, at)]
    starts = _row_starts(part, keys or list(range(width)))
    bounds = sorted({0, *starts})
    widths = [max((len(line[at]) for line in part.cells), default=0) for at in range(width)]
    rows: list[Row] = []
    for number, (low, high) in enumerate(zip(bounds, [*bounds[1:], len(part.cells)], strict=True)):
        texts = []
        for at in range(width):
            whole = at in centred
            lines = part.cells if whole and number == 0 else [] if whole else part.cells[low:high]
            texts.append("\n".join(unwrapped([line[at] for line in lines], widths[at])))
        rows.append(
            Row(
                tuple(texts),
                part.numbers[low],
                covered=frozenset(centred) if number else frozenset(),
            )
        )
    return rows


def _is_figures(part: Part, at: int) -> bool:
    told = [line[at] for line in part.cells if line[at]]
    return bool(told) and all(_PERCENT.match(text) for text in told)


def _spread_down(part: Part) -> set[int]:
    """
    Columns with one cell for all rows of the part.

    Its text stands in the middle (the first line has none), or flows on past rows' beginnings.
    """
    first = part.cells[0]
    told = [n for n, line in enumerate(part.cells) if line[0]]
    if first[0] or not any(first) or not told or any(_NUMBER.match(line[0]) for line in part.cells):
        return set()
    key = next(at for at, text in enumerate(first) if text)
    breaks = [
        n for n in range(1, len(part.cells)) if part.cells[n][key] and not part.cells[n - 1][key]
    ]
    begun = [n for n in breaks if part.cells[n][0] and not part.cells[n - 1][0]]
    if len(breaks) < 2 or 2 * len(begun) >= len(breaks):
        return set()
    spread = {0}
    for at in range(1, len(first)):
        texts = [line[at] for line in part.cells]
        told = [n for n, text in enumerate(texts) if text]
        if not told or at == key:
            continue
        lone = len(told) == 1 and len(breaks) > 1
        flows = sum(1 for n in breaks if texts[n] and texts[n - 1]) and any(
            goes_on(texts[n]) for n in breaks if texts[n]
        )
        close = all(low + 2 >= high for low, high in pairwise(told))
        runs = len(breaks) > 1 and close and len(told) > 4
        if lone or (flows and runs) or (runs and at == len(first) - 1):
            spread.add(at)
    return spread


def _row_starts(part: Part, keys: list[int]) -> list[int]:
    lines = part.cells
    numbered = [n for n, line in enumerate(lines) if _NUMBER.match(line[0])]
    if (
        len(numbered) > 1
        and 0 in keys
        and all(not line[0] or _NUMBER.match(line[0]) for line in lines)
    ):
        return numbered
    full = max((sum(bool(line[at]) for at in keys) for line in lines[:1]), default=1)
    told = any(_NUMBERED.match(line[keys[0]]) for line in lines)
    needed = max(2.0, 0.5 * full)
    fresh = (
        n
        for n in range(1, len(lines))
        if lines[n][keys[0]] and _weight(lines, n, keys, told=told) >= needed
    )
    return [0, *fresh]


def _weight(lines: list[list[str]], n: int, keys: list[int], *, told: bool) -> float:
    """How much speaks for a new row on line `n`; below nothing it goes on from the last."""
    above, here = lines[n - 1], lines[n]
    if goes_on(here[keys[0]]):
        return 0
    weight = -2.0 if above[keys[0]] and leaves_open(above[keys[0]]) else 0.0
    for at in keys:
        if not here[at] or (at == keys[0] and weight < 0):
            continue
        goes = goes_on(here[at]) or bool(
            above[at] and (leaves_open(above[at]) or above[at].endswith(":"))
        )
        weight += -1.5 if goes and not is_marked(here[at]) else 0.25 if here[at][0] == "(" else 1
    blank = not any(above)
    if _NUMBERED.match(here[keys[0]]):
        weight += 2
    elif told:
        weight -= 2
    return weight + (1 if blank else 0.5 if not above[keys[0]] else 0)
