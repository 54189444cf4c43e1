"""What can be done with the audit trail: add to it, and erase words of it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from headway.web.audit.models import Entry, Head, Part
from headway.web.audit.queries import numbered
from headway.web.audit.sealing import canonical, give_seals, sealed
from headway.web.audit.words import ERASED, OF_A_PERSON, AuditError, erasable, told_again

if TYPE_CHECKING:
    from headway.web.people.models import Person

LONGEST_REASON = 2000


def record(
    verb: str,
    *,
    key: object,
    by: "Person | None",
    at: datetime,
    partnership: str = "",
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> Entry:
    """
    Write down that something was done, in the transaction that does it. Two queries and a lock.

    Whoever records waits for whoever recorded before to commit, so call it late.

    Args:
        verb: The noun and what became of it: "answer.signed". The noun is kept for itself too.
        key: Which record: its slug or its number, never a name or an address of a person.
        by: Who did it; None for the service itself.
        at: When.
        partnership: The slug of the partnership concerned; empty for the installation.
        before: What the record said, in values that JSON has; None where there was none.
            Persons stand in it by number alone.
        after: What it says now, likewise.
        reason: In the person's own words; cut at 2,000 characters.

    Raises:
        TransactionManagementError: There is no transaction to be part of.
    """
    head = _locked_head(verb)
    entry = _next(
        head, verb=verb, key=key, by=by, at=at, partnership=partnership,
        before=before, after=after, reason=reason,
    )  # fmt: skip
    entry.save(force_insert=True)
    head.save(update_fields=["seq", "hash"])
    return entry


def record_each(
    verb: str,
    *,
    became: Mapping[object, Any],
    by: "Person | None",
    at: datetime,
    partnership: str = "",
) -> list[Entry]:
    """
    Write down, as `record` does, that the same was done to several records.

    As many queries as for one, however many there are.

    Args:
        verb: The noun and what became of it.
        became: What each record says now, by its slug or its number.
        by: Who did it; None for the service itself.
        at: When.
        partnership: The slug of the partnership concerned; empty for the installation.

    Raises:
        TransactionManagementError: There is no transaction to be part of.
    """
    if not became:
        return []
    head = _locked_head(verb)
    entries = [
        _next(head, verb=verb, key=key, by=by, at=at, partnership=partnership, after=after)
        for key, after in became.items()
    ]
    Entry.objects.bulk_create(entries)
    head.save(update_fields=["seq", "hash"])
    return entries


@transaction.atomic
def erase_words(
    *,
    seq: int,
    parts: Collection[Part] = tuple(Part),
    by: "Person | None",
    at: datetime,
    reason: str,
) -> Entry | None:
    """
    Erase words of an entry for good, and write down that they were. Six queries and a lock.

    Where there are none, or they are gone already, nothing happens. Copies of the same words
    elsewhere stay, and so do backups until they are thrown away; a database may keep the bytes
    until it next tidies up.

    Args:
        seq: The entry's number.
        parts: Which words.
        by: Who erases them; None for the service itself.
        at: When.
        reason: Why, without saying again what is erased.

    Returns:
        The entry that tells of it; None where nothing happened.

    Raises:
        AuditError: There is no such entry, its words cannot be erased, or the reason says them.
    """
    _locked_head(ERASED)
    [entry] = numbered([seq])
    going = erasable(entry, parts)
    if not going:
        return None
    if not reason.strip():
        raise AuditError(f"Say why the words of entry {seq} are to be erased.")
    if reason != OF_A_PERSON and (again := told_again(reason, going.values())):
        raise AuditError(
            f"The reason says “{again}”, which stands in the words to be erased from entry {seq}, "
            "and would stand in the trail for good. Say why without it."
        )
    if Part.REASON in going:
        entry.reason = entry.reason_salt = ""
    if Part.CHANGE in going:
        entry.before = entry.after = entry.change_salt = ""
    entry.save(update_fields=["reason", "reason_salt", "before", "after", "change_salt"])
    return record(
        ERASED, key=seq, by=by, at=at, partnership=entry.partnership,
        after={"parts": sorted(going)}, reason=reason,
    )  # fmt: skip


def _locked_head(verb: str) -> Head:
    """The end of the chain, which nobody else adds to until this transaction ends."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            f'"{verb}" must be recorded in the transaction that does it'
        )
    locked = Head.objects.select_for_update()
    head = locked.filter(id=1).first()
    if head is None:  # of a new installation, by whoever records first
        Head.objects.get_or_create(id=1)
        head = locked.get(id=1)
    return head


def _next(
    head: Head,
    *,
    verb: str,
    key: object,
    by: "Person | None",
    at: datetime,
    partnership: str,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> Entry:
    """The entry after the last, sealed, and the end moved on to it; nothing is saved yet."""
    entry = Entry(
        seq=head.seq + 1,
        at=at,
        actor=by,
        partnership=partnership,
        verb=verb,
        noun=verb.partition(".")[0],
        key=str(key)[:200],
        before=canonical(before),
        after=canonical(after),
        reason=reason.replace("\0", "")[:LONGEST_REASON],
        previous=head.hash,
    )
    give_seals(entry)
    entry.hash = sealed(entry)
    head.seq, head.hash = entry.seq, entry.hash
    return entry
