"""A text as a reader sees it: nothing invisible in it, and odd signs of numbers written plainly."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Soft hyphens, blanks without width, signs of direction: "thr\u00adee" is read as three."""
_ODD = re.compile(
    "[\u2160-\u217b]+"  # Roman numbers as signs of their own
    "|(?<=\\S[ \\t])[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+(?=\\s+[A-Za-z])"
    "|(?<![0-9\u2044/])[\u00bc-\u00be\u2150-\u215e](?=\\s+of\\b)"
)
"""A raised number that hangs on a word or begins a line is a mark of a note, and stays."""


def legible(text: str) -> str:
    r"""
    The text as it is read aloud.

    >>> legible("thr\u00adee of the 6"), legible("\u2162 pupils"), legible("\u2154 of the 6")
    ('three of the 6', 'III pupils', '2/3 of the 6')
    >>> legible("pupils\u00b2 in schools"), legible("\u00b2 Pupils on a roll")
    ('pupils² in schools', '² Pupils on a roll')
    """
    return _ODD.sub(_plainly, _INVISIBLE.sub("", text))


def _plainly(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0]).replace("\u2044", "/")
