"""Every figure in a text, with its place, its unit, its bounds and what it counts."""

import re
from dataclasses import dataclass, replace

from headway.domain.quantities import COUNT, PERCENT, POINTS, SCORE, Comparator, Unit
from headway.language.counted import counted
from headway.language.dates import periods
from headway.language.letters import plain_letters
from headway.language.marks import marks
from headway.language.numerals import FRACTION, WORDED, fraction_value, worded_value
from headway.language.readings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """
    Words that give a figure.

    Attributes:
        start: Where they begin; `text[start:end]` is `words`, bounds and unit included.
        number_start: Where the number itself begins.
        value: In `unit`; the lower end where `upper` is given.
        comparator: EQ unless the words bound it: "over 120", "255 or less".
        of: The noun that follows: what is counted.
        upper: The higher end of "between 70 and 80 per cent".
        out_of: 200 in "95 of 200 employees"; the five of "3.5 out of 5".
        numerator: One in "1 in 5", whose value is 20 per cent.
        per: 100000 in "200 per 100,000".
        spelled: Written in words: "ten".
        beside: Stands behind a slash of another figure, as 24 in "3/24".
    """

    start: int
    end: int
    number_start: int
    words: str
    value: float
    unit: Unit = COUNT
    comparator: Comparator = Comparator.EQ
    of: str = ""
    upper: float | None = None
    out_of: float | None = None
    numerator: float | None = None
    per: float | None = None
    spelled: bool = False
    beside: bool = False


_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "b": 1e9,
}  # fmt: skip
_FIGURE = re.compile(
    rf"(?P<sign>(?<![\w)])[+-](?=[0-9£$€.]))?(?:(?P<money>[£$€])\s?|(?P<percent_before>%))?(?P<number>{_NUMBER})"
    rf"(?P<scale>\s?(?:million|billion|thousand|bn|mn)\b|(?:m|k|b)\b(?![²2]))?"
    rf"(?P<times>\s?x(?=[A-Z]))?",
    re.IGNORECASE,
)
_UNITS: tuple[tuple[re.Pattern[str], Unit, float], ...] = tuple(
    (re.compile(rf"\s?-?\s?(?:{pattern})", re.IGNORECASE), Unit(unit), factor)
    for pattern, unit, factor in (
        (r"percentage[\s-]points?\b|ppts?\b|pp\b|%\s?points?\b|%pts?\b|p\.p\.", "pp", 1),
        (r"%|per\s?cent(?:age)?\b|pct\b", "%", 1),
        (r"(?:working|business|school|calendar|clear)\s+days?\b|days?\b", "days", 1),
        (r"(?:weeks?|wks?)\b", "weeks", 1),
        (r"(?:months?|mths?)\b", "months", 1),
        (r"(?:years?|yrs?)\b", "years", 1),
        (r"(?:hours?|hrs?)\b", "hours", 1),
        (r"(?:minutes?|mins?)\b", "minutes", 1),
        (r"(?:seconds|secs)\b", "seconds", 1),
        (r"kt\s?CO2e?\b|ktCO2e?\b", "kt CO2e", 1),
        (r"t\s?CO2e?\b|tonnes\s+(?:of\s+)?CO2e?\b", "t CO2e", 1),
        (r"tonnes?\b", "tonnes", 1),
        (r"(?:sq(?:uare)?\.?\s?m(?:et(?:re|er)s?)?\b|m2\b|m²)", "m2", 1),
        (r"(?:hectares?|ha)\b", "hectares", 1),
        (r"(?:kilometres?|km)\b", "km", 1),
        (r"miles?\b", "miles", 1),
        (r"kWh\b", "kWh", 1),
        (r"MWh\b", "MWh", 1),
        (r"MW\b", "MW", 1),
        (r"(?:pounds|GBP)\b", "GBP", 1),
        (r"(?:dollars|USD)\b", "USD", 1),
        (r"(?:euros?|EUR)\b", "EUR", 1),
    )
)
_CURRENCIES = {"£": Unit("GBP"), "$": Unit("USD"), "€": Unit("EUR")}
DURATIONS = frozenset(
    map(Unit, ("days", "weeks", "months", "years", "hours", "minutes", "seconds"))
)
"""Units of time."""

