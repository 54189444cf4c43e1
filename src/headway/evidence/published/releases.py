"""
Releases on the shelf: what each holds, kept by its hash and never overwritten.

A release is one Parquet file of text cells as they came, with place and time worked out beside
them, and its description in the file's own metadata: there is no catalogue to get out of step.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from headway.evidence.errors import EvidenceError

FOLDER = "published"
KEY = b"headway.release"
NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """
    One thing that a release gives figures of.

    Attributes:
        name: As the file has it: "enrolments_pa_10_exact_percent", "SFSecPerAbNew".
        column: Where its figures stand; several indicators of a long table share one.
        unit: "%", "count", "per 10,000", "pp", ….
        decimals: To show; told by the metadata, else as many as the file uses, at most 2.
        polarity: Value of `Polarity`; "not stated" where nothing is known.
        no_quartile: The source says its range is too narrow for quartiles.
        numerator: Column of its counts, where the file itself says so.
        per: What the file's rate is per, where it has counts beside it.
        periods: Those of its own, in a table that holds several indicators; else empty.
        note: Column of remarks on single figures; empty where there is none.
    """

    name: str
    column: str
    label: str
    unit: str
    decimals: int
    polarity: str
    no_quartile: bool = False
    numerator: str = ""
    denominator: str = ""
    per: float = 0.0
    periods: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """
    One file as it was published.

    Attributes:
        id: Of the file with what explains it, hexadecimal.
        dataset: What all releases of it share: "absence_by_geography".
        file: Name of the file, without its folder.
        sha256: Of the file's bytes.
        loaded: Day and time it was loaded.
        released: Day it was published, if told; empty otherwise.
        source: Who collected it how.
        filters: Columns that split the rows, with their values.
        periods: In order of time, in normal form; labels where no period could be made of them.
        levels: Geographic levels.
        year: The year its latest figures start in; 0 where unknown.
        symbols: Meanings told at loading, before those that are known.
        notes: What a reader of its figures must know: rows left out, rounding.
    """

    id: str
    dataset: str
    title: str
    file: str
    sha256: str
    layout: str
    loaded: str
    rows: int
    released: str = ""
    source: str = ""
    provisional: bool = False
    year_to_date: bool = False
    year: int = 0
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    columns: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    symbols: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """Dataset, title and columns in words, by which symbols and breaks are known."""
        return " ".join((self.dataset.replace("_", " "), self.title, *self.columns))

    @property
    def edition(self) -> str:
        """How people tell it from other releases of its dataset."""
        last = self.periods[-1] if self.periods else "no period"
        when = f"published {self.released}" if self.released else f"to {last}"
        return f"{when}, {self.file}"


def described(release: Release) -> dict[bytes, bytes]:
    """The metadata under which a release is written."""
    return {KEY: json.dumps(asdict(release), ensure_ascii=False).encode()}


def _read(metadata: Mapping[bytes, bytes] | None, path: Path) -> Release:
    if metadata is None or KEY not in metadata:
        raise EvidenceError(
            f"{path.name} in the folder of published statistics is not a release; move it away."
        )
    values: dict[str, Any] = json.loads(metadata[KEY])
    values["indicators"] = tuple(
        Indicator(**{**one, "periods": tuple(one["periods"])}) for one in values["indicators"]
    )
    values["filters"] = {name: tuple(held) for name, held in values["filters"].items()}
    for name in ("periods", "levels", "notes", "columns"):
        values[name] = tuple(values[name])
    return Release(**values)


class Shelf:
    """The published statistics of a data directory."""

    def __init__(self, data: Path, *, at: str = "") -> None:
        """
        Open the shelf of a data directory; nothing is made until something is kept.

        Args:
            data: The data directory.
            at: A day, as year-month-day: releases told to have been published later are not
                seen. All are where it is empty.
        """
        self.folder = data / FOLDER
        self.at = at

    def releases(self, dataset: str = "") -> tuple[Release, ...]:
        """
        All releases, by dataset, the one to be used first: the latest published or reaching.

        A file loaded again with another explanation goes before its earlier loading.
        """
        if not self.folder.is_dir():
            return ()
        found = [_opened(path, path.stat().st_mtime_ns) for path in self.folder.glob("*.parquet")]
        latest: dict[str, Release] = {}
        for one in sorted(found, key=lambda one: one.loaded):
            latest[one.sha256] = one
        kept = [one for one in latest.values() if dataset in ("", one.dataset)]
        kept = [one for one in kept if not (self.at and one.released > self.at)]
        kept.sort(
            key=lambda one: (one.released, one.year, not one.provisional, one.loaded),
            reverse=True,
        )
        return tuple(sorted(kept, key=lambda one: one.dataset))

    def path(self, release: Release) -> Path:
        """The file that holds a release."""
        return self.folder / f"{release.id}.parquet"

    def has(self, identity: str) -> bool:
        """Whether a release is already kept."""
        return (self.folder / f"{identity}.parquet").exists()

    def draft(self, identity: str) -> Path:
        """Where a release is written before it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for left in self.folder.glob("*.draft"):  # of a load that was killed
            if left.stem.startswith(identity):
                left.unlink(missing_ok=True)
        return self.folder / f"{identity}-{os.getpid()}.draft"

    def keep(self, draft: Path, release: Release) -> None:
        """Put a whole release on the shelf, in one step."""
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(self.path(release))


@cache
def _opened(path: Path, changed: int) -> Release:
    """The release in a file, read once for each time (`changed`) that the file was written."""
    return _read(pq.read_metadata(path).metadata, path)
