"""What a claim of change is counted from: the figures beside it, and the words that name a time."""

import re
from dataclasses import replace

from headway.domain.periods import Period
from headway.domain.quantities import COUNT, Unit
from headway.language.claims.account import Account
from headway.language.claims.claim import Against, Claim
from headway.language.claims.sizes import is_size_of_change
from headway.language.results import Part, Told
from headway.language.sentences import Sentence
from headway.language.units import DURATIONS


def with_figures(account: Account, claim: Claim) -> Claim:
    """With what it is counted from, and the two figures that its sentence gives."""
    against = _against(account, claim.start, claim.end)
    sentence = account.sentence(claim.start)
    before, after, unit = _pair(account, claim)
    results = [one for one in _levels(account, sentence) if one.part is Part.RESULT]
    result = next((one for one in reversed(results) if one.mention.start < claim.start), None)
    result = result or (results[0] if results else None)
    joined = _is_joined(account, claim)
    apart = before is not None and not joined
    return replace(
        claim,
        about=claim.about | account.about_sentence(sentence) if apart else claim.about,
        against=against,
        before=before,
        after=after,
        unit=unit,
        joined=joined,
        period=account.period(result) if result is not None else _time(account, claim),
        names_time=any(account.times(sentence)),
    )


def _levels(account: Account, sentence: Sentence) -> list[Told]:
    """The results and comparisons of a sentence; "waits of 12 weeks" is a name and no result."""
    spoken = account.results(sentence, Part.RESULT, Part.COMPARED)
    lasts = account.scene.unit in DURATIONS
    return [
        one
        for one in spoken
        if (lasts or one.mention.unit not in DURATIONS)
        and not is_size_of_change(account, one.mention)
    ]


def _pair(account: Account, claim: Claim) -> tuple[float | None, float | None, Unit]:
    """The earlier and the later figure of a sentence that has one of each, in one unit."""
    spoken = _levels(account, account.sentence(claim.start))
    results = [one.mention for one in spoken if one.part is Part.RESULT]
    compared = [one.mention for one in spoken if one.part is Part.COMPARED]
    if len(results) != 1 or len(compared) != 1 or results[0].unit != compared[0].unit:
        return None, None, results[0].unit if results else COUNT
    return compared[0].value, results[0].value, results[0].unit


_RIGHT_ON = re.compile(r"[\s(]*(?:[a-z]+\s+){0,3}(?:in\s+|by\s+)?[\s(]*", re.IGNORECASE)


def _is_joined(account: Account, claim: Claim) -> bool:
    """Whether a figure follows right on the words: "rose from 52 to 70"."""
    starts = [
        one.mention.start
        for one in _levels(account, account.sentence(claim.start))
        if one.mention.start >= claim.end
    ]
    if not starts:
        return False
    between = account.without_figures(claim.end, min(starts))
    return _RIGHT_ON.fullmatch(between) is not None


def _time(account: Account, claim: Claim) -> Period | None:
    """The one time that a sentence without figures names, where it is that of the later figure."""
    times = list(account.times(account.sentence(claim.start)))
    if len(times) != 1 or times[0].relative or times[0].lead in ("since", "from", "between"):
        return None
    period = account.occasions.named(times[0])
    # "fell in term 4" may compare with term 3; "had fallen by the end of term 4" does not
    within = times[0].lead in ("in", "during", "over", "within", "throughout", "through", "for")
    return None if period is None or (within and period.is_part_year) else period


_FROM = r"(?:than|as|compared\s+(?:to|with)|on|against|from|since|over|versus|vs\.?)"
_PRE = r"(?:\s+(?:the|our|its|at|in|for|that|those|figures?|levels?|same|point|time|period|of))*\s+"
_LAST_YEAR = re.compile(
    rf"\b{_FROM}{_PRE}(?:T[1-6]\s+|Q[1-4]\s+|term\s+[1-6]\s+)?(?:last|previous|prior|preceding)\s+"
    r"(?:academic\s+|school\s+|financial\s+)?year\b(?!s)|\byear[\s-]+on[\s-]+year\b"
    rf"|\b{_FROM}(?:\s+(?:the|at|in))*\s+same\s+(?:point|time|period|term|quarter|month)\b"
    rf"|\b{_FROM}\s+(?:a|the|one)\s+year\s+(?:ago|before|earlier)\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(rf"\b{_FROM}{_PRE[:-3]}\s+baseline\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b{_FROM}{_PRE}(?:last|previous)\s+(?:report|quarter|term|month|update|review)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:since|compared\s+(?:to|with)|than(?!\s+[0-9])|between|over\s+the\s+(?:last|past)|in\s+comparison|"
    r"pre-|prior\s+to|before|against|during|after|following|when|once|until|"
    r"last\s+(?:year|term|quarter|month)|from(?!\s+[£$€]?[0-9]))\b",
    re.IGNORECASE,
)


_WHOLE_YEAR = re.compile(
    r"\b(?:last|previous)\s+(?:\w+\s+)?year'?s?'?\s+(?:\w+\s+)?(?:total|outturn|end|final|whole|full)\b"
    r"|\b(?:whole|full|end)\s+of\s+(?:last|the\s+previous)\s+year\b",
    re.IGNORECASE,
)


def _against(account: Account, start: int, end: int) -> Against:
    if _WHOLE_YEAR.search(f"{account.before(start)} {account.behind(end)}"):
        return Against.OTHER  # a whole year is not like for like with a part of one
    around = f"{account.before(start)} | {account.behind(end)}"
    for pattern, against in (
        (_LAST_YEAR, Against.LAST_YEAR),
        (_BASELINE, Against.BASELINE),
        (_BEFORE, Against.BEFORE),
        (_ELSE, Against.OTHER),
    ):
        if pattern.search(around):
            return against
    return Against.NOT_SAID
