"""Which figures of a progress text are results, and which are compared with, aimed at or context."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from headway.domain.quantities import MONEY, PERCENT, POINTS, Comparator, Unit
from headway.language.dates import PeriodMention
from headway.language.mentions import Mention
from headway.language.sentences import Sentence, in_brackets
from headway.language.units import DURATIONS


class Part(Enum):
    """What a figure does in a report."""

    RESULT = auto()
    COMPARED = auto()
    """Printed beside a result: "(52 same point last year)"."""
    BENCHMARK = auto()
    """Another place's figure: "national average 72%"."""
    TARGET = auto()
    BASELINE = auto()
    CONTEXT = auto()
    """No result: what is planned, cited, spent or described."""
    BROKEN = auto()
    """Stands among the pieces of a destroyed text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure of a progress text and its part in it."""

    mention: Mention
    part: Part
    sentence: Sentence


_AREA = (
    r"(?:national|nationally|england|english|regional|regionally|south\s+east|south\s+west|north\s+east|north\s+west|london|"
    r"east\s+midlands|west\s+midlands|yorkshire|east\s+of\s+england|statistical\s+neighbours?|neighbours?|uk|wales|scotland|state(?:wide)?|county\s+average|"
    r"peer|comparator)"
)
BENCHMARK_BEFORE = re.compile(
    rf"\b(?P<area>{_AREA})(?:'s)?(?:\s+(?:average|rate|figure|level|mean|median|position|benchmark|comparator|group|is|was|of|at|for|in|=|:|-|\(|[0-9/]{{2,7}}))*\s*[=:(-]?\s*$",
    re.IGNORECASE,
)
BENCHMARK_AFTER = re.compile(
    rf"\s*(?:\(?(?:the\s+|is\s+the\s+|was\s+the\s+|for\s+|in\s+|across\s+)?(?P<area>{_AREA})\b(?:\s+(?:average|rate|figure))?)(?!\s*(?:average|rate|figure|is|was|of|at|[:=-]|\s)*[£$€]?[0-9])(?!\s+(?:target|increase|lockdown|measure))",
    re.IGNORECASE,
)
_TARGET_BEFORE = re.compile(
    r"\btargets?\b(?:[^.;,()0-9]{0,60}\b(?:is|was|of|remains|at|to))?\s*[:=(]?\s*(?:of\s+)?$",
    re.IGNORECASE,
)
_TARGET_AFTER = re.compile(
    r"\s*\(?(?:target\b(?!\s*(?:is|was|of|at|[:=-]|\s)*[£$€]?[0-9])|(?:was|is)\s+the\s+target)",
    re.IGNORECASE,
)
_BASELINE_BEFORE = re.compile(r"\bbaseline\b[^.;,()0-9]{0,30}[:=(]?\s*$", re.IGNORECASE)
_COMPARED_BEFORE = re.compile(
    r"\b(?:compar(?:ed|ing|ison)\s+(?:to|with|against)|against|versus|vs\.?|up\s+from|down\s+from|from|instead\s+of|rather\s+than|"
    r"previous(?:ly)?|prior|before|earlier)(?:\s+(?:the|a|an|only|just|last\s+year'?s?|previous(?:\s+year'?s?)?|figure\s+of|of|was|in\s+[0-9/]{4,7}))*\s*[:=(]?\s*$",
    re.IGNORECASE,
)
_PREVIOUSLY = re.compile(
    r"\s*(?:previously|before|last\s+time|in\s+the\s+previous|the\s+year\s+before)\b", re.IGNORECASE
)
_MONEY_RESULT = re.compile(
    r"\b(?:sav(?:ed?|ings?)|avoid(?:ed|ance)|income|revenue|generat\w+|rais(?:ed|ing)|secured|awarded|recovered|collected|distributed|"
    r"validated|value|benefits?|reached|achieved|attracted)\b[^.;,]{0,30}$|[=:]\s*$",
    re.IGNORECASE,
)
_MONEY_RESULT_AFTER = re.compile(
    r"\s*(?:\w+\s+){0,3}(?:saved|secured|raised|generated|recovered|awarded|in\s+savings|of\s+savings|savings)\b",
    re.IGNORECASE,
)
_CONTEXT_BEFORE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # planned, needed or hoped for
        r"\b(?:need(?:s|ed)?|requires?|must|should|will|would|could|(?-i:may|might)|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|expect(?:s|ed)?|intend(?:s|ed)?|"
        r"propos\w+|scheduled|anticipat\w+|awaiting|pending|hop(?:e|es|ing)|potential|capacity\s+for|forecast|commitment)\b[^.;]{0,120}$",
        # cited from elsewhere
        r"\b(?:guidance|research|evidence|stud(?:y|ies)|legislation|criteria|states?|suggests?|according\s+to|regarding|concerning|"
        r"conversations?|discussions?|discuss\w*)\b[^.;]{0,80}$",
        # done for a purpose: "to onboard 19 departments"
        r"\b(?-i:to)\s+(?!(?:the|a|an|over|around|about|date|just|only|[0-9])\b)(?-i:[a-z]{3,})(?:\s+(?:the|a|an|all|a\s+further|up\s+to))?\s*$",
        r"\b(?:in\s+addition\s+to|as\s+well\s+as|other\s+than|apart\s+from|bringing\b[^.;]{0,60}\bto|on\s+all|of\s+all|out\s+of|of\s+the|one\s+of)\s*$",
        r"\b(?:consists?\s+of|comprises?|contains?|made\s+up\s+of|has|have|within|after|every|following|for\s+the\s+next|over\s+the\s+next)\s+(?:the\s+)?$",
    )
)  # fmt: skip
_CONTEXT_AFTER = re.compile(
    r"\s*(?:[\w&/'-]+\s+){0,4}?(?:should|will|would|could|must|scheduled|planned|proposed|expected|to\s+be\s+\w+ed|needed|required)\b"
    r"|\s+of\s+(?:those|these|them|which|whom)\b",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"[=:]\s*$")
