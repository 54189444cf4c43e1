"""Units behind a number, and the words that bound it."""

import re

from headway.domain.quantities import Comparator, Unit

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
