"""What a rule of the linter finds."""

from dataclasses import dataclass
from enum import StrEnum

from headway.domain.observations import RowId
from headway.domain.provenance import Place


class Severity(StrEnum):
    """
    How much it matters.

    An error cannot be published as it stands; a warning should be looked at; a note is
    worth knowing and does not fail a check.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One thing a rule found.

    Attributes:
        code: Stable, such as `HW101`.
        rule: Its short name, such as `no-number`.
        sentence: What is wrong, in one sentence with the figures.
        hint: What to do about it.
        row: The measure or action concerned; None where it is the plan as a whole.
        place: Where to look in the document, as far as it is known.
    """

    code: str
    rule: str
    severity: Severity
    sentence: str
    hint: str
    row: RowId | None = None
    place: Place | None = None
