"""What a row is about, in words fit to stand behind a number."""

import re

_HEADS = re.compile(
    r"(?:\b(?:(?:total|overall|average|mean|median)\s+)?"
    r"(?:numbers?|percentages?|proportions?|shares?|rates?|levels?|prevalence|incidence|amount"
    r"|volume)|%|\bper\s?cent)\s+of\s+(?:all\s+|the\s+|our\s+)*"
    r"|^\W*(?:the\s+)?%\s+(?=[a-z])",
    re.IGNORECASE,
)
_NONE_OF = re.compile(r"(?:^|\s-\s+|:\s+)(?:no|zero|nil)\s+(?=[a-z])", re.IGNORECASE)
_VERB = re.compile(
    r"^\W*(?:(?:continue|aim|seek|work)\s+to\s+)?"
    r"(?:increas|reduc|decreas|improv|maintain|achiev|ensur|rais|low|cut|halv|doubl|deliver"
    r"|provid|sustain|"
    r"keep|grow|expand|boost|narrow|clos|minimis|maximis|fewer|more|less|higher|better|recruit"
    r"|hold|host|train|sav|publish|secure)[a-z]*\s+"
    r"(?:(?:in|of|the|a|an|our|overall|number|than|on|new|or\s+(?:more|less|fewer)|[0-9.,]+%?"
    r"|[£$€][0-9.,]+[a-z]*)\s+)*",
    re.IGNORECASE,
)
_MOVING = re.compile(
    r"^\W*(?:(?:continue|aim|seek|work)\s+to\s+)?(?:increas|reduc|decreas|improv|maintain|rais"
    r"|lower|cut|halv|doubl|sustain|grow|boost|narrow|minimis|maximis|fewer|more|less|higher)",
    re.IGNORECASE,
)

_FIGURE = (
    r"(?:[£$€%<>≤≥]?[0-9][0-9.,/]*(?!-?[0-9]*\s?(?:years?|weeks?|months?|days?|hours?|minutes?|seconds?)\b)"
    r"|x+\s?(?:%|per)|at\s+least\b|(?:no|not)\s+more\b|less\s+than\b|more\s+than\b|under\s+[0-9]"
    r"|over\s+[0-9]|(?:at|or)\s+(?:or\s+)?(?:above|below)\b|a\s+(?:minimum|maximum|total)\b"
    r"|zero\b|an?\s+average\s+of\b|(?:the\s+)?(?:national|regional|england|baseline|target)\b"
    r"|pre-?(?:pandemic|covid))"
)
_TIME = (
    r"(?:the\s+)?(?:(?:end|start|beginning)\s+of\b|(?:first|second|third|last|next|previous|this"
    r"|each|every|current|same)\s+(?:\w+\s+)?(?:years?|quarters?|terms?|months?|period)\b"
    r"|(?:school|academic|financial|fiscal|calendar)\s+years?\b|(?:AY|FY|Q[1-4]|T[1-6])\b"
    r"|(?:(?:[0-3]?[0-9](?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\s+(?:19|20)?[0-9]{2}|(?:spring|summer|autumn|winter)\s+(?:term\b|20))|terms?\s+[1-6]\b"
    r"|(?:19|20)?[0-9]{2}\s?/\s?[0-9]{2}\b|(?:19|20)[0-9]{2}\b)"
)
_STATED = re.compile(
    rf"\s+(?:to|by|from|at|between|in|for|on|of|with|than)\s+(?:{_FIGURE}|{_TIME})"
    rf"|\s+(?:during|throughout|until|before|since|after)\s+{_TIME}"
    r"|\s+(?:compared|against|through|via|by\s+the\s+amounts?|so\s+that|such\s+(?:that|as)|as\s+(?:measured|set|well|a\b|"
    r"stated|part|at\b)|in\s+(?:order|line|accordance)|each\s+year|every\s+year|year\s+on\s+year|per"
    r"|annually|quarterly|monthly)\b"
    r"|\s+(?:will|shall|should|increases|increased|reduces|reduced|decreas(?:es|ed)|improv(?:es|ed)"
    r"|(?:falls?|rises?)\s+(?:to|by|from|below|above))\b"
    r"|(?<!more)(?<!less)(?<!longer)(?<!fewer)(?<!higher)(?<!lower)(?<!over)\s+than\b"
    r"|\s+[<>≤≥]?[0-9][0-9.,]*\s?%|\s+[<>≤≥]\s?[0-9]"
    r"|\.(?![0-9])|[;(\n]|:(?![0-9])|\s+-\s+|,\s+(?!\w+ing\b|who\b|which\b|aged\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s+(?:to|by|from|in|for|with|during|within|before|until|over|at|compared|against|so|such"
    r"|through|"
    r"as|between|that)\s+|\.(?![0-9])|[;:(\n]|\s+-\s+|,\s",
    re.IGNORECASE,
)
_AGED = re.compile(r"\baged?\s+(?:between\s+)?[0-9]{1,2}$", re.IGNORECASE)
_LEADING_FIGURE = re.compile(r"^[<>£$€]?[0-9][0-9.,]*\s?%?(?:\s+(?:of\s+)?|$)")
_NO_NOUN = re.compile(r"(?:to|by|at|from|in|is|of)\b", re.IGNORECASE)
_LONGEST = 160
_TAIL = " .,;:-("


def quantity(plain: str) -> str:
    """
    What a row is about: the words behind "number of", "% of", or of its whole first clause.

    What is said of it goes on to its target or its time; of a sentence that names no
    quantity the first few words stand for it.

    >>> quantity("Reduce the number of permanent exclusions to 65 in school year 19/20.")
    'permanent exclusions'
    >>> quantity("Reduce the number of pupils with a fixed term exclusion to 255 or less")
    'pupils with a fixed term exclusion'
    """
    start, whole = _start(plain)
    rest = plain[start : start + 4 * _LONGEST]
    end = _end(rest) if whole else _first(_CLAUSE, rest)
    words = _LEADING_FIGURE.sub("", re.sub(r"\s+", " ", rest[:end]).strip(_TAIL))
    if _NO_NOUN.match(words):
        return ""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0].strip(_TAIL)


def _start(plain: str) -> tuple[int, bool]:
    """Where the quantity begins, and whether it is a noun that runs on to its target."""
    head = _HEADS.search(plain) or _NONE_OF.search(plain)
    if head is not None:
        return head.end(), True
    verb = _VERB.match(plain)
    return (verb.end() if verb else 0), _MOVING.match(plain) is not None


def _end(rest: str) -> int:
    """Where the target or the time begins; "aged 16 to 18" goes on."""
    for found in _STATED.finditer(rest):
        if found.start() and not _AGED.search(rest[: found.start()]):
            return found.start()
    return len(rest)


def _first(pattern: re.Pattern[str], rest: str) -> int:
    found = pattern.search(rest)
    return found.start() if found else len(rest)
