"""The directions that a text claims, how long they last, and what is a record."""

import re
from collections.abc import Iterator
from dataclasses import replace

from headway.language.claims.account import Account
from headway.language.claims.against import with_figures
from headway.language.claims.changes import changes
from headway.language.claims.claim import Claim, ClaimKind, Way
from headway.language.claims.sizes import ADVERB, NOUNS, WAYS
from headway.language.numerals import worded_value

_GOES_ON = (
    r"(?=\s*(?:$|[.,;:()]|-\s|[0-9]|(?:to|from|by|since|in|on|over|during|between|at|again|further|"
    r"slightly|significantly|steadily|sharply|markedly|dramatically|substantially|considerably|"
    r"marginally|this|last|year|compared|and|but|when|for|as|until|against|overall|whilst|while|"
    r"due|because|following|after|each|every|also|though|although|despite|so|than|consistently)\b))"
)
_PAST = tuple(
    (way, re.compile(rf"\b{ADVERB}(?P<verb>{verbs})\b{_GOES_ON}", re.IGNORECASE))
    for way, verbs in WAYS
)
_ING = (
    (Way.UP, r"increasing|rising|growing|climbing|going\s+up|widening"),
    (Way.DOWN, r"decreasing|reducing|falling|dropping|declining|going\s+down|narrowing"),
    (Way.BETTER, r"improving|getting\s+better"),
    (Way.WORSE, r"worsening|deteriorating|getting\s+worse"),
)
_TO = (
    (Way.UP, r"increase|rise|grow|climb|go\s+up|widen"),
    (Way.DOWN, r"decrease|reduce|fall|drop|decline|go\s+down|narrow"),
    (Way.BETTER, r"improve"),
    (Way.WORSE, r"worsen|deteriorate"),
)
_GOING = tuple(
    (way, re.compile(pattern, re.IGNORECASE))
    for (way, ing), (_, to) in zip(_ING, _TO, strict=True)
    for pattern in (
        rf"\b(?:is|are|was|were|been|keeps?|kept)\s+{ADVERB}(?P<verb>{ing})\b{_GOES_ON}",
        rf"\b(?:continues|continued|continue|has\s+continued|have\s+continued)\s+to\s+{ADVERB}"
        rf"(?P<verb>{to})\b{_GOES_ON}",
        rf"\b(?:did|does|do|has|have)\s+not\s+(?P<verb>{to})\b{_GOES_ON}",
    )
)
_NOUN = tuple(
    (way, re.compile(pattern, re.IGNORECASE))
    for way, nouns in NOUNS
    for pattern in (
        rf"\b(?:there\s+(?:has|have)\s+been|there\s+(?:is|was)|we\s+saw|(?:we\s+)?have\s+seen|"
        rf"has\s+seen|saw|shows?|showed|showing|this\s+(?:is|was)|which\s+is|represents?)\s+"
        rf"(?:an?|no|the)\s+(?:\w+\s+){{0,2}}?(?P<verb>{nouns})\b(?!\s+(?:of|by)\s+[0-9])",
        rf"(?:^|[.,;:(]\s*|\ban?\s+)(?:\w+\s+)?(?P<verb>{nouns})\s+(?:since|on|compared|against)\b",
        rf"(?:[,;:(]\s*|-\s)(?:an?\s+)?(?:\w+\s+)?(?P<verb>{nouns})(?=\s*(?:[.;)]|$))",
    )
)
_SAME = re.compile(
    r"\b(?:remain(?:s|ed|ing)?|(?:is|are|was|were|been|stayed|stays|kept|held|holding)(?:\s+broadly|"
    r"\s+relatively|\s+largely)?)\s+(?:broadly\s+|relatively\s+|largely\s+|fairly\s+)?"
    r"(?P<verb>(?:(?:at|about|around)\s+)?the\s+same|stable|steady|static|unchanged|level|flat|"
    r"consistent)\b(?!\s+(?:with|as\s+the|as\s+our)\b)"
    r"|\b(?P<none>no\s+change|unchanged)\b(?=\s*(?:$|[.,;()]|from|since|on|in|compared|at))",
    re.IGNORECASE,
)
_EXACT = re.compile(r"same|unchanged|no\s+change", re.IGNORECASE)


_COMPARES = (
    (Way.UP, "higher|more|greater|up"),
    (Way.DOWN, "lower|fewer|less|down"),
    (Way.BETTER, "better"),
    (Way.WORSE, "worse"),
)
_THAN_BEFORE = tuple(
    (way, re.compile(pattern, re.IGNORECASE))
    for way, words in _COMPARES
    for pattern in (
        rf"\b(?P<verb>{words})\s+than\s+(?=(?:(?:at|in|the|it|was|for|that|our|T[1-6]|term\s+[1-6])"
        r"\s+)*(?:same|last|previous|a\s+year|baseline)\b)",
        rf"(?:^|[.,;:(-]\s*|\b(?:is|was|are|were)\s+)(?P<verb>{words})\s+(?=(?:from|on|since|compared)\b)",
    )
)


