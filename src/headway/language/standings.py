"""How far an action has come, in its own report's words; pointers, links, and why no figure."""

import re

from headway.domain.observations import State
from headway.domain.plan import ActionStatus
from headway.language.letters import plain_letters, tidy

_STATUS: tuple[tuple[re.Pattern[str], ActionStatus], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), status)
    for pattern, status in (
        (r"\b(?:halted|paused|on\s+hold|suspended|postponed|deferred|cancelled|canceled"
         r"|abandoned|ceased|withdrawn|terminated|deprioriti[sz]ed|"
         r"stopped|not\s+(?:fully\s+|been\s+)?implemented|never\s+(?:fully\s+)?implemented"
         r"|no\s+longer\s+(?:going\s+ahead|used|pursued))\b",
         ActionStatus.HALTED),
        (r"\b(?:not\s+(?:yet\s+)?(?:started|begun|commenced)|yet\s+to\s+(?:start|begin"
         r"|commence)|have\s+not\s+pursued|not\s+due\s+to\s+start|"
         r"will\s+(?:start|begin|commence))\b", ActionStatus.NOT_STARTED),
        (r"\bnot\s+(?:yet\s+)?(?:been\s+)?(?:complete|completed|finished|achieved|finali[sz]ed"
         r"|met)\b|\b(?:partly|partially|nearly|almost)\s+(?:complete|achieved|met)",
         ActionStatus.IN_PROGRESS),
        (r"(?<![0-9] )\b(?:completed?|finali[sz]ed|finished|achieved|accomplished|delivered"
         r"|done|launched|in\s+place|approved|published|up\s+and\s+running|"
         r"fully\s+(?:implemented|operational|recruited|embedded)|has\s+been\s+(?:met"
         r"|established|communicated|implemented|agreed)|"
         r"concluded|closed)\b", ActionStatus.COMPLETE),
        (r"\b(?:in\s+progress|on-?\s?going|under\s?way|being\s+\w+ed|currently|continu(?:es?"
         r"|ing)|working|work\s+(?:is|has)|progress(?:ed|ing)|"
         r"in\s+the\s+process|developing|started|begun|commenced|to\s+be\s+\w+ed|will\s+be"
         r"|plans?\s+to|initiated|awaiting|sought|on\s+track)\b",
         ActionStatus.IN_PROGRESS),
    )
)  # fmt: skip
_WORDS: dict[str, ActionStatus] = {
    "complete": ActionStatus.COMPLETE,
    "completed": ActionStatus.COMPLETE,
    "closed": ActionStatus.COMPLETE,
    "blue": ActionStatus.COMPLETE,
    "green": ActionStatus.IN_PROGRESS,
    "amber": ActionStatus.IN_PROGRESS,
    "red": ActionStatus.IN_PROGRESS,
    "open": ActionStatus.IN_PROGRESS,
    "none at this time": ActionStatus.UNKNOWN,
    "no update": ActionStatus.UNKNOWN,
    "no update available": ActionStatus.UNKNOWN,
}
_DENIED = re.compile(r"\b(?:not|never|cannot|nor|without|yet\s+to)\b[^.;,\n]{0,40}", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:due\s+to|because\s+of|because|as\s+a\s+result\s+of|owing\s+to|following|given"
    r"|on\s+account\s+of)\s+(?P<why>[^.;\n]{2,160})",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\b(?:please\s+)?(?:refer(?:red)?(?:\s+back)?\s+to|see|as(?:\s+(?:per|in|for))?|same\s+as"
    r"|covered\s+(?:in|by|under)|cf\.?)\s+"
    r"(?:(?:the\s+)?(?:above|below|previous|earlier|progress)[\s,:]*(?:at|in|under|for)?\s*)?"
    r"(?:(?:no|nos|number|item|point|row|measure|action|objective|ref|para"
    r"|paragraph)s?\.?\s*#?\s*)(?P<number>[0-9]+(?:\.[0-9]+)*[a-z]?)\b"
    r"|\b(?:refer\s+to|see|as|same\s+as)\s+(?P<bare>[0-9]+(?:\.[0-9]+)*[a-z]?)\s+(?:above|below)\b"
    r"|\b(?:refer\s+to|see|as|same\s+as)\s+(?:above"
    r"|below)\s*[,:(-]\s*#?(?P<loose>[0-9]+(?:\.[0-9]+)*[a-z]?)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\b(?:refer\s+to\s+)?(?:the\s+)?(?:attached|attachments?|report"
    r"|document)s?\s+below\s*:\s*(?P<names>[^.]{3,300})",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?<![\w/])[\w][\w &'()-]{0,60}\.(?:docx?|xlsx?|pdf|pptx?|csv|msg)\b", re.IGNORECASE
)
_PERCENT_DONE = re.compile(
    r"(?<![0-9.])(?P<a>[0-9]{1,3}(?:\.[0-9]+)?)\s?%\s+"
    r"(?:complete\b(?!\s+(?:on|within))|(?:completed|done|finished)(?=\s*(?:[.;,)\n-]|$)))"
    r"|\b(?:complete(?:d|ness|ion)?|progress)\s*[:=(-]\s*(?P<b>[0-9]{1,3}(?:\.[0-9]+)?)\s?%",
    re.IGNORECASE,
)
_STATES: tuple[tuple[re.Pattern[str], State], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), state)
    for pattern, state in (
        (r"\b(?:not|never)\s+(?:been\s+|yet\s+)?(?:collected|recorded|gathered|captured)\b"
         r"|\bno\s+data\s+(?:is\s+|was\s+|were\s+)?(?:collected|held)\b"
         r"|\bcollection\s+(?:was\s+)?(?:cancelled|suspended)\b",
         State.NOT_COLLECTED),
        (r"\btoo\s+early\b|\bnot\s+(?:yet\s+)?due\b|\bnot\s+yet\s+(?:available|published|known"
         r"|reported)\b|\bnot\s+available\s+until\b|\bavailable\s+(?:in|from)\s+(?:spring"
         r"|summer|autumn|winter|january|february|march|april|may|june|july|august|september"
         r"|october|november|december)\b|\bwill\s+be\s+(?:gathered|collected|available"
         r"|published)\b",
         State.NOT_YET_DUE),
        (r"\bsuppressed\b|\bredacted\b|^\W*(?:\*+|\[[cx]\])\W*$", State.SUPPRESSED),
        (r"\b(?:unable|difficult|impossible|not\s+possible|cannot"
         r"|can't)\b[^.;]{0,30}\b(?:measure|assess|report|quantify|calculate|determine)\b"
         r"|\b(?:cannot|could\s+not|can't)\s+be\s+(?:measured|assessed|reported|calculated"
         r"|quantified)\b|\bnot\s+measurable\b",
         State.CANNOT_BE_ASSESSED),
        (r"\b(?:data|figures?|information)\s+(?:is|are|was|were)?\s*(?:not\s+available"
         r"|unavailable|missing)\b|\bno\s+(?:data|figures?)\s+(?:available|provided|received)\b"
         r"|^\W*(?:no\s+data|data\s+awaited|n/?a)\W*$",
         State.MISSING),
    )
)  # fmt: skip


