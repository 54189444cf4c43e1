"""Which of a row's figures are its targets, its baseline or a part of its definition."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from headway.domain.quantities import MONEY, PERCENT, Comparator, Direction
from headway.language.figures import DURATIONS, Mention
from headway.language.letters import plain_letters


class Role(Enum):
    """What a figure does in the sentence that promises it, strongest target first."""

    TARGET = auto()
    """Named so: "(target 25)"."""
    LEVEL = auto()
    """The level to reach: "to 65"."""
    CHANGE = auto()
    """The size of the change: "by 25%"."""
    PLAIN = auto()
    """Stands there without a word that tells: "Recruit 41 participants"."""
    MONEY = auto()
    LIMIT = auto()
    """A time limit: "within 3 days"."""
    BASELINE = auto()
    DEFINITION = auto()
    """Part of what is measured: a threshold, a size, an age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A figure of a row and its role."""

    mention: Mention
    role: Role


_ADVERB = r"(?:\s+(?:just|only|about|around|approximately|a\s+total\s+of|an?\s+average\s+of|a|an|the|its|their|our))*"
_BEFORE: tuple[tuple[re.Pattern[str], Role], ...] = tuple(
    (re.compile(rf"(?:{pattern}){_ADVERB}\s*[(:=]?\s*$", re.IGNORECASE), role)
    for pattern, role in (
        (r"\b(?:the\s+)?targets?(?:\s+(?:is|of|was|to|set\s+at|for\s+[\w/ ]{1,24}))?\s*[:=(-]?"
         r"|\b(?:goal|ambition|trajectory)\s+(?:of|is)", Role.TARGET),
        (r"\bbaselines?(?:\s+(?:is|of|was|figure|rate|level|value|position|in\s+[\w/ -]{1,16}))*\s*[:=(-]?"
         r"|\b(?:currently|presently|at\s+present|starting\s+from|starting\s+point\s+of|was|were|compared\s+(?:to|with)"
         r"|compared\s+against|against|vs\.?|versus|down\s+from|up\s+from|stands\s+at|current(?:\s+\w+)?\s*(?:of|is|at|:))", Role.BASELINE),
        (r"\bfrom|\bfrom\s+a\s+(?:baseline|level)\s+of", Role.BASELINE),
        (r"\bby(?:\s+(?:at\s+least|up\s+to|over|more\s+than|a\s+further|another|an\s+additional))?", Role.CHANGE),
        (r"\b(?:scores?|ratings?|rated|rating|level|grade|threshold|point)s?(?:\s+(?:of|at|as|above|over))?", Role.DEFINITION),
        (r"\b(?:within|inside|in\s+under|in\s+less\s+than|after|every|last(?:ing|s)?|under|for\s+at\s+least)", Role.LIMIT),
        (r"\b(?:reach|reaches|reaching|achiev(?:e|es|ing)|hit|attain|at|at\s+or\s+(?:above|below)|below|above|exceed|deliver|to|down\s+to|up\s+to|back\s+to"
         r"|is|be|remain(?:s)?|stay(?:s)?(?:\s+at)?|keep(?:ing)?(?:\s+\w+){0,4})", Role.LEVEL),
    )
)  # fmt: skip
_CHANGE_AFTER = re.compile(
    r"\s*(?:\w+\s+)?(?:increase|decrease|reduction|improvement|rise|fall|drop|uplift|cut|growth|decline|saving|fewer|more|less|higher|lower)\b"
    r"(?!\s+than\s+[0-9])|\s+(?:over|above|below|on|from|off)\s+(?:the\s+|our\s+|its\s+)?(?:[0-9/-]+\s+)?(?:baseline|last\s+year|previous)",
    re.IGNORECASE,
)
_BASELINE_AFTER = re.compile(
    r"\s*(?:\(?(?:baseline|at\s+present|currently|last\s+year|in\s+the\s+previous)\b)",
    re.IGNORECASE,
)
_TARGET_AFTER = re.compile(r"\s*(?:\(?target\b|target\b)", re.IGNORECASE)
_DEFINING = re.compile(
    r"\b(?:who|which|that|whose|with|having|have|has|scoring|rated|aged|earning|giving|give|give[ns]?|worth|owing|waiting)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_GIVEN_BY = re.compile(
    r"\b(?:organi[sz]ed|run|held|attended|led|delivered|across|in|at)\s+(?:by|in|at|across)?\s*$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(\s*$")


def promises(text: str, mentions: tuple[Mention, ...], direction: Direction) -> tuple[Promise, ...]:
    """The role of every figure of a row, in the order of their places."""
    plain = plain_letters(text)
    told: list[Promise] = []
    for mention in mentions:
        role = _role(plain, mention, told, direction)
        told.append(Promise(mention=mention, role=role))
    return tuple(told)


def _role(plain: str, mention: Mention, told: list[Promise], direction: Direction) -> Role:
    before = plain[max(0, mention.start - 60) : mention.start]
    if mention.beside and told:
        return told[-1].role
    if mention.upper is None and _follows_baseline_of_change(before, told):
        return Role.BASELINE
    if _TARGET_AFTER.match(plain, mention.end):
        return Role.TARGET
    if _BASELINE_AFTER.match(plain, mention.end):
        return Role.BASELINE
    changes = _CHANGE_AFTER.match(plain, mention.end) or mention.comparator is Comparator.CHANGE_BY
    for pattern, role in _BEFORE:
        if pattern.search(before):
            return _settled(role, mention, plain, told, direction, changes=bool(changes))
    if changes and mention.unit in (PERCENT, "pp"):
        return Role.CHANGE
    if mention.unit in DURATIONS:
        return Role.LIMIT if mention.unit != "hours" else Role.PLAIN
    if _DEFINING.search(before[-40:]) and any(one.role is not Role.BASELINE for one in told) | (
        mention.unit in MONEY
    ):
        return Role.DEFINITION
    return Role.MONEY if mention.unit in MONEY else Role.PLAIN


def _settled(
    role: Role,
    mention: Mention,
    plain: str,
    told: list[Promise],
    direction: Direction,
    *,
    changes: bool,
) -> Role:
    if role is Role.LIMIT and mention.unit not in DURATIONS:
        return Role.PLAIN
    if role is Role.CHANGE and mention.unit in DURATIONS and direction not in (
        Direction.INCREASE, Direction.DECREASE,
    ):  # fmt: skip
        return Role.LIMIT
    if role is Role.LEVEL:
        if changes and mention.unit in (PERCENT, "pp"):
            return Role.CHANGE
        before = plain[max(0, mention.start - 40) : mention.start]
        if mention.unit in MONEY and direction not in (Direction.INCREASE, Direction.DECREASE):
            return Role.MONEY
        if _DEFINING.search(re.sub(r"\S+\s*$", "", before)) and any(
            one.role is Role.PLAIN and one.mention.unit == PERCENT for one in told
        ):
            return Role.DEFINITION
    if role is Role.BASELINE and changes and mention.unit in (PERCENT, "pp"):
        return Role.CHANGE
    return role


def _follows_baseline_of_change(before: str, told: list[Promise]) -> bool:
    """ "by 10% (89.12%)": the bracket behind a change over the baseline is the level it is from."""
    return bool(
        told
        and told[-1].role is Role.CHANGE
        and re.search(r"\bbaseline\s*\(\s*$", before, re.IGNORECASE)
    )


STRONG = (Role.TARGET, Role.LEVEL, Role.CHANGE)


def chosen(told: tuple[Promise, ...], *, is_measure: bool) -> tuple[Promise, ...]:
    """
    The promises that are targets, the one to judge first.

    A level ("to 20%") takes the place of the change that leads to it ("by 3%"); a
    time limit or a sum of money counts where no other figure does.
    """
    named = [one for one in told if one.role is Role.TARGET]
    levels = [one for one in told if one.role is Role.LEVEL]
    changes = [one for one in told if one.role is Role.CHANGE]
    plains = [one for one in told if one.role is Role.PLAIN]
    if levels and any(one.role is Role.BASELINE for one in told):
        changes = []
    if named:
        return tuple(named + [one for one in levels if one.mention.unit != named[0].mention.unit])
    strong = levels + changes
    if strong:
        first = min(one.mention.start for one in strong)
        kept = [
            one for one in plains if one.mention.start < first and _stands_alone(one, is_measure)
        ]
        return tuple(kept + strong)
    alone = [one for one in plains if _stands_alone(one, is_measure)]
    money = [one for one in told if one.role is Role.MONEY]
    limits = [one for one in told if one.role is Role.LIMIT]
    return tuple(alone + money) or tuple(limits)


def _stands_alone(one: Promise, is_measure: bool) -> bool:
    mention = one.mention
    if mention.spelled and mention.unit != PERCENT and mention.comparator is Comparator.EQ:
        return mention.value > 1 and bool(mention.of)
    return True