_COPULA = re.compile(
    r"\b(?:was|were|is|are|now|stands?\s+at|stood\s+at|at|to|reached|achiev(?:ed|ing)|totall?(?:ed|ing)|recorded|reported|of|by|had|saw|received|rate|score|average)\s*$",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?:^|[-,:(]|\band)\s*$")
_HAPPENED = re.compile(
    r"\s*(?:[\w&/'-]+\s+){0,6}?(?:were|was|are|is|have|has|had|commissioned|completed|delivered|trained|held|established|recruited|appointed|launched|attended|received|supported|took)\b",
    re.IGNORECASE,
)
_DURATION_RESULT = re.compile(
    r"\b(?:average|mean|median|wait(?:s|ing)?(?:\s+times?)?|took|takes?|taken|time|times|timescale|stay|=|:)\W*(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\s*(?:\w+\s+)?(?:increase|decrease|reduction|rise|fall|drop|improvement|growth|decline|fewer|more|less|lower|higher)\b(?!\s+than\s+(?:the\s+)?(?:national|target|england))",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:increased|decreased|reduced|fallen|fell|risen|rose|improved|dropped|grown|grew|declined|reduction|increase|decrease|rise|fall|up|down)\s+(?:by|of)\s*(?:a\s+further\s+)?$",
    re.IGNORECASE,
)


def told(
    plain: str,
    mentions: tuple[Mention, ...],
    times: tuple[PeriodMention, ...],
    pieces: tuple[Sentence, ...],
    unit: Unit,
) -> list[Told]:
    """
    The part of every figure.

    Args:
        unit: The row's own unit; a duration counts as a result only of a row in that unit,
            or where the words call it an average, a wait or a time taken.
    """
    found: list[Told] = []
    for index, mention in enumerate(mentions):
        sentence = next((one for one in pieces if one.holds(mention.number_start)), pieces[-1])
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        part = _part(plain, mention, following, times, sentence, found, unit)
        found.append(Told(mention=mention, part=part, sentence=sentence))
    return found


