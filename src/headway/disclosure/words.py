"""
Small numbers in words: found, and put behind the symbol.

Words repeat what figures say ("2 children", "both pupils", "4 of 50", "92% of 50", "down by
6"). A small number is hidden where what it counts is people, or where nothing says what it
counts and the row is about people. A number that repeats a hidden figure is hidden wherever
the words of that row have it. Years, terms, ages, lengths of time and names with a number
("wave 1", "page 3") are none.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import digit

from headway.disclosure.legible import legible
from headway.disclosure.people import FROM_ELSEWHERE, Sort, first_named, sort_of
from headway.disclosure.repeating import LABEL, Span, is_a_label, is_in_a_name, repeated
from headway.disclosure.roundabout import roundabout
from headway.disclosure.secrets import Setting
from headway.disclosure.spoken import spoken
from headway.domain.disclosing import ZeroRule
from headway.domain.quantities import COUNT, PERCENT
from headway.language.counted import counted
from headway.language.figures import figures
from headway.language.letters import plain_letters
from headway.language.mentions import Mention
from headway.language.numerals import WORDED
from headway.language.units import DURATIONS


def masked(text: str, setting: Setting) -> str:
    """
    The words with every number hidden that nobody may see.

    Never raises.

    >>> masked("CP 2, CIN 16, both pupils in 2 schools by term 4", Setting(people=True))
    'CP [c], CIN 16, [c] pupils in 2 schools by term 4'
    """
    seen, spans = _hidden(text, setting)
    parts: list[str] = []
    place = 0
    for start, stop, end in spans:
        parts += [seen[place:start], _in_its_place(seen[start:stop], setting)]
        place = end
    return "".join([*parts, seen[place:]]) if parts else text


def hidden_in(text: str, setting: Setting) -> tuple[str, ...]:
    """
    What `masked` hides of a text, each once, in the order in which it stands.

    >>> hidden_in("CP 2, CIN 16, both pupils in 2 schools by term 4", Setting(people=True))
    ('2', 'both')
    """
    seen, spans = _hidden(text, setting)
    return tuple(dict.fromkeys(seen[start:end] for start, _, end in spans))


def _hidden(text: str, setting: Setting) -> tuple[str, list[tuple[int, int, int]]]:
    """A text as it is read, and what is hidden in it: whence, how far the first, how far all."""
    seen = legible(text)
    apart: list[tuple[int, int, int]] = []
    for start, stop in sorted(_spans(seen, setting)) if _MAY_COUNT.search(seen) else ():
        if apart and start < apart[-1][2]:
            apart[-1] = (*apart[-1][:2], max(apart[-1][2], stop))
        else:
            apart.append((start, stop, stop))
    return seen, apart


def _in_its_place(words: str, setting: Setting) -> str:
    """The symbol; of a figure that is rounded, what it is rounded to."""
    number = words.replace(",", "")
    rounded = setting.instead.get(float(number)) if _WHOLE.fullmatch(number) else None
    return setting.mark if rounded is None else f"[{rounded:,.0f}]"


_WHOLE = re.compile(r"[0-9]{1,12}")
_MAY_COUNT = re.compile(
    rf"\d|[\u2460-\u2788]|\b(?:ii|iii|iv|vi+|ix|second|third|fourth|fifth|sixth|twins?|tri\w+"
    r"|duo|qu[ai]\w+)\b"
    rf"|{WORDED.pattern}|\b(?:both|neither|couple|pair|single|sole|lone|only|no|none|nobody|nil|half"
    r"|halved|halving|brother|sister|boy|girl|doubl\w+|trebl\w+|tripl\w+|quadrupl\w+|twice)\b",
    re.IGNORECASE,
)


def _spans(text: str, setting: Setting) -> Iterator[Span]:
    plain = _OTHER_DIGIT.sub(lambda one: str(digit(one[0])), plain_letters(text))
    found = figures(plain, most=len(text))
    yield from _small(plain, found, setting)
    yield from _against_a_noun(plain, found, setting)
    yield from _shares(plain, found, setting)
    yield from _quantifiers(plain, setting)
    yield from roundabout(plain, setting)
    yield from spoken(plain, setting)
    if setting.own.values or setting.others:
        yield from repeated(plain, setting)
    if setting.own.values:
        yield from (one.span() for one in _TIMES_AS_MANY.finditer(plain))


_OTHER_DIGIT = re.compile("(?![0-9])\\d|[\u2460-\u2468\u2474-\u247c\u2776-\u277e\u2780-\u2788]")
"""Digits of other scripts, and those in circles."""
_ONE_IN = re.compile(r"[0-9a-z]\s+in\s+\Z", re.IGNORECASE)
_AGAINST = re.compile(r"(?<![\w,/])(?<![0-9][.:-])(?P<number>[0-9]{1,9})\s?(?P<noun>[A-Za-z]{3,})")


def _against_a_noun(plain: str, found: tuple[Mention, ...], setting: Setting) -> Iterator[Span]:
    """What stands right before its noun, however it is typed: "c.3 pupils", "3pupils"."""
    judged = {one.number_start for one in found}
    for one in _AGAINST.finditer(plain):
        if one.start() in judged:
            continue
        if _is_small(float(one["number"]), setting) and sort_of(one["noun"]) is Sort.PEOPLE:
            before = plain[max(0, one.start() - 20) : one.start()]
            if not is_in_a_name(before.removesuffix("#")) and not _ONE_IN.search(before):
                yield one.span("number")


_TIMES_AS_MANY = re.compile(
    r"\b(?:halved|halving|doubled|doubling|trebled|trebling|tripled|tripling|quadrupled"
    r"|twice\s+as\s+many|half\s+as\s+many)\b",
    re.IGNORECASE,
)


def _small(plain: str, found: tuple[Mention, ...], setting: Setting) -> Iterator[Span]:
    """Small counts of people, and parts of a whole that leave few others."""
    wholes: list[Mention] = []
    for above, one in pairwise((None, *found)):
        if one is None or one.unit != COUNT or one.per is not None:
            continue
        if not _counts_people(plain, one, setting):
            continue
        if one.out_of is None and not one.of and _of_time(plain, one, above):
            continue
        if one.out_of is not None:
            spans = tuple(_part_of_whole(plain, one, setting))
            yield from spans
            wholes += [one] if spans else []
        elif one.spelled and not one.of and not _stands_alone(plain, one):
            continue
        elif _is_small(one.value, setting) or (one.upper and _is_small(one.upper, setting)):
            yield _number_at(plain, one)
    yield from _shares_behind(plain, found, wholes)


def _of_time(plain: str, one: Mention, above: Mention | None) -> bool:
    """Whether a bare number goes on about a length of time: "6 weeks (4 before)"."""
    if above is None or above.unit not in DURATIONS:
        return False
    between = plain[above.end : one.number_start]
    return not _SENTENCE_END.search(between) and _ONWARD.fullmatch(between) is not None


_ONWARD = re.compile(
    r"\W*(?:(?:was|were|up|down|from|to|and|or|compared|with|against|then|before|now|previously"
    r"|earlier)\W+)*",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(r"\b(?:to|by|from|was|were|is|are|only|just|now|than|[:=(])\s*\Z", re.I)


def _stands_alone(plain: str, one: Mention) -> bool:
    """Whether a bare "two" is a figure ("fell to two") and no pronoun ("ask for one")."""
    behind = plain[one.end : one.end + _NEAR].lstrip()
    before = plain[max(0, one.number_start - _NEAR) : one.number_start]
    ends = not behind or not behind[0].isalpha() or _BEHIND.match(" " + behind) is not None
    return ends and _LEADS_TO.search(before) is not None


def _is_small(value: float, setting: Setting) -> bool:
    """Whether it is a small count; what is not whole counts nobody."""
    return value == int(value) and setting.policy.is_small(value)


def _part_of_whole(plain: str, one: Mention, setting: Setting) -> Iterator[Span]:
    """In "4 of 50" and "46 of 50" the number, and a small whole."""
    whole = one.out_of or 0.0
    if not any(_is_small(value, setting) for value in (one.value, whole - one.value, whole)):
        return
    start, end = _number_at(plain, one)
    yield (one.number_start, one.end) if _is_small(whole, setting) else (start, end)


def _shares_behind(plain: str, found: tuple[Mention, ...], wholes: list[Mention]) -> Iterator[Span]:
    """The percentages that stand behind "4 of 50" in its sentence, each once."""
    ahead, limit = iter(wholes), 0
    following = next(ahead, None)
    for one in found:
        while following is not None and following.end <= one.number_start:
            if following.end >= limit:
                sentence_end = _SENTENCE_END.search(plain, following.end)
                limit = sentence_end.start() if sentence_end else len(plain)
            following = next(ahead, None)
        if one.unit == PERCENT and one.number_start < limit:
            yield _with_sign(plain, one)


_NEAR = 200
"""In so many letters beside a number stands what says whether it is a figure."""
_SENTENCE_END = re.compile(r"[.!?;](?:\s|\Z)|\n")
_OF = re.compile(
    r"\s*\(?\s*(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+|those\s+|these\s+|a\s+)*"
    r"(?:(?:target|baseline|total|cohort|group)\s*(?:of|was|is|:|\()\s*)?\Z",
    re.IGNORECASE,
)


_ON = re.compile(
    r"\s*(?:fall|drop|decrease|reduction|decline|rise|increase|growth)?\s*(?:from|on)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""A change as a percentage of what it was: "a 50% fall from 6"."""