def action_status(text: str) -> ActionStatus:
    """
    The status that the words tell; UNKNOWN where they do not.

    >>> action_status("Progress has been halted due to COVID-19 priority").value
    'halted'
    """
    plain = plain_letters(text)
    alone = tidy(plain).lower()
    if alone in _WORDS:
        return _WORDS[alone]
    positive = _DENIED.sub(" ", plain)
    for pattern, status in _STATUS:
        told = positive if status is ActionStatus.COMPLETE else plain
        if pattern.search(told):
            return status
    return ActionStatus.UNKNOWN


def reason_of(text: str, status: ActionStatus) -> str:
    """Why it is halted, where the words say so."""
    if status is not ActionStatus.HALTED:
        return ""
    found = _REASON.search(text)
    return tidy(found["why"]) if found else ""


def points_to(text: str) -> str:
    """
    The number that a pointer names, or an empty text.

    >>> points_to("Refer to above, no.6"), points_to("See 5 above")
    ('6', '5')
    """
    found = _POINTER.search(plain_letters(text))
    return (found["number"] or found["bare"] or found["loose"]) if found else ""


def links_of(text: str) -> tuple[str, ...]:
    """Addresses, files and attachments that the words name, each once."""
    named = [found[0].rstrip(".,;:") for found in _ADDRESS.finditer(text)]
    named += [tidy(found[0]) for found in _FILE.finditer(_ADDRESS.sub(" ", text))]
    for found in _ATTACHED.finditer(text):
        parts = re.split(r"[;\n]|\s{2,}", found["names"])
        named += [tidy(part) for part in parts if _is_title(part)]
    return tuple(dict.fromkeys(named))


def _is_title(part: str) -> bool:
    return 0 < len(tidy(part).split()) <= 8 and not _ADDRESS.search(part)


def percent_complete(text: str) -> float | None:
    """The percentage of "75% complete", which is no observation of a measure."""
    found = _PERCENT_DONE.search(plain_letters(text))
    if found is None:
        return None
    value = float(found["a"] or found["b"])
    return value if value <= 100 else None


def percent_complete_span(text: str) -> tuple[int, int] | None:
    """Where the words of `percent_complete` stand."""
    found = _PERCENT_DONE.search(plain_letters(text))
    return found.span() if found else None


def state_of(text: str) -> State | None:
    """Why there is no figure, where the words say so."""
    plain = plain_letters(text)
    return next((state for pattern, state in _STATES if pattern.search(plain)), None)
