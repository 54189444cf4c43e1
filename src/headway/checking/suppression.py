"""
Notes that tell the linter to leave something alone.

A row's note may say `headway: ignore HW101 because the board sets the number in May`;
then HW101 is not reported of that row. Several codes stand after one another:
`headway: ignore HW101, HW103 because …`.
"""

import re
from dataclasses import dataclass

_IGNORE = re.compile(
    r"headway:\s*ignore\s+(?P<codes>HW\d+(?:\s*(?:,|;|and|&|\s)\s*HW\d+)*)"
    r"(?P<reason>(?:\s*(?:because|as|since|:|–|-|\())?[^\n]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A code that a note says to leave alone; the reason is empty where none is given."""

    code: str
    reason: str


def ignored(note: str) -> tuple[Ignored, ...]:
    """
    What a row's note says to leave alone.

    >>> ignored("headway: ignore HW101 because the board sets the number in May")
    (Ignored(code='HW101', reason='the board sets the number in May'),)
    """
    return tuple(
        Ignored(code=code.upper(), reason=_reason(found["reason"]))
        for found in _IGNORE.finditer(note)
        for code in re.findall(r"HW\d+", found["codes"], re.IGNORECASE)
    )


def _reason(words: str) -> str:
    return re.sub(r"^(?:because|as|since)\b|^\W+", "", words.strip(), flags=re.IGNORECASE).strip(
        " ."
    )
