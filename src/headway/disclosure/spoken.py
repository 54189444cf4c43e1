"""
Small numbers as people say and list them: "both of them", "this term 3 pupils", "2 Year 9 girls".

Numbers that stand beside a name with a number, in a list, behind their noun, or point back to
people who were named before.
"""

import re
from collections.abc import Callable, Iterator

from headway.disclosure.people import Sort, first_named, named_in, sort_of
from headway.disclosure.repeating import Span, is_in_a_name
from headway.disclosure.secrets import Setting
from headway.language.counted import counted
from headway.language.numerals import WORDED, worded_value

_WORDED = re.sub(r"\(\?P<\w+>", "(?:", WORDED.pattern)
_LITTLE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)\b"
_DIGITS = r"[0-9]{1,4}(?![0-9,.]*[0-9%])"
_NUMBER = rf"(?:{_DIGITS}|{_WORDED})"
_NOUN = r"(?P<noun>(?:[a-z'’-]+\s+){0,3}?[a-z'’-]+)"
_VERB = (
    r"(?:was|were|had|have|has|are|remain(?:ed|s)?|left|returned|moved|went|died|became|received"
    r"|attend(?:ed|s)?)\b"
)
_MANY = (
    r"(?:boys|girls|children|pupils|students|learners|young\s+people|siblings|males|females|babies"
    r"|infants|toddlers|teenagers|parents|carers|families|adults|women|men)"
)

_THIS_TIME = re.compile(
    r"\b(?i:this|that|last|next|each|every|previous|past|same|current|final|whole|entire)\s+"
    r"(?:academic\s+|school\s+|financial\s+|calendar\s+)?"
    r"(?:term|year|quarter|phase|stage|part|step|wave|group|cohort|period|week|month|round|unit)\s+"
    rf"(?P<number>{_NUMBER})(?=(?P<behind>\s+{_VERB}|\s*[,;(]|\.?\s*\Z)?)"
)
"""In "this term 3 pupils" they are three; in "of term 3 pupils" it is a term."""
_YEARS = (
    r"(?:(?:years?|yr|y|key\s+stages?|ks|levels?|bands?|tiers?|class|form|set)\.?\s?[0-9]{1,2}"
    r"(?:\s?(?:/|-|and|&|or|to)\s?[0-9]{1,2})?)"
)
_AGE = rf"(?:(?:[0-9]{{1,2}}|{_WORDED})[\s-]*(?:years?|yrs?|months?)[\s-]+old)"
_OF_AGE = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?:of\s+(?:the|our|these|those)\s+)?(?:{_YEARS}|{_AGE})"
    rf"(?P<many>'?s\b)?(?:\s+{_NOUN})?",
    re.IGNORECASE,
)
_POINTING = re.compile(
    rf"\b(?P<number>both|neither|either|{_NUMBER})\s+of\s+(?P<whom>them|whom)\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"(?:\A|[.;:!?(]\s*|,\s+|\b(?:and|but|only|just)\s+)"
    rf"(?P<number>{_NUMBER})\s+{_VERB}",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:of\s+(?P<whom>whom|which|these|those)|including|among\s+(?:whom|them))[:,]?\s+"
    rf"(?:[a-z]+\s+){{0,2}}?(?P<number>{_NUMBER})(?=[\s,.;)]|\Z)(?!\s+(?:to|on)\s+one\b)",
    re.IGNORECASE,
)
_PRONOUN_ENDS = re.compile(rf"\s*(?:[,;.:)]|\Z|{_VERB}|(?:with|in|at|from|on)\b)", re.IGNORECASE)
_ALL_BUT = re.compile(
    r"\b(?:all|everyone|everybody)\s+(?:bar|but|except(?:\s+for)?|apart\s+from)\s+"
    rf"(?P<number>{_NUMBER})\b(?:\s+of)?(?:\s+(?:the|our|these|those))?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\b{_MANY}\s*-?\s*(?P<number>[0-9]{{1,4}})(?=\s*(?:[,;)|/]|\.?\s*\Z|\.\s|(?:and\s+)?{_MANY}\b))",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"\b{_MANY}\s*\(\s*(?P<number>{_NUMBER})\s*\)", re.IGNORECASE)
_TIMES = re.compile(rf"\b{_MANY}\s+[x×]\s?(?P<number>[0-9]{{1,4}})\b", re.IGNORECASE)
_SAMPLE = re.compile(r"\bn\s?=\s?(?P<number>[0-9]{1,4})(?![0-9,.]*[0-9])", re.IGNORECASE)
_LISTED = re.compile(
    rf"\b(?P<number>{_DIGITS}|{_LITTLE})(?:\s*,\s*(?P<second>{_DIGITS}|{_LITTLE}))?\s*,?\s*"
    rf"(?:and|or|&)\s+(?P<third>{_DIGITS}|{_LITTLE})\s+{_NOUN}",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?P<number>(?:(?:a|one|the|our|this)\s+)?(?:single|sole|lone|only))\s+"
    r"(?:child|pupil|student|learner|young\s+person|boy|girl|baby|teenager)\b(?!['’])"
    r"(?!\s+(?:protection|in\s+need|premium|referral|benefit|poverty|health|support))",
    re.IGNORECASE,
)


