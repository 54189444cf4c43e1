"""What the audit trail tells, and whether it is still whole."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from headway.domain.errors import HeadwayError
from headway.web.audit.guards import missing
from headway.web.audit.models import START, Entry, Head, Part
from headway.web.audit.sealing import fits, sealed
from headway.web.audit.words import ERASED, AuditError, any_stands_in, erasable, readable

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """
    An entry in which certain words stand.

    Attributes:
        parts: Where in it they stand and can be erased.
        stays: Why there are some that cannot; empty where all can.
    """

    seq: int
    parts: frozenset[Part]
    stays: str


def entries(partnership: str) -> QuerySet[Entry]:
    """The entries of a partnership, newest first; for pages that narrow them further."""
    return Entry.objects.filter(partnership=partnership).select_related("actor")


def of_record(noun: str, key: object) -> list[Entry]:
    """All that was done to one record, newest first; one query."""
    return list(Entry.objects.filter(noun=noun, key=str(key)).select_related("actor"))


def entry(partnership: str, seq: int) -> Entry | None:
    """One entry of a partnership."""
    return entries(partnership).filter(seq=seq).first()


def numbered(numbers: Collection[int]) -> list[Entry]:
    """
    Some entries, in order; one query.

    Raises:
        AuditError: One of them is not there.
    """
    found = list(Entry.objects.filter(seq__in=numbers).order_by("seq"))
    for seq in sorted({*numbers} - {one.seq for one in found}):
        raise AuditError(f"The audit trail has no entry {seq}.")
    return found


def erasures(of: Iterable[Entry]) -> dict[tuple[int, Part], Entry]:
    """The entries that tell of words of other entries that were erased; one query."""
    keys = [str(one.seq) for one in of]
    found = Entry.objects.filter(verb=ERASED, key__in=keys).select_related("actor")
    return {(int(one.key), Part(part)): one for one in found for part in one.became["parts"]}


def naming(*words: str) -> list[Naming]:
    """
    The entries in which any of these words stands as it is, oldest first.

    For whoever erases a person, whom somebody may have named as a reason. Reads all entries,
    about 100,000 a second.
    """
    rows = Entry.objects.order_by("seq").values_list("seq", "reason", "before", "after")
    named: dict[int, list[Part]] = {}
    for seq, reason, before, after in rows.iterator(chunk_size=AT_ONCE):
        change = f"{readable(before)} {readable(after)}".replace('\\"', '"')
        told = {Part.REASON: reason, Part.CHANGE: change}
        if parts := [part for part, text in told.items() if any_stands_in(words, text)]:
            named[seq] = parts
    return [_naming(one, named[one.seq]) for one in numbered(named)]


def _naming(one: Entry, parts: list[Part]) -> Naming:
    try:
        going = frozenset(erasable(one, parts))
    except AuditError as refusal:
        return Naming(seq=one.seq, parts=frozenset(), stays=str(refusal))
    stays = (
        f"Part of what entry {one.seq} says is looked up, and stays."
        if len(going) < len(parts)
        else ""
    )
    return Naming(seq=one.seq, parts=going, stays=stays)


def verified(*, noted: str = "") -> Verified:
    """
    Read the whole chain and prove it: about 20,000 entries a second, one query for each 2,000.

    Args:
        noted: The hash of an entry that somebody noted earlier; it must still be there.
            Without it, whoever can write to the database could have written the chain anew.

    Raises:
        BrokenChainError: An entry was changed, removed or put in; the message says which.
    """
    expected, previous, found, erased = 1, START, not noted, _Erased()
    for entry in _in_order():
        if entry.seq != expected:
            raise BrokenChainError(
                f"The audit trail is broken: entry {expected} is missing; "
                f"after {expected - 1} comes {entry.seq}."
            )
        if entry.previous != previous or sealed(entry) != entry.hash or not fits(entry):
            raise BrokenChainError(
                f"The audit trail is broken at entry {entry.seq} "
                f"({entry.verb}, {entry.at:%Y-%m-%d %H:%M} UTC): "
                "it is not what was written, or does not follow from the one before it."
            )
        erased.follow(entry)
        found = found or entry.hash == noted
        expected, previous = expected + 1, entry.hash
    erased.prove()
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


class _Erased:
    """Whether all words that are gone were erased by an entry, and are gone since."""

    def __init__(self) -> None:
        self._seals_begun = False
        self._gone: set[tuple[int, Part]] = set()

    def follow(self, entry: Entry) -> None:
        """Take the next entry of the chain."""
        if entry.is_sealed:
            self._seals_begun = True
        elif self._seals_begun:
            raise BrokenChainError(
                f"The audit trail is broken at entry {entry.seq}: it has no seals, and entries "
                "before it have."
            )
        if not (entry.reason_salt and entry.change_salt):
            self._gone |= {(entry.seq, part) for part in entry.erased}
        if entry.verb == ERASED and entry.became:
            for part in entry.became["parts"]:
                self._tell(entry, (int(entry.key), Part(part)))

    def _tell(self, entry: Entry, gone: tuple[int, Part]) -> None:
        if gone not in self._gone:
            raise BrokenChainError(
                f"The audit trail is broken: words of entry {gone[0]} were erased, as entry "
                f"{entry.seq} tells, and are there again."
            )
        self._gone.remove(gone)

    def prove(self) -> None:
        """Nothing is gone that no entry tells of."""
        for seq, part in sorted(self._gone):
            raise BrokenChainError(
                f"The audit trail is broken: words of entry {seq} ({part.label.lower()}) are "
                "gone, and no entry tells that they were erased."
            )


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
