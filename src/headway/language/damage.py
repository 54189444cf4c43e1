"""Signs that a figure stood in a text and is destroyed."""

import re

from headway.language.dates import PeriodMention
from headway.language.letters import plain_letters
from headway.language.mentions import Mention
from headway.language.sentences import in_brackets

_UNREADABLE = re.compile(
    r"\[\s*(?:unreadable|illegible|unclear|garbled|lost|\.\.\.)[^\]]{0,20}\]|\ufffd{2,}|#{4,}",
    re.IGNORECASE,
)


def lost_comparison(
    text: str, mentions: tuple[Mention, ...], times: tuple[PeriodMention, ...]
) -> PeriodMention | None:
    """
    The "T4 last year)" whose own figure, and the one it was compared with, are gone.

    A comparison needs a figure close before or behind it; a closing bracket without
    an opening one says that the words in between are lost.
    """
    plain = plain_letters(text)
    for one in times:
        if one.relative != "last year" or not _closes_nothing(plain, one):
            continue
        near = [m for m in mentions if 0 <= one.start - m.end <= 12 and _joined(plain, m, one)]
        if not near:
            return one
    return None


def _joined(plain: str, mention: Mention, one: PeriodMention) -> bool:
    between = plain[mention.end : one.start]
    return re.fullmatch(r"\s*(?:for|in|at|on|by)\s+(?:the\s+)?", between) is not None


def _closes_nothing(plain: str, one: PeriodMention) -> bool:
    return plain[one.end :].lstrip().startswith(")") and not in_brackets(plain, one.start)


def unreadable(text: str) -> bool:
    """Whether the text itself marks a place as unreadable."""
    return _UNREADABLE.search(text) is not None
