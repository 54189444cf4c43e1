"""Where a text says that a figure stands: to its target, and to other places."""

import re
from collections.abc import Iterator

from headway.domain.quantities import COUNT, PERCENT, Comparator
from headway.language import cues
from headway.language.claims.account import Account
from headway.language.claims.claim import Claim, ClaimKind, Way
from headway.language.content import content
from headway.language.results import Part

_NOT = r"(?P<not>(?:not|never|yet\s+to|fail(?:s|ed|ing)?\s+to|n't)\s+(?:yet\s+|been\s+|be\s+)*)?"
_VERDICTS = (
    ("exceeded", Way.UP, r"exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|beat(?:s|en|ing)?"),
    ("above", Way.UP, r"above|over|ahead\s+of|higher\s+than|in\s+excess\s+of"),
    ("met", Way.SAME, r"met|meets?|meeting|achieved|achieves?|achieving|hit|reached|reaches"),
    ("missed", Way.DOWN, r"missed|missing|misses|(?:f[ea]lls?\s+|fallen\s+)?short\s+of"),
    ("below", Way.DOWN, r"below|under|behind|lower\s+than"),
)  # fmt: skip
_ITS = (
    r"(?:\s+(?:the|our|its|this|their|that|both|annual|year'?s?|year[\s-]end|in-year|agreed|set|"
    r"(?P<national>national|england|government)|[0-9][0-9.,]*\s?%?|academic|financial|"
    r"19/20|20/21))*\s+targets?\b"
)
_OF_TARGET = tuple(
    (word, way, re.compile(rf"\b{_NOT}(?P<verb>{verbs}){_ITS}", re.IGNORECASE))
    for word, way, verbs in _VERDICTS
)
_TARGET_IS = re.compile(
    r"(?P<national>\bnational\s+)?\btargets?\s+(?:of\s+[0-9.,]+\s?%?\s+)?"
    r"(?:(?:has|have|had|was|were|is|are|been|now|already|also)\s+)*"
    rf"{_NOT}(?:been\s+|now\s+)*(?P<verb>met|exceeded|surpassed|achieved|reached|missed|hit)\b",
    re.IGNORECASE,
)
_TRACK = re.compile(
    r"\b(?P<not>not\s+(?:currently\s+)?|off[\s-])?(?P<verb>(?:on[\s-])?(?:track|course)|on\s+target)\b"
    r"(?=\s*(?:$|[.,;:()-]|to\b|for\b|with\b|and\b|at\b|against\b|but\b))",
    re.IGNORECASE,
)
_IS_WORD = {"met": "met", "achieved": "met", "reached": "met", "hit": "met", "missed": "missed",
            "exceeded": "exceeded", "surpassed": "exceeded"}  # fmt: skip
_IS_WAY = {"met": Way.SAME, "missed": Way.DOWN, "exceeded": Way.UP}


def targets(account: Account) -> Iterator[Claim]:
    """Every statement that a target was met, missed, exceeded, or that all is on track."""
    for word, way, pattern in _OF_TARGET:
        for found in pattern.finditer(account.plain):
            if found["not"] and word not in ("met", "exceeded"):
                continue
            yield from _target(account, found, word, way)
    for found in _TARGET_IS.finditer(account.plain):
        word = _IS_WORD[found["verb"].lower()]
        yield from _target(account, found, word, _IS_WAY[word])
    for found in _TRACK.finditer(account.plain):
        words = found[0].lower()
        if words.startswith(("on", "not", "off")) or "on" in words.split("-")[0]:
            off = found["not"] is not None
            if _names_other_work(account, found.start()):
                continue
            if off or words.startswith("on"):
                way = Way.DOWN if off else Way.SAME
                yield from _target(account, found, "off track" if off else "on track", way)


def _apart(account: Account, found: re.Match[str]) -> float | None:
    """The "3 percentage points" right before, or the "by 362" right behind; shares are vague."""
    for one in account.told:
        mention = one.mention
        ends = -2 <= mention.end - found.start() <= 0
        begins = re.fullmatch(r"\s+by\s+", account.plain[found.end() : mention.start]) is not None
        if (ends or begins) and account.is_distance(mention) and mention.unit != PERCENT:
            return mention.value if mention.comparator is Comparator.EQ else None
    return None


