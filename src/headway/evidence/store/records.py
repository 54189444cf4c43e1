"""What the catalogue holds of a load."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSource:
    """
    The file that a load came from.

    Attributes:
        sha256: Of its bytes.
        rows: Rows read from it, good and bad.
        options: How it was loaded: "keep-good" and the like.
    """

    name: str
    sha256: str
    rows: int
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """The first and the last day that a load speaks for."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """
    One load, kept for good.

    Attributes:
        id: In the order of loading; the `_load` of its rows.
        kept: Rows that were good.
        quarantined: Rows set aside.
        known_at: Since when its rows are known, in UTC.
        units: Values of the dataset's unit (schools) that it brings whole; empty for a dataset
            without units.
        covers: Its days; None for a dataset without a column of time.
        adds: Whether it only adds, so that it replaces rows of the same key and no others.
        undone_at: Since when it no longer counts; None while it does.
    """

    id: int
    dataset: str
    source: LoadSource
    kept: int
    quarantined: int
    known_at: datetime
    units: tuple[str, ...]
    covers: Covers | None
    adds: bool
    undone_at: datetime | None = None
    undone_why: str = ""

    @property
    def made_up(self) -> bool:
        """Whether its file is of the generator, of no real child: its name says so."""
        return "synthetic" in self.source.name.casefold()
