"""The things that one cell lists: numbered, bulleted, or one paragraph each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from headway.importing.documents.wrapping import MARK, ends, goes_on, joined, leaves_open, unwrapped

_NUMBER = re.compile(r"^\(?(\d{1,3}(?:\.\d{1,2})*)[.)]?$")
_BARE_NUMBER = re.compile(r"^\d{1,3}[.)]$")
_LOOSE_NUMBER = re.compile(r"^(\d{1,2})[.)]?\s+(?=[A-Z])")
_CODE = re.compile(r"^(\d{1,3}(?:\.\d{1,2})+)[.)]?\s+(?=\S)")
_INLINE = re.compile(r"(?<=[\s;.])(\d{1,2})[.)]\s+(?=[A-Z0-9£$])")
_STRAY = re.compile(r"^[B-HJ-Zb-z]$")
_STRAY_FIRST = re.compile(r"^[b-z]\s+(?=\d|[A-Z])")
_NO_WORDS = re.compile(r"^[\d\s.,(|]+$")
_LEVELS = {"◦": 2, "▪": 3}
_GHOST = 72
_SAME_NUMBER_GHOST = 45
_SHORT_OF_WIDTH = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    One thing that a cell lists.

    Attributes:
        number: As printed, without its dot; empty for a bullet or a paragraph.
        line: Of the cell's lines, the one it begins on, from 0.
        marked: A list mark stood before it.
        level: How deep in the list, from 1; 0 for a paragraph.
        garbled: Lines of it that nobody can read, left out of its text.
        renumbered: Its own number was lost, and follows from its neighbours'.
    """

    text: str
    number: str = ""
    line: int = 0
    marked: bool = False
    level: int = 0
    garbled: tuple[str, ...] = ()
    renumbered: bool = False


@dataclass(slots=True)
class _Draft:
    number: str
    marked: bool
    level: int
    line: int
    lines: list[str] = field(default_factory=list)
    garbled: list[str] = field(default_factory=list)


def items_of(
    text: str, *, several: bool = True, stacked: bool = False, keep_lines: bool = False
) -> tuple[Item, ...]:
    r"""
    What a cell lists.

    Args:
        text: The cell's lines, list items behind their marks.
        several: Whether paragraphs without marks are things of their own.
        stacked: The lines are a page's own, kept side by side with those of other cells.
        keep_lines: An item's lines stay lines, as those of a table inside the cell must.

    >>> [item.text for item in items_of("1. Reduce absence to 6%.\n2. Train all staff")]
    ['Reduce absence to 6%.', 'Train all staff']
    >>> [item.number for item in items_of("9. Nine\n1. Its number was lost\n11. Eleven")]
    ['9', '10', '11']
    """
    lines = _inline_parted(text.split("\n"))
    drafts = _drafts(lines, stacked=stacked)
    if not any(draft.marked for draft in drafts):
        return _paragraphs(lines, several=several and not keep_lines, stacked=stacked)
    glue = "\n" if keep_lines else " "
    return _renumbered([_item(draft, glue) for draft in drafts if draft.lines or draft.garbled])


def _inline_parted(lines: Sequence[str]) -> list[str]:
    """Lines that hold a numbered list in one run ("1. … 2. … 3. …"), cut before each number."""
    parted: list[str] = []
    for line in lines:
        found = MARK.match(line)
        first = found["mark"].strip("().") if found else ""
        expected = int(first) if first.isdigit() else 0
        start = 0
        for match in _INLINE.finditer(line) if expected else ():
            if int(match[1]) == expected + 1:
                parted.append(line[start : match.start()].strip())
                start, expected = match.start(), expected + 1
        parted.append(line[start:].rstrip() if start else line)
    return parted


def _drafts(lines: Sequence[str], *, stacked: bool) -> list[_Draft]:
    drafts: list[_Draft] = []
    expected = 0
    above = ""
    for at, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        mark, body = _mark(line, expected, bare=stacked or bool(expected))
        if stacked and mark and not _NUMBER.match(mark) and goes_on(body) and not ends(above):
            mark = ""
        ghostly = stacked and (not mark or _NO_WORDS.match(body) is not None)
        garbled, body = _readable(body, above, ghostly=ghostly)
        number = _NUMBER.match(mark)
        if mark and not (body or garbled or number):
            continue
        again = number is not None and bool(drafts) and drafts[-1].number == number[1]
        if again and (garbled or ratio(body, above) > _SAME_NUMBER_GHOST):
            drafts[-1].garbled.append(text)
            continue
        if mark or not drafts:
            indent = 1 + (len(line) - len(line.lstrip())) // 2
            level = max(indent, _LEVELS.get(mark, 1)) if mark else 0
            drafts.append(_Draft(number[1] if number else "", bool(mark), level, at))
            if number and number[1].isdigit():
                expected = (
                    int(number[1]) + 1
                    if int(number[1]) == expected or not expected
                    else expected + 1
                )
        if garbled:
            drafts[-1].garbled.append(text if not body else garbled)
        if body:
            drafts[-1].lines.append(body)
            above = body
    return drafts


def _mark(line: str, expected: int, *, bare: bool) -> tuple[str, str]:
    """The line's list mark and its words; a number that lost its dot counts where it is due."""
    text = line.strip()
    if code := _CODE.match(text):
        return code[1], text[code.end() :]
    if found := MARK.match(text):
        return found["mark"], text[found.end() :]
    if text in ("•", "●", "-", "*", "○", "▪") or _BARE_NUMBER.match(text):
        return text, ""
    loose = _LOOSE_NUMBER.match(text) if bare and expected else None
    if loose and int(loose[1]) == expected:
        return loose[1], text[loose.end() :]
    return "", text


