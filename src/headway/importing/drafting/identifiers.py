"""Short, stable names for plans, areas and rows."""

import re
import unicodedata
from collections.abc import Container

_LEFT_OUT = frozenset(
    [
        "a",
        "an",
        "and",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "our",
        "the",
        "their",
        "to",
        "who",
        "with",
        "are",
        "not",
    ]
)
_LONGEST_WORDS = 4


def slug(text: str, words: int = _LONGEST_WORDS) -> str:
    """
    Lower case, hyphens, the first telling words.

    >>> slug("BE SUCCESSFUL – Focus on Children", 2), slug("Café & Crèche")
    ('be-successful', 'cafe-creche')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    telling = [word for word in found if word not in _LEFT_OUT] or found
    return "-".join(telling[:words])[:40].strip("-")


def title_of(file_name: str) -> str:
    """
    A title from a file's name, for a document that has none.

    >>> title_of("year-2_report.txt")
    'year 2 report'
    """
    return re.sub(r"[-_]+", " ", file_name.rsplit(".", 1)[0]).strip() or file_name


def unique(wanted: str, taken: Container[str]) -> str:
    """
    The name wanted, or the next free one behind it.

    >>> unique("safe", {"safe"})
    'safe-2'
    """
    wanted = wanted or "x"
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def row_id(area: str, number: str, at: int, taken: Container[str], *, is_measure: bool) -> str:
    """
    A row's name: its area's, m or a, its printed number or its place.

    >>> row_id("be-safe", "3", 7, (), is_measure=True)
    'be-safe-m03'
    """
    digits = re.sub(r"[^0-9a-z.]+", "", number.lower()).replace(".", "-")
    tail = f"{int(digits):02d}" if digits.isdigit() else digits or f"{at:02d}"
    return unique(f"{area}-{'m' if is_measure else 'a'}{tail}", taken)
