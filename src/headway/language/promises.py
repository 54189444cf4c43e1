"""Which of a row's figures are its targets, its baseline or a part of its definition."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from headway.domain.quantities import COUNT, MONEY, PERCENT, POINTS, Comparator, Direction
from headway.language.brackets import Span, is_of_another_place
from headway.language.letters import plain_letters
from headway.language.mentions import Mention
from headway.language.units import DURATIONS


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
    STRETCH = auto()
    """A second, higher target: "(stretch 80%)"."""
    MONEY = auto()
    LIMIT = auto()
    """A time limit: "within 3 days"."""
    BASELINE = auto()
    DEFINITION = auto()
    """Part of what is measured: a threshold, a size, an age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """
    A figure of a row and its role.

    Attributes:
        opens: It is the object of the verb that the row begins with: "Recruit 25 mentors".
    """

    mention: Mention
    role: Role
    opens: bool = False


_ADVERB = (
    r"(?:\s+(?:just|only|about|around|approximately|a\s+total\s+of|an?\s+average\s+of|a"
    r"|an|the|its|their|our))*"
)
_BEFORE: tuple[tuple[re.Pattern[str], Role], ...] = tuple(
    (re.compile(rf"(?:{pattern}){_ADVERB}\s*[(:=]?\s*$", re.IGNORECASE), role)
    for pattern, role in (
        (r"\bstretch(?:ed|ing)?(?:\s+(?:target|goal|ambition))?(?:\s+(?:is|of|to|at))?\s*[:=-]?",
         Role.STRETCH),
        (r"\b(?:the\s+)?targets?(?:\s+(?:is|of|was|to|set\s+at|for\s+[\w/ ]{1,24}))?\s*[:=(-]?"
         r"|\b(?:goal|ambition|trajectory)\s+(?:of|is)", Role.TARGET),
        (r"\bbaselines?(?:\s+(?:is|of|was|figure|rate|level|value|position|established\s+at"
         r"|set\s+at|stood\s+at|in\s+[\w/ -]{1,16}))*\s*[:=(-]?"
         r"|\b(?:currently|presently|(?<=\()today:?|at\s+present|starting\s+from|starting\s+point\s+of|was"
         r"|were|compared\s+(?:to|with)"
         r"|compared\s+against|against|vs\.?|versus|down\s+from|up\s+from|stands\s+at"
         r"|current(?:\s+\w+)?\s*(?:of|is|at|:))", Role.BASELINE),
        (r"\b(?:(?:20)?[0-9]{2}\s?[/-]\s?(?:20)?[0-9]{2}|20[0-9]{2}|(?:last|previous)\s+year'?s?"
         r"|current)\s+(?:outturn(?:\s+(?:of|was))?|(?:figure|level|rate|total|position)\s+(?:of|was))",
         Role.BASELINE),
        (r"\bfrom|\bfrom\s+a\s+(?:baseline|level)\s+of", Role.BASELINE),
        (
            r"\((?:in\s+|at\s+)?(?:(?:AY"
            r"|FY)\s?)?(?:20)?[0-9]{2}(?:\s?[/-]\s?(?:20)?[0-9]{2})?\s*[:=-]",
            Role.BASELINE,
        ),
        (
            r"\b(?:increase|decrease|reduction|improvement|rise|fall|drop|uplift|cut|growth"
            r"|saving)s?\s+of"
            r"(?:\s+(?:at\s+least|up\s+to|over|more\s+than))?",
            Role.CHANGE,
        ),
        (r"\bby(?:\s+(?:at\s+least|up\s+to|over|more\s+than|a\s+further|another"
         r"|an\s+additional))?", Role.CHANGE),
        (r"\b(?:scores?|ratings?|rated|rating|level|grade|threshold|point)s?(?:\s+(?:of|at|as"
         r"|above|over))?", Role.DEFINITION),
        (r"\b(?:within|inside|in\s+under|in\s+less\s+than|after|every|last(?:ing|s)?|under"
         r"|for\s+at\s+least)", Role.LIMIT),
        (r"\b(?:reach|reaches|reaching|achiev(?:e|es|ing)|hit|attain|at|at\s+or\s+(?:above"
         r"|below)|below|above|exceed|to|down\s+to|up\s+to|back\s+to"
         r"|is|be|remain(?:s)?|stay(?:s)?(?:\s+at)?|keep(?:ing)?(?:\s+\w+){0,4})", Role.LEVEL),
    )
)  # fmt: skip
_CHANGE_AFTER = re.compile(
    r"\s*(?:\w+\s+)?(?:increase|decrease|reduction|improvement|rise|fall|drop|uplift|cut|growth"
    r"|decline|saving|fewer|more|less|higher|lower)\b"
    r"(?!\s+than\s+[0-9])|\s+(?:over|above|below|on|from|off)\s+(?:the\s+|our\s+"
    r"|its\s+)?(?:[0-9/-]+\s+)?(?:baseline|last\s+year|previous)",
    re.IGNORECASE,
)
_BASELINE_AFTER = re.compile(
    r"\s*\(?(?:baseline|at\s+present|currently|last\s+year|in\s+the\s+previous)\b(?!\s*(?:is"
    r"|was|of|at|[:=-])?\s*[£$€]?[0-9])",
    re.IGNORECASE,
)
_TARGET_AFTER = re.compile(
    r"\s*\(?target\b(?!\s*(?:is|was|of|at|[:=-])?\s*[£$€]?[0-9])", re.IGNORECASE
)
_DEFINING = re.compile(
    r"\b(?:who|(?<!of )which|that|whose|with|having|have|has|scoring|rated|aged|earning|giving"
    r"|give|give[ns]?|worth|owing|waiting)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\b(?:and|then|rising|increasing|falling)|,)\s*$", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:to\s+)?[A-Za-z]+\s+(?:a\s+total\s+of\s+)?", re.IGNORECASE)
