"""The end of a listed row that says whose it is, when it is due, and how it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from headway.importing.headers.columns import Role, column
from headway.importing.rows.entries import Entry, Figure, Said

_LABEL = re.compile(
    r"(?:^|(?<=[.;,)\]–—-])\s*|\s*\(|\s{2,})(?P<label>[A-Z][a-z]+(?: [a-z]+){0,2}):\s*", re.M
)
_BRACKET = re.compile(r"\s*[(\[](?P<tail>[^()\[\]]{2,90})[)\]]\.?$")
_DASH = re.compile(r"\s+[–—-]\s+(?P<tail>[^–—]{2,90}?)\.?$")
_SEPARATOR = re.compile(r"\s*[,;]\s*")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    r"^(?:by|due|before|from|until|in)?\s*(?:the\s+)?(?:(?:end|start|early|mid|late|beginning)\s*"
    rf"(?:of|-)?\s*)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTHS})[a-z]*\.?\s*'?(?:\d{{2,4}})?"
    r"|(?:spring|summer|autumn|winter)(?:\s+term)?\s*(?:20\d\d)?|q[1-4]\s*,?\s*[\d/–-]*"
    r"|(?:year\s+)?\d{4}(?:\s?[/–-]\s?\d{2,4})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    r"|ongoing|annual(?:ly)?|monthly|quarterly|weekly|termly|tbc|immediate(?:ly)?)$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^[A-Z][\w’'./-]*(?:,?\s+(?:(?:and|of|for|the|to|with|in|&)\s+)*[A-Z][\w’'./-]*)*$"
)
_POST = re.compile(
    r"\b(?:manager|officer|director|lead|leads|head|head of [\w ]+|coordinator|co-ordinator|leader|"
    r"chief [\w ]+|chair|chairman|secretary|commissioner|nurse|supervisor|adviser|advisor|"
    r"psychologist|consultant|executive|practitioner|headteacher|governor|sponsor|councillor|"
    r"champion|registrar|ranger|librarian)s?$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:council|services?|board|teams?|partnership|partners|police|trust|nhs|health|sector|"
    r"schools?|groups?|department|agency|association|university|college|directorate|network|"
    r"libraries|authority|committee|forum|office|ministry|constabulary|foundation|charity|"
    r"hospital|unit|federation|alliance|housing|company)\b",
    re.IGNORECASE,
)
_OPENS_NO_NAME = re.compile(
    r"^(?:including|see|subject|phase|stage|year|note|not|all|new|key|part|table|figure|appendix|"
    r"annex|section|page|where|as|if|with|baseline|target|current(?:ly)?|now|was|the|this)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^[A-Z0-9&/-]+s?$")
_SEMICOLON = re.compile(r"\s*;(?:\s*(?:and|or))?$")
_SAYING = frozenset(
    {Role.LEAD, Role.RESPONSIBLE, Role.AGENCIES, Role.DUE, Role.STATUS, Role.PROGRESS}
)
_FEWEST_WORDS = 3
_MOST_NAME_WORDS = 8
_USUAL = 0.6

Kind = Literal["date", "post", "body", "name", ""]


@dataclass(slots=True, kw_only=True)
class Tail:
    """
    A row's words and what its end says beside them.

    Attributes:
        sure: The end cannot well be a part of the row's own words.
        said: Labels with the values behind them.
    """

    text: str
    names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    sure: bool = True
    said: list[tuple[Role, str, str]] = field(default_factory=list)


def cut(text: str) -> Tail:
    """
    A listed row, its end told from its words.

    >>> tail = cut("Mend the slipway (Harbour Manager, March 2031)")
    >>> tail.text, tail.names, tail.dates
    ('Mend the slipway', ('Harbour Manager',), ('March 2031',))
    >>> cut("Launch the new booking page (Phoenix)").sure
    False
    """
    tail = _labelled(_SEMICOLON.sub("", text))
    found = _BRACKET.search(tail.text) or _DASH.search(tail.text)
    if found is None or len(tail.text[: found.start()].split()) < _FEWEST_WORDS:
        return tail
    parts = [part for part in _SEPARATOR.split(found["tail"].strip()) if part]
    kinds = [_kind(part) for part in parts]
    if "" in kinds:
        return tail
    tail.text = tail.text[: found.start()].rstrip()
    tail.names = tuple(p for p, kind in zip(parts, kinds, strict=True) if kind != "date")
    tail.dates = tuple(p for p, kind in zip(parts, kinds, strict=True) if kind == "date")
    tail.sure = bool(tail.names) and (bool(tail.dates) or bool({"post", "body"} & set(kinds)))
    return tail


def usual(texts: Sequence[str]) -> bool:
    """Whether most rows of a list end with names or dates, so that all such ends are."""
    ending = [tail for tail in map(cut, texts) if tail.names or tail.dates]
    return len(ending) > 1 and len(ending) >= _USUAL * len(texts)


def told(entry: Entry, *, is_usual: bool) -> None:
    """Take the end of a listed row's words for who, when and how it stands."""
    tail = cut(entry.text)
    dated = bool(tail.dates) and not tail.names
    doubtful = not tail.sure and not (is_usual and not (dated and entry.is_measure))
    if doubtful:
        tail = _labelled(_SEMICOLON.sub("", entry.text))
    entry.text = tail.text
    for name in tail.names:
        _add(entry, "leads" if _is_lead(name) else "agencies", name)
    for when in tail.dates:
        entry.due = entry.due or when
    for role, header, value in tail.said:
        _take(entry, role, header, value)


