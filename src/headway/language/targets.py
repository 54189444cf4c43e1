"""Targets: from the figures that a row promises, or from words such as "all", "double", "x%"."""

import re
from dataclasses import replace

from headway.domain.periods import Period, PeriodKind
from headway.domain.plan import Target
from headway.domain.quantities import COUNT, PERCENT, TEXT, Comparator, Direction
from headway.language.brackets import Span
from headway.language.dates import PeriodMention
from headway.language.figures import placeholders
from headway.language.letters import plain_letters, tidy
from headway.language.mentions import Mention
from headway.language.promises import Promise, Role
from headway.language.sentences import sentence_around

DUE_LEADS = (
    "by", "before", "no later than", "until", "till", "end", "during", "throughout", "between",
)  # fmt: skip
"""Words before a period that make it a date to be ready by."""

_FOR_LEADS = ("in", "for", "to", "", "of", "within", "over", "at", "on", "and")
_PAST = re.compile(
    r"\b(?:compared\s+(?:to|with|against)|against|versus|vs\.?|than|on|since|from"
    r"|over)\s+(?:in\s+|for\s+|the\s+|a\s+)*$",
    re.IGNORECASE,
)
_THEN = re.compile(r"\s*[:=]\s*[£$€]?[0-9]")
_STARTING = re.compile(
    r"\s*(?:'s\s+)?(?:baselines?|levels?|figures?|outturn|average|rates?)\b", re.IGNORECASE
)


def ahead(
    times: tuple[PeriodMention, ...], plain: str, past: tuple[Span, ...] = ()
) -> tuple[PeriodMention, ...]:
    """
    The periods of a row that look forward: not "the 2018 baseline", not "than in 2019/20".

    `past` are brackets that give an earlier level; their times are its own.
    """
    return tuple(
        one
        for one in times
        if not any(start <= one.start < end for start, end in past)
        and not _STARTING.match(plain, one.end)
        and not _THEN.match(plain, one.end)
        and not _PAST.search(plain[max(0, one.start - 30) : one.start])
    )


def target_period(times: tuple[PeriodMention, ...]) -> Period | None:
    """The time of a row's target: the one it is due by, else the one it is for, else per year."""
    fixed = [one for one in times if one.period is not None and not one.recurring]
    for leads in (DUE_LEADS, _FOR_LEADS):
        for one in fixed:
            if one.lead in leads:
                return one.period
    return next((one.period for one in times if one.recurring), None)


def stated_target(
    one: Promise,
    text: str,
    times: tuple[PeriodMention, ...],
    when: Period | None,
    direction: Direction,
) -> Target:
    """The target that a figure states; "3 out of 5 residents" is 60 per cent of them."""
    mention = one.mention
    share = mention.out_of if mention.unit == COUNT and mention.of else None
    value = abs(mention.value) if one.role is Role.CHANGE else mention.value
    return Target(
        value=value if share is None else round(100 * value / share, 1),
        unit=mention.unit if share is None else PERCENT,
        comparator=_comparator(one, direction),
        period=_own_period(mention, times, text) or when or _each_year(mention, text),
        of=mention.of,
        words=sentence_around(text, mention.start, mention.end),
    )


_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)


def both_ends(one: Promise, target: Target) -> tuple[Target, ...]:
    """Of "between 15% and 20%" both ends bind; of "30-40 mentors" the nearer one is the target."""
    upper = one.mention.upper if _BETWEEN.search(target.words) else None
    between = one.mention.comparator is Comparator.EQ and one.role in (Role.LEVEL, Role.PLAIN)
    if upper is None or not between or target.value != one.mention.value:
        return (target,)
    lower = replace(target, comparator=Comparator.GE)
    return lower, replace(target, value=upper, comparator=Comparator.LE)


_ANNUAL = re.compile(
    r"\s+(?:in\s+)?(?:[a-z]+\s+){0,2}?annual\b(?!\s+(?:report|review|survey|plan|audit))",
    re.IGNORECASE,
)


def _each_year(mention: Mention, text: str) -> Period | None:
    """Per year, for "$1M in annual impact" and "one annual event"."""
    return Period.parse("per year") if _ANNUAL.match(text, mention.end) else None


def _own_period(mention: Mention, times: tuple[PeriodMention, ...], text: str) -> Period | None:
    """The period right behind a figure, where a row has several: "50 by 2020, 80 by 2022"."""
    fixed = [one for one in times if one.period is not None and not one.recurring]
    behind = [one for one in fixed if 0 <= one.start - mention.end <= 30]
    if len(fixed) < 2 or not behind or re.search(r"[0-9;]", text[mention.end : behind[0].start]):
        return None
    return behind[0].period


_BY_DIRECTION = {
    Direction.DECREASE: Comparator.LE,
    Direction.INCREASE: Comparator.GE,
    Direction.MAINTAIN: Comparator.GE,
    Direction.ACHIEVE: Comparator.GE,
}


def _comparator(one: Promise, direction: Direction) -> Comparator:
    mention = one.mention
    if one.role is Role.CHANGE:
        return Comparator.CHANGE_BY
    if mention.comparator is not Comparator.EQ:
        return mention.comparator
    if one.role is Role.LIMIT:
        return Comparator.LE
    if mention.upper is not None or (mention.unit == PERCENT and mention.value in (0, 100)):
        return Comparator.EQ
    if mention.value == 0 and direction is Direction.DECREASE:
        return Comparator.EQ
    return _BY_DIRECTION.get(direction, Comparator.EQ)


