"""Tables whose columns a conversion kept only as white space."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.importing.documents.wrapping import (
    ends,
    goes_on,
    is_marked,
    joined,
    leaves_open,
    unwrapped,
)
from headway.importing.readers.text_headers import Header, spans

_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,2})*)[.)]?$")
_NUMBERED = re.compile(r"^\d{1,3}(?:\.\d{1,2})*\s*(?:[-–.)]\s|\s{2,})\s*\S")
_OUTDENT = 2
_FEWEST_BESIDE = 3
_ASIDE = re.compile(r"^(?:\((?=\S+ )|[-–] (?=[a-z]))")
_PERCENT = re.compile(r"^\d{1,3}\s?%$")


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


def _cuts(line: str, at: int) -> bool:
    return 0 < at < len(line) and line[at - 1] != " " and line[at] != " "


def split_line(line: str, starts: Sequence[int]) -> list[str]:
    """The line's words by column; a word that a narrow gap joined to another's is parted."""
    cells = [""] * len(starts)
    found = spans(line)
    if len(found) == len(starts) and all(
        span.start >= start - _OUTDENT for span, start in zip(found, starts, strict=True)
    ):
        return [span.text for span in found]
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
    at = max(bisect_right(starts, position + 2) - 1, 0)
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
    r"(?:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
    r"|\d,|\d of|\b(?:by|fy|q)) $",
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
        fresh: Its first line begins a row; else it may go on from the page before.
    """

    cells: list[list[str]]
    numbers: list[int]
    fresh: bool = False


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
            told = [line[at] for line in lines if line[at] or not any(line)]
            texts.append("\n".join(unwrapped(_with_asides(told), widths[at])))
        rows.append(
            Row(
                tuple(texts),
                part.numbers[low],
                covered=frozenset(centred) if number else frozenset(),
            )
        )
    return rows


def _with_asides(lines: Sequence[str]) -> list[str]:
    """The lines, those put behind the one above that only explain it: "(rate per 1,000)"."""
    whole: list[str] = []
    for line in lines:
        above = whole[-1] if whole else ""
        if above and _ASIDE.match(line) and not ends(above) and not above.endswith(":"):
            whole[-1] = f"{above} {line}"
        else:
            whole.append(line)
    return whole


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
        begins = [
            n
            for n in breaks
            if texts[n] and not goes_on(texts[n]) and (not texts[n - 1] or ends(texts[n - 1]))
        ]
        if 2 * len(begins) >= len(breaks):
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
    if chunks := _by_blank_lines(lines, keys):
        return sorted({*chunks, *_under_one_heading(lines)})
    named = [n for n, line in enumerate(lines) if line[keys[0]]]
    if part.fresh and len(named) == 1 and named[0] > 0:
        return [0]
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
    return sorted({0, *fresh, *_under_one_heading(lines)})


def _under_one_heading(lines: list[list[str]]) -> list[int]:
    """
    Where rows begin whose first cell is blank, since it holds for several rows.

    Most of the other cells begin there side by side, under blank ones or ended ones; and
    every first cell stands at the top of its row.
    """
    width = len(lines[0])
    most = max(_FEWEST_BESIDE, 0.7 * (width - 1))
    begun = [n for n, line in enumerate(lines) if line[0] and (n == 0 or not lines[n - 1][0])]
    if not begun or any(sum(map(bool, lines[n][1:])) < most for n in begun):
        return []
    found = []
    for n in range(1, len(lines)):
        above, here = lines[n - 1], lines[n]
        told = [at for at in range(1, width) if here[at]]
        fresh = [
            at
            for at in told
            if not goes_on(here[at]) and (not above[at] or ends(above[at]) or not any(above))
        ]
        if not here[0] and len(fresh) >= most and not any(goes_on(here[at]) for at in told):
            found.append(n)
    return found


def _by_blank_lines(lines: list[list[str]], keys: list[int]) -> list[int]:
    """
    Where rows begin that blank lines part; empty where blank lines stand within rows too.

    Each run of lines must have words in the first column, and nothing that begins a row
    inside it, wherever in the run's height its cells stand.
    """
    starts = [n for n, line in enumerate(lines) if any(line) and (n == 0 or not any(lines[n - 1]))]
    if len(starts) < 2:
        return []
    for low, high in pairwise([*starts, len(lines)]):
        run = range(low, high)
        if not any(lines[n][keys[0]] for n in run):
            return []
        full = sum(any(lines[n][at] for n in run) for at in keys)
        inner = [n for n in run if n > low and lines[n][keys[0]]]
        if any(_weight(lines, n, keys, told=False) >= max(2.0, 0.7 * full) for n in inner):
            return []
    return starts


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
