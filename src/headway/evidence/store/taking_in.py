"""A file taken in: read, checked, and kept or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from headway.evidence.calendar_files import read_calendar
from headway.evidence.calendars import Calendar
from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.reading.files import FileFacts, facts, refuse_changed
from headway.evidence.reading.opening import opened
from headway.evidence.reading.sheets import Progress, silent
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS
from headway.evidence.store.records import Covers, Load, LoadSource
from headway.evidence.store.standing_marks import replaced_marks
from headway.evidence.store.superseding import condition
from headway.evidence.validating.checking import checked
from headway.evidence.validating.corrected_rows import write_workbook
from headway.evidence.validating.outcome import Outcome
from headway.evidence.validating.school_numbers import School, SchoolNumbers, school_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """
    How a file is to be taken in.

    Attributes:
        keep_good: Set bad rows aside and keep the good ones, rather than refuse the file.
        adds: The file only adds: it replaces rows of the same key and no others.
        covers: The days it speaks for, where its rows do not reach to both ends.
        fills: By column, a value for every row, as a cell would have it.
        sheet: Of a workbook, the sheet.
        report: Where the workbook of rows to correct goes; None for none.
    """

    keep_good: bool = False
    adds: bool = False
    covers: Covers | None = None
    fills: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    report: Path | None = None

    @property
    def options(self) -> dict[str, str]:
        """As they are written down with the load."""
        said = {
            "keep-good": "yes" if self.keep_good else "",
            "adds": "yes" if self.adds else "",
            "covers": f"{self.covers.first}..{self.covers.last}" if self.covers else "",
            "sheet": self.sheet,
            **{f"fill {name}": value for name, value in self.fills.items()},
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    What came of a file.

    Attributes:
        load: None where it was refused or only tried.
        outcome: None where the same file had been loaded before.
        form: How it was read.
        replaced: By earlier load, how many of its rows no longer stand because of this one.
        again: Whether `load` is that of the same file, loaded before.
    """

    load: Load | None = None
    outcome: Outcome | None = None
    form: str = ""
    replaced: Mapping[int, int] = field(default_factory=dict)
    again: bool = False


def tried(
    path: Path,
    dataset: Dataset,
    manner: Manner,
    progress: Progress = silent,
    *,
    at: datetime | None = None,
    calendar: Calendar | None = None,
    schools: SchoolNumbers | None = None,
) -> Taken:
    """Read and check a file as if it came at a moment, if one is given; keep nothing of it."""
    with TemporaryDirectory(prefix="headway-") as folder:
        file = facts(path)
        outcome, form = _checked(
            file, dataset, manner, Path(folder), progress,
            at=at, calendar=calendar, schools=schools,
        )  # fmt: skip
        return Taken(outcome=outcome, form=form)


def taken_in(
    store: Store,
    path: Path,
    dataset: Dataset,
    manner: Manner,
    *,
    at: datetime,
    progress: Progress = silent,
) -> Taken:
    """
    Read, check and keep a file, all or nothing.

    `at`: Since when its rows are known.

    Raises:
        EvidenceError: It cannot be read, is of another kind, or the store cannot be written.
    """
    file = facts(path)
    source = LoadSource(name=path.name, sha256=file.sha256, rows=0, options=manner.options)
    before = store.same_content(dataset.name, source)
    if before is not None:
        return Taken(load=before, again=True)
    with store.writing(f"loading {path.name}") as scratch:
        outcome, form = _checked(
            file, dataset, manner, scratch, progress,
            at=at, calendar=calendar_of(store), schools=schools_of(store),
        )  # fmt: skip
        nothing = not outcome.good and bool(outcome.rows)
        if outcome.refusals or nothing or (outcome.bad and not manner.keep_good):
            return Taken(outcome=outcome, form=form)
        source = LoadSource(
            name=path.name, sha256=file.sha256, rows=outcome.rows, options=manner.options
        )
        load = store.keep(
            dataset,
            outcome.table,
            source=source,
            known_at=at,
            covers=manner.covers or _days_of(outcome),
            adds=manner.adds,
            quarantine=outcome.quarantine,
            quarantined=outcome.bad,
            good=outcome.good,
        )
    return Taken(load=load, outcome=outcome, form=form, replaced=replaced_by(store, load))