_ALL = re.compile(
    r"^\W*(?:[0-9]+[.)]\s*)?(?:ensure\s+(?:that\s+)?)?(?:all|every|each\s+and\s+every)\s+(?!of\s+the\s+above)"
    r"(?P<of>[^.;,\n]{3,60}?)\s+(?:will|are|have|has|is|receive|collect|can|to\s+(?:have|be"
    r"|receive)"
    r"|attending|know|report)\b"
    r"|\b(?:for|to|by|of)\s+all\s+(?P<of2>staff|schools|children|pupils|employees|settings"
    r"|partners|"
    r"agencies|teams|practitioners|families|patients)\b",
    re.IGNORECASE,
)
_NONE_OF = re.compile(
    r"(?:^\W*(?:[0-9]+[.)]\s*)?|\s-\s+|:\s+)(?:no|zero|nil)\s+(?P<of>(?:children|child|young"
    r"|pupils?|"
    r"people|patients?|families|family|residents?|looked|care|schools?|new)\b[^.;,(\n]{0,60}?)"
    r"(?=\s+(?:by|in|to|are|is|will|should|during|at|on\s+[0-9])\b|[.;,(\n]|$)",
    re.IGNORECASE,
)
_PLACE = r"(?:national|regional|england|english|statistical\s+neighbours?'?)"
_RELATIVE = re.compile(
    rf"\bto\s+(?P<to>(?:(?:at\s+least\s+)?(?:the\s+)?{_PLACE}(?:\s+(?:average|levels?|rate))?)"
    r"|(?:pre-?\s?(?:pandemic|covid(?:-19)?)|previous|baseline|20[0-9]{2})\s+levels?)\b"
    r"|\b(?P<beside>(?:at\s+or\s+)?(?:above|below|better\s+than|in\s+line\s+with|equal\s+to|"
    rf"no\s+(?:higher|lower|worse)\s+than)\s+(?:the\s+)?{_PLACE}(?:\s+(?:average|levels?"
    rf"|rates?))?)",
    re.IGNORECASE,
)
_FACTORS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"\bdoubl(?:e|es|ing)\b(?!\s+(?:the\s+)?(?:check|up|glaz))", re.IGNORECASE), 100.0),
    (re.compile(r"\b(?:tripl|trebl)(?:e|es|ing)\b", re.IGNORECASE), 200.0),
    (re.compile(r"\bhalv(?:e|es|ing)\b|\bcut\b[^.]{0,40}\bin\s+half\b", re.IGNORECASE), 50.0),
)


def worded_targets(
    text: str, when: Period | None, direction: Direction, *, is_measure: bool
) -> tuple[Target, ...]:
    """Targets in words: "double", "x%", "no", "all", "national average", or a date alone."""
    plain = plain_letters(text)
    if direction is not Direction.NONE:
        for pattern, change in _FACTORS:
            if found := pattern.search(plain):
                return (
                    Target(
                        value=change,
                        unit=PERCENT,
                        comparator=Comparator.CHANGE_BY,
                        period=when,
                        words=found[0],
                    ),
                )
    if holes := placeholders(text):
        return (_open_target(text, holes[0], when),)
    if not is_measure or direction is Direction.NONE:
        return ()
    found_target = _none_of(plain, when, direction) or _relative(plain, when, direction)
    if found_target is None and direction is Direction.ACHIEVE:
        found_target = _everyone(plain, when)
    if found_target is not None:
        return (found_target,)
    fixed = when is not None and when.kind is not PeriodKind.RECURRING
    return (Target(period=when),) if fixed else ()


def _open_target(text: str, hole: tuple[int, int], when: Period | None) -> Target:
    words = text[slice(*hole)]
    percent = "%" in words or "cent" in words.lower()
    changes = re.search(r"\bby\s*$", text[: hole[0]]) is not None
    return Target(
        unit=PERCENT if percent else COUNT,
        comparator=Comparator.CHANGE_BY if changes else Comparator.EQ,
        period=when,
        words=tidy(words),
    )


def _none_of(plain: str, when: Period | None, direction: Direction) -> Target | None:
    found = _NONE_OF.search(plain)
    if found is None or direction is Direction.MAINTAIN:
        return None
    return Target(value=0.0, period=when, of=tidy(found["of"]), words=tidy(found[0]))


def _relative(plain: str, when: Period | None, direction: Direction) -> Target | None:
    found = _RELATIVE.search(plain)
    if found is None:
        return None
    words = tidy(found["to"] or found["beside"])
    ceiling = re.match(r"(?:at\s+or\s+)?below|no\s+higher", words, re.IGNORECASE)
    bound = Comparator.LE if ceiling else _BY_DIRECTION[direction]
    return Target(unit=TEXT, comparator=bound, period=when, words=words)


def _everyone(plain: str, when: Period | None) -> Target | None:
    found = _ALL.search(plain)
    if found is None:
        return None
    of = tidy(found["of"] or found["of2"])
    return Target(value=100.0, unit=PERCENT, period=when, of=of, words=tidy(found[0]))