def is_change(plain: str, mention: Mention) -> bool:
    """Whether the figure is the size of a change: "a 33% increase", "fell by 12%"."""
    if mention.unit not in (PERCENT, POINTS):
        return False
    before = plain[max(0, mention.start - 40) : mention.start]
    return (
        mention.comparator is Comparator.CHANGE_BY
        or _CHANGED.match(plain, mention.end) is not None
        or _CHANGE_BEFORE.search(before) is not None
    )


def _part(
    plain: str,
    mention: Mention,
    following: Mention | None,
    times: tuple[PeriodMention, ...],
    sentence: Sentence,
    before_it: list[Told],
    unit: Unit,
) -> Part:
    opening = plain[sentence.start : mention.start]
    near = opening[-70:]
    if _TARGET_BEFORE.search(near) or _TARGET_AFTER.match(plain, mention.end):
        return Part.TARGET
    if BENCHMARK_BEFORE.search(near) or BENCHMARK_AFTER.match(plain, mention.end):
        return Part.BENCHMARK
    if _BASELINE_BEFORE.search(near):
        return Part.BASELINE
    same = [one for one in before_it if one.sentence == sentence]
    if _is_compared(plain, mention, following, times, near, same):
        return Part.COMPARED
    if _repeats_fraction(plain, mention, following):
        return Part.CONTEXT
    if _is_context(plain, mention, opening):
        return Part.CONTEXT
    if _is_broken(plain, mention, following, times, near):
        return Part.BROKEN
    return Part.RESULT if _is_result(plain, mention, times, sentence, near, unit) else Part.CONTEXT


def _is_compared(
    plain: str,
    mention: Mention,
    following: Mention | None,
    times: tuple[PeriodMention, ...],
    near: str,
    same: list[Told],
) -> bool:
    if following is not None and re.search(r"\bfrom\s*$", near, re.IGNORECASE):
        between = plain[mention.end : following.start]
        if re.search(r"\bto\s*$", between, re.IGNORECASE) and len(between) < 40:
            return True
    results = [one for one in same if one.part is Part.RESULT]
    if not results or is_change(plain, mention):
        return False
    if _in_brackets_of(results[-1].mention, mention, plain) and (
        _time_just_behind(mention, times, plain) or _time_just_before(mention, times, plain)
    ):
        return True
    if _COMPARED_BEFORE.search(near) or _PREVIOUSLY.match(plain, mention.end):
        return True
    behind = [
        one for one in times if one.relative == "last year" and 0 <= one.start - mention.end <= 40
    ]
    if behind and not re.search(r"[.;(]", plain[mention.end : behind[0].start]):
        return True
    ahead = [
        one for one in times if one.relative == "last year" and 0 <= mention.start - one.end <= 14
    ]
    return bool(ahead) and in_brackets(plain, mention.start)


def _in_brackets_of(result: Mention, mention: Mention, plain: str) -> bool:
    """Whether it stands in the brackets that follow a result of the same unit."""
    between = plain[result.end : mention.start]
    return result.unit == mention.unit and "(" in between and in_brackets(plain, mention.start)


def _repeats_fraction(plain: str, mention: Mention, following: Mention | None) -> bool:
    """Whether an exact figure stands in brackets behind it: "one third of respondents (32%)"."""
    fraction = mention.unit == PERCENT and (mention.spelled or mention.numerator is not None)
    if not fraction or following is None:
        return False
    between = plain[mention.end : following.start]
    return following.unit == PERCENT and len(between) < 60 and between.rstrip().endswith("(")


def _is_context(plain: str, mention: Mention, opening: str) -> bool:
    if any(pattern.search(opening) for pattern in _CONTEXT_BEFORE):
        return not _EQUALS.search(opening)
    return _CONTEXT_AFTER.match(plain, mention.end) is not None