_OWN_TEXT = """
we it this that measure performance target currently now still is are was were remains remain the
and all figure figures indicator not overall of our well on firmly stay staying a to be
"""
_OWN_WORDS = frozenset(_OWN_TEXT.split())


def _names_other_work(account: Account, start: int) -> bool:
    """Whether what is on track is a review, a plan or a report, and not a figure."""
    first, _ = account.clause(start, start)
    words = re.findall(r"[a-z]+", account.without_figures(first, start).lower())
    return any(word not in _OWN_WORDS and not content(word) for word in words if len(word) > 2)


def _target(account: Account, found: re.Match[str], word: str, way: Way) -> Iterator[Claim]:
    start = found.start("not") if found["not"] else found.start("verb")
    groups = found.groupdict()
    denied = bool(groups["not"]) and "track" not in word
    if account.is_unreal(start) or (not groups["not"] and account.is_denied(start)):
        return
    sentence = account.sentence(start)
    level = [
        one.mention
        for one in account.results(sentence, Part.TARGET)
        if -30 <= one.mention.start - found.end() <= 25
        or found.start() <= one.mention.start < found.end()
    ]
    result = account.beside(start, level[0].unit if level else None)
    yield Claim(
        kind=ClaimKind.TARGET,
        apart=_apart(account, found),
        start=min(start, found.start("verb")),
        end=found.end(),
        words=account.text[start : found.end()],
        about=account.about(start, found.end()),
        way=way,
        denied=denied,
        status=word,
        value=level[0].value if level else None,
        unit=result.mention.unit if result else (level[0].unit if level else COUNT),
        after=result.mention.value if result else None,
        period=account.period(result) if result else None,
        names_time=any(account.times(sentence)),
        area="national" if groups.get("national") else "",
    )


_OTHERS = (
    (Way.UP, r"above|(?:higher|greater|more)\s+than|over|in\s+excess\s+of|exceed(?:s|ed|ing)?"),
    (Way.DOWN, r"below|lower\s+than|less\s+than|fewer\s+than|under|behind"),
    (Way.BETTER, r"better\s+than|outperform(?:s|ed|ing)?|ahead\s+of"),
    (Way.WORSE, r"worse\s+than|poorer\s+than"),
    (Way.SAME, r"in\s+line\s+with|(?:similar|equal)\s+to|the\s+same\s+as|comparable\s+(?:to|with)"),
)  # fmt: skip
_BESIDE_AREA = tuple(
    (
        way,
        re.compile(
            rf"\b(?P<verb>{verbs})\s+(?:(?:that|those|levels?|rates?|figures?|averages?)\s+)?"
            rf"(?:of\s+|for\s+|in\s+)?(?:the\s+|our\s+)?(?P<area>{cues.AREA})\b"
            r"(?!\s+(?:target|minimum|standard|living))",
            re.IGNORECASE,
        ),
    )
    for way, verbs in _OTHERS
)


def benchmarks(account: Account) -> Iterator[Claim]:
    """Every statement of how a figure lies to that of England, a region or the neighbours."""
    for way, pattern in _BESIDE_AREA:
        for found in pattern.finditer(account.plain):
            if account.is_unreal(found.start()):
                continue
            sentence = account.sentence(found.start())
            theirs = [
                one.mention
                for one in account.results(sentence, Part.BENCHMARK)
                if 0 <= one.mention.start - found.end() <= 40
            ]
            result = account.beside(found.start(), theirs[0].unit if theirs else None)
            yield Claim(
                kind=ClaimKind.BENCHMARK,
                apart=_apart(account, found),
                start=found.start(),
                end=found.end(),
                words=account.text[found.start() : found.end()],
                about=account.about(found.start(), found.end()),
                way=way,
                denied=account.is_denied(found.start()),
                area=cues.area_name(found["area"]),
                value=theirs[0].value if theirs else None,
                unit=result.mention.unit if result else COUNT,
                after=result.mention.value if result else None,
                period=account.period(result) if result else None,
                names_time=any(account.times(sentence)),
            )
