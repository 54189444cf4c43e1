"""Running text: headings, labels and wrapped lines, told by how a line begins and ends."""

import re
from dataclasses import replace

from headway.importing.documents.wrapping import MARK, ends, goes_on, leaves_open
from headway.importing.readers.text_lines import Line

HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_STARS = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
NAMED = re.compile(
    r"^(?:goal|priority|objective|outcome|theme|aim|pillar|section|part)\s+\d+(?:\.\d+)*\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^[A-Z][\w’' ]{2,40}:(?:\s|$)")
_LONG_LINE = 60
_LONGEST_TABLE = 100_000
GLOSSARY = re.compile(r"glossary|acronym|abbreviation", re.IGNORECASE)


def plain(text: str) -> str:
    """The words without Markdown's marks for bold type."""
    return _STARS.sub(lambda found: found[1] or found[2], text).strip()


def is_capitals(text: str, fewest: int = 4) -> bool:
    """Whether a line is all in capitals, as headings often are."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= fewest and all(c.isupper() for c in letters) and not MARK.match(text)


def continues(above: str, below: str) -> bool:
    """Whether a line of running text goes on from the long line above it."""
    if MARK.match(below) or LABEL.match(below) or NAMED.match(below) or HASHES.match(below):
        return False
    if (goes_on(below) and not ends(above)) or above.endswith(("-", "–", "&")):
        return True
    return len(above) >= _LONG_LINE and (leaves_open(above) or not ends(above) or len(above) > 100)


def tables_whole(lines: list[Line]) -> list[Line]:
    """The lines, those of one table's HTML put together."""
    whole: list[Line] = []
    for line in lines:
        last = whole[-1].text.lower() if whole else ""
        if last.count("<table") > last.count("</table") and len(last) < _LONGEST_TABLE:
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text}\n{line.text}")
        else:
            whole.append(line)
    return whole
