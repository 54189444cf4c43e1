"""A text in plain words: one idea on each line, each with a slot for a picture."""

import re
from dataclasses import dataclass

from headway.plainwords.pictures import PICTURES

LONGEST_SENTENCE = 15
"""Words in a sentence of easy read; longer ones are advised against, not refused."""

_SLOT = re.compile(r"\[\s*([^\]:]{0,40}?)\s*:\s*([^\]]{0,300}?)\s*\]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """
    One line.

    Attributes:
        is_heading: Whether it begins a part; then it has no picture.
        picture: A name of `PICTURES`; empty where the slot is.
        alt: What the picture shows, for those who do not see it; empty where it adds nothing
            to the words.
    """

    words: str
    is_heading: bool = False
    picture: str = ""
    alt: str = ""


def ideas(text: str) -> tuple[Idea, ...]:
    """
    The lines of a text.

    "# " begins a heading; "[school: A school gate]" before the words puts a picture there with
    what it shows. Blank lines are left out, and headings without words. Never raises.

    >>> ideas("# Health" + chr(10) + "[tick: A tick] More children were seen.")[1].picture
    'tick'
    >>> ideas("#")
    ()
    """
    every = (_idea(line.strip()) for line in text.splitlines() if line.strip())
    return tuple(one for one in every if one.words or not one.is_heading)


def _idea(line: str) -> Idea:
    if line.startswith("#"):
        return Idea(words=line.lstrip("#").strip(), is_heading=True)
    found = _SLOT.match(line)
    if found is None:
        return Idea(words=line)
    name = found[1].lower()
    return Idea(
        words=line[found.end() :],
        picture=name if name in PICTURES else "",
        alt=found[2],
    )


def spoken(text: str) -> str:
    """The words alone, without headings' marks and pictures: what the reading age is taken of."""
    return "\n".join(one.words for one in ideas(text))


def advice(text: str) -> tuple[str, ...]:
    """
    What would make a text easier, each in a sentence that names the line. Never raises.

    >>> advice("One thing. And another.")
    ('Line 1 has more than one sentence: one idea each.',)
    """
    told = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        one = _idea(line.strip())
        sentences = [part for part in re.split(r"[.!?]+(?:\s|$)", one.words) if part.strip()]
        if len(sentences) > 1:
            told.append(f"Line {number} has more than one sentence: one idea each.")
        longest = max((len(part.split()) for part in sentences), default=0)
        if longest > LONGEST_SENTENCE:
            told.append(f"Line {number} has a sentence of {longest} words: 15 are enough.")
        named = _SLOT.match(line.strip())
        if named and named[1] and named[1].lower() not in PICTURES:
            told.append(f"Line {number} names a picture that is not there: “{named[1]}”.")
    return tuple(told)
