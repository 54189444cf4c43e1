"""Every figure in a text, with its place, its unit, its bounds and what it counts."""

import re
from dataclasses import replace
from itertools import islice

from headway.domain.quantities import COUNT, PERCENT, POINTS, SCORE, Comparator, Unit
from headway.language.counted import counted
from headway.language.dates import periods
from headway.language.letters import plain_letters
from headway.language.marks import marks
from headway.language.mentions import Mention
from headway.language.numerals import (
    FRACTION,
    LONGEST_NUMBER,
    NUMBER,
    SCALE,
    WORDED,
    fraction_value,
    number_value,
    worded_value,
)
from headway.language.readings import Setting
from headway.language.units import (
    CURRENCIES,
    DURATIONS,
    bound_after,
    bound_before,
    per_size,
    unit_after,
)
from headway.language.wholes import with_range, with_whole

_FIGURE = re.compile(
    r"(?P<sign>(?<![\w)])[+-](?=[0-9£$€.]))?(?:(?P<money>[£$€])\s?|(?P<percent_before>%))?"
    rf"(?P<number>{NUMBER})(?P<scale>{SCALE})?(?P<times>\s?x(?=[A-Z]))?",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\s+(?:[a-z]+\s+)?per\s+(?P<per>1,?000,?000|(?:100|10|1)(?:,?000|k)|100|thousand|million)\b"
    r"(?:\s+(?:population|people|children))?",
    re.IGNORECASE,
)
_PERIODLESS = Setting()
MOST_FIGURES = 400
"""Figures of one text that are read; the longest cell of a real report has fewer than a hundred."""


def figures(
    text: str, *, setting: Setting = _PERIODLESS, most: int = MOST_FIGURES
) -> tuple[Mention, ...]:
    """
    Every figure of the text, in the order of their places; periods, ages, codes,
    numbers of lists and addresses are none.

    Of a text with more than `most` figures those behind are left out.

    Never raises.

    >>> [(m.value, m.unit, m.of) for m in figures("70 pupils; 9.3% of schools in 19/20")]
    [(70.0, 'count', 'pupils'), (9.3, '%', 'schools')]
    """
    plain = plain_letters(text)
    claimed = _claimed(plain, setting)
    found: list[Mention] = []
    for fraction in islice(FRACTION.finditer(plain), most):
        if not any(claimed[slice(*fraction.span())]):
            found.append(_fraction(fraction, plain, claimed))
            _claim(claimed, fraction.span())
    for worded in islice(WORDED.finditer(plain), most):
        if any(claimed[slice(*worded.span())]):
            continue
        mention = _worded(worded, plain, claimed)
        if mention is not None:
            found.append(mention)
            _claim(claimed, (mention.number_start, mention.end))
    found.extend(_in_digits(plain, claimed, most))
    found.sort(key=lambda mention: mention.number_start)
    found = _without_labels(found[:most], plain)
    return tuple(replace(mention, words=text[mention.start : mention.end]) for mention in found)


def _in_digits(plain: str, claimed: bytearray, most: int) -> list[Mention]:
    found: list[Mention] = []
    position = 0
    while len(found) < most and (match := _FIGURE.search(plain, position)):
        position = match.end()
        too_long = len(match["number"]) > LONGEST_NUMBER
        if too_long or any(claimed[slice(*match.span("number"))]) or _is_glued(plain, match):
            continue
        mentions = _mentions(match, plain, claimed)
        found.extend(mentions)
        position = max(position, mentions[-1].end)
    return found


_LABEL_OF_NEXT = re.compile(
    r"\s*[A-Z][\w&'/-]*(?:\s+(?:of|to|and|&|\(?[A-Z][\w&'/-]*\)?|T[1-6]))*\s*[:=]?\s*"
)


def _without_labels(found: list[Mention], plain: str) -> list[Mention]:
    """In "Primary 2804 Secondary 6527" the word behind a figure names the next one."""
    pairs = zip(found, [*found[1:], None], strict=False)
    return [
        replace(one, of="")
        if one.of
        and following is not None
        and _LABEL_OF_NEXT.fullmatch(plain[one.end : following.start])
        else one
        for one, following in pairs
    ]


def _claimed(plain: str, setting: Setting) -> bytearray:
    claimed = bytearray(len(plain))
    for span in marks(plain):
        _claim(claimed, span, _MARK)
    for mention in periods(plain, setting=setting):
        _claim(claimed, (mention.start, mention.end), _TIME)
    return claimed


_FIGURES_OWN, _MARK, _TIME = 1, 2, 3


def _claim(claimed: bytearray, span: tuple[int, int], what: int = 1) -> None:
    claimed[span[0] : span[1]] = bytes((what,)) * (span[1] - span[0])


def _what_is_counted(plain: str, end: int, claimed: bytearray) -> str:
    """The noun behind a figure; a period ends it, a numbered name ("wave 1 schools") does not."""
    stop = claimed.find(_TIME, end)
    return counted(plain[:stop] if stop >= 0 else plain, end, claimed)


_STAFF = re.compile(r"w?t?FTEs?\b")


