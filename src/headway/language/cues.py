"""The words that tell what a figure does in a report."""

import re


def _any(*phrases: str) -> str:
    """One of the phrases; a blank in a phrase is any white space."""
    return "(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in phrases) + ")"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


AREA = _any(
    "national", "nationally", "england", "english", "regional", "regionally", "south east",
    "south west", "north east", "north west", "london", "east midlands", "west midlands",
    "yorkshire", "east of england", "statistical neighbours?", "neighbours?", "uk", "wales",
    "scotland", "state(?:wide)?", "county average", "peer", "comparator",
)  # fmt: skip
_AREA_WORDS = _any(
    "average", "rate", "figure", "level", "mean", "median", "position", "benchmark", "comparator",
    "group", "is", "was", "of", "at", "for", "in", "=", ":", "-", r"\(", "[0-9/]{2,7}",
)  # fmt: skip
_THEN_A_FIGURE = r"(?!\s*(?:average|rate|figure|is|was|of|at|[:=-]|\s){0,6}[£$€]?[0-9])"

BENCHMARK_BEFORE = _pattern(rf"\b(?P<area>{AREA})(?:'s)?(?:\s+{_AREA_WORDS}){{0,6}}\s*[=:(-]?\s*$")
BENCHMARK_AFTER = _pattern(
    r"\s*\(?(?:(?:is |was )?the\s+|for\s+|in\s+|across\s+)?",
    rf"(?P<area>{AREA})\b(?:\s+(?:average|rate|figure))?",
    _THEN_A_FIGURE,
    r"(?!\s+(?:target|increase|lockdown|measure))",
)

TARGET_BEFORE = _pattern(
    r"\btargets?\b(?:[^.;,()0-9]{0,60}\b(?:is|was|of|remains|at|to))?\s*[:=(]?\s*(?:of\s+)?$"
)
BESIDE_TARGET = _pattern(
    r"\b(?:",
    _any(
        "below", "above", "under", "over", "on", "off", "ahead of", "behind", "short of", "beyond",
        "met", "meets", "meeting", "missed", "missing", "exceed(?:s|ed|ing)?", "beat", "beats",
        "hit", "achieved", "within", "near", "close to", "at",
    ),
    r")\s+(?:",
    _any("the", "our", "its", "this", "year-end", "annual", "in-year"),
    r"\s+)*targets?\s*(?:[:,;(-]\s*|\b(?:at|with|is|was|now|currently|and|reaching|standing\s+at)\b\s*"
    r"|\bexceeded\b\s*[:,;-]?\s*){0,3}$",
)  # fmt: skip
"""A result that is told beside its target: "Below target at 78%"."""
TARGET_AFTER = _pattern(
    rf"\s*\(?(?:target\b{_THEN_A_FIGURE}|(?:was|is)\s+the\s+target)",
)
BASELINE_BEFORE = _pattern(r"\bbaseline\b[^.;,()0-9]{0,30}[:=(]?\s*$")

COMPARED_BEFORE = _pattern(
    r"\b",
    _any(
        "compar(?:ed|ing|ison) (?:to|with|against)", "against", "versus", r"vs\.?", "up from",
        "down from", "from", "instead of", "rather than", "previous(?:ly)?", "prior", "before",
        "earlier",
    ),
    r"(?:\s+",
    _any(
        "the", "a", "an", "only", "just", "last year'?s?", "previous(?: year'?s?)?", "figure of",
        "of", "was", "in [0-9/]{4,7}",
    ),
    r"){0,4}\s*[:=(]?\s*$",
)  # fmt: skip
PREVIOUSLY = _pattern(
    r"\s*", _any("previously", "before", "last time", "in the previous", "the year before"), r"\b"
)

MONEY_RESULT = _pattern(
    r"\b",
    _any(
        "sav(?:ed?|ings?)", "avoid(?:ed|ance)", "income", "revenue", r"generat\w+",
        "rais(?:ed|ing)", "secured", "awarded", "recovered", "collected", "distributed",
        "validated", "value", "benefits?", "reached", "achieved", "attracted",
    ),
    r"\b[^.;,]{0,30}$|[=:]\s*$",
)  # fmt: skip
MONEY_RESULT_AFTER = _pattern(
    r"\s*(?:\w+\s+){0,3}",
    _any("saved", "secured", "raised", "generated", "recovered", "awarded", "(?:in |of )?savings"),
    r"\b",
)

