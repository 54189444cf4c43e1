"""The words of change, and the figures that are the size of one and no level."""

import re

from headway.domain.quantities import PERCENT, POINTS
from headway.language import cues
from headway.language.claims.account import Account
from headway.language.claims.claim import Way
from headway.language.mentions import Mention

UP = r"increased|risen|rose|grown|grew|climbed|gone\s+up|went\s+up|widened"
DOWN = r"decreased|reduced|fallen|fell|dropped|declined|gone\s+down|went\s+down|narrowed|shrunk"
BETTER = r"improved|got\s+better|gotten\s+better"
WORSE = r"worsened|deteriorated|got\s+worse|gotten\s+worse"
WAYS = ((Way.UP, UP), (Way.DOWN, DOWN), (Way.BETTER, BETTER), (Way.WORSE, WORSE))
ADVERB = (
    r"(?:(?:again|slightly|significantly|steadily|sharply|markedly|dramatically|further|slowly|only|"
    r"substantially|considerably|marginally|overall|also|now|already|continually|continuously|"
    r"rapidly|still|since|consistently|fractionally)\s+){0,2}"
)
NOUN_UP = r"increase|rise|growth|uplift|upturn"
NOUN_DOWN = r"decrease|reduction|fall|drop|decline|decreases|reductions"
NOUNS = (
    (Way.UP, NOUN_UP),
    (Way.DOWN, NOUN_DOWN),
    (Way.BETTER, r"improvement"),
    (Way.WORSE, r"deterioration|worsening"),
)
_VERBS_BY = tuple(
    (
        way,
        re.compile(
            rf"\b(?:{verbs})\s+{ADVERB}(?:by|of)\s+(?:an?\s+)?(?:further\s+|another\s+)?$",
            re.IGNORECASE,
        ),
    )
    for way, verbs in (
        (Way.UP, rf"{UP}|{NOUN_UP}|up"),
        (Way.DOWN, rf"{DOWN}|{NOUN_DOWN}|down"),
        (Way.BETTER, rf"{BETTER}|improvement"),
        (Way.WORSE, rf"{WORSE}|deterioration"),
    )
)
_UP_DOWN = tuple(
    (way, re.compile(rf"(?:^|[.,;:(-]\s*|\b(?:is|was|are|were)\s+){word}\s+$", re.IGNORECASE))
    for way, word in ((Way.UP, "up"), (Way.DOWN, "down"))
)
_AFTER = tuple(
    (
        way,
        re.compile(
            rf"\s*(?:\w+\s+){{0,1}}(?:{nouns})\b"
            r"(?!\s+(?:target|than\s+(?:the\s+)?(?:national|target|england)))",
            re.IGNORECASE,
        ),
    )
    for way, nouns in NOUNS
)
_POINT_OF = r"(?:at\s+|in\s+|the\s+|same\s+|point\s+|time\s+|T\d\s+)*"
_THAN = tuple(
    (
        way,
        re.compile(
            rf"\s*(?:\w+\s+){{0,2}}?(?:{words})\s+than\s+{_POINT_OF}(?:last|previous)\b",
            re.IGNORECASE,
        ),
    )
    for way, words in ((Way.UP, "more|higher"), (Way.DOWN, "fewer|less|lower"))
)


_OPENS = re.compile(r"[0-9%a-z]\s?\(\s?$", re.IGNORECASE)


def is_size_of_change(account: Account, mention: Mention) -> bool:
    """Whether a figure is the size of a change, and no level."""
    return size_of_change(account, mention) is not None


def size_of_change(account: Account, mention: Mention) -> Way | None:
    """Which way a figure says that something changed; None where it is no size of a change."""
    before = account.before(mention.start, 60)
    if _OPENS.search(before):  # "increased by 18 (35%)" gives the size twice
        for one in account.told:
            if 0 < mention.start - one.mention.end <= 3:
                return size_of_change(account, one.mention)
    for way, pattern in (*_VERBS_BY, *_UP_DOWN):
        if pattern.search(before):
            return way
    for way, pattern in (*_AFTER, *_THAN):
        if pattern.match(account.plain, mention.end):
            return way
    if mention.unit in (PERCENT, POINTS) and cues.CHANGE_BEFORE.search(before[-40:]):
        return Way.UP if re.search(r"(?:up|rise|rose|risen|incr)", before[-30:], re.I) else None
    return None
