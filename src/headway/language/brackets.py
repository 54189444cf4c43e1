"""Figures in brackets behind a promise: where it started ("(71% in 2023)"), how others do."""

import re

from headway.domain.periods import Period
from headway.language.cues import BENCHMARK_BEFORE
from headway.language.dates import PeriodMention
from headway.language.mentions import Mention
from headway.language.readings import Setting

Span = tuple[int, int]

_LONGEST = 120
_WAS = re.compile(
    r"\b(?:currently|at\s+present|presently|now|was|were|baselines?|previously|formerly"
    r"|previous|outturn|actual|up\s+from|down\s+from|from)\b",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"\b(?:targets?|goals?|ambitions?|milestones?|stretch|trajectory|forecast|by|until|rising"
    r"|increasing|falling|to)\b",
    re.IGNORECASE,
)
_OF_A_TIME = ("in", "for", "during", "at", "of", "on", "")
_MAY_STAND_BETWEEN = re.compile(
    r"[\s,:;=-]*(?:(?:in|for|during|at|of|on|the|a|our|end|as|year|average|survey|census|data"
    r"|outturn|figure|results?|ending|financial|academic|school|calendar|count)\b[\s,:;=-]*)*",
    re.IGNORECASE,
)


def brackets_of_the_past(
    plain: str, mentions: tuple[Mention, ...], times: tuple[PeriodMention, ...], setting: Setting
) -> tuple[Span, ...]:
    """
    The brackets that give the level of an earlier time, each once.

    Such a bracket holds a figure, the time it was of, and neither a word that promises
    ("target", "by") nor a later time than the promise's own.
    """
    found: dict[Span, None] = {}
    for mention in mentions:
        span = bracket_around(plain, mention.start)
        if span is None or span in found or _HOPED.search(plain[slice(*span)]):
            continue
        inside = [one for one in times if span[0] < one.start and one.end <= span[1]]
        outside = [one for one in times if one.end <= span[0] or one.start >= span[1]]
        alone = all(span[0] < one.start < span[1] for one in mentions)
        if _is_earlier(inside, outside, setting, alone=alone) and _holds_little_else(
            plain, mention, inside
        ):
            found[span] = None
    return tuple(found)


def bracket_around(plain: str, place: int) -> Span | None:
    """The round brackets right around a place; none that are longer than a few words."""
    opens = plain.rfind("(", max(0, place - _LONGEST), place)
    closes = plain.find(")", place, place + _LONGEST)
    if opens < 0 or closes < 0 or ")" in plain[opens:place] or "(" in plain[place:closes]:
        return None
    return opens, closes + 1


def is_of_another_place(plain: str, mention: Mention) -> bool:
    """Whether a bracket gives it as somebody else's: "(2023: 59%, national 60%)"."""
    span = bracket_around(plain, mention.start)
    if span is None:
        return False
    return BENCHMARK_BEFORE.search(plain[span[0] : mention.start]) is not None


def _is_earlier(
    inside: list[PeriodMention], outside: list[PeriodMention], setting: Setting, *, alone: bool
) -> bool:
    """
    Whether the bracket's time is before the promise's, and not after the document's own.

    Where the row has no other figure (`alone`), this year's may be its promise.
    """
    if any(one.lead not in _OF_A_TIME for one in inside):
        return False
    own = [_last(one.period) for one in inside if _last(one.period)]
    if not own:
        return any(one.relative == "last year" for one in inside)
    limits = [_last(one.period) for one in outside if _last(one.period)]
    if limits:
        return max(own) < max(limits)
    covered = _last(setting.covers)
    return not covered or max(own) < covered or (max(own) == covered and not alone)


def _last(period: Period | None) -> str:
    last = period.last_day() if period is not None else None
    return last.isoformat() if last else ""


def _holds_little_else(plain: str, mention: Mention, times: list[PeriodMention]) -> bool:
    """Whether only small words, or what is counted, stand between the figure and its time."""
    for time in times:
        if time.start >= mention.end:
            between = plain[mention.end : time.start].removeprefix(f" {mention.of}")
        else:
            between = plain[time.end : mention.start]
        if _MAY_STAND_BETWEEN.fullmatch(between) or _WAS.search(between):
            return True
    return False
