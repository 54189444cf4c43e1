"""The words that carry meaning in a sentence of a plan, and how far two sentences share them."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-z][a-z']+|\d[\d.,]*")

_CARRY_NOTHING_TEXT = """
a about above across after all also always an and any are as at be been being below between
both but by can come could did do does during each etc even every for from further get
had has have here how i if in including into is it its it's just last latest less made make
many may more most much my no not now of off on once one only onto or other our out over
own per please put refer said same see set shall she should show so some still such
take than that the their them then there these they this those through to too two under
up upon us use used using very was we well were what when where which while who
whose will with within would year years yet you your
action actions area areas continue continued current currently developed develop end fig
figure focus improve improved improvement improving increase increased increasing measure
measures new number ongoing part percentage place plan plans point progress proportion rate
rates reduce reduced reducing report reported reports review stated target term terms total
way work worked working works
children child young people person persons youth
"""
_CARRY_NOTHING = frozenset(_CARRY_NOTHING_TEXT.split())

_ENDINGS = (
    "isations", "isation", "izations", "ization", "ations", "ation", "ements", "ement",
    "nesses", "ness", "ings", "ing", "ities", "ity", "ances", "ance", "ions", "ion",
    "ments", "ment", "ers", "er", "ies", "ied", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip


def stem(word: str) -> str:
    """
    A word without its ending, so that its forms fall together.

    >>> {stem(word) for word in ("notification", "notifications")}
    {'notific'}
    >>> stem("schools") == stem("school"), stem("identified") == stem("identify")
    (True, True)
    """
    for ending in _ENDINGS:
        if ending == "s" and word.endswith("ss"):
            continue
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def words(text: str) -> tuple[str, ...]:
    """Every word in lower case, without marks; figures too."""
    return tuple(found.strip("'.,") for found in _WORD.findall(text.lower().replace("’", "'")))


def content(text: str, meanings: Iterable[tuple[str, str]] = ()) -> frozenset[str]:
    """
    The stems of the words that carry meaning; figures and small words are left out.

    Args:
        text: Of a row or of its progress.
        meanings: Acronyms with what they stand for; both sides then count.

    >>> sorted(content("Over 120 adults now receive DA support", [("DA", "domestic abuse")]))
    ['abus', 'adult', 'domestic', 'receiv', 'support']
    """
    for acronym, meaning in meanings:
        text = re.sub(rf"\b{re.escape(acronym)}s?\b", f" {meaning} ", text)
    plain = (word.removesuffix("'s") for word in words(text))
    return frozenset(
        stem(word)
        for word in plain
        if len(word) > 2 and not word[0].isdigit() and word not in _CARRY_NOTHING
    )