_VERB_BEFORE = 12
"""Letters before a size in which its verb stands: "fell by" makes no second claim."""


def movements(account: Account) -> Iterator[Claim]:
    """Every statement of a direction; one with a size beside it is a change instead."""
    taken: list[tuple[int, int]] = []
    sized = [(one.start - _VERB_BEFORE, one.end) for one in changes(account)]
    for way, pattern in (*_GOING, *_NOUN, *_THAN_BEFORE, *_PAST, (Way.SAME, _SAME)):
        for found in pattern.finditer(account.plain):
            group = "verb" if found["verb"] else "none"
            start, end = found.span(group)
            if any(first < end and start < last for first, last in (*taken, *sized)):
                continue
            is_past = (way, pattern) in _PAST
            if account.is_unreal(found.start()) or (is_past and _is_participle(account, start)):
                continue
            taken.append((start, end))
            claim = Claim(
                kind=ClaimKind.MOVEMENT,
                start=start,
                end=end,
                words=account.text[start:end],
                way=way,
                denied=_is_denied(account, found, start, way),
                status="exact" if way is Way.SAME and _EXACT.search(found[0]) else "",
                about=account.about(found.start() if way is Way.SAME else start, end),
            )
            yield with_figures(account, claim)


def _is_denied(account: Account, found: re.Match[str], start: int, way: Way) -> bool:
    if way is Way.SAME:
        return account.is_denied(found.start()) or " not " in found[0].lower()
    return account.is_denied(start) or re.search(r"\b(?:no|not)\b", found[0].lower()) is not None


_AS_ADJECTIVE = re.compile(r"\b(?:an?|the|of|with|through|offering|via|their|our|much)\s+$", re.I)
_OBJECT = re.compile(
    r"\b(?:we|they|team|teams|service|services|schools|partners|staff|who|that)\s+(?:have\s+|has\s+)?$",
    re.IGNORECASE,
)


def _is_participle(account: Account, start: int) -> bool:
    """Whether it describes a noun or is done to something: "an improved offer", "we reduced"."""
    before = account.before(start, 40)
    return _AS_ADJECTIVE.search(before) is not None or _OBJECT.search(before) is not None


_EXTREME = re.compile(
    r"\b(?P<way>highest|lowest|best|worst|largest|smallest)\s+(?:\w+\s+){0,3}?"
    r"(?:ever|on\s+record|recorded|to\s+date|since\s+records\s+began)\b"
    r"|\brecord\s+(?P<record>high|low)\b",
    re.IGNORECASE,
)
_EXTREME_WAY = {
    "highest": Way.UP, "largest": Way.UP, "high": Way.UP, "lowest": Way.DOWN, "smallest": Way.DOWN,
    "low": Way.DOWN, "best": Way.BETTER, "worst": Way.WORSE,
}  # fmt: skip


def extremes(account: Account) -> Iterator[Claim]:
    """“The highest ever”; of a bare “highest” nobody knows among what."""
    for found in _EXTREME.finditer(account.plain):
        if account.is_unreal(found.start()):
            continue
        claim = Claim(
            kind=ClaimKind.EXTREME,
            start=found.start(),
            end=found.end(),
            words=account.text[found.start() : found.end()],
            way=_EXTREME_WAY[(found["way"] or found["record"]).lower()],
            denied=account.is_denied(found.start()),
            about=account.about(found.start(), found.end()),
        )
        yield with_figures(account, claim)


_RUN = re.compile(
    r"\b(?P<n>second|third|fourth|fifth|2nd|3rd|4th|5th|two|three|four|five|[2-5])\s+"
    r"(?:(?:consecutive|successive|straight)\s+years?|years?\s+(?:running|in\s+a\s+row|in\s+"
    r"succession))\b",
    re.IGNORECASE,
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}


def runs(account: Account) -> Iterator[Claim]:
    """“Fell for the third year running”."""
    for found in _RUN.finditer(account.plain):
        sentence = account.sentence(found.start())
        moved = [one for one in movements(account) if sentence.holds(one.start)]
        if len(moved) != 1 or moved[0].way is Way.SAME or moved[0].denied:
            continue
        words = found["n"].lower()
        number = _ORDINALS.get(words) or int(re.sub(r"\D", "", words) or worded_value(words) or 0)
        yield replace(
            moved[0],
            kind=ClaimKind.RUN,
            start=found.start(),
            end=found.end(),
            words=account.text[found.start() : found.end()],
            about=moved[0].about - {"consecut", "success", "straight", "runn", "row"},
            run=number,
        )
