"""“All” and “none”, and how far an action is."""

import re
from collections.abc import Iterator

from headway.domain.quantities import PERCENT
from headway.language.claims.account import Account
from headway.language.claims.claim import Claim, ClaimKind

_IS = r"(?:have|has|had|are|is|were|was|now|signed|received|got|reached|attend(?:ed)?)"
_OPENS = (
    r"(?:^|(?<=[.;:!?\n])\s*|(?<=,)\s*(?:and\s+)?|\bthat\s+|\bnow\s+|\band\s+)(?:[0-9]+[.)]\s*)?"
)
_ALL = re.compile(
    rf"{_OPENS}(?P<what>(?:all|every|each|100%)(?!\s+(?:but|except|bar|in\s+all|this|that|these)\b)"
    rf"(?:\s+of)?(?:\s+(?:the|our|its|these))?\s+(?P<who>[a-z][\w '-]{{1,60}}?)\s+(?={_IS}\b))",
    re.IGNORECASE | re.MULTILINE,
)
_NONE = re.compile(
    rf"{_OPENS}(?P<what>(?:(?:none|not\s+one)\s+of\s+(?:the|our)|no|zero)\s+"
    r"(?P<who>[a-z][\w '-]{1,60}?)\s+(?=(?:have|has|had|are|is|were|was)\b))",
    re.IGNORECASE | re.MULTILINE,
)
_DENIES = re.compile(r"\b(?:not|never|n't|yet\s+to|no\s+longer)\b", re.IGNORECASE)


def universals(account: Account) -> Iterator[Claim]:
    """Every "all … have" and "no … were" that is the subject of its clause."""
    for pattern, value in ((_ALL, 100.0), (_NONE, 0.0)):
        for found in pattern.finditer(account.plain):
            start, end = found.span("what")
            first, last = account.clause(start, end)
            rest = account.plain[end:last]
            if account.is_unreal(end) or _DENIES.search(rest) or re.match(r"\s*\w+\s+to\b", rest):
                continue
            yield Claim(
                kind=ClaimKind.UNIVERSAL,
                start=start,
                end=start + len(found["what"].rstrip()),
                words=account.text[start : start + len(found["what"].rstrip())],
                about=account.about(first, end) | account.about(start, end),
                value=value,
                unit=PERCENT,
                of=found["who"],
                names_time=any(account.times(account.sentence(start))),
            )


_WHAT = r"(?:progress|work|actions?|projects?|programme|campaign|this|it|tasks?|consideration)"
_BEEN = r"(?:has|have|had|is|are|was|were)(?:\s+(?:now|currently|temporarily|all|since|been|yet))*"
_STATUSES = (
    ("halted", rf"\b{_WHAT}\b[^.;]{{0,60}}?\b{_BEEN}\s+"
     r"(?P<verb>halted|paused|on\s+hold|postponed|cancelled|abandoned|stopped|deferred)\b"),
    ("not started", rf"(?:^|\b{_WHAT}\b[^.;]{{0,30}}?)\s*\b(?:{_BEEN}\s+)?"
     r"(?P<verb>not\s+(?:yet\s+)?(?:been\s+)?(?:started|begun|commenced)|"
     r"yet\s+to\s+(?:start|begin|commence))\b"),
    ("complete", rf"(?:^|(?<=[.;]\s))(?:(?:the|this|our)\s+)?{_WHAT}?\s*(?:{_BEEN}\s+)?"
     r"(?:fully\s+)?(?P<verb>completed?|finished)(?=\s*(?:$|[.;,!-]|in\s|and\s|by\s))"),
)  # fmt: skip
_STATUS = tuple((status, re.compile(words, re.IGNORECASE)) for status, words in _STATUSES)


def statuses(account: Account) -> Iterator[Claim]:
    """Every plain statement that the work is halted, not started or complete."""
    for status, pattern in _STATUS:
        for found in pattern.finditer(account.plain):
            start, end = found.span("verb")
            denied = status == "complete" and account.is_denied(start)
            if denied or account.is_unreal(start):
                continue
            yield Claim(
                kind=ClaimKind.STATUS,
                start=start,
                end=end,
                words=account.text[start:end],
                about=account.about(start, end),
                status=status,
            )