def _is_broken(
    plain: str,
    mention: Mention,
    following: Mention | None,
    times: tuple[PeriodMention, ...],
    near: str,
) -> bool:
    """A bare number run together with the next one, with neither sign nor word between."""
    if mention.of or mention.unit != "count" or mention.out_of is not None:
        return False
    if _EQUALS.search(near) or _time_just_before(mention, times, plain):
        return False
    starts = [one.start for one in times if one.start >= mention.end]
    if following is not None:
        starts.append(following.start)
    return (
        bool(starts)
        and re.fullmatch(r"[\s.]*", plain[mention.end : min(starts)]) is not None
        and (not re.search(r"[A-Za-z]\s*$", near))
    )


def _time_just_before(mention: Mention, times: tuple[PeriodMention, ...], plain: str) -> bool:
    return any(
        one.end <= mention.start and re.fullmatch(r"[\s:=,-]*", plain[one.end : mention.start])
        for one in times
    )


def _is_result(
    plain: str,
    mention: Mention,
    times: tuple[PeriodMention, ...],
    sentence: Sentence,
    near: str,
    unit: Unit,
) -> bool:
    if mention.unit in DURATIONS:
        return unit == mention.unit or (unit in DURATIONS) or bool(_DURATION_RESULT.search(near))
    if mention.unit in MONEY:
        after = _MONEY_RESULT_AFTER.match(plain, mention.end)
        return (
            unit in MONEY
            or bool(_MONEY_RESULT.search(near))
            or after is not None
            or _labelled(near)
        )
    if mention.spelled and mention.unit == "count":
        if mention.out_of is not None:
            return True
        starts = bool(_STARTS.search(near.rstrip(" ") if near.strip() else ""))
        if mention.value == 0:
            return starts and bool(mention.of)
        return (
            mention.value != 1
            and starts
            and bool(mention.of)
            and bool(_HAPPENED.match(plain, mention.end))
        )
    if mention.unit != "count" or mention.out_of is not None or mention.of:
        return True
    alone = (
        plain[sentence.start : sentence.end].strip(" .\n\t")
        == plain[mention.start : mention.end].strip()
    )
    return (
        alone
        or bool(_EQUALS.search(near))
        or bool(_COPULA.search(near))
        or _time_just_before(mention, times, plain)
        or _time_just_behind(mention, times, plain)
        or _labelled(near)
    )


def _time_just_behind(mention: Mention, times: tuple[PeriodMention, ...], plain: str) -> bool:
    """ "72 in 18/19": nothing but the preposition in between."""
    return any(
        one.start >= mention.end
        and re.fullmatch(
            r"\s*\(?(?:in|for|during|at|by)?\s*(?:the\s+)?",
            plain[mention.end : one.start],
            re.IGNORECASE,
        )
        for one in times
    )


_LABEL = re.compile(
    r"(?:^|[,;:.|(\n]|\band|\)|[0-9%MmKk])\s*(?P<label>[A-Z][A-Za-z&'/]*(?:[ -](?:\([A-Za-z ]{1,20}\)|to|of|and|&|[A-Za-z][a-z&'/]*|[A-Z]+)){0,4})\s*[:=-]?\s*$"
)


def label_before(near: str) -> str:
    """
    The name that a figure stands under in a terse list: "Primary 2804, Secondary 6527".

    >>> label_before("Primary 2804, Secondary ")
    'Secondary'
    """
    found = _LABEL.search(near)
    if found is None:
        return ""
    label = found["label"].strip()
    verbs = r"\b(?:is|was|were|are|has|have|by|in|to|at|from|been|there|we|it|this|the|of|for|with|fig|figure|total|number)$"
    return "" if re.search(verbs, label, re.IGNORECASE) else label


def _labelled(near: str) -> bool:
    return bool(label_before(near))