def _checked(
    file: FileFacts,
    dataset: Dataset,
    manner: Manner,
    folder: Path,
    progress: Progress,
    *,
    at: datetime | None,
    calendar: Calendar | None,
    schools: SchoolNumbers | None,
) -> tuple[Outcome, str]:
    before = file.path.stat()
    if before.st_size != file.size:
        raise EvidenceError(f"{file.path.name} changed while it was read. Load it again.")
    if dataset.name == MARKS and not manner.fills and not manner.sheet:
        from headway.evidence.store.quick_marks import (  # noqa: PLC0415 - late: compiles
            taken_quickly,
        )

        quick = taken_quickly(
            file, dataset, folder, adds=manner.adds, calendar=calendar, progress=progress
        )
        if quick is not None:
            refuse_changed(file.path, before)
            _finish(quick[0], manner, at)
            return quick
    sheet = opened(
        file, dataset, filled=frozenset(manner.fills), wanted=manner.sheet, progress=progress
    )
    outcome = checked(sheet, folder, fills=manner.fills, calendar=calendar, schools=schools)
    refuse_changed(file.path, before)
    if not outcome.rows and not sheet.speaks_for and not _says_none(dataset, manner):
        hint = (
            " If that is so because nothing happened, say in which days: --covers FIRST..LAST."
            if dataset.time and dataset.name != MARKS
            else ""
        )
        raise EvidenceError(
            f"{file.path.name} has headings in row {sheet.headings.row} and no row below "
            f"them.{hint}"
        )
    _finish(outcome, manner, at)
    return outcome, sheet.form


def _days_of(outcome: Outcome) -> Covers | None:
    """The days that a file says it is of, and those of its rows; None where it says none."""
    if outcome.speaks_for is None:
        return None
    first, last = outcome.speaks_for
    return Covers(first=min(first, outcome.first or first), last=max(last, outcome.last or last))


def _says_none(dataset: Dataset, manner: Manner) -> bool:
    """Whether a file without a row tells that nothing happened: on the days that were named."""
    return bool(manner.covers and dataset.time) and dataset.name != MARKS


def _finish(outcome: Outcome, manner: Manner, at: datetime | None) -> None:
    """Tell of days to come, and write the workbook of rows to correct where it is wanted."""
    if at is not None and outcome.last is not None and outcome.last > at.date():
        heading = outcome.headings.headed(outcome.dataset.time)
        outcome.remarks.append(
            f"The last day under {heading}, {outcome.last:%d/%m/%Y}, comes after the "
            f"day on which the file came, {at:%d/%m/%Y}. Check its year."
        )
    if manner.report is not None and outcome.bad_rows:
        write_workbook(outcome, manner.report)


def calendar_of(store: Store) -> Calendar | None:
    """The authority's terms, where they have been put beside its data."""
    return calendar_beside(store.path)


def calendar_beside(folder: Path) -> Calendar | None:
    """The terms in a data directory; None where there is no calendar or no directory."""
    path = folder / "calendar.csv"
    return read_calendar(path) if path.exists() else None


def schools_of(store: Store) -> SchoolNumbers:
    """The register of schools that has been loaded, by the numbers that other files use."""
    if not store.loads("schools"):
        return SchoolNumbers()
    rows = store.table("schools").select(["urn", "laestab", "closed"]).to_pylist()
    return school_numbers(School(**row) for row in rows if row["laestab"])


def replaced_by(store: Store, load: Load) -> dict[int, int]:
    """By earlier load, the rows that a load has replaced in it."""
    if load.dataset == MARKS:
        earlier_marks = (one for one in store.loads(MARKS, load.known_at) if one.id != load.id)
        lost = {one.id: replaced_marks(store, one, load) for one in earlier_marks}
        return {number: rows for number, rows in lost.items() if rows}
    import duckdb  # noqa: PLC0415 - late: only where there is an earlier load

    from headway.evidence.kinds import kind  # noqa: PLC0415 - late: all the declarations

    found = {}
    path = str(store.file(load.dataset, load.id))
    where = condition(kind(load.dataset), load, path)
    for earlier in store.loads(load.dataset, load.known_at):
        if earlier.id == load.id:
            continue
        file = str(store.file(load.dataset, earlier.id)).replace("'", "''")
        with duckdb.connect() as connection:
            row = connection.execute(
                f"SELECT count(*) FROM read_parquet('{file}') a "  # noqa: S608 - quoted above
                f"WHERE coalesce({where}, false)"
            ).fetchone()
        if row and row[0]:
            found[earlier.id] = int(row[0])
    return found