def spoken(plain: str, setting: Setting) -> Iterator[Span]:
    """Where small numbers of people stand as people say and list them."""
    if setting.policy.is_small(1.0):
        for one in _ALONE.finditer(plain):
            if one["number"].lower() != "only":
                yield one.span("number")
    for pattern, tells in _WAYS:
        for one in pattern.finditer(plain):
            yield from _told(one, plain, setting, tells)


def _told(
    one: re.Match[str],
    plain: str,
    setting: Setting,
    tells: "Callable[[re.Match[str], str, Setting], bool]",
) -> Iterator[Span]:
    before = plain[max(0, one.start("number") - 20) : one.start("number")]
    if is_in_a_name(before) and one.re not in (_THIS_TIME, _SAMPLE):
        return
    parts = [name for name in ("number", "second", "third") if one.groupdict().get(name)]
    small = [name for name in parts if _is_small(_value(one[name]), setting)]
    if small and tells(one, plain, setting):
        yield from (one.span(name) for name in small)


def _behind(one: re.Match[str], plain: str) -> Sort:
    """What is counted by the noun behind the number."""
    return sort_of(counted(plain, one.end("number")))


def _of_this_time(one: re.Match[str], plain: str, setting: Setting) -> bool:
    sort = _behind(one, plain)
    return sort is Sort.PEOPLE or (
        sort is Sort.UNKNOWN and setting.people and one["behind"] is not None
    )


def _of_an_age(one: re.Match[str], _: str, __: Setting) -> bool:
    sort = first_named(one["noun"] or "")
    return sort is Sort.PEOPLE or (one["many"] is not None and sort is Sort.UNKNOWN)


def _points_to_people(one: re.Match[str], plain: str, setting: Setting) -> bool:
    """By what was named before; where nothing was, by the row."""
    if (one.groupdict().get("whom") or "").lower() == "whom":
        return True
    if one.re is not _POINTING and _behind(one, plain) is Sort.THINGS:
        return False
    clauses = re.split(r"[.;!?\n]", plain[max(0, one.start("number") - 200) : one.start("number")])
    named = next((found for words in reversed(clauses) if (found := named_in(words))), ())
    if not named:
        return setting.people
    return Sort.PEOPLE in ((named[0], named[-1]) if setting.people else named[-1:])


def _of_whom(one: re.Match[str], plain: str, setting: Setting) -> bool:
    """Whether the number is a pronoun: "of which two were girls", not "of which one holds"."""
    behind = plain[one.end("number") :]
    tells = one["number"].isdigit() or _behind(one, plain) is Sort.PEOPLE
    return (tells or _PRONOUN_ENDS.match(behind) is not None) and _points_to_people(
        one, plain, setting
    )


def _verb_of_people(one: re.Match[str], plain: str, setting: Setting) -> bool:
    is_one = _value(one["number"]) == 1 and not one["number"].isdigit()
    if is_one and re.search(r"\b(?:are|is|has|have)\Z", one[0], re.IGNORECASE):
        return False
    return _points_to_people(one, plain, setting)


def _but_people(one: re.Match[str], plain: str, setting: Setting) -> bool:
    sort = sort_of(counted(plain, one.end()))
    return sort is Sort.PEOPLE or (sort is Sort.UNKNOWN and _points_to_people(one, plain, setting))


def _always(_: re.Match[str], __: str, ___: Setting) -> bool:
    return True


def _no_list(one: re.Match[str], plain: str, _: Setting) -> bool:
    """Whether "(2)" is no mark of a list: "we (1) support children (2) improve schools"."""
    first = plain.find("(1)")
    return first < 0 or _BRACKETED.search(plain[max(0, first - 20) : first + 3]) is not None


def _noun_of_people(one: re.Match[str], _: str, __: Setting) -> bool:
    return first_named(one["noun"]) is Sort.PEOPLE


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, Setting], bool]], ...] = (
    (_THIS_TIME, _of_this_time),
    (_OF_AGE, _of_an_age),
    (_POINTING, _points_to_people),
    (_CLAUSE, _verb_of_people),
    (_OF_WHOM, _of_whom),
    (_ALL_BUT, _but_people),
    (_LABELLED, _always),
    (_BRACKETED, _no_list),
    (_TIMES, _always),
    (_SAMPLE, _always),
    (_LISTED, _noun_of_people),
)
"""Each way in which they are told, and what must hold of it besides."""


def _value(number: str) -> float:
    if number.lower() in ("both", "neither", "either"):
        return 2.0
    return float(number) if number.isdigit() else float(worded_value(number) or 0)


def _is_small(value: float, setting: Setting) -> bool:
    return value > 0 and setting.policy.is_small(value)
