"""What the audit trail tells, and whether it is still whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from headway.domain.errors import HeadwayError
from headway.web.audit.guards import missing
from headway.web.audit.models import START, Entry, Head
from headway.web.audit.sealing import canonical, sealed

AT_ONCE = 2000
"""Entries read at a time."""


class BrokenChainError(HeadwayError):
    """The audit trail is not what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """
    A chain that holds.

    Attributes:
        entries: How many there are.
        hash: Of the last one; noted elsewhere, it proves the whole chain later.
    """

    entries: int
    hash: str


def entries(partnership: str) -> QuerySet[Entry]:
    """The entries of a partnership, newest first; for pages that narrow them further."""
    return Entry.objects.filter(partnership=partnership).select_related("actor")


def of_record(noun: str, key: object) -> list[Entry]:
    """All that was done to one record, newest first; one query."""
    return list(Entry.objects.filter(noun=noun, key=str(key)).select_related("actor"))


def naming(*words: str) -> list[int]:
    """
    The numbers of the entries in which any of these words stands, oldest first; one query.

    For whoever erases a person: what somebody wrote as a reason is sealed with the rest.
    """
    found = Q(pk__in=[])
    for one in filter(None, words):
        plain = canonical(one)[1:-1]  # as records have it
        found |= Q(reason__icontains=one) | Q(before__icontains=plain) | Q(after__icontains=plain)
    return list(Entry.objects.filter(found).order_by("seq").values_list("seq", flat=True))


def verified(*, noted: str = "") -> Verified:
    """
    Read the whole chain and prove it: about 30,000 entries a second, one query for each 2,000.

    Args:
        noted: The hash of an entry that somebody noted earlier; it must still be there.
            Without it, whoever can write to the database could have written the chain anew.

    Raises:
        BrokenChainError: An entry was changed, removed or put in; the message says which.
    """
    expected, previous, found = 1, START, not noted
    for entry in _in_order():
        if entry.seq != expected:
            raise BrokenChainError(
                f"The audit trail is broken: entry {expected} is missing; "
                f"after {expected - 1} comes {entry.seq}."
            )
        if entry.previous != previous or sealed(entry) != entry.hash:
            raise BrokenChainError(
                f"The audit trail is broken at entry {entry.seq} "
                f"({entry.verb}, {entry.at:%Y-%m-%d %H:%M} UTC): "
                "it is not what was written, or does not follow from the one before it."
            )
        found = found or entry.hash == noted
        expected, previous = expected + 1, entry.hash
    _prove_end(expected - 1, previous)
    if not found:
        raise BrokenChainError(
            f"The audit trail no longer holds an entry with the hash {noted}: "
            "it was written anew, or the hash is of another installation."
        )
    if gone := missing(connection):
        raise BrokenChainError(
            f"The entries are whole, but the database no longer guards them: {', '.join(gone)} is "
            "missing. Run `python -m headway.web audit_verify --restore-guards`."
        )
    return Verified(entries=expected - 1, hash=previous)


def _prove_end(seq: int, digest: str) -> None:
    head = Head.objects.filter(id=1).first()
    at_end = (head.seq, head.hash) if head else (0, START)
    if at_end != (seq, digest):
        raise BrokenChainError(
            f"The audit trail is broken at its end: its last entry is {seq}, and {at_end[0]} were "
            "written."
        )


def _in_order() -> Iterator[Entry]:
    return Entry.objects.order_by("seq").iterator(chunk_size=AT_ONCE)
