"""The data directory: `Store` keeps loads and gives back what stands, now or as once known."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import kind
from headway.evidence.store.catalogue import Catalogue
from headway.evidence.store.kept_marks import MARKS, MarksFacts, settled_marks, sync
from headway.evidence.store.locking import only_writer
from headway.evidence.store.records import Covers, Load, LoadSource
from headway.evidence.store.standing_marks import marks_table
from headway.evidence.store.superseding import Standing, condition, known, standing, years_of
from headway.evidence.validating.typed import schema

_GROUP = 1 << 18


class Store:
    """
    What has been loaded, kept for good.

    Reading needs no lock: a load is there as a whole once its line is in the catalogue.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._catalogue = Catalogue(path / "catalogue.sqlite")

    def as_it_stands(self) -> "Store":
        """
        The same for reading, with the loads that there are now and no later ones.

        Whoever asks several things of it gets answers that belong together.
        """
        now = Store(self.path)
        now._catalogue = self._catalogue.read_once()
        return now

    def prepare(self) -> None:
        """
        Make the folder and its catalogue where they are missing.

        Raises:
            EvidenceError: The folder cannot be written to.
        """
        with _told(self.path):
            for folder in ("tables", "quarantine", "scratch"):
                (self.path / folder).mkdir(parents=True, exist_ok=True)
        self._catalogue.create()

    @contextmanager
    def writing(self, doing: str) -> Iterator[Path]:
        """
        Be the only writer, after whatever a killed writer left has been cleared away.

        Args:
            doing: What for, in words, told to others who want to write.

        Returns:
            A folder for passing files, on the same disk; it is gone afterwards.

        Raises:
            EvidenceError: Somebody else is writing, or the disk is full or read-only.
        """
        self.prepare()
        with _told(self.path), only_writer(self.path, doing):
            self._tidy()
            scratch = self.path / "scratch" / str(os.getpid())
            scratch.mkdir()
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)

    def load(
        self,
        dataset: str,
        table: pa.Table,
        *,
        source: LoadSource,
        known_at: datetime,
        units: Sequence[str] = (),
        covers: Covers | None = None,
        adds: bool = False,
    ) -> Load:
        """
        Keep a table of typed rows.

        `table`: With the columns of the dataset; those that it lacks are empty. `_row`, the
        row of the file, is kept where it is given.
        `units`: The schools that it brings whole; those in the table where none are given.
        `covers`: Its days; from the table's first to its last where None.
        `adds`: Whether it only adds to what is there.
        """
        with self.writing(f"loading {source.name}") as scratch:
            path = scratch / "given.parquet"
            pq.write_table(_complete(kind(dataset), table), path, compression="zstd")
            return self.keep(
                kind(dataset),
                path,
                source=source,
                known_at=known_at,
                units=units,
                covers=covers,
                adds=adds,
            )

    def keep(
        self,
        dataset: Dataset,
        path: Path,
        *,
        source: LoadSource,
        known_at: datetime,
        units: Sequence[str] = (),
        covers: Covers | None = None,
        adds: bool = False,
        quarantine: Path | None = None,
        quarantined: int = 0,
        good: int | None = None,
    ) -> Load:
        """
        Keep a Parquet file of typed rows; called by the only writer.

        Of attendance marks, `path` may be a folder with a matrix for each year instead, as they
        are kept. The files are in their places and on the disk before the catalogue speaks of them.
        """
        number = self._catalogue.next_id()
        target = self.file(dataset.name, number)
        target.parent.mkdir(exist_ok=True)
        facts: _Facts | MarksFacts
        if dataset.name == MARKS:
            facts = settled_marks(path, target.with_suffix(""), adds=adds, rows=good)
        else:
            facts = _rewritten(dataset, path, target.with_suffix(".part"), number)
            _settle(target.with_suffix(".part"), target)
        if quarantine is not None and quarantined:
            _settle(quarantine, self.quarantine(number))
        load = Load(
            id=number,
            dataset=dataset.name,
            source=source,
            kept=facts.rows,
            quarantined=quarantined,
            known_at=known_at,
            units=tuple(units) or facts.units,
            covers=covers or facts.covers,
            adds=adds,
        )
        self._catalogue.add(load)
        return load

    def undo(self, number: int, *, at: datetime, why: str = "") -> Load:
        """
        From a moment on, let a load count no more; what it had replaced stands again.

        Raises:
            EvidenceError: There is no such load, or it was undone before.
        """
        with self.writing(f"undoing load {number}"):
            load = self.one(number)
            if load.undone_at is not None:
                raise EvidenceError(
                    f"Load {number} was undone on {load.undone_at:%d/%m/%Y}. To have it back, "
                    "load its file again."
                )
            self._catalogue.undo(number, at, why)
            return self.one(number)

    def one(self, number: int) -> Load:
        """
        A load by its number, with its file's name, digest and rows.

        Raises:
            EvidenceError: There is none.
        """
        for load in self._catalogue.loads():
            if load.id == number:
                return load
        raise EvidenceError(f"There is no load {number}. `headway data list` lists them.")

    def loads(self, dataset: str | None = None, known_at: datetime | None = None) -> list[Load]:
        """Loads that counted at a moment (now: None), in the order in which they replace."""
        return known(self._catalogue.loads(dataset), known_at)

    def every_load(self) -> tuple[Load, ...]:
        """All loads, undone ones too, in the order of loading."""
        return self._catalogue.loads()

    def same_content(self, dataset: str, source: LoadSource) -> Load | None:
        """A load of the same bytes with the same options that still counts."""
        for load in self.loads(dataset):
            if load.source.sha256 == source.sha256 and load.source.options == source.options:
                return load
        return None

    def kept(self, load: Load) -> Path:
        """Where a load is kept: a Parquet file, or of attendance marks a folder of matrices."""
        path = self.file(load.dataset, load.id)
        return path.with_suffix("") if load.dataset == MARKS else path

    def file(self, dataset: str, number: int) -> Path:
        """The Parquet file of a load; attendance marks have none."""
        return self.path / "tables" / dataset / f"{number}.parquet"

    def quarantine(self, number: int) -> Path:
        """The CSV file of the rows that a load set aside; missing where there are none."""
        return self.path / "quarantine" / f"{number}.csv"

    def standing(self, dataset: str, known_at: datetime | None = None) -> list[Standing]:
        """The loads of which rows may still stand, with those that replace some of them."""
        return standing(kind(dataset), self.loads(dataset, known_at))

    def query(self, dataset: str, known_at: datetime | None = None) -> str:
        """
        DuckDB's SQL for the rows that stand, with `_load` and `_row`: for lazy scanning.

        Not for attendance marks, which are not kept as rows: `table`, or `standing_marks`.

        Raises:
            EvidenceError: Nothing of the dataset was known then.
        """
        parts = []
        for one in self.standing(dataset, known_at):
            path = str(self.file(dataset, one.load.id)).replace("'", "''")
            replaced = [
                condition(kind(dataset), later, str(self.file(dataset, later.id)))
                for later in one.replaced_by
            ]
            where = " AND ".join(f"NOT coalesce({each}, false)" for each in replaced)
            rows = f"SELECT * FROM read_parquet('{path}') a"  # noqa: S608 - quoted above
            parts.append(f"{rows} WHERE {where}" if where else rows)
        if not parts:
            raise EvidenceError(
                f"Nothing of {dataset} has been loaded"
                + (f" by {known_at:%d/%m/%Y}" if known_at else "")
                + f". Load a file: headway data load {dataset} FILE."
            )
        return " UNION ALL ".join(parts)

    def paths(self, dataset: str, known_at: datetime | None = None) -> list[Path] | None:
        """
        The Parquet files whose every row stands; None where rows of some are replaced, and for
        attendance marks, which are not kept as rows.

        For engines that scan files; where None, use `query` or `table`.
        """
        found = self.standing(dataset, known_at)
        if dataset == MARKS or any(
            self._replaces(later, one.load) for one in found for later in one.replaced_by
        ):
            return None
        return [self.file(dataset, one.load.id) for one in found]

    def _replaces(self, later: Load, earlier: Load) -> bool:
        """Whether a later load may replace a row: not where the two are of different years."""
        years = years_of(kind(later.dataset))
        if later.adds or not years:
            return True
        ours, theirs = (
            _years_in(path, years[0], path.stat().st_mtime_ns)
            for path in (self.file(one.dataset, one.id) for one in (earlier, later))
        )
        return ours is None or theirs is None or bool(ours & theirs)

    def table(self, dataset: str, known_at: datetime | None = None) -> pa.Table:
        """The rows that stand, with `_load` and `_row`; empty where nothing was loaded."""
        if not self.standing(dataset, known_at):
            return _stored(kind(dataset)).empty_table()
        if dataset == MARKS:
            return marks_table(self, known_at)
        paths = self.paths(dataset, known_at)
        if paths is not None:
            return pa.concat_tables([pq.read_table(path) for path in paths])
        import duckdb  # noqa: PLC0415 - late: only where rows have been replaced

        with duckdb.connect() as connection:
            found = connection.execute(self.query(dataset, known_at)).to_arrow_table()
        return found.cast(_stored(kind(dataset)))

    def tables(self, names: Sequence[str], known_at: datetime | None = None) -> dict[str, pa.Table]:
        """`table` for several datasets, by name: what an engine is given."""
        return {name: self.table(name, known_at) for name in names}

    def _tidy(self) -> None:
        """Clear away what a writer that was killed left: no line of the catalogue names it."""
        named = {load.id for load in self._catalogue.loads()}
        for scratch in (self.path / "scratch").iterdir():
            shutil.rmtree(scratch, ignore_errors=True)
        for path in [*(self.path / "tables").glob("*/*"), *(self.path / "quarantine").iterdir()]:
            number = path.name.partition(".")[0]
            if path.suffix == ".part" or (number.isdigit() and int(number) not in named):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


