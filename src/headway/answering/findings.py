"""What is to be looked at in an answer before it is passed on."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "error"
    """It must be put right before the answer can be submitted."""
    WARNING = "warning"
    """It is likely wrong; whoever answers may let it stand, and the officer sees it."""
    NOTE = "note"
    """It is worth knowing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFinding:
    """
    One thing to be looked at.

    Attributes:
        field: Where it is to be shown: "kind", "figure:all", "words", "status", "links".
        sentence: What is the matter.
        advice: What to do about it; may be empty.
    """

    field: str
    severity: Severity
    sentence: str
    advice: str = ""


def error(field: str, sentence: str, advice: str = "") -> EntryFinding:
    """Something that must be put right."""
    return EntryFinding(field=field, severity=Severity.ERROR, sentence=sentence, advice=advice)


def warning(field: str, sentence: str, advice: str = "") -> EntryFinding:
    """Something that is likely wrong."""
    return EntryFinding(field=field, severity=Severity.WARNING, sentence=sentence, advice=advice)


def note(field: str, sentence: str, advice: str = "") -> EntryFinding:
    """Something worth knowing."""
    return EntryFinding(field=field, severity=Severity.NOTE, sentence=sentence, advice=advice)
