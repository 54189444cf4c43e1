"""The sizes of change that a text claims: "down by 6", "an increase of 33%", "doubled"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from headway.domain.quantities import PERCENT, Comparator
from headway.language.claims.account import Account
from headway.language.claims.against import with_figures
from headway.language.claims.claim import Claim, ClaimKind, Way
from headway.language.claims.sizes import ADVERB, WAYS, size_of_change

_FOLD = re.compile(
    r"\b(?P<nearly>almost\s+|nearly\s+|more\s+than\s+|over\s+)?"
    r"(?P<fold>doubled|halved|trebled|tripled|quadrupled)\b",
    re.IGNORECASE,
)
_TIMES = {"doubled": 2.0, "halved": 0.5, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0}


_PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_BY_A_PART = tuple(
    (
        way,
        re.compile(
            rf"\b(?:{verbs})\s+{ADVERB}by\s+(?P<size>(?:about\s+|around\s+|almost\s+|nearly\s+|over\s+"
            r"|more\s+than\s+)?(?:an?|one)\s+(?P<part>half|third|quarter|fifth|tenth))\b(?!\s+of\b)",
            re.IGNORECASE,
        ),
    )
    for way, verbs in WAYS
)


def _by_parts(account: Account) -> Iterator[Claim]:
    """“Reduced by a third”, which is rough."""
    for way, pattern in _BY_A_PART:
        for found in pattern.finditer(account.plain):
            start, end = found.span("size")
            if account.is_unreal(found.start()):
                continue
            claim = Claim(
                kind=ClaimKind.CHANGE,
                start=start,
                end=end,
                words=account.text[start:end],
                way=way,
                denied=account.is_denied(found.start()),
                about=account.about(found.start(), end),
            )
            yield replace(
                with_figures(account, claim),
                value=_PARTS[found["part"].lower()],
                unit=PERCENT,
                comparator=Comparator.APPROX,
            )


def changes(account: Account) -> Iterator[Claim]:
    """Every size of a change."""
    for one in account.told:
        mention = one.mention
        way = size_of_change(account, mention)
        if way is None or account.is_unreal(mention.start):
            continue
        claim = Claim(
            kind=ClaimKind.CHANGE,
            start=mention.start,
            end=mention.end,
            words=mention.words,
            way=way,
            about=account.about(mention.start, mention.end),
            of=mention.of,
        )
        claim = with_figures(account, claim)
        yield replace(
            claim, value=mention.value, unit=mention.unit, comparator=mention.comparator,
            upper=mention.upper, denied=account.is_denied(mention.start),
            decimals=len(mention.words.partition(".")[2].rstrip("% ")),
        )  # fmt: skip
    yield from _by_parts(account)
    for found in _FOLD.finditer(account.plain):
        if account.is_unreal(found.start()):
            continue
        times = _TIMES[found["fold"].lower()]
        claim = Claim(
            kind=ClaimKind.CHANGE,
            start=found.start(),
            end=found.end(),
            words=account.text[found.start() : found.end()],
            way=Way.UP if times > 1 else Way.DOWN,
            times=times,
            denied=account.is_denied(found.start()),
            about=account.about(found.start(), found.end()),
        )
        yield with_figures(account, claim)