class _Facts:
    """What a pass over the rows found: how many, their units, their days."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._units: set[str] = set()
        self._days: list[pa.Scalar] = []
        self.rows = 0

    def add(self, table: pa.Table) -> None:
        self.rows += table.num_rows
        if self._dataset.unit:
            self._units.update(pc.unique(table[self._dataset.unit]).drop_null().to_pylist())
        if self._dataset.time:
            ends = pc.min_max(table[self._dataset.time])
            self._days += [end for end in (ends["min"], ends["max"]) if end.is_valid]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(sorted(self._units))

    @property
    def covers(self) -> Covers | None:
        days = [day.as_py() for day in self._days]
        return Covers(first=min(days), last=max(days)) if days else None


@lru_cache(maxsize=256)
def _years_in(path: Path, column: str, written: int) -> frozenset[str] | None:
    """The different years or terms in a kept file, by when it was written; None where one lacks."""
    try:
        found = pc.unique(pq.ParquetFile(path).read(columns=[column])[column])
    except (OSError, pa.ArrowInvalid, KeyError):  # whoever reads the rows says what is wrong
        return None
    return None if found.null_count else frozenset(str(one) for one in found.to_pylist())


def _stored(dataset: Dataset) -> pa.Schema:
    """The columns of a kept file."""
    extra = [pa.field("_row", pa.int64()), pa.field("_load", pa.int64())]
    return pa.schema([*schema(dataset), *extra])


def _complete(dataset: Dataset, table: pa.Table) -> pa.Table:
    """A given table with every column of the dataset, cast to how it is stored."""
    wanted = pa.schema([*schema(dataset), pa.field("_row", pa.int64())])
    strange = set(table.column_names) - set(wanted.names) - {"_load"}
    if strange:
        raise EvidenceError(f"{dataset.name} has no column {', '.join(sorted(strange))}.")
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in wanted
    ]
    return pa.Table.from_arrays(columns, schema=wanted)


def _rewritten(dataset: Dataset, path: Path, target: Path, number: int) -> _Facts:
    """The rows with their load's number in a new file; what they are about."""
    facts = _Facts(dataset)
    with (
        pq.ParquetFile(path) as file,
        pq.ParquetWriter(target, _stored(dataset), compression="zstd") as writer,
    ):
        for batch in file.iter_batches(_GROUP):
            table = pa.Table.from_batches([batch])
            facts.add(table)
            loads = pa.repeat(pa.scalar(number, pa.int64()), table.num_rows)
            writer.write_table(table.append_column("_load", loads).cast(_stored(dataset)))
    return facts


def _settle(path: Path, target: Path) -> None:
    """Put a file in its place so that it is there after a power cut too."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    path.replace(target)
    sync(target.parent)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of the disk in words."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise EvidenceError(
            f"{path} cannot be written to: {reason}. Nothing was loaded; what was there before "
            "still stands. Make room or mend its permissions, and load again."
        ) from error