def _is_glued(plain: str, match: re.Match[str]) -> bool:
    """Part of a word or of a longer number."""
    start, end = match.start("number"), match.end()
    before = plain[start - 1] if start else ""
    after = plain[end] if end < len(plain) else ""
    if (
        before.isalnum()
        or before == "_"
        or (before == "." and plain[start - 2 : start - 1].isdigit())
    ):
        return True
    if after == "_" or (after.isalpha() and not match["scale"]):
        names_staff = _STAFF.match(plain, end) is not None
        return unit_after(plain, end) is None and not match["times"] and not names_staff
    return False


def _mentions(match: re.Match[str], plain: str, claimed: bytearray) -> list[Mention]:
    """The figure of a match; two for "3/24"."""
    mention = _bare(match, plain)
    beside = None
    if mention.unit == COUNT:
        mention, beside = with_whole(mention, plain, claimed)
    if beside is None:
        mention = with_range(mention, plain, claimed)
    mention = _with_bounds(_with_unit(mention, plain), plain)
    if match["sign"] and mention.unit in (PERCENT, POINTS):
        mention = replace(mention, comparator=Comparator.CHANGE_BY)
    both = [mention] if beside is None else [mention, beside]
    of = _what_is_counted(plain, both[-1].end, claimed)
    return [replace(one, of=of) for one in both]


def _bare(match: re.Match[str], plain: str) -> Mention:
    """The number with its sign, its currency and its scale."""
    start = match.start("sign") if match["sign"] else match.start()
    end, scale = match.end(), match["scale"]
    if scale and scale.lower() in ("m", "b") and not match["money"]:
        # "5m" of people is five million, "5m2" and "5 m" are not.
        number_end = match.end("number")
        if not plain[number_end : number_end + 1].isalpha() or unit_after(plain, number_end):
            end, scale = number_end, None
    value = number_value(match["number"], scale)
    unit = CURRENCIES[match["money"]] if match["money"] else COUNT
    return Mention(
        start=start,
        end=end,
        number_start=start,
        words="",
        value=-value if match["sign"] == "-" else value,
        unit=PERCENT if match["percent_before"] else unit,
    )


def _with_unit(mention: Mention, plain: str) -> Mention:
    if mention.unit in (PERCENT, SCORE):
        return mention
    unit = unit_after(plain, mention.end)
    if unit is not None and (mention.unit == COUNT or unit[0] in (PERCENT, POINTS)):
        mention = replace(mention, unit=unit[0], end=unit[1])
    if per := _PER.match(plain, mention.end):
        number = per_size(per["per"])
        mention = replace(mention, per=number, end=per.end(), unit=Unit(f"per {number:,.0f}"))
    return mention


def _with_bounds(mention: Mention, plain: str) -> Mention:
    comparator, start = bound_before(plain, mention.start)
    lasts = (
        mention.unit in DURATIONS
        and comparator is Comparator.GT
        and plain[start:].lower().startswith("over")
    )
    if comparator is not Comparator.EQ and not lasts:
        mention = replace(mention, comparator=comparator, start=start)
    after = bound_after(plain, mention.end)
    if after is not None and comparator in (Comparator.EQ, Comparator.APPROX):
        mention = replace(mention, comparator=after[0], end=after[1])
        if mention.unit == COUNT and plain[after[1] - 1] == "+":
            mention = _with_unit(mention, plain)  # "500+ hours"
    return mention


def _worded(match: re.Match[str], plain: str, claimed: bytearray) -> Mention | None:
    value = worded_value(match[0])
    if value is None:
        return None
    mention = Mention(
        start=match.start(), end=match.end(), number_start=match.start(), words="", value=value,
        spelled=True,
    )  # fmt: skip
    mention, _ = with_whole(mention, plain, claimed)
    mention = _with_bounds(_with_unit(mention, plain), plain)
    return replace(mention, of=_what_is_counted(plain, mention.end, claimed))


def _fraction(match: re.Match[str], plain: str, claimed: bytearray) -> Mention:
    comparator, start = bound_before(plain, match.start())
    return Mention(
        start=start, end=match.end(), number_start=match.start(), words="",
        value=fraction_value(match), unit=PERCENT, spelled=True,
        of=_what_is_counted(plain, match.end(), claimed),
        comparator=Comparator.APPROX if comparator is Comparator.EQ else comparator,
    )  # fmt: skip


_PLACEHOLDER = re.compile(
    r"(?<![\w%])(?:[xX?_]{1,5}|TBC|TBD|\[[^\]\n]{0,20}\])\s?"
    r"(?:%|per\s?cent\b|pp\b|percentage\s+points?\b)"
    r"|(?<!\w)[£$][xX?]{1,5}(?:m|k|bn)?\b"
    r"|\b(?i:target|baseline)s?\b[^.;\n]{0,24}?"
    r"\b(?:TBC|TBD|to\s+be\s+(?:confirmed|determined|agreed|set))\b"
    r"|\bby\s+(?:xx?|TBC|TBD)\b",
)


def placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """
    Places where a figure is promised and not given: "x%", "Target (TBD)".

    >>> placeholders("Reduce turnover by x% by FY2020")
    ((16, 20),)
    """
    return tuple(found.span() for found in _PLACEHOLDER.finditer(plain_letters(text)))
