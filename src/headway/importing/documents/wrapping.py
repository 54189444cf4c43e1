"""Lines that a page's width broke, told from lines that a writer ended."""

import re
from collections.abc import Sequence

MARK = re.compile(
    r"^\s*(?P<mark>[•●○▪◦·►➢*]|[-–](?=\s)|\d{1,2}(?:\.\d{1,2})+[.)]?(?=\s+[A-Z])|"
    r"o(?=\s+[A-Z])|\(?\d{1,3}[.)](?=\D)|"
    r"\(?[a-z][.)](?=\s)|\(?[ivx]{1,4}[.)](?=\s))\s*(?=\S)"
)
"""A list mark at the start of a line."""

_CONNECTORS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "between",
        "by",
        "for",
        "from",
        "in",
        "including",
        "into",
        "its",
        "of",
        "on",
        "or",
        "our",
        "over",
        "per",
        "than",
        "that",
        "the",
        "their",
        "through",
        "to",
        "under",
        "using",
        "via",
        "versus",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "within",
        "without",
        "your",
        "all",
        "these",
        "this",
        "those",
        "be",
        "is",
        "are",
        "has",
        "have",
        "not",
        "e.g.",
        "i.e.",
        "incl",
        "including",
    ]
)
_VERBS = frozenset(
    [
        "achieve",
        "acquire",
        "adopt",
        "agree",
        "analyse",
        "analyze",
        "appoint",
        "assess",
        "assign",
        "attend",
        "audit",
        "build",
        "carry",
        "collect",
        "commission",
        "complete",
        "conduct",
        "consult",
        "continue",
        "coordinate",
        "create",
        "decrease",
        "define",
        "deliver",
        "design",
        "determine",
        "develop",
        "disseminate",
        "distribute",
        "embed",
        "enable",
        "encourage",
        "engage",
        "enhance",
        "ensure",
        "establish",
        "evaluate",
        "expand",
        "explore",
        "extend",
        "facilitate",
        "finalise",
        "finalize",
        "formalise",
        "formalize",
        "host",
        "identify",
        "implement",
        "improve",
        "increase",
        "install",
        "introduce",
        "investigate",
        "invest",
        "launch",
        "maintain",
        "map",
        "maximise",
        "measure",
        "monitor",
        "negotiate",
        "obtain",
        "offer",
        "organise",
        "organize",
        "participate",
        "perform",
        "pilot",
        "plan",
        "post",
        "prepare",
        "process",
        "procure",
        "produce",
        "promote",
        "provide",
        "publish",
        "raise",
        "recruit",
        "reduce",
        "refresh",
        "refine",
        "reinforce",
        "reinstate",
        "research",
        "respond",
        "responding",
        "review",
        "roll",
        "run",
        "secure",
        "set",
        "share",
        "strengthen",
        "submit",
        "support",
        "survey",
        "target",
        "track",
        "train",
        "undertake",
        "update",
        "upgrade",
        "validate",
        "widen",
        "win",
        "work",
        "write",
    ]
)
_FINANCIAL = re.compile(r"^(?:FY|Q)\s?\d")
_NARROW = 30
_OPEN_END = re.compile(r"[,/&(–-]$|\b(?:Dr|Mr|Mrs|Ms|St)\.$")


def is_marked(line: str) -> bool:
    """Whether the line begins with a list mark."""
    return MARK.match(line) is not None


def leaves_open(line: str) -> bool:
    """Whether a line's end calls for more: a connector, a comma, a hyphen."""
    text = line.rstrip()
    if not text:
        return False
    if _OPEN_END.search(text) or text.count("(") > text.count(")"):
        return True
    return text.split()[-1].lower() in _CONNECTORS


def goes_on(line: str) -> bool:
    """Whether a line's beginning can only continue another."""
    text = line.lstrip()
    return bool(text) and ((text[0].islower() and not is_marked(text)) or text[0] in ",;.)&/")


def ends(line: str) -> bool:
    """Whether a line ends a sentence."""
    return line.rstrip().endswith((".", "!", "?", ".)", ".’", ".'", '."', ".”"))


def begins_with_verb(line: str) -> bool:
    """Whether a line starts as an action does: with a verb, or with the year it is for."""
    words = line.split()
    return (bool(words) and (words[0].lower() in _VERBS and words[0][:1].isupper())) or bool(
        _FINANCIAL.match(line.lstrip())
    )


def breaks_between(above: str, below: str, width: int) -> bool:
    """
    Whether the writer ended `above`, rather than the column's width (in characters).

    >>> breaks_between("Recruit 41 people from faith organisations", "Train 3 facilitators", 44)
    True
    >>> breaks_between("Ensure that all staff in the", "Metro area are trained", 44)
    False
    """
    if is_marked(below):
        return True
    if goes_on(below) or leaves_open(above):
        return False
    if _FINANCIAL.match(below.lstrip()) or (begins_with_verb(below) and len(above) < width):
        return True
    fits = len(above) + 1 + len(below.split(maxsplit=1)[0]) <= 0.88 * width
    return width >= _NARROW and fits


def joined(above: str, below: str) -> str:
    """Two pieces of one sentence; a hyphen at the break stays and takes no space."""
    if not above or not below:
        return above or below
    glue = "" if above[-1] in "-/" and len(above) > 1 and above[-2].isalnum() else " "
    return above.rstrip() + glue + below.lstrip()


def unwrapped(lines: Sequence[str], width: int = 0) -> list[str]:
    """
    Paragraphs from the lines of a column; a blank line parts two if the sense allows.

    Args:
        lines: As they stand, blank ones included.
        width: Of the column in characters; the longest line where it is not known.

    >>> unwrapped(["Provide training to", "all staff.", "", "Review it."], 40)
    ['Provide training to all staff.', 'Review it.']
    """
    width = max(width, max((len(line.strip()) for line in lines), default=0))
    paragraphs: list[str] = []
    last, gap = "", False
    for line in lines:
        text = " ".join(line.split())
        if not text:
            gap = gap or bool(last)
            continue
        apart = gap and not goes_on(text) and not leaves_open(last)
        if not paragraphs or apart or breaks_between(last, text, width):
            paragraphs.append(text)
        else:
            paragraphs[-1] = joined(paragraphs[-1], text)
        last, gap = text, False
    return paragraphs
