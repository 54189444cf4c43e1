"""A plan's rows while they are being put together, before their words are read."""

from dataclasses import dataclass, field

from headway.domain.doubts import Doubt
from headway.domain.periods import Period
from headway.domain.provenance import Place
from headway.importing.documents.document import Link
from headway.importing.rows.draft import Join


@dataclass(slots=True, kw_only=True)
class Said:
    """What a document says of a row's progress, with the lines of it that nobody can read."""

    text: str
    place: Place
    garbled: tuple[str, ...] = ()
    number: str = ""


@dataclass(slots=True, kw_only=True)
class Figure:
    """A cell that holds a figure: a target, a baseline, a result for a period."""

    text: str
    place: Place
    header: str = ""
    period: Period | None = None
    quarter: int = 0


@dataclass(slots=True, kw_only=True)
class Entry:
    """
    One row of the plan: a measure or an action, with the words of each of its cells.

    Attributes:
        line: Where it begins in a stacked cell, for what stands beside it.
        for_action: The entry whose success it tells.
    """

    is_measure: bool
    text: str
    place: Place
    number: str = ""
    title: str = ""
    agencies: str = ""
    leads: str = ""
    due: str = ""
    start: str = ""
    status: str = ""
    percent: str = ""
    check: str = ""
    polarity: str = ""
    progress: list[Said] = field(default_factory=list)
    targets: list[Figure] = field(default_factory=list)
    baselines: list[Figure] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: tuple[Link, ...] = ()
    joins: list[Join] = field(default_factory=list)
    garbled: tuple[str, ...] = ()
    renumbered: bool = False
    line: int = 0
    for_action: "Entry | None" = None


@dataclass(slots=True, kw_only=True)
class Group:
    """
    An area of focus while it is being put together.

    Attributes:
        outcome: The title it stands under; its own where it stands under none.
        agencies: For all its rows, unless a row has its own; so with leads and due.
    """

    title: str
    place: Place
    outcome: str = ""
    agencies: str = ""
    leads: str = ""
    due: str = ""
    entries: list[Entry] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def numbered(self, number: str, *, is_measure: bool = True) -> Entry | None:
        """The row of this kind with this number."""
        return next(
            (e for e in self.entries if e.number == number and e.is_measure is is_measure), None
        )
