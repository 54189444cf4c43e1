"""Where sentences and clauses of a cell begin and end."""

import re
from dataclasses import dataclass

from headway.language.letters import plain_letters, tidy

_ENDS = re.compile(
    r"(?<=[.!?])[\"')]?\s+(?=[\"'(]?[A-Z0-9•£$€])|\n+|;\s+|(?=[•●▪])|\s\|\s",
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|vs|e\.g|i\.e|approx|inc|incl|dept|etc|st|dr|mr|mrs|ms|[A-Z]|jan|feb|mar"
    r"|apr|aug|sept?|oct|nov|dec))\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A piece of a text; `text[start:end]`."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Whether the place lies in it."""
        return self.start <= place < self.end


def sentences(plain: str) -> tuple[Sentence, ...]:
    """
    The sentences of a text; a line, a list item and a part between semicolons is one too.

    >>> [(s.start, s.end) for s in sentences("72 in 18/19. By then 70.")]
    [(0, 13), (13, 24)]
    """
    pieces: list[Sentence] = []
    start = 0
    for match in _ENDS.finditer(plain):
        if _inside_brackets(plain, start, match.start()) and "\n" not in match[0]:
            continue
        if (
            _ABBREVIATION.search(plain[max(0, match.start() - 8) : match.start()])
            and "\n" not in match[0]
        ):
            continue
        if match.end() > start:
            pieces.append(Sentence(start=start, end=match.end()))
            start = match.end()
    if start < len(plain):
        pieces.append(Sentence(start=start, end=len(plain)))
    return tuple(pieces)


_FAR = 2_000
"""Letters on either side in which the ends of a sentence are looked for."""


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence, or list item, in which the words between two places stand."""
    first = max(0, start - _FAR)
    near = text[first : end + _FAR]
    for one in sentences(plain_letters(near)):
        if one.start <= start - first < one.end:
            return tidy(near[one.start : max(one.end, end - first)])
    return tidy(text[start:end])


def _inside_brackets(plain: str, start: int, place: int) -> bool:
    piece = plain[start:place]
    opened = piece.rfind("(")
    return opened > piece.rfind(")") and ")" in plain[place : place + 200].partition("(")[0]


def in_brackets(plain: str, place: int) -> bool:
    """Whether the place stands inside an open bracket of its line."""
    before = plain[max(0, place - 200) : place]
    return before.rfind("(") > before.rfind(")")
