"""
Small numbers told in a roundabout way: "twins", "III pupils", "the second child", "1 in 11 of 33".

What a reader counts without reading a figure. Each way is a pattern of its own; what it
counts must be named as people, or it stays.
"""

import re
from collections.abc import Iterator

from headway.disclosure.people import Sort, first_named
from headway.disclosure.repeating import Span, is_in_a_name
from headway.disclosure.secrets import Setting
from headway.language.numerals import WORDED, worded_value

_WORDED = re.sub(r"\(\?P<\w+>", "(?:", WORDED.pattern)
_NUMBER = rf"(?:[0-9][0-9,]*|{_WORDED})"
_NOUN = r"(?P<noun>(?:[a-z'’-]+\s+){0,2}?[a-z'’-]+)"
_THE = r"(?:(?:the|our|all|those|these|their)\s+){0,2}"
_PERSON = (
    r"(?:child|pupil|student|learner|young\s+person|boy|girl|baby|family|sibling|victim|teenager)"
)

_BIRTHS = re.compile(
    r"\b(?P<number>twins?(?!-|\s+(?:track|aims?|priorit|goals?|themes?))|triplets?|quadruplets?"
    r"|quintuplets?|trio|duo|quartet|quintet)\b(?!\s+of\s+(?:services|teams|schools|measures|aims))",
    re.IGNORECASE,
)
_OF_BIRTHS = {"twi": 2, "duo": 2, "tri": 3, "qua": 4, "qui": 5}

_SIBLINGS = re.compile(
    r"\b(?:a|one|the|our|this|her|his|their)\s+"
    r"(?P<number>brother\s+and\s+(?:a\s+|his\s+|her\s+|the\s+)?sister"
    r"|sister\s+and\s+(?:a\s+|his\s+|her\s+|the\s+)?brother"
    r"|boy\s+and\s+(?:a|one)\s+girl|girl\s+and\s+(?:a|one)\s+boy)\b",
    re.IGNORECASE,
)
"""Two people who are named one by one."""

_ROMAN = re.compile(rf"\b(?P<number>ii|iii|iv|vi{{1,3}}|ix)\s+{_NOUN}", re.IGNORECASE)
_OF_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}

_ORDINAL = re.compile(
    r"\b(?:the|a|another|our|this|that)\s+"
    r"(?P<number>second|third|fourth|fifth|sixth|2nd|3rd|[4-9]th)"
    rf"(?:\s+and\s+last)?\s+{_PERSON}\b(?!\s+(?:protection|in\s+need|health|support|and))",
    re.IGNORECASE,
)
_OF_ORDINAL = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}

_RATIO = re.compile(
    rf"\b(?P<number>(?P<top>{_NUMBER})\s+in\s+(?:every\s+)?(?P<of>{_NUMBER}))"
    rf"(?:\s+(?:of|among)\s+{_THE}(?P<whole>{_NUMBER}))?\s+{_NOUN}",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"\b(?P<number>(?P<top>[0-9]{{1,2}})\s?/\s?(?P<of>[0-9]{{1,2}}))\s+of\s+{_THE}"
    rf"(?P<whole>{_NUMBER})\s+{_NOUN}",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"\b(?:out\s+)?of\s+{_THE}(?P<whole>[0-9][0-9,]*)(?:\s+{_NOUN})?\s*,?\s+"
    rf"(?P<number>{_NUMBER})(?=\s+[a-z])(?!\s*%)",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?:out\s+of|from|of)\s+{_THE}(?P<whole>{_NUMBER})\s+{_NOUN}",
    re.IGNORECASE,
)
_TWICE = re.compile(
    rf"\b(?P<first>{_NUMBER})\s*\(\s*(?P<number>{_NUMBER})\s*\)\s*{_NOUN}", re.IGNORECASE
)
_BAR = re.compile(
    rf"\b(?:every|each|all)\s+(?:the\s+)?{_NOUN}\s+(?:bar|but|except(?:\s+for)?)\s+"
    rf"(?P<number>{_NUMBER})\b",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"(?<![\w.])(?P<number>[0-9]{{1,9}})\s?[x×]\s?{_NOUN}", re.IGNORECASE)


def roundabout(plain: str, setting: Setting) -> Iterator[Span]:
    """Where small numbers of people stand that no figure tells."""
    for one in _BIRTHS.finditer(plain):
        if _is_small(_OF_BIRTHS[one["number"][:3].lower()], setting):
            yield one.span("number")
    if _is_small(2.0, setting):
        yield from (one.span("number") for one in _SIBLINGS.finditer(plain))
    for one in _ROMAN.finditer(plain):
        named = is_in_a_name(plain[max(0, one.start() - 20) : one.start()])
        small = _is_small(_OF_ROMAN[one["number"].lower()], setting)
        if small and first_named(one["noun"]) is Sort.PEOPLE and not named:
            yield one.span("number")
    for one in _ORDINAL.finditer(plain):
        word = one["number"].lower()
        if _is_small(_OF_ORDINAL.get(word) or int(word[0]), setting):
            yield one.span("number")
    if any(sign.isdigit() for sign in plain) or WORDED.search(plain):
        yield from _in_numbers(plain, setting)


def _in_numbers(plain: str, setting: Setting) -> Iterator[Span]:
    for pattern in (_RATIO, _FRACTION):
        for one in pattern.finditer(plain):
            if first_named(one["noun"]) is Sort.PEOPLE and _ratio_tells(one, setting):
                yield one.span("number")
    for pattern in (_AHEAD, _FROM):
        for one in pattern.finditer(plain):
            part, whole = _value(one["number"]), _value(one["whole"])
            if part <= whole and (one["noun"] is None or first_named(one["noun"]) is Sort.PEOPLE):
                known = one["noun"] is not None or setting.people
                if known and _is_small(part, setting) | _is_small(whole - part, setting):
                    yield one.span("number")
    for pattern in (_TWICE, _BAR, _TIMES):
        for one in pattern.finditer(plain):
            if (
                _is_small(_value(one["number"]), setting)
                and first_named(one["noun"]) is Sort.PEOPLE
            ):
                yield one.span("number")
                if pattern is _TWICE:
                    yield one.span("first")


def _ratio_tells(one: re.Match[str], setting: Setting) -> bool:
    """Whether "1 in 11 of 33" or "3 in 47" tells how many; "1 in 5 children" does not."""
    top, of = _value(one["top"]), _value(one["of"])
    if not 0 < top <= of:
        return False
    if one["whole"] is None:
        part, whole = top, of
        if top == 1 or of % 5 == 0 or of <= _USUAL:
            return False
    else:
        whole = _value(one["whole"])
        part = float(round(top * whole / of))
    return _is_small(part, setting) or _is_small(whole - part, setting)


_USUAL = 10
"""Up to here "2 in 7" is a way to tell a share."""


def _value(number: str) -> float:
    digits = number.replace(",", "")
    return float(digits) if digits.isdigit() else float(worded_value(number) or 0)


def _is_small(value: float, setting: Setting) -> bool:
    return value > 0 and setting.policy.is_small(value)
