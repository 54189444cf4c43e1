"""What an entry says in words, and which of them can be erased."""

import json
import re
from collections.abc import Collection, Iterable

from headway.domain.errors import HeadwayError
from headway.web.audit.models import Entry, Part

ERASED = "words.erased"
"""What the trail says where words of an entry were erased; its key is the entry's number."""

OF_A_PERSON = "Personal data erased"
"""Why words went with the person who is named in them; it names nobody, whatever they were."""

LOOKED_UP = frozenset({"data", "benchmark", ERASED.partition(".")[0]})
"""What was done to these the service looks up in the trail itself: the change stays."""

_NAME = re.compile(r"\b[^\W\d_a-z][\w-]{2,}")
_AFTER_A_WORD = re.compile(r"(?<=[\w,;] )[^\W\d_a-z][\w-]{2,}")
_ADDRESS = re.compile(r"\S+@\S+")

PARTS: dict[str, tuple[Part, ...]] = {**{one.value: (one,) for one in Part}, "both": tuple(Part)}
"""How people choose words of an entry."""


class AuditError(HeadwayError):
    """Words of the trail that cannot be erased; the message says why and what to do."""


def said(entry: Entry) -> dict[Part, str]:
    """The words of an entry, as far as there are any; what has been erased is not among them."""
    before, after = readable(entry.before), readable(entry.after)
    told = {
        Part.REASON: entry.reason,
        Part.CHANGE: f"{before} → {after}" if before else after,
    }
    return {part: words for part, words in told.items() if words}


def readable(text: str) -> str:
    r"""
    What a record says, with its letters as they are.

    >>> readable('{"words":"Zo\\u00eb"}')
    '{"words":"Zoë"}'
    """
    if "\\" not in text:
        return text
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))


def erasable(entry: Entry, parts: Collection[Part] = tuple(Part)) -> dict[Part, str]:
    """
    The words of an entry that can be erased, of some parts of it.

    Raises:
        AuditError: There are words in these parts, and they cannot be.
    """
    going = {part: words for part, words in said(entry).items() if part in parts}
    if going and not entry.is_sealed:
        raise AuditError(
            f"Entry {entry.seq} was written before words could be erased: the hash is over the "
            "words themselves, and they stay. Weigh whether that may be, and note what you decide."
        )
    if Part.CHANGE in going and entry.noun in LOOKED_UP:
        if Part.REASON not in going:
            raise AuditError(
                f"From what to what, in entry {entry.seq} ({entry.verb}), is what the service "
                "itself looks up: numbers and digests, without anybody's words. It stays."
            )
        del going[Part.CHANGE]
    return going


def any_stands_in(wanted: Iterable[str], text: str) -> bool:
    """
    Whether any of some words stand in a text, as whole words, in small letters or capitals.

    >>> any_stands_in(["Zoë Lee", "Ann"], "It was ZOË LEE's"), any_stands_in(["Ann"], "Annual")
    (True, False)
    """
    small = text.casefold()
    return any(
        words.casefold() in small
        and re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", small)
        for words in wanted
        if words
    )


def told_again(reason: str, erased: Iterable[str]) -> str:
    """
    What of some words stands in a reason for erasing them; nothing where it gives nothing away.

    Looked for are the whole, addresses, and words that look like names: with a capital letter
    in both, and in one of them not just because a sentence begins.

    >>> told_again("Dora asked for it", ["It was Dora who retired"])
    'Dora'
    >>> told_again("The name of a child", ["The child is called Callum"])
    ''
    """
    for words in erased:
        if any_stands_in([words.strip()], reason):
            return words
        names: set[str] = set(_NAME.findall(words)) & set(_AFTER_A_WORD.findall(reason))
        names |= set(_AFTER_A_WORD.findall(words)) & set(_NAME.findall(reason))
        names |= set(_ADDRESS.findall(words)) & set(_ADDRESS.findall(reason))
        if names:
            return min(names)
    return ""
