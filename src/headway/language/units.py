"""Units behind a number, and the words that bound it."""

import re

from headway.domain.quantities import COUNT, SCORE, Comparator, Unit

_UNITS: tuple[tuple[re.Pattern[str], Unit], ...] = tuple(
    (re.compile(rf"\s?-?\s?(?:{pattern})", re.IGNORECASE), Unit(unit))
    for pattern, unit in (
        (r"percentage[\s-]points?\b|ppts?\b|pp\b|%\s?points?\b|%pts?\b|p\.p\.", "pp"),
        (r"%|per\s?cent(?:age)?\b|pct\b", "%"),
        (r"(?:working|business|school|calendar|clear)\s+days?\b|days?\b", "days"),
        (r"(?:weeks?|wks?)\b", "weeks"),
        (r"(?:months?|mths?)\b", "months"),
        (r"(?:years?|yrs?)\b", "years"),
        (r"(?:hours?|hrs?)\b", "hours"),
        (r"(?:minutes?|mins?)\b", "minutes"),
        (r"(?:seconds|secs)\b", "seconds"),
        (r"kt\s?CO2e?\b|ktCO2e?\b", "kt CO2e"),
        (r"t\s?CO2e?\b|tonnes\s+(?:of\s+)?CO2e?\b", "t CO2e"),
        (r"tonnes?\b", "tonnes"),
        (r"(?:sq(?:uare)?\.?\s?m(?:et(?:re|er)s?)?\b|m2\b|m²)", "m2"),
        (r"(?:hectares?|ha)\b", "hectares"),
        (r"(?:kilometres?|km)\b", "km"),
        (r"miles?\b", "miles"),
        (r"kWh\b", "kWh"),
        (r"MWh\b", "MWh"),
        (r"MW\b", "MW"),
        (r"(?:pounds|GBP)\b", "GBP"),
        (r"(?:dollars|USD)\b", "USD"),
        (r"(?:euros?|EUR)\b", "EUR"),
    )
)
CURRENCIES = {"£": Unit("GBP"), "$": Unit("USD"), "€": Unit("EUR")}
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
         r"|\bmaximum(?:\s+of)?|\bup\s+to|\bnot\s+(?:above|over|exceed(?:ing)?)"
         r"|≤|<=", Comparator.LE),
        (r"\b(?:less|fewer|lower|under|smaller)\s+than|\bunder|\bbelow|<", Comparator.LT),
        (r"\b(?:more|greater|higher|better)\s+than|\bover|\babove|\bexceed(?:s|ed|ing)?"
         r"|\bin\s+excess\s+of|\bupwards\s+of|>", Comparator.GT),
        (r"\babout|\baround|\bapproximately|\bapprox\.?|\bcirca|\bc\.|~|\bnearly|\balmost|\broughly"
         r"|\bsome|\bclose\s+to|\bjust\s+(?:over|under)", Comparator.APPROX),
    )
)  # fmt: skip
_BOUNDS_AFTER: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), comparator)
    for pattern, comparator in (
        (r"\s*(?:or|and)\s+(?:less|fewer|below|lower|under)\b|\s*\(?max(?:imum)?\b\.?\)?",
         Comparator.LE),
        (r"\s*(?:or|and)\s+(?:more|higher|above|better|over|greater)\b|\+(?![0-9\w])"
         r"|\s*\(?min(?:imum)?\b\.?\)?", Comparator.GE),
    )
)  # fmt: skip


def unit_after(plain: str, end: int) -> tuple[Unit, int] | None:
    """The unit that stands at `end`, and where it ends."""
    for pattern, unit in _UNITS:
        if match := pattern.match(plain, end):
            return unit, match.end()
    return None


def bound_before(plain: str, start: int) -> tuple[Comparator, int]:
    """What bounds the number that begins at `start`, and where its words begin."""
    window = max(0, start - 32)
    before = plain[window:start]
    for pattern, comparator in _BOUNDS_BEFORE:
        if match := pattern.search(before):
            return comparator, window + match.start()
    return Comparator.EQ, start


def bound_after(plain: str, end: int) -> tuple[Comparator, int] | None:
    """What bounds the number that ends at `end` ("or less"), and where its words end."""
    for pattern, comparator in _BOUNDS_AFTER:
        if match := pattern.match(plain, end):
            return comparator, match.end()
    return None