def below(entry: Entry, text: str) -> None:
    """Take a line of a list within a row: a label and its value, or more of the row's words."""
    match = _LABEL.match(text)
    role = column(match["label"]).role if match else Role.UNKNOWN
    if match and role in _SAYING and text[match.end() :].strip():
        _take(entry, role, match["label"], text[match.end() :].strip(" ."))
    else:
        entry.text += f" {text}"


def _labelled(text: str) -> Tail:
    """The words before the first label that says who, when or how far, and what the labels say."""
    found = [
        (match, role)
        for match in _LABEL.finditer(text)
        if (role := column(match["label"]).role) in _SAYING
        or (role is Role.FIGURE and re.match(r"\S*\d", text[match.end() :]))
    ]
    if not found or len(text[: found[0][0].start()].split()) < _FEWEST_WORDS:
        return Tail(text=text)
    ends = [match.start() for match, _ in found[1:]] + [len(text)]
    return Tail(
        text=text[: found[0][0].start()].rstrip(" (;,–—-"),
        said=[
            (role, match["label"], text[match.end() : end].strip(" .;,()[]"))
            for (match, role), end in zip(found, ends, strict=True)
        ],
    )


def _kind(part: str) -> Kind:
    if _DATE.match(part):
        return "date"
    if len(part.split()) > _MOST_NAME_WORDS or not part[:1].isupper() or _OPENS_NO_NAME.match(part):
        return ""
    if _POST.search(part) and not re.search(r"\d", part):
        return "post"
    whole = _NAME.match(part) is not None
    if _BODY.search(part) and (whole or _BODY.search(part.rsplit(maxsplit=1)[-1])):
        return "body" if len(part.split()) > 1 else "name"
    return "name" if whole and not _ACRONYM.match(part) else ""


def _is_lead(name: str) -> bool:
    """Whether a name is a person's or a post's: a post, or two or three words of no body."""
    if _POST.search(name):
        return True
    words = name.split()
    return 1 < len(words) < 4 and not _BODY.search(name) and "and" not in words


def _add(entry: Entry, name: str, words: str) -> None:
    before = getattr(entry, name)
    if words not in before:
        setattr(entry, name, f"{before}; {words}" if before else words)


def _take(entry: Entry, role: Role, header: str, value: str) -> None:
    if not value:
        return
    match role:
        case Role.LEAD:
            _add(entry, "leads", value)
        case Role.AGENCIES:
            _add(entry, "agencies", value)
        case Role.RESPONSIBLE:
            _add(entry, "leads" if _is_lead(value) else "agencies", value)
        case Role.DUE:
            entry.due = entry.due or value
        case Role.STATUS:
            word, _, rest = value.partition(",")
            counted = re.search(r"\d", word) is not None
            entry.status = entry.status or ("" if counted else word.strip())
            said = value if counted else rest.strip()
            entry.progress += [Said(text=said, place=entry.place)] if said else []
        case Role.PROGRESS:
            entry.progress.append(Said(text=value, place=entry.place))
        case _:
            period = column(header).period
            entry.figures.append(
                Figure(text=value, place=entry.place, header=header, period=period)
            )