_HAVING = re.compile(r"\b(?:with|having|have|has|who|that|which)\s*$", re.IGNORECASE)
_WHOSE = re.compile(
    r"\b(?:who|which|that|whose|giving|give|worth|owing|earning)\s+(?:\w+\s+){0,4}$", re.IGNORECASE
)


def promises(
    text: str,
    mentions: tuple[Mention, ...],
    direction: Direction,
    past: tuple[Span, ...] = (),
) -> tuple[Promise, ...]:
    """
    The role of every figure of a row, in the order of their places.

    The figures in the brackets `past` are earlier levels: "(71% in 2023)".
    """
    plain = plain_letters(text)
    told: list[Promise] = []
    for mention in mentions:
        if any(start < mention.start < end for start, end in past):
            role = Role.BASELINE
        else:
            role = _role(plain, mention, told, direction)
        if is_of_another_place(plain, mention):
            role = Role.DEFINITION
        opens = _OPENS.fullmatch(plain[: mention.start]) is not None
        told.append(Promise(mention=mention, role=role, opens=opens))
    return tuple(told)


def _role(plain: str, mention: Mention, told: list[Promise], direction: Direction) -> Role:
    before = plain[max(0, mention.start - 60) : mention.start]
    if mention.beside and told:
        return told[-1].role
    if _follows_baseline_of_change(before, told):
        return Role.BASELINE
    if _TARGET_AFTER.match(plain, mention.end):
        return Role.TARGET
    if _BASELINE_AFTER.match(plain, mention.end):
        return Role.BASELINE
    if _defines(plain, mention, before):
        return Role.DEFINITION
    changes = _CHANGE_AFTER.match(plain, mention.end) or mention.comparator is Comparator.CHANGE_BY
    for pattern, role in _BEFORE:
        if pattern.search(before):
            return _settled(role, mention, plain, told, direction, changes=bool(changes))
    if changes and mention.unit in (PERCENT, POINTS):
        return Role.CHANGE
    return _unled(plain, mention, before, told)


