"""What could not be read for certain, kept for a person to settle."""

from dataclasses import dataclass
from enum import StrEnum

from headway.domain.observations import RowId
from headway.domain.provenance import Place


class DoubtReason(StrEnum):
    """Why a reading is not certain. Each has a stable code for files and tools."""

    LOST_FIGURE = "lost-figure"
    """A figure stood here and the text is destroyed."""
    NO_FIGURE = "no-figure"
    """The words promise a number and give none."""
    SEVERAL_FIGURES = "several-figures"
    UNKNOWN_PERIOD = "unknown-period"
    OTHER_YEAR = "other-year"
    """The figure is for a year other than the target's."""
    SEVERAL_OWNERS = "several-owners"
    UNKNOWN_OWNER = "unknown-owner"
    UNPAIRED_PROGRESS = "unpaired-progress"
    """Progress that stands beside no numbered row."""
    OTHER_SUBJECT = "other-subject"
    """Progress that seems to answer something else."""
    DANGLING_POINTER = "dangling-pointer"
    """'Refer to above, no. 9' where there is no 9."""
    JOINED_ROWS = "joined-rows"
    """Two fragments, cut by a page break, were put together."""
    GARBLED_TEXT = "garbled-text"
    UNPLACED_TEXT = "unplaced-text"
    """Words that were kept but belong to no row."""
    UNKNOWN_COLUMN = "unknown-column"
    UNIT_UNCLEAR = "unit-unclear"
    CONTRADICTION = "contradiction"
    """The document says two different things."""
    WEAK_MATCH = "weak-match"
    """A row was matched to last year's, but not surely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """
    One uncertain reading.

    Attributes:
        reason: Why it is uncertain.
        sentence: For a person: what was expected, what stands there, what to do.
        words: As written in the source, whole.
        row: The row concerned, where there is one.
        field: Which of its fields: "latest", "target", "lead", …
        settled: How a person settled it; empty while it is open.
    """

    reason: DoubtReason
    sentence: str
    words: str = ""
    row: RowId | None = None
    field: str = ""
    place: Place | None = None
    settled: str = ""
