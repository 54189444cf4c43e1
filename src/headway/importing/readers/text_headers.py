"""Headers of tables whose columns stand apart only by white space."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from headway.importing.documents.wrapping import goes_on, leaves_open
from headway.importing.headers.columns import Role, column, is_header

_GAP = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,2})*)[.)]?$")
_PERIOD = re.compile(r"^\(?(?:20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?|\d\d[/–-]\d\d|Q[1-4])\)?$")
_MOST_HEADER_LINES = 4
_MOST_COLUMNS = 60
_INDENT = 2


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
    return list(_spans(line))


@lru_cache(maxsize=4096)
def _spans(line: str) -> tuple[Span, ...]:
    return tuple(Span(m.start(), m.end(), m.group()) for m in _GAP.finditer(line))


def stand_alone(lines: Sequence[str]) -> bool:
    """Whether no line fills a column but the first: words after a table, not its rows."""
    return all(
        len(found) == 1 and found[0].start <= _INDENT for line in lines if (found := spans(line))
    )


def header_at(lines: Sequence[str]) -> Header | None:
    """
    The table header that the first of the lines begins, if it begins one.

    Its words may stand on several lines. The fewest lines that name the most columns are taken.
    """
    first = spans(lines[0]) if lines else []
    if not 2 <= len(first) <= _MOST_COLUMNS or any(span.text[0].islower() for span in first):
        return None
    best, known = _best(lines)
    if best is None:
        return None
    if best.height > 1:
        later, known_later = _best(lines[1:])
        if later and known_later >= known and not _stands_over(spans(lines[0]), later):
            return None
    return _with_tails(best, lines)


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


def _with_tails(header: Header, lines: Sequence[str]) -> Header:
    """The header with all the lines that only go on from its words."""
    whole = _with_tail(header, lines)
    while whole.height > header.height and whole.height < _MOST_HEADER_LINES:
        header, whole = whole, _with_tail(whole, lines)
    return whole


def _with_tail(header: Header, lines: Sequence[str]) -> Header:
    """The header with one more line, where that only goes on from its words."""
    if header.height >= len(lines):
        return header
    more = spans(lines[header.height])
    ends_it = header.height + 1 >= len(lines) or not lines[header.height + 1].strip()
    if not more or len(more) >= len(header.spans):
        return header
    if more[0].start < header.spans[0].end and not (
        leaves_open(header.spans[0].text) and goes_on(more[0].text)
    ):
        return header
    beside = all(
        len(span.text.split()) <= 2 and any(_overlap(span, head) for head in header.spans)
        for span in more
    )
    following = spans(lines[header.height + 1]) if header.height + 1 < len(lines) else []
    under = beside and len(following) > len(more) and following[0].start < header.spans[0].end
    timed = beside and all(_PERIOD.match(span.text) for span in more)
    if (
        ends_it
        or under
        or timed
        or all(goes_on(span.text) or span.text.startswith("(") for span in more)
    ):
        above = [spans(line) for line in lines[: header.height + 1]]
        merged = _merged(above)
        if len(merged) == len(header.spans):
            return Header(tuple(merged), header.height + 1)
    return header


def _merged(rows: list[list[Span]]) -> list[Span]:
    """Columns from header lines: what stands above each other belongs together."""
    columns: list[list[tuple[int, Span]]] = []
    told = [(number, span) for number, row in enumerate(rows) for span in row]
    reached = 0
    for number, span in sorted(told, key=lambda one: one[1].start):
        if not columns or span.start >= reached:
            columns.append([])
        columns[-1].append((number, span))
        reached = max(reached, span.end)
    merged = [part for group in columns for part in _parted(group)]
    return sorted(merged, key=lambda span: span.start)


def _parted(group: list[tuple[int, Span]]) -> list[Span]:
    """The group's columns: it is cut where two of its lines or more have a gap in one place."""
    if len(group) == 1:
        return [group[0][1]]
    words = [
        (number, span.start + word.start(), span.start + word.end(), word.group())
        for number, span in group
        for word in re.finditer(r"\S+", span.text)
    ]
    if by_order := _by_order(words):
        return by_order
    low, high = min(w[1] for w in words), max(w[2] for w in words)
    cuts = [low]
    covered = {at for _, start, end, _ in words for at in range(start, end)}
    for at in range(low, high):
        if at in covered:
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