def _defines(plain: str, mention: Mention, before: str) -> bool:
    """Figures that describe: "2xCity", "one or more exclusions", "Six Sigma"."""
    words = plain[mention.start : mention.end]
    if words[-1:] == "x":
        return True
    if not mention.spelled or mention.unit != COUNT:
        return False
    if mention.value == 1 and (mention.comparator is Comparator.EQ or _HAVING.search(before)):
        return True
    if mention.value == 1 and re.search(r"\bor\s+more$", words):
        return True
    named: bool = words[0].isupper() and mention.start > 0 and mention.comparator is Comparator.EQ
    follows = plain[mention.end : mention.end + 2].strip()[:1]
    return bool(named) and follows.isupper() and not _titled(plain)


def _titled(plain: str) -> bool:
    """Whether Most Words Begin With a Capital."""
    words: list[str] = re.findall(r"[A-Za-z]{3,}", plain)
    capital = [word for word in words if word[0].isupper()]
    return len(capital) > 0.6 * len(words)


def _unled(plain: str, mention: Mention, before: str, told: list[Promise]) -> Role:
    """The role of a figure that no word before it tells."""
    if mention.unit in DURATIONS:
        if mention.comparator in (Comparator.LE, Comparator.LT):
            return Role.LIMIT
        return Role.PLAIN if mention.unit == "hours" else Role.DEFINITION
    if mention.unit in MONEY:
        return Role.DEFINITION if _WHOSE.search(before) else Role.MONEY
    share = mention.unit == PERCENT and bool(mention.of)
    last = told[-1] if told else None
    goes_on = last is not None and last.mention.unit == mention.unit
    if goes_on and last and last.role is Role.CHANGE and not share and _AND.search(before):
        return last.role
    if goes_on and last and last.role in (Role.LEVEL, Role.TARGET) and _AND.search(before):
        return last.role
    if _DEFINING.search(before[-40:]) and told and not share:
        return Role.DEFINITION
    return Role.PLAIN


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
    if role is Role.DEFINITION and mention.unit == PERCENT and mention.of:
        return Role.PLAIN
    if role is Role.CHANGE and mention.unit in DURATIONS and direction not in (
        Direction.INCREASE, Direction.DECREASE,
    ):  # fmt: skip
        return Role.LIMIT
    if role is Role.LEVEL:
        if changes and mention.unit in (PERCENT, POINTS):
            return Role.CHANGE
        before = plain[max(0, mention.start - 40) : mention.start]
        if mention.unit in MONEY and direction not in (Direction.INCREASE, Direction.DECREASE):
            return Role.MONEY
        if _DEFINING.search(re.sub(r"\S+\s*$", "", before)) and any(
            one.role is Role.PLAIN and one.mention.unit == PERCENT for one in told
        ):
            return Role.DEFINITION
    if role is Role.BASELINE and changes and mention.unit in (PERCENT, POINTS):
        return Role.CHANGE
    return role


def _follows_baseline_of_change(before: str, told: list[Promise]) -> bool:
    """Whether a bracket gives the level that a change is from: "3% over baseline (89%)"."""
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
    further = tuple(one for one in told if one.role is Role.STRETCH)
    return _nearest(told, is_measure=is_measure) + further


def _nearest(told: tuple[Promise, ...], *, is_measure: bool) -> tuple[Promise, ...]:
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
        shares = [one for one in plains if _is_share(one.mention)]
        if shares and all(one.role is Role.LEVEL and one.mention.unit == COUNT for one in strong):
            return tuple(shares)
        first = min(one.mention.start for one in strong)
        kept = [
            one
            for one in plains
            if one.mention.start < first and (_is_share(one.mention) or one.opens)
        ]
        return tuple(kept + strong)
    alone = [one for one in plains if _stands_alone(one, is_measure)]
    money = [one for one in told if one.role is Role.MONEY]
    limits = [one for one in told if one.role is Role.LIMIT]
    return tuple(alone + money) or tuple(limits)


def _is_share(mention: Mention) -> bool:
    """Whether it is a part of something: "80% of planned maintenance"."""
    return mention.unit == PERCENT and bool(mention.of)


def _stands_alone(one: Promise, is_measure: bool) -> bool:
    mention = one.mention
    if mention.spelled and mention.unit != PERCENT and mention.comparator is Comparator.EQ:
        return mention.value != 1 and bool(mention.of)
    return True