CONTEXT_BEFORE: tuple[re.Pattern[str], ...] = (
    # planned, needed or hoped for; "May" is a month and "may" is not
    _pattern(
        r"\b",
        _any(
            "need(?:s|ed)?", "requires?", "must", "should", "will", "would", "could",
            "(?-i:may|might)", "plan(?:s|ned|ning)?", "aim(?:s|ed|ing)?",
            r"expect(?:s|ed)?(?! (?:standards?|levels?|progress|outcomes?|grades?))",
            "intend(?:s|ed)?", r"propos\w+", "scheduled", r"anticipat\w+", "awaiting", "pending",
            "hop(?:e|es|ing)", "potential", "capacity for", "forecast", "commitment",
        ),
        r"\b[^.;]{0,120}$",
    ),
    # cited from elsewhere
    _pattern(
        r"\b",
        _any(
            "guidance", "research", "evidence", "stud(?:y|ies)", "legislation", "criteria",
            "states?", "suggests?", "according to", "regarding", "concerning", "conversations?",
            r"discuss\w*",
        ),
        r"\b[^.;]{0,80}$",
    ),
    # done for a purpose: "to onboard 19 departments"
    _pattern(
        r"\b(?-i:to)\s+(?!(?:the|a|an|over|around|about|date|just|only|[0-9])\b)(?-i:[a-z]{3,20})",
        r"(?:\s+(?:the|a|an|all|a further|up to))?\s*$",
    ),
    # a part of something else
    _pattern(
        r"\b",
        _any(
            "in addition to", "as well as", "other than", "apart from", "bringing [^.;]{0,60}\\bto",
            "on all", "of all", "out of", "of the", "one of",
        ),
        r"\s*$",
    ),
    _pattern(
        r"\b",
        _any(
            "consists? of", "comprises?", "contains?", "made up of", "has", "have", "within",
            "after", "every", "following", "for the next", "over the next", "across",
            "(?:team|group|panel|board|committee|partnership) of",
        ),
        r"\s+(?:the\s+)?$",
    ),
)  # fmt: skip
CONTEXT_AFTER = _pattern(
    r"\s*(?:[\w&/'-]{1,30}\s+){0,4}?",
    _any(
        "should", "will", "would", "could", "must", "scheduled", "planned", "proposed",
        "expected(?! (?:standards?|levels?|progress|outcomes?|grades?))",
        r"to be \w+ed", "needed", "required",
    ),
    r"\b|\s+(?:times|occasions)\b(?!\s+(?:more|as|higher|lower|the))|\s+of\s+(?:those|these|them|which|whom)\b",
)  # fmt: skip

EQUALS = _pattern(r"[=:]\s*$")
COPULA = _pattern(
    r"\b",
    _any(
        "was", "were", "is", "are", "now", "stands? at", "stood at", "at", "to", "reached",
        "achiev(?:ed|ing)", "totall?(?:ed|ing)", "recorded", "reported", "of", "by", "had", "saw",
        "received", "rate", "score", "average", "full year", "year to date", "ytd", "year[ -]end",
        "outturn", "figure", "total", "provisional(?:ly)?", "satisfaction",
    ),
    r"\s*$",
)  # fmt: skip
STANDS_FIRST = _pattern(
    r"\s*(?:$|[(;*\n]|\.(?![0-9])|[per]\b|provisional|,\s*",
    _any(
        "compar",
        "down",
        "up",
        "against",
        "versus",
        "vs",
        "which",
        "an? ",
        "from",
        "slightly",
        "below",
        "above",
        "just",
        "provisional",
        "the same",
        "better",
        "worse",
        "higher",
        "lower",
    ),
    r")",
)
"""Behind a bare number at the head of a report: "312 (345 in 2022/23)"."""
STARTS = _pattern(r"(?:^|[-,:(]|\band)\s*$")
HAPPENED = _pattern(
    r"\s*(?:[\w&/'-]{1,30}\s+){0,6}?",
    _any(
        "were", "was", "are", "is", "have", "has", "had", "commissioned", "completed", "delivered",
        "trained", "held", "established", "recruited", "appointed", "launched", "attended",
        "received", "supported", "took",
    ),
    r"\b",
)  # fmt: skip
DURATION_RESULT = _pattern(
    r"(?:\b",
    _any(
        "average", "mean", "median", r"wait(?:s|ing)?(?: times?)?", "took", "takes?", "taken",
        "times?", "timescale", "stay",
    ),
    r"\b|[=:])\W*(?:\w+\W+){0,3}$",
)  # fmt: skip

_CHANGES = _any(
    "increase", "decrease", "reduction", "rise", "fall", "drop", "improvement", "growth", "decline",
    "fewer", "more", "less", "lower", "higher",
)  # fmt: skip
CHANGE_AFTER = _pattern(
    rf"\s*(?:\w+\s+)?{_CHANGES}\b(?!\s+than\s+(?:the\s+)?(?:national|target|england))"
)
CHANGE_BEFORE = _pattern(
    r"\b",
    _any(
        "increased?", "decreased?", "reduced", "fallen", "fell", "risen", "rose", "improved",
        "dropped", "grown", "grew", "declined", "reduction", "rise", "fall", "up", "down",
    ),
    r"\s+(?:by|of)\s*(?:a\s+further\s+)?$|(?:^|[.;,(]\s*)(?:up|down)\s+$",
)  # fmt: skip

_AREA_NAMES = {
    "national": "England",
    "nationally": "England",
    "english": "England",
    "regional": "region",
    "regionally": "region",
    "uk": "UK",
}
_GROUPS = ("statistical", "neighbour", "peer", "comparator", "county", "state")


def area_name(words: str) -> str:
    """
    The place whose figure it is, as a benchmark names it.

    >>> area_name("national"), area_name("South  East"), area_name("statistical neighbours")
    ('England', 'South East', 'statistical neighbours')
    """
    name = " ".join(words.lower().split())
    if name in _AREA_NAMES:
        return _AREA_NAMES[name]
    return name if name.startswith(_GROUPS) else name.title()
