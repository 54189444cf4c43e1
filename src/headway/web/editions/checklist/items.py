"""What a checklist consists of: things to look at before issuing, and whether they are settled."""

import hashlib
from dataclasses import dataclass, field, replace

from headway.judgement import wording
from headway.web.editions.models import Acceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    One thing to look at before issuing.

    Attributes:
        title: What it is, in a few words.
        sentence: What is wrong.
        details: One line for each case.
        remedy: What can be done while it is not issued; no edition keeps it.
        is_error: Whether it must be cleared; else it may be accepted with a reason.
        page: The name of the address where it is put right, with its parts.
        accepted: By whom and why; nothing where nobody has.
    """

    title: str
    sentence: str
    details: tuple[str, ...] = ()
    remedy: str = ""
    is_error: bool = False
    page: tuple[str, ...] = ()
    accepted: Acceptance | None = None

    @property
    def key(self) -> str:
        """Of these very words: what has changed since is another warning."""
        words = "\n".join((self.title, self.sentence, *self.details))
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def stands_in_the_way(self) -> bool:
        """Whether nothing can be issued because of it."""
        return self.is_error or self.accepted is None

    def accepted_as(self, acceptance: Acceptance | None) -> "Item":
        """With who accepted it and why; an error is what it is."""
        return self if self.is_error else replace(self, accepted=acceptance)

    def as_kept(self) -> dict[str, str]:
        """As an edition keeps what was accepted."""
        reason = self.accepted.reason if self.accepted else ""
        return {"title": self.title, "sentence": self.sentence, "reason": reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """All that was found, errors first."""

    items: tuple[Item, ...] = field(default=())

    @property
    def errors(self) -> tuple[Item, ...]:
        """What must be cleared."""
        return tuple(one for one in self.items if one.is_error)

    @property
    def warnings(self) -> tuple[Item, ...]:
        """What may be accepted, or has been."""
        return tuple(one for one in self.items if not one.is_error)

    @property
    def open_warnings(self) -> tuple[Item, ...]:
        """What nobody has accepted yet."""
        return tuple(one for one in self.warnings if one.accepted is None)

    @property
    def accepted(self) -> tuple[Item, ...]:
        """What somebody has."""
        return tuple(one for one in self.warnings if one.accepted is not None)

    @property
    def is_clear(self) -> bool:
        """Whether it may be issued."""
        return not any(one.stands_in_the_way for one in self.items)

    @property
    def sentence(self) -> str:
        """What is to be done before it may be issued."""
        errors, warnings = len(self.errors), len(self.open_warnings)
        if not errors and not warnings:
            return "Nothing stands in the way of issuing it."
        parts = [
            f"{count} {noun}{'' if count == 1 else 's'} {verb}"
            for count, noun, verb in (
                (errors, "error", "to clear"),
                (warnings, "warning", "to accept with a reason"),
            )
            if count
        ]
        return f"It cannot be issued yet: {wording.listed(parts)}."


def counted(count: int, noun: str) -> str:
    """
    So many of something.

    >>> counted(1, "answer"), counted(8, "answer")
    ('1 answer', '8 answers')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"
