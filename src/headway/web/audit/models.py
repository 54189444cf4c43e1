"""
The audit trail: entries that are only ever added, each sealed with the one before it.

A person stands in it by number alone, so that their name and address can be erased without
breaking the chain. Words that somebody typed are sealed by a digest of their own, so that they
can be erased too.
"""

import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

START = "0" * 64
"""What the first entry has in place of the hash of the one before it."""


class Part(models.TextChoices):
    """The words of an entry that can be erased by themselves."""

    REASON = "reason", "Why"
    CHANGE = "change", "From what to what"


_SHA256 = r"^[0-9a-f]{64}$"
_ALL_SEALED = Q(reason_seal__regex=_SHA256) & Q(change_seal__regex=_SHA256)
_NONE_SEALED = Q(reason_seal="", reason_salt="", change_seal="", change_salt="")


class Entry(models.Model):
    """
    One thing that was done; never removed, and never changed but for words that are erased.

    The database guards both. Words are sealed, also where there are none: their seal is in the
    hash, and not they. Erased are those whose seal is there without its salt: they are empty then.
    Entries written before there were seals have none, and the hash is over their words; these
    cannot be erased.

    Attributes:
        seq: From 1, without gaps.
        actor: Who did it; nothing for the service itself.
        partnership: The slug of the partnership that it concerns; empty for the installation.
        verb: In the past tense, with its noun before: "plan.saved".
        noun: The kind of thing it was done to: "plan".
        key: Which one, as in its address or by its number.
        before: What the record said, as canonical JSON; empty where there was nothing.
        after: What it says now, likewise.
        reason: In the person's own words.
        change_salt: 32 random bytes, by which nobody can guess from the seal what was erased.
        change_seal: SHA-256 over the salt, before and after.
        reason_salt: As of the change.
        reason_seal: SHA-256 over the salt and the reason.
        previous: The hash of the entry before.
        hash: SHA-256 over all of the above, with the seals in place of what they seal.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    partnership = models.CharField(max_length=100, blank=True, db_index=True)
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    change_salt = models.CharField(max_length=64, blank=True, default="")
    change_seal = models.CharField(max_length=64, blank=True, default="")
    reason_salt = models.CharField(max_length=64, blank=True, default="")
    reason_seal = models.CharField(max_length=64, blank=True, default="")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-seq"]
        verbose_name_plural: ClassVar = "entries"
        indexes: ClassVar = [models.Index(fields=["noun", "key"], name="audit_entry_of_record")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seq__gte=1), name="audit_entry_from_one"),
            models.CheckConstraint(
                condition=~Q(verb="") & ~Q(noun=""), name="audit_entry_says_what"
            ),
            models.CheckConstraint(
                condition=Q(hash__regex=_SHA256) & Q(previous__regex=_SHA256),
                name="audit_entry_hash_is_sha256",
            ),
            models.CheckConstraint(
                condition=_ALL_SEALED | _NONE_SEALED, name="audit_entry_is_sealed_whole"
            ),
            models.CheckConstraint(
                condition=(Q(reason_seal="") | ~Q(reason_salt="") | Q(reason=""))
                & (Q(change_seal="") | ~Q(change_salt="") | Q(before="", after="")),
                name="audit_entry_words_have_salt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.key}"

    @property
    def is_sealed(self) -> bool:
        """Whether its words can be erased; those of before there were seals cannot."""
        return bool(self.reason_seal)

    @property
    def erased(self) -> frozenset[Part]:
        """The words of it that were erased."""
        salts = {Part.REASON: self.reason_salt, Part.CHANGE: self.change_salt}
        return frozenset(part for part, salt in salts.items() if self.is_sealed and not salt)

    @property
    def was(self) -> Any:
        """What the record said; None where there was nothing, or where it was erased."""
        return json.loads(self.before) if self.before else None

    @property
    def became(self) -> Any:
        """What it says since; None where nothing is left, or where it was erased."""
        return json.loads(self.after) if self.after else None


class Head(models.Model):
    """
    The end of the chain, in one row: whoever adds an entry locks it first.

    It also tells when entries at the end are gone.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    class Meta:
        """There is one."""

        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"