_BOUNDS_BEFORE: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(rf"(?:{pattern})\s*(?:a\s+|the\s+)?$", re.IGNORECASE), comparator)
    for pattern, comparator in (
        (r"\bat or above|\bat or over|\bequal to or (?:above|over|greater than)", Comparator.GE),
        (r"\bat or below|\bat or under|\bequal to or (?:below|less than)", Comparator.LE),
        (r"\b(?:not?|never)\s+(?:less|fewer|lower)\s+than|\bat\s+least|\bat\s+a\s+minimum(?:\s+of)?"
         r"|\bminimum(?:\s+of)?|\bmin\.?|\bnot\s+(?:below|under)|≥|>=", Comparator.GE),
        (r"\b(?:not?|never)\s+(?:more|greater|higher|longer|later)\s+than|\bat\s+most"
         r"|\bmaximum(?:\s+of)?|\bup\s+to|\bnot\s+(?:above|over|exceed(?:ing)?)|≤|<=", Comparator.LE),
        (r"\b(?:less|fewer|lower|under|smaller)\s+than|\bunder|\bbelow|<", Comparator.LT),
        (r"\b(?:more|greater|higher|better)\s+than|\bover|\babove|\bexceed(?:s|ed|ing)?|\bin\s+excess\s+of"
         r"|\bupwards\s+of|>", Comparator.GT),
        (r"\babout|\baround|\bapproximately|\bapprox\.?|\bcirca|\bc\.|~|\bnearly|\balmost|\broughly"
         r"|\bsome|\bclose\s+to|\bjust\s+(?:over|under)", Comparator.APPROX),
    )
)  # fmt: skip
_BOUNDS_AFTER: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), comparator)
    for pattern, comparator in (
        (r"\s*(?:or|and)\s+(?:less|fewer|below|lower|under)\b|\s*\(?max(?:imum)?\b\.?\)?", Comparator.LE),
        (r"\s*(?:or|and)\s+(?:more|higher|above|better|over|greater)\b|\+(?![0-9\w])"
         r"|\s*\(?min(?:imum)?\b\.?\)?", Comparator.GE),
    )
)  # fmt: skip
_OUT_OF = re.compile(
    rf"\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?(?P<whole>{_NUMBER})(?![0-9%]|,[0-9]|\s?(?:%|per\s?cent))(?!\.[0-9])"
    rf"|\s?/\s?(?P<slashed>{_NUMBER})(?![0-9/%])",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"\s+in\s+(?P<whole>{_NUMBER}|two|three|four|five|six|seven|eight|nine|ten|twenty)\b(?!\s*%)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"\s*(?:-|to|and)\s*[£$€]?(?P<upper>{_NUMBER})(?P<scale>\s?(?:million|billion|thousand|bn|mn)\b|(?:m|k|b)\b)?",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\s+(?:[a-z]+\s+)?per\s+(?P<per>1,?000,?000|100,?000|10,?000|1,?000|100|million)\b(?:\s+(?:population|people|children))?",
    re.IGNORECASE,
)
_SCORES = frozenset({5.0, 10.0, 100.0, 7.0, 4.0, 20.0, 50.0})
_PERIODLESS = Setting()


def figures(text: str, *, setting: Setting = _PERIODLESS) -> tuple[Mention, ...]:
    """
    Every figure of the text, in the order of their places; periods, ages, codes,
    numbers of lists and addresses are none.

    Never raises.

    >>> [(m.value, m.unit, m.of) for m in figures("70 pupils; 9.3% of schools in 19/20")]
    [(70.0, 'count', 'pupils'), (9.3, '%', 'schools')]
    """
    plain = plain_letters(text)
    claimed = _claimed(plain, setting)
    found: list[Mention] = []
    for match in FRACTION.finditer(plain):
        if not any(claimed[match.start() : match.end()]):
            found.append(_fraction(match, plain, claimed))
            _claim(claimed, match.span())
    for match in WORDED.finditer(plain):
        if not any(claimed[match.start() : match.end()]):
            mention = _worded(match, plain, claimed)
            if mention is not None:
                found.append(mention)
                _claim(claimed, (mention.number_start, mention.end))
    position = 0
    while match := _FIGURE.search(plain, position):
        position = match.end()
        if any(claimed[match.start("number") : match.end("number")]) or _is_glued(plain, match):
            continue
        mentions = _mentions(match, plain, claimed)
        found.extend(mentions)
        position = max(position, *(mention.end for mention in mentions), position)
    found.sort(key=lambda mention: mention.number_start)
    found = _without_labels(found, plain)
    return tuple(replace(mention, words=text[mention.start : mention.end]) for mention in found)


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
        return _unit_after(plain, end) is None and not match["times"]
    return False