def _shares(plain: str, found: tuple[Mention, ...], setting: Setting) -> Iterator[Span]:
    """What "92% of 50" tells: of 46, and of the 4 others."""
    for share, whole in pairwise(found):
        if share.unit != PERCENT or whole.unit != COUNT or share.out_of is not None:
            continue
        between = plain[share.end : whole.number_start]
        if not _OF.match(between) and not _ON.match(between):
            continue
        if not _counts_people(plain, whole, setting):
            continue
        part = round(share.value / 100 * whole.value)
        if any(_is_small(value, setting) for value in (part, whole.value - part)):
            yield _with_sign(plain, share)
        if _is_small(whole.value, setting):
            yield _with_sign(plain, share)
            yield _number_at(plain, whole)


def _with_sign(plain: str, one: Mention) -> Span:
    """A percentage with its sign."""
    start, end = _number_at(plain, one)
    sign = re.compile(r"\s?(?:%|per\s?cent)", re.IGNORECASE).match(plain, end)
    return start, sign.end() if sign else end


_DIGITS = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:\s?[-–]\s?[0-9]+(?=\s))?")


def _number_at(plain: str, one: Mention) -> Span:
    """The number alone, without the words that stand around it."""
    pattern = WORDED if one.spelled else _DIGITS
    found = pattern.match(plain, one.number_start)
    if found is None:
        return one.number_start, one.end
    tail = len(found[0]) - len(found[0].rstrip(","))
    return found.start(), found.end() - tail


