"""Figures of two numbers: "95 of 200", "1 in 5", "3/24", "between 70 and 80 per cent"."""

import re
from dataclasses import replace

from headway.domain.quantities import COUNT, PERCENT, SCORE
from headway.language.mentions import Mention
from headway.language.numerals import (
    LONGEST_NUMBER,
    NUMBER,
    SCALE,
    number_value,
    scale_factor,
    worded_value,
)
from headway.language.units import unit_after

_WORDS = r"two|three|four|five|six|seven|eight|nine|ten|twenty"
_OUT_OF = re.compile(
    rf"\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?(?P<whole>{NUMBER}|(?:{_WORDS})\b)"
    r"(?![0-9%]|,[0-9]|\.[0-9]|\s?(?:%|per\s?cent))",
    re.IGNORECASE,
)
_SLASH = re.compile(rf"\s?/\s?(?P<whole>{NUMBER})(?![0-9/%])")
_IN = re.compile(rf"\s+in\s+(?P<whole>{NUMBER}|{_WORDS})\b(?!\s*%)", re.IGNORECASE)
_RANGE = re.compile(
    rf"\s*(?P<joint>-|to|and)\s*[£$€]?(?P<upper>{NUMBER})(?P<scale>{SCALE})?", re.IGNORECASE
)
_FULL_MARKS = frozenset({4.0, 5.0, 7.0, 10.0, 20.0, 50.0, 100.0})
"""Denominators that make "65/100" a score and not two counts."""


def with_whole(mention: Mention, plain: str, claimed: bytearray) -> tuple[Mention, Mention | None]:
    """
    The figure with the whole it is a part of; and a second figure behind a slash.

    "95 of 200" is 95 out of 200, "1 in 5" is 20 per cent, "3.5 out of 5" a score,
    "65/100" is 65 out of 100, and "3/24" are two counts.
    """
    if (share := _one_in(mention, plain, claimed)) is not None:
        return share, None
    if (found := _OUT_OF.match(plain, mention.end)) and _is_free(found, claimed):
        whole = _number(found["whole"])
        if mention.value > whole:
            return mention, None
        is_score = "." in plain[mention.start : mention.end] and whole in _FULL_MARKS
        unit = SCORE if is_score else COUNT
        return replace(mention, end=found.end(), out_of=whole, unit=unit), None
    if (found := _SLASH.match(plain, mention.end)) and _is_free(found, claimed):
        whole = number_value(found["whole"])
        if whole in _FULL_MARKS and mention.value <= whole:
            scored = "." in plain[mention.start : mention.end]
            unit = SCORE if scored else COUNT
            return replace(mention, end=found.end(), out_of=whole, unit=unit), None
        start = found.start("whole")
        second = Mention(
            start=start, end=found.end(), number_start=start, words="", value=whole, beside=True
        )
        return mention, second
    return mention, None


def _one_in(mention: Mention, plain: str, claimed: bytearray) -> Mention | None:
    found = _IN.match(plain, mention.end)
    if found is None or not _is_free(found, claimed):
        return None
    whole = _number(found["whole"])
    if not 0 < mention.value < whole:
        return None
    return replace(
        mention,
        end=found.end(),
        value=round(100 * mention.value / whole, 1),
        unit=PERCENT,
        numerator=mention.value,
        out_of=whole,
    )


def _is_free(found: re.Match[str], claimed: bytearray) -> bool:
    """Whether the second number is neither a part of a period nor of a name."""
    return len(found["whole"]) <= LONGEST_NUMBER and not any(claimed[slice(*found.span("whole"))])


def _number(words: str) -> float:
    worded = worded_value(words)
    return number_value(words) if worded is None else worded


def with_range(mention: Mention, plain: str, claimed: bytearray) -> Mention:
    """
    The figure with its higher end, for "between 70 and 80 per cent" and "10-20".

    "from 23% to 20%" and "by 10% to 45" are two figures each.
    """
    unit = unit_after(plain, mention.end)
    after = unit[1] if unit is not None and unit[0] == PERCENT else mention.end
    found = _RANGE.match(plain, after)
    if mention.out_of is not None or found is None or len(found["upper"]) > LONGEST_NUMBER:
        return mention
    if any(claimed[slice(*found.span("upper"))]) or not _is_range(found, plain, mention):
        return mention
    upper, value = number_value(found["upper"], found["scale"]), mention.value
    if found["scale"] and value < 1000:
        value *= scale_factor(found["scale"])
    return replace(mention, value=value, upper=upper, end=found.end()) if upper > value else mention


def _is_range(found: re.Match[str], plain: str, mention: Mention) -> bool:
    before = plain[max(0, mention.start - 12) : mention.start].lower()
    match found["joint"].lower():
        case "and":
            return "between" in before
        case "to":
            both = unit_after(plain, mention.end) and unit_after(plain, found.end())
            return both is not None and not re.search(r"\b(?:from|by)\b", before)
        case _:
            return plain[found.end() : found.end() + 1] not in ("-", "/")