_SIZES = {"k": 1_000.0, "thousand": 1_000.0, "million": 1_000_000.0}
_PER_WORDS = re.compile(
    r"\bper\s+(?P<size>[1-9][0-9,]{1,11})\s?(?P<scale>k|thousand)?\b|\bper\s+(?P<word>thousand|million)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"\((?:in\s+|unit:?\s+|average\s+|mean\s+|median\s+)?(?P<unit>[£$€%]?[A-Za-z0-9£$€%²\s]{0,18}?)\)"
)
_AFTER_IN = re.compile(
    r"\b(?:in|measured\s+in)\s+(?P<unit>(?:working\s+|calendar\s+)?(?:days|weeks|months|hours"
    r"|minutes|seconds|years)|tonnes(?:\s+of\s+CO2e?)?|t\s?CO2e?|kWh|MWh|miles)\s*(?=$|[,;:(.-])",
    re.IGNORECASE,
)
_LEADING_TIME = re.compile(
    r"^\W*(?:the\s+)?(?:(?:average|mean|median|total|number\s+of|annual)\s+)*(?P<unit>(?:working\s+"
    r"|calendar\s+)?(?:days|weeks|months|hours|minutes))\b\s+(?=lost|taken|waited|waiting|spent|of\b"
    r"|between|from|per\b|to\b|until|delayed|given|volunteered|delivered|worked|in\b)",
    re.IGNORECASE,
)
_SCORED = re.compile(
    r"\b(?:scores?|ratings?|rated|marks?|satisfaction|average)\b[^.;\n]{0,60}\bout\s+of\s+(?:4|5|7|10"
    r"|four|five|seven|ten)\b",
    re.IGNORECASE,
)
_MONEY_WORDS = re.compile(r"£\s?(?:0{3}s?|k|m|bn|million)", re.IGNORECASE)


def unit_of_words(words: str) -> Unit | None:
    """
    The unit that a row's words give to the bare figures of its other cells.

    >>> unit_of_words("Rate of children in care per 10k"), unit_of_words("Median wait (days)")
    ('per 10,000', 'days')
    >>> unit_of_words("Average score out of 5"), unit_of_words("Permanent exclusions") is None
    ('score', True)
    """
    for found in _IN_BRACKETS.finditer(words):
        if (unit := named_unit(found["unit"])) is not None:
            return unit
    if per := _PER_WORDS.search(words):
        return _per(per)
    if _SCORED.search(words):
        return SCORE
    for pattern in (_AFTER_IN, _LEADING_TIME):
        if found_unit := pattern.search(words):
            return named_unit(found_unit["unit"])
    return None


def named_unit(words: str) -> Unit | None:
    """
    The unit that words name and nothing else, as in a column called "Unit".

    >>> named_unit("%"), named_unit("working days"), named_unit("£000s"), named_unit("pupils")
    ('%', 'days', '£000s', None)
    """
    clean = " ".join(words.split())
    if not clean:
        return None
    if clean in CURRENCIES:
        return CURRENCIES[clean]
    if _MONEY_WORDS.fullmatch(clean):
        return Unit(clean)
    if re.fullmatch(r"out\s+of\s+[0-9]+|score|rating", clean, re.IGNORECASE):
        return SCORE
    if re.fullmatch(r"number|count|no\.?|#", clean, re.IGNORECASE):
        return COUNT
    if per := _PER_WORDS.fullmatch(re.sub(r"^rate\s+", "", clean, flags=re.IGNORECASE)):
        return _per(per)
    unit = unit_after(clean, 0)
    return unit[0] if unit is not None and unit[1] == len(clean) else None


def _per(found: re.Match[str]) -> Unit:
    size = per_size(found["word"] or f"{found['size']}{found['scale'] or ''}")
    return Unit(f"per {size:,.0f}")


def per_size(words: str) -> float:
    """
    The base of a rate.

    >>> per_size("100,000"), per_size("10K"), per_size("million")
    (100000.0, 10000.0, 1000000.0)
    """
    found = re.fullmatch(r"(?P<digits>[0-9,]*)\s?(?P<scale>k|thousand|million)?", words.lower())
    digits, scale = (found["digits"], found["scale"]) if found else ("", None)
    return float(digits.replace(",", "") or 1) * _SIZES.get(scale or "", 1.0)
