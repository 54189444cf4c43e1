"""Words from outside, made safe to set in any format."""

import re

# XML 1.0, and so Word, Excel and SVG, has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff￾￿]")
# Overrides and isolates turn the order of figures round without a trace on the page.
_REORDERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")
_LINES = re.compile(r"\r\n?|\u2028|\u2029")


def printable(text: str) -> str:
    r"""
    The same words with what no page can show taken out; line breaks stay.

    >>> printable("70\x00 exclusions\u202e (52)")
    '70 exclusions (52)'
    """
    text = _LINES.sub("\n", text)
    text = _REORDERING.sub("", _UNWRITABLE.sub("", text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def on_one_line(text: str) -> str:
    r"""
    `printable`, with line breaks turned into spaces, for headings and labels.

    >>> on_one_line(" Be\nSafe ")
    'Be Safe'
    """
    return " ".join(printable(text).split())


def shortened(text: str, most: int) -> str:
    """
    At most `most` characters on one line, cut between words where it can be, and seen to be cut.

    >>> shortened("Reduce the number of permanent exclusions", 22)
    'Reduce the number of…'
    """
    text = on_one_line(text)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > most // 2 else cut).rstrip(" ,;:") + "…"