def _value(number: str, scale: str | None) -> float:
    value = float(number.replace(",", ""))
    factor = _SCALES[scale.strip().lower()] if scale else 1
    return round(value * factor, 6) if factor > 1 else value


def _unit_after(plain: str, end: int) -> tuple[Unit, int, float] | None:
    for pattern, unit, factor in _UNITS:
        if match := pattern.match(plain, end):
            return unit, match.end(), factor
    return None


def _bound_before(plain: str, start: int) -> tuple[Comparator, int]:
    window = max(0, start - 32)
    before = plain[window:start]
    for pattern, comparator in _BOUNDS_BEFORE:
        if match := pattern.search(before):
            return comparator, window + match.start()
    return Comparator.EQ, start


def _bound_after(plain: str, end: int) -> tuple[Comparator, int] | None:
    for pattern, comparator in _BOUNDS_AFTER:
        if match := pattern.match(plain, end):
            return comparator, match.end()
    return None


def _mentions(match: re.Match[str], plain: str, claimed: bytearray) -> list[Mention]:
    start = match.start("sign") if match["sign"] else match.start()
    while start < match.start("number") and plain[start].isspace():
        start += 1
    end = match.end()
    scale = match["scale"]
    if scale and scale.lower() in ("m", "b") and not match["money"]:
        end, scale = match.end("number"), None
        if plain[end : end + 1].isalpha() and _unit_after(plain, end) is None:
            end, scale = match.end(), match["scale"]
    value = _value(match["number"], scale)
    sign = match["sign"]
    if sign == "-":
        value = -value
    mention = Mention(
        start=start, end=end, number_start=start, words="", value=value,
        unit=_CURRENCIES[match["money"]] if match["money"] else COUNT,
    )  # fmt: skip
    if match["percent_before"]:
        mention = replace(mention, unit=PERCENT)
    beside: list[Mention] = []
    if mention.unit == COUNT:
        mention, beside = _with_whole(mention, plain, claimed)
    if not beside:
        mention = _with_range(mention, plain, claimed)
    mention = _with_unit(mention, plain)
    mention = _with_bounds(mention, plain)
    if sign and mention.unit in (PERCENT, POINTS):
        mention = replace(mention, comparator=Comparator.CHANGE_BY)
    last = beside[-1] if beside else mention
    of = _what_is_counted(plain, last.end, claimed)
    return [replace(one, of=of or one.of) for one in (mention, *beside)]


def _with_whole(mention: Mention, plain: str, claimed: bytearray) -> tuple[Mention, list[Mention]]:
    """ "95 of 200", "3.5 out of 5", "1 in 5" and "3/24"."""
    if found := _IN.match(plain, mention.end):
        whole = worded_value(found["whole"]) or _number_or_none(found["whole"])
        if (
            whole
            and 0 < mention.value < whole
            and not any(claimed[found.start("whole") : found.end()])
        ):
            share = round(100 * mention.value / whole, 1)
            return replace(
                mention, end=found.end(), value=share, unit=PERCENT, numerator=mention.value,
                out_of=whole,
            ), []  # fmt: skip
    found = _OUT_OF.match(plain, mention.end)
    if found is None:
        return mention, []
    group = "slashed" if found["slashed"] else "whole"
    if any(claimed[found.start(group) : found.end(group)]):
        return mention, []
    whole = _value(found[group], None)
    if found["slashed"]:
        tail = plain[found.end() : found.end() + 1]
        if whole in _SCORES and mention.value <= whole and tail != "/":
            return replace(mention, end=found.end(), out_of=whole), []
        second = Mention(
            start=found.start("slashed"), end=found.end(), number_start=found.start("slashed"),
            words="", value=whole, beside=True,
        )  # fmt: skip
        return mention, [second]
    if mention.value > whole:
        return mention, []
    is_score = "." in plain[mention.start : mention.end] and whole in _SCORES
    return replace(mention, end=found.end(), out_of=whole, unit=SCORE if is_score else COUNT), []