def _counts_people(plain: str, one: Mention, setting: Setting) -> bool:
    """By the noun behind the number, else by the words before it, else by the row."""
    before = plain[max(0, one.number_start - 80) : one.number_start]
    if _AGES.search(before) or is_a_label(plain, one.number_start, one.end):
        return False
    end = _number_at(plain, one)[1]
    if is_in_a_name(before) or _SORT_OF.match(plain, end) or _PER.match(plain, end):
        return False
    if _HAVING.search(before) and (_OR_MORE.match(plain, end) or _FAMILIES.search(before)):
        return False
    if one.of and (sort := sort_of(one.of)) is not Sort.UNKNOWN:
        return sort is Sort.PEOPLE
    if one.of and one.spelled:
        return False
    if one.value in setting.things and one.value not in setting.own.values:
        return False
    behind = counted(plain, one.end) or _BEHIND.sub("", plain[one.end : one.end + 60])
    after = sort_of(_CLAUSE_END.split(behind, maxsplit=1)[0])
    if setting.people or FROM_ELSEWHERE.match(behind.strip()):
        return after is not Sort.THINGS
    label = LABEL.search(before) or _SHORTLABEL.search(before)
    named = sort_of(label["label"]) if label else Sort.UNKNOWN
    return named is Sort.PEOPLE and after is not Sort.THINGS


