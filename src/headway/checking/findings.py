"""What a rule of the linter finds."""

from dataclasses import dataclass
from enum import StrEnum

from headway.domain.observations import RowId
from headway.domain.provenance import Place


class Severity(StrEnum):
    """An error cannot be published as it stands; a warning should be looked at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One thing a rule found.

    Attributes:
        code: Stable, such as `HW101`.
        rule: Its short name, such as `no-number`.
        sentence: What is wrong, in one sentence with the figures.
        hint: What to do about it.
    """

    code: str
    rule: str
    severity: Severity
    sentence: str
    hint: str
    row: RowId | None = None
    place: Place | None = None