def _number_or_none(text: str) -> float | None:
    return _value(text, None) if text[0].isdigit() else None


def _with_range(mention: Mention, plain: str, claimed: bytearray) -> Mention:
    """ "between 70 and 80 per cent", "10-20"; "from 23% to 20%" is two figures."""
    if mention.out_of is not None:
        return mention
    unit = _unit_after(plain, mention.end)
    found = _RANGE.match(plain, unit[1] if unit and unit[0] in (PERCENT,) else mention.end)
    if found is None or any(claimed[found.start("upper") : found.end("upper")]):
        return mention
    before = plain[max(0, mention.start - 12) : mention.start].lower()
    joint = found[0].lstrip()[:1].lower()
    if joint == "a" and "between" not in before:
        return mention
    if joint == "t" and (
        unit is None
        or re.search(r"\b(?:from|by)\b", before)
        or _unit_after(plain, found.end()) is None
    ):
        return mention
    upper = _value(found["upper"], found["scale"])
    value = mention.value
    if found["scale"] and value < 1000:
        value = value * _SCALES[found["scale"].strip().lower()]
    if upper <= value or (plain[found.end() : found.end() + 1] in ("-", "/") and joint == "-"):
        return mention
    return replace(mention, value=value, upper=upper, end=found.end())


def _with_unit(mention: Mention, plain: str) -> Mention:
    if mention.unit in (PERCENT, SCORE):
        return mention
    unit = _unit_after(plain, mention.end)
    if unit is not None and (mention.unit == COUNT or unit[0] in (PERCENT, POINTS)):
        mention = replace(mention, unit=unit[0], end=unit[1])
    if per := _PER.match(plain, mention.end):
        size = per["per"].replace(",", "").lower()
        number = 1e6 if size == "million" else float(size)
        mention = replace(mention, per=number, end=per.end(), unit=Unit(f"per {number:,.0f}"))
    return mention


def _with_bounds(mention: Mention, plain: str) -> Mention:
    comparator, start = _bound_before(plain, mention.start)
    lasts = (
        mention.unit in DURATIONS
        and comparator is Comparator.GT
        and plain[start:].lower().startswith("over")
    )
    if comparator is not Comparator.EQ and not lasts:
        mention = replace(mention, comparator=comparator, start=start)
    after = _bound_after(plain, mention.end)
    if after is not None and comparator in (Comparator.EQ, Comparator.APPROX):
        mention = replace(mention, comparator=after[0], end=after[1])
    return mention


def _worded(match: re.Match[str], plain: str, claimed: bytearray) -> Mention | None:
    value = worded_value(match[0])
    if value is None:
        return None
    mention = Mention(
        start=match.start(), end=match.end(), number_start=match.start(), words="", value=value,
        spelled=True,
    )  # fmt: skip
    mention, _ = _with_whole(mention, plain, claimed)
    mention = _with_bounds(_with_unit(mention, plain), plain)
    return replace(mention, of=_what_is_counted(plain, mention.end, claimed))


def _fraction(match: re.Match[str], plain: str, claimed: bytearray) -> Mention:
    comparator, start = _bound_before(plain, match.start())
    return Mention(
        start=start, end=match.end(), number_start=match.start(), words="",
        value=fraction_value(match), unit=PERCENT, spelled=True, of=_what_is_counted(plain, match.end(), claimed),
        comparator=Comparator.APPROX if comparator is Comparator.EQ else comparator,
    )  # fmt: skip


_PLACEHOLDER = re.compile(
    r"(?<![\w%])(?:[xX?_]{1,5}|TBC|TBD|\[[^\]\n]{0,20}\])\s?(?:%|per\s?cent\b|percent\b|pp\b|percentage\s+points?\b)"
    r"|(?<!\w)[£$][xX?]{1,5}(?:m|k|bn)?\b"
    r"|\b(?:target|baseline)s?\b[^.;\n]{0,24}?\b(?:TBC|TBD|to\s+be\s+(?:confirmed|determined|agreed|set))\b"
    r"|\bby\s+(?:xx?|TBC|TBD)\b",
)


def placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """
    Places where a figure is promised and not given: "x%", "Target (TBD)".

    >>> placeholders("Reduce turnover by x% by FY2020")
    ((19, 21),)
    """
    return tuple(found.span() for found in _PLACEHOLDER.finditer(plain_letters(text)))
