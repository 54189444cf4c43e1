"""Signs that a figure stood in a text and is destroyed."""

import re

from headway.language.dates import PeriodMention
from headway.language.scenes import Scene
from headway.language.sentences import in_brackets

_UNREADABLE = re.compile(
    r"\[\s*(?:unreadable|illegible|unclear|garbled|lost|\.\.\.)[^\]]{0,20}\]|\ufffd{2,}|#{4,}",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[0-9%]\s*(?:for|in|at|on|by)\s+(?:the\s+)?$", re.IGNORECASE)


def lost_comparison(scene: Scene) -> PeriodMention | None:
    """
    The "T4 last year)" whose own figure, and the one it was compared with, are gone.

    A comparison needs a figure right before it; a closing bracket without an opening
    one says that the words in between are lost.
    """
    for time in scene.times:
        if time.relative == "last year" and _closes_nothing(scene.plain, time):
            before = scene.plain[max(0, time.start - 24) : time.start]
            if _JOINT.search(before) is None:
                return time
    return None


def _closes_nothing(plain: str, time: PeriodMention) -> bool:
    return plain[time.end : time.end + 8].lstrip().startswith(")") and not in_brackets(
        plain, time.start
    )


def unreadable(text: str) -> bool:
    """Whether the text itself marks a place as unreadable."""
    return _UNREADABLE.search(text) is not None
