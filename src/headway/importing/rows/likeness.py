"""Which row a text is likest to, by the telling words they share."""

import re
from collections.abc import Sequence

from headway.importing.rows.entries import Entry

_WORD = re.compile(r"[A-Za-z][a-z'’]{3,}|[A-Z]{2,}")
_STOP = frozenset(
    [
        "this",
        "that",
        "with",
        "from",
        "have",
        "been",
        "will",
        "they",
        "their",
        "there",
        "were",
        "which",
        "what",
        "when",
        "also",
        "into",
        "more",
        "than",
        "being",
        "over",
        "under",
        "between",
        "through",
        "during",
        "about",
        "other",
        "such",
        "each",
        "year",
        "years",
        "term",
        "children",
        "young",
        "people",
        "schools",
        "school",
        "county",
        "progress",
    ]
)
_OVERLAP = 2.0


def likest(text: str, entries: Sequence[Entry]) -> Entry | None:
    """The one row that shares clearly more of the text's telling words than any other."""
    told = _words(text)
    everywhere = [_words(entry.text) for entry in entries]
    scores = []
    for entry, words in zip(entries, everywhere, strict=True):
        score = sum(1 / sum(word in other for other in everywhere) for word in told & words)
        scores.append((score, entry))
    scores.sort(key=lambda pair: -pair[0])
    if not scores or scores[0][0] < _OVERLAP:
        return None
    if len(scores) > 1 and scores[0][0] < scores[1][0] + 1:
        return None
    return scores[0][1]


def shared_words(one: str, other: str) -> set[str]:
    """
    The telling words of both, without their endings.

    >>> sorted(shared_words("the training of sponsors", "to train all sponsors and children"))
    ['sponsor', 'train']
    >>> shared_words("Sponsors: none yet", "to train all sponsors")
    {'sponsor'}
    """
    return _words(one) & _words(other)


def _words(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text) if word.lower() not in _STOP}


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s)$", "", word.lower()) if not word.isupper() else word
