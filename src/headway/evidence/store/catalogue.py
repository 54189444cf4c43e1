"""The catalogue of loads, in SQLite: rows are added and never changed or taken away."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from headway.evidence.errors import EvidenceError
from headway.evidence.store.records import Covers, Load, LoadSource

_SCHEMA = """
CREATE TABLE IF NOT EXISTS loads (
    id INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL CHECK (rows >= 0),
    kept INTEGER NOT NULL CHECK (kept >= 0),
    quarantined INTEGER NOT NULL CHECK (quarantined >= 0),
    options TEXT NOT NULL,
    known_at TEXT NOT NULL,
    units TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    adds INTEGER NOT NULL CHECK (adds IN (0, 1)),
    CHECK ((first_day IS NULL) = (last_day IS NULL) AND coalesce(first_day <= last_day, 1))
);
CREATE INDEX IF NOT EXISTS loads_by_content ON loads (sha256, dataset);
CREATE TABLE IF NOT EXISTS undoings (
    load INTEGER PRIMARY KEY REFERENCES loads (id),
    known_at TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS loads_stay BEFORE DELETE ON loads
    BEGIN SELECT raise(ABORT, 'a load is never taken away'); END;
CREATE TRIGGER IF NOT EXISTS loads_stand BEFORE UPDATE ON loads
    BEGIN SELECT raise(ABORT, 'a load is never changed'); END;
"""
_VERSION = 1
_SELECT = "SELECT l.*, u.known_at, u.why FROM loads l LEFT JOIN undoings u ON u.load = l.id"


class Catalogue:
    """The loads of one data directory."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Make the tables where they are missing."""
        with self._connected() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise EvidenceError(
                    f"{self._path} was made by a newer Headway. Use that version, or newer."
                )
            connection.executescript(_SCHEMA)
            connection.execute(f"PRAGMA user_version = {_VERSION}")

    def loads(self, dataset: str | None = None) -> tuple[Load, ...]:
        """Every load in the order of loading, undone ones too."""
        if not self._path.exists():
            return ()
        with self._connected() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE ?1 IS NULL OR l.dataset = ?1 ORDER BY l.id", (dataset,)
            ).fetchall()
        return tuple(_load(row) for row in rows)

    def read_once(self) -> "Catalogue":
        """The same as it is now: what is loaded from now on is not seen in it."""
        return _Read(self._path, self.loads())

    def next_id(self) -> int:
        """The number of the next load; to be asked by the only writer."""
        with self._connected() as connection:
            (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM loads").fetchone()
        return int(last) + 1

    def add(self, load: Load) -> None:
        """Write one load down, in one transaction."""
        covers = load.covers
        values = (
            load.id,
            load.dataset,
            load.source.name,
            load.source.sha256,
            load.source.rows,
            load.kept,
            load.quarantined,
            json.dumps(dict(load.source.options), sort_keys=True),
            _written(load.known_at),
            json.dumps(load.units),
            covers.first.isoformat() if covers else None,
            covers.last.isoformat() if covers else None,
            int(load.adds),
        )
        with self._connected() as connection:
            marks = ", ".join("?" * len(values))
            connection.execute(
                f"INSERT INTO loads VALUES ({marks})",  # noqa: S608 - question marks only
                values,
            )

    def undo(self, load: int, at: datetime, why: str) -> None:
        """Write down that a load no longer counts from a moment on."""
        with self._connected() as connection:
            connection.execute("INSERT INTO undoings VALUES (?, ?, ?)", (load, _written(at), why))

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._path, timeout=10)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                with connection:
                    yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise EvidenceError(
                f"The catalogue {self._path} cannot be used: {error}. Check that the folder can "
                "be written to and that its disk is not full."
            ) from error


class _Read(Catalogue):
    """A catalogue that was read, for those who only read."""

    def __init__(self, path: Path, loads: tuple[Load, ...]) -> None:
        super().__init__(path)
        self._loads = loads

    def loads(self, dataset: str | None = None) -> tuple[Load, ...]:
        """Every load there was, as in `Catalogue`."""
        return tuple(load for load in self._loads if dataset in {None, load.dataset})


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _load(row: tuple[object, ...]) -> Load:
    number, dataset, name, sha256, rows, kept, quarantined, options = row[:8]
    known_at, units, first, last, adds, undone_at, why = row[8:]
    covers = (
        Covers(first=date.fromisoformat(str(first)), last=date.fromisoformat(str(last)))
        if first
        else None
    )
    source = LoadSource(
        name=str(name),
        sha256=str(sha256),
        rows=int(str(rows)),
        options=json.loads(str(options)),
    )
    return Load(
        id=int(str(number)),
        dataset=str(dataset),
        source=source,
        kept=int(str(kept)),
        quarantined=int(str(quarantined)),
        known_at=datetime.fromisoformat(str(known_at)),
        units=tuple(json.loads(str(units))),
        covers=covers,
        adds=bool(adds),
        undone_at=datetime.fromisoformat(str(undone_at)) if undone_at else None,
        undone_why=str(why or ""),
    )