def _readable(text: str, above: str, *, ghostly: bool) -> tuple[str, str]:
    """What of a line nobody can read, and the rest: strays and ghosts of the line above."""
    if not ghostly or not text:
        return "", text
    if _STRAY.match(text) or (_NO_WORDS.match(text) and len(text.split()) > 2):
        return text, ""
    if text.isdigit() and len(text) > 5:
        return text, ""
    if above and _is_ghost(text, above):
        return text, ""
    if found := _STRAY_FIRST.match(text):
        return found[0].strip(), text[found.end() :]
    return "", text


def _is_ghost(text: str, above: str) -> bool:
    """
    Whether a line is the line above once more, misread by the conversion.

    >>> _is_ghost("De Supporteu", "Be Supported"), _is_ghost("Elia di telili 4", "End of term 4")
    (True, False)
    """
    tail = above[-len(text) - 1 :].strip() if len(above) > len(text) + 3 else above
    if text == tail:
        return True
    return len(text) > 3 and abs(len(text) - len(tail)) < 3 and ratio(text, tail) >= _GHOST


def _item(draft: _Draft, glue: str = " ") -> Item:
    text = ""
    for line in draft.lines:
        text = (
            joined(text, " ".join(line.split())) if glue == " " or not text else f"{text}\n{line}"
        )
    return Item(
        text=text,
        number=draft.number,
        line=draft.line,
        marked=draft.marked,
        level=draft.level,
        garbled=tuple(draft.garbled),
    )


def _paragraphs(lines: Sequence[str], *, several: bool, stacked: bool) -> tuple[Item, ...]:
    if not stacked:
        told = [" ".join(line.split()) for line in lines]
        whole = unwrapped(told) if _looks_wrapped(told) else [line for line in told if line]
        if several:
            return tuple(Item(text=text, line=at) for at, text in enumerate(whole))
        text = ""
        for line in whole:
            text = joined(text, line) if text else line
        return (Item(text=text),) if text else ()
    return _stacked_paragraphs(lines)


def _looks_wrapped(lines: Sequence[str]) -> bool:
    told = [line for line in lines if line]
    return any(goes_on(below) or leaves_open(above) for above, below in pairwise(told))


def _stacked_paragraphs(lines: Sequence[str]) -> tuple[Item, ...]:
    """Paragraphs of lines that keep their height: a blank one parts them where a sentence ended."""
    found: list[_Draft] = []
    above, gap = "", True
    width = max((len(line) for line in lines), default=0)
    for at, line in enumerate(lines):
        text = " ".join(line.split())
        if not text:
            gap = True
            continue
        garbled, text = _readable(text, above, ghostly=True)
        below = lines[at + 1].strip() if at + 1 < len(lines) else ""
        if (
            text
            and " " not in text
            and len(below) > len(text) + 3
            and _is_ghost(text, below[: len(text)])
        ):
            garbled, text = text, ""
        apart = gap and not goes_on(text) and not leaves_open(above) and (ends(above) or not above)
        short = len(above) + 1 + len(text.split(" ")[0]) <= _SHORT_OF_WIDTH * width
        fresh = ends(above) or (short and text[:1].isupper() and not leaves_open(above))
        if not found or (text and not goes_on(text) and (apart or fresh)):
            found.append(_Draft("", False, 0, at))
        if garbled:
            found[-1].garbled.append(garbled)
        if text:
            found[-1].lines.append(text)
            above, gap = text, False
    return tuple(_item(draft) for draft in _with_words(found))


def _with_words(drafts: list[_Draft]) -> list[_Draft]:
    """Those with words that can be read; what nobody can read goes to the one before."""
    kept: list[_Draft] = []
    for draft in drafts:
        if draft.lines or not kept:
            kept.append(draft)
        else:
            kept[-1].garbled += draft.garbled
    if len(kept) > 1 and not kept[0].lines:
        kept[1].garbled[:0] = kept[0].garbled
        del kept[0]
    return kept


def groups_of(text: str) -> tuple[Item, ...]:
    r"""
    What stands in a stacked cell with blank lines around it: one thing a group.

    >>> [(one.text, one.line) for one in groups_of("Jul 2019\nJul 2013\n\n\nBy Mar\n2020")]
    [('Jul 2019', 0), ('By Mar 2020', 4)]
    """
    found: list[_Draft] = []
    above = ""
    for at, line in enumerate(text.split("\n")):
        tidy = " ".join(line.split())
        garbled, body = _readable(tidy, above, ghostly=True)
        if body and (not above or not found):
            found.append(_Draft("", False, 0, at))
        if body:
            found[-1].lines.append(body)
        elif garbled and found:
            found[-1].garbled.append(garbled)
        above = body or (above if garbled else "")
    return tuple(_item(draft) for draft in _with_words(found))


def _renumbered(items: list[Item]) -> tuple[Item, ...]:
    """Items in a run of numbers get the one that their neighbours leave open to them."""
    numbers = [int(item.number) if item.number.isdigit() else None for item in items]
    for at in range(1, len(items)):
        before, own = numbers[at - 1], numbers[at]
        after = numbers[at + 1] if at + 1 < len(items) else None
        if before is None or own == before + 1 or after != before + 2:
            continue
        numbers[at] = before + 1
        items[at] = replace(items[at], number=str(before + 1), renumbered=True)
    return tuple(items)
