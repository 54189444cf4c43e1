"""Numbers in words that say again what is hidden elsewhere, or lead back to it."""

import re
from collections.abc import Iterator

from headway.disclosure.secrets import Setting
from headway.language.counted import counted
from headway.language.numerals import WORDED, worded_value

Span = tuple[int, int]

LABEL = re.compile(
    r"(?P<label>[A-Za-z&][\w&' -]{0,60}?)\s*(?:[:=(]|\b(?:of|was|is|were|are|to))\s*\Z"
)
_LIST_MARK = re.compile(r"[.)]\s+[A-Z]")


def is_a_label(plain: str, start: int, end: int) -> bool:
    """The number of a list's entry: "… in 18/19. 9. Reduce …"."""
    before = plain[:start].rstrip()
    return (not before or before[-1] in ".:;)") and _LIST_MARK.match(plain, end) is not None


_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_])(?<![0-9][.,/])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9A-Za-z_])"
)
NAMED = re.compile(
    r"(?:\b(?:terms?|years?|yr|quarters?|pages?|pp?\.|nos?\.?|numbers?|rows?|waves?|phases?|tiers?"
    r"|levels?|key\s+stages?|ks|bands?|grades?|parts?|sections?|tables?|figures?|appendix|annex"
    r"|items?|measures?|actions?|priority|priorities|objectives?|outcomes?|versions?|steps?"
    r"|chapters?|paragraphs?|lines?|aged?|ages)\s?#?"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s|\bT|\bQ|\bKS|\bY|#)\Z",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(
    r"(?<!this )(?<!that )(?<!each )(?<!every )(?<!one )(?<!last )(?<!next )(?<!same )(?<!a )"
    r"\b(?:types?|stages?|notes?|footnotes?|aims?|goals?|categor(?:y|ies))\s\Z"
    r"|\b(?:Types?|Stages?|Notes?|Aims?|Goals?|Category|Rooms?|Class|House|Ward|Group|Set|Unit|Form"
    r"|Figures?|Strand|Theme|War)\s\Z"
)


_NAMES = re.compile(
    r"\b(?:terms|years|phases|stages|tiers|levels|bands|grades|waves|outcomes|priorities|steps)\s"
    r"(?:[0-9]{1,2},\s?)*[0-9]{1,2}\s?(?:and|or|to|&)\s\Z",
    re.IGNORECASE,
)


def is_in_a_name(before: str) -> bool:
    """
    Whether a number that stands behind these words belongs to a name.

    >>> is_in_a_name("in Key Stage "), is_in_a_name("stage "), is_in_a_name("at that stage ")
    (True, True, False)
    >>> is_in_a_name("in Years 2 and "), is_in_a_name("in Term 4, ")
    (True, False)
    """
    return any(one.search(before) for one in (NAMED, _OTHER_NAME, _NAMES))


_TIME_BEHIND = re.compile(
    r"(?:st|nd|rd|th)?\s?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\s?-?\s?(?:years?|weeks?|months?|days?|hours?|minutes?|mins?|wks?|yrs?)\b|/[0-9]{2}\b",
    re.IGNORECASE,
)


def repeated(plain: str, setting: Setting) -> Iterator[Span]:
    """Numbers that say again what is hidden elsewhere."""
    own = setting.own
    for start, end, value in _numbers(plain):
        in_digits = plain[start].isdigit()
        if in_digits and is_a_label(plain, start, end):
            continue
        if not in_digits and _OF_FIGURES.match(plain, end):
            continue
        if value in own.values or (value in own.leads and (in_digits or value > _SPOKEN)):
            yield start, end
        elif setting.others:
            noun = _stems(counted(plain, end)) or _stems(_label_before(plain, start))
            telling = _is_telling(value) and in_digits
            if any(value in one.values and (telling or noun & one.about) for one in setting.others):
                yield start, end


_OF_FIGURES = re.compile(r"\s+(?:counts|figures|numbers|values|columns|sources)\b", re.IGNORECASE)
"""Words about the figures themselves: "two counts stand in one place"."""
_TELLING = 100.0
_SPOKEN = 9.0
"""Up to here numbers in words are as often figures of speech."""
_YEARS = range(1990, 2100)


def _is_telling(value: float) -> bool:
    """Whether a number is so particular that two of them are hardly chance."""
    whole = value == int(value)
    return not whole or (value >= _TELLING and int(value) not in _YEARS)


def _numbers(plain: str) -> Iterator[tuple[int, int, float]]:
    """Every number that is no name and no time, in digits or in words; "%" goes with it."""
    for one in _TOKEN.finditer(plain):
        before = plain[max(0, one.start() - 20) : one.start()]
        if not is_in_a_name(before) and not _TIME_BEHIND.match(plain, one.end()):
            yield one.start(), _percent_end(plain, one.end()), float(one[0].replace(",", ""))
    for one in WORDED.finditer(plain):
        value = worded_value(one[0])
        if value is not None and not _TIME_BEHIND.match(plain, one.end()):
            yield one.start(), _percent_end(plain, one.end()), value


def _percent_end(plain: str, end: int) -> int:
    return end + 1 if plain[end : end + 1] == "%" else end


def _label_before(plain: str, start: int) -> str:
    label = LABEL.search(plain[max(0, start - 80) : start])
    return label["label"] if label else " ".join(plain[:start].split()[-2:])


_DULL = frozenset(
    (
        "the",
        "and",
        "with",
        "for",
        "of",
        "in",
        "to",
        "an",
        "on",
        "by",
        "who",
        "that",
        "at",
        "or",
        "from",
        "number",
        "total",
        "all",
        "new",
    )
)


def stems(words: str) -> frozenset[str]:
    """The words by which what a row counts may be named elsewhere."""
    return frozenset(_stems(words))


def _stems(words: str) -> set[str]:
    found = re.findall(r"[a-z]{2,}", words.lower())
    return {one.removesuffix("s") for one in found if one not in _DULL}