_HAVING = re.compile(r"\b(?:with|having|had|have|has|who)\s+\Z", re.IGNORECASE)
_OR_MORE = re.compile(r"\s+or\s+more\b", re.IGNORECASE)
"""Pupils "with 2 or more exclusions" are not two pupils."""
_FAMILIES = re.compile(r"\b(?:families|households|parents|mothers)\s+\w+\s+\Z", re.IGNORECASE)
_SORT_OF = re.compile(r"[\s-]parent[\s-](?:famil|household)", re.IGNORECASE)
"""A "one parent family" is a sort of family."""
_PER = re.compile(r"\s+[a-z]+\s+per\s+(?:child|pupil|person|family|student|head)\b", re.IGNORECASE)
_AGES = re.compile(r"\b(?:aged?|ages)\b[^.;:()]{0,40}\Z", re.IGNORECASE)
_SHORTLABEL = re.compile(r"\b(?P<label>[A-Z][A-Z&]{1,6})\s\Z")
_BEHIND = re.compile(
    r"^\s*(?:in|at|by|during|since|on|compared|vs\.?|versus|against|from|(?:(?:the\s+)?(?:this|last|previous|same|next)"
    r"|(?:a|one)\s)(?=\s*(?:years?|terms?|months?|weeks?|quarters?|time|point)\b))\s.*",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE_END = re.compile(r"[.,;:()\n]|\s(?:and|or|but|while|where|when)\s")
_QUANTIFIER = re.compile(
    r"\b(?P<quantifier>both|neither|either|(?:just\s+)?(?:a\s+|one\s+|the\s+)?(?:couple|pair)\s+of"
    r"|(?:a|one|the|only)\s+(?:single|sole|only)"
    r"(?!\s+(?:answer|response|contact|intervention|assessment|survey)))"
    r"(?P<of>\s+of)?(?:\s+(?:the|these|those|our))?\s+(?P<noun>(?:[a-z'’-]+\s+){0,3}?[a-z'’-]+)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?P<quantifier>no|none\s+of\s+(?:the|these|those))\s+(?P<noun>(?:[a-z'’-]+\s+){0,2}?[a-z'’-]+)"
    r"|(?:\b(?:was|were|to)|[:=])\s*(?P<alone>nobody|none|nil)\b"
    r"|\b(?P<who>nobody|no[\s-]?one|none(?:\s+of\s+(?:them|whom))?)"
    r"(?=\s+(?:was|were|(?:has|have|had)\s+been)\b)",
    re.IGNORECASE,
)


def _quantifiers(plain: str, setting: Setting) -> Iterator[Span]:
    """How many "both pupils" are, and "no pupils"."""
    for one in _QUANTIFIER.finditer(plain):
        small = _is_small(1.0 if "single" in one[0].lower() else 2.0, setting)
        noun = counted(plain, one.start("noun")) or one["noun"]
        if small and first_named(noun) is Sort.PEOPLE and not _joins_two(plain, one):
            yield one.span("quantifier")
    if setting.policy.zeros is ZeroRule.SHOW:
        return
    for one in _NOBODY.finditer(plain):
        noun = (counted(plain, one.start("noun")) or one["noun"]) if one["noun"] else ""
        if first_named(noun) is Sort.PEOPLE:
            yield one.span("quantifier")
        elif setting.people and (one["alone"] or one["who"]):
            yield one.span("alone" if one["alone"] else "who")


def _joins_two(plain: str, one: re.Match[str]) -> bool:
    """Whether "both" joins two things, as in "both children and adults"."""
    rest = plain[one.end() : one.end() + 40].split(".", maxsplit=1)[0]
    joined = " or " if one["quantifier"].lower() in ("either", "neither") else " and "
    joined = " nor " if one["quantifier"].lower() == "neither" else joined
    return joined in f" {one['noun']} {rest} "
