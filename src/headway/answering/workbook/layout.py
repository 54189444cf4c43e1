"""Where things stand in an answers workbook, and how its rows are sealed."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from headway.answering.asking import Asked, AskedFigure
from headway.answering.drafts import Confidence, Kind
from headway.domain.observations import State
from headway.domain.plan import ActionStatus

SHEET = "Answers"
INSTRUCTIONS = "Instructions"
MARK = "_headway"
FORMAT = "headway answers 1"
FIRST_ROW = 5
"""Of the answers, counted from 0: title, notes, an empty line and the headings stand above."""

HEADINGS = (
    "Row",
    "What it is about",
    "Figure",
    "Last time",
    "Target",
    "Answer",
    "Figure now",
    "Or why there is none",
    "It is for",
    "Words last time",
    "Words now",
    "Next steps",
    "Barriers",
    "Confidence",
    "Status (actions)",
    "Links, one a line",
    "key",
    "seal",
)
(
    NUMBER,
    NAME,
    LABEL,
    LAST,
    TARGET,
    KIND,
    FIGURE,
    STATE,
    PERIOD,
    SAID,
    WORDS,
    NEXT_STEPS,
    BARRIERS,
    CONFIDENCE,
    STATUS,
    LINKS,
    KEY,
    SEAL,
) = range(len(HEADINGS))
WIDTHS = (8, 44, 20, 22, 24, 20, 14, 22, 20, 46, 50, 40, 34, 12, 16, 30, 2, 2)

KINDS = {
    Kind.FIGURES: "Figures or words",
    Kind.NO_CHANGE: "No change since last time",
    Kind.NOTHING_TO_REPORT: "Nothing to report, because",
}
CONFIDENCES = {
    Confidence.HIGH: "High",
    Confidence.MEDIUM: "Medium",
    Confidence.LOW: "Low",
}
STATES = {
    State.NOT_YET_DUE: "Not yet due",
    State.NOT_COLLECTED: "Not collected",
    State.CANNOT_BE_ASSESSED: "Cannot be assessed",
    State.SUPPRESSED: "Suppressed",
    State.MISSING: "Missing",
}
"""The reasons an agency may choose; "lost" is said of documents only."""
STATUSES = {
    ActionStatus.COMPLETE: "Complete",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.HALTED: "Halted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """
    Whose workbook it is.

    Attributes:
        plan: Its slug.
        round: The round's key.
        agency: As the plan calls it.
        secret: Known to the service alone; the seals are made with it.
        formerly: What else the agency is called, or was when it got its workbook.
    """

    plan: str
    round: str
    agency: str
    secret: bytes
    formerly: tuple[str, ...] = ()

    def seal(self, key: str) -> str:
        """What proves that a row's key was written by us, for this workbook."""
        whole = "\x1f".join((FORMAT, self.plan, self.round, self.agency, key))
        return hmac.new(self.secret, whole.encode(), hashlib.sha256).hexdigest()[:32]

    def is_sealed(self, key: str, seal: str) -> bool:
        """Whether the seal is that of the key."""
        return hmac.compare_digest(self.seal(key).encode(), seal.encode())


def address(line: int, column: int) -> str:
    """
    How a spreadsheet calls a cell, by its line and column from 0.

    >>> address(7, WORDS)
    'K8'
    """
    return f"{ascii_uppercase[column]}{line + 1}"


def key_of(row: str, figure: str) -> str:
    """The key of a line: the row, and which of its figures."""
    return f"{row}#{figure}"


def lines_of(asked: Asked) -> Iterator[tuple[str, AskedFigure | None]]:
    """
    The lines that a row takes: one for each figure, at least one.

    The first holds the words of the whole row.
    """
    if not asked.figures:
        yield key_of(asked.row.id, ""), None
    for one in asked.figures:
        yield key_of(asked.row.id, one.key), one
