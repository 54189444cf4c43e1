"""What `headway data` prints of a load, and of the columns of a kind."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.evidence.dataset import Dataset
    from headway.evidence.store.directory import Store
    from headway.evidence.store.records import Load
    from headway.evidence.store.taking_in import Taken
    from headway.evidence.validating.outcome import Outcome


def load_lines(taken: "Taken", arguments: Any, store: "Store") -> Iterator[str]:
    """What came of a file: how it was read, its faults, and whether it was kept."""
    from headway.evidence.validating.outcome import report

    name = arguments.file.name
    if taken.again and taken.load is not None:
        yield (
            f"{name} was loaded before, as load {taken.load.id} on "
            f"{taken.load.known_at:%d/%m/%Y}: nothing was done."
        )
        return
    if (outcome := taken.outcome) is None:
        return
    yield f"{name}: {taken.form}; headings in row {outcome.headings.row}."
    if outcome.headings.ignored:
        ignored = outcome.headings.ignored
        more = f" and {len(ignored) - 8} more" if len(ignored) > 8 else ""
        yield f"Not read and not kept: {', '.join(ignored[:8])}{more}."
    yield from report(outcome)
    if arguments.report is not None and outcome.bad_rows:
        yield f"Rows to correct: {arguments.report}."
    yield ""
    yield _verdict(taken, outcome, arguments)
    for number, rows in taken.replaced.items():
        yield f"It replaces {rows:,} rows of load {number}, which stays as it was known before."
    if taken.load is not None:
        from headway.analytics.loaded_marks import remarks

        yield from remarks(store, taken.load)


def _verdict(taken: "Taken", outcome: "Outcome", arguments: Any) -> str:
    load = taken.load
    if load is not None:
        aside = (
            f"; {outcome.bad:,} were set aside. Correct them and load the workbook with --adds"
            if outcome.bad
            else ""
        )
        return f"Load {load.id} of {load.dataset}: {outcome.good:,} rows kept{aside}."
    if arguments.dry_run:
        return "Dry run: nothing was kept."
    if outcome.refusals or not outcome.good:
        return "Refused: nothing was kept."
    return (
        "Refused: nothing was kept. Correct the rows and load the file again, or keep the good "
        "ones with --keep-good."
    )


def facts_of(store: "Store", load: "Load") -> Iterator[tuple[str, object]]:
    """Everything that the catalogue holds of one load, and what has become of it."""
    yield "load", load.id
    yield "kind", load.dataset
    yield "file", load.source.name
    yield "sha256", load.source.sha256
    yield "came", f"{load.known_at:%d/%m/%Y %H:%M} UTC"
    yield "rows", f"{load.source.rows:,} read, {load.kept:,} kept, {load.quarantined:,} set aside"
    if load.covers:
        yield "covers", f"{load.covers.first:%d/%m/%Y} to {load.covers.last:%d/%m/%Y}"
    if load.units:
        more = f" and {len(load.units) - 6} more" if len(load.units) > 6 else ""
        yield "units", f"{len(load.units):,}: {', '.join(load.units[:6])}{more}"
    yield from load.source.options.items()
    if load.quarantined:
        yield "set aside in", store.quarantine(load.id)
    later = [
        one
        for standing in store.standing(load.dataset)
        if standing.load.id == load.id
        for one in standing.replaced_by
    ]
    if later:
        yield "replaced by", "in part by " + ", ".join(str(one.id) for one in later)
    elif load.undone_at is None and load.id not in {
        one.load.id for one in store.standing(load.dataset)
    }:
        yield "replaced by", "later loads, as a whole"
    if load.undone_at:
        yield "undone", f"{load.undone_at:%d/%m/%Y %H:%M} UTC {load.undone_why}".strip()


_ROWS_SHOWN = 50


def found_lines(load: "Load", path: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    """The rows of a load's file that fit, each with its number; at most fifty are shown."""
    from headway.evidence.reading.headings import plainly
    from headway.evidence.store.finding import rows_in_file

    count = 0
    for found in rows_in_file(load, path, wanted):
        count += 1
        if count <= _ROWS_SHOWN:
            told = (f"{name} {plainly(text)}" for name, text in found.cells.items() if text)
            yield f"{path.name}, row {found.row}: {', '.join(told)}"
    if not count:
        yield f"No row of {path.name} has that."
    elif count > _ROWS_SHOWN:
        yield f"… and {count - _ROWS_SHOWN:,} more rows; narrow it with --where."


def late_lines(store: "Store", at: date | None, known_at: datetime | None) -> list[str]:
    """Each kind of data that is late on a day (today: None), by the timetable of the kinds."""
    from headway.evidence.store.taking_in import calendar_of
    from headway.evidence.store.timetable import late_on

    day = at or datetime.now(UTC).date()
    found = late_on(store, day, calendar_of(store), known_at=known_at)
    return [f"{one.dataset}: {one.sentence}" for one in found]


def column_lines(dataset: "Dataset") -> Iterator[str]:
    """The columns of a kind, each with what it holds and what files head it."""
    for column in dataset.columns:
        must = "must be there" if column.required else "may be missing"
        yield f"{column.name:22} {column.holds.value}; {must}. {column.about}"
        if column.headers:
            yield f"{'':22} headed {_quoted(column.headers)}"
        if column.stand_ins:
            others = _quoted(column.stand_ins)
            yield f"{'':22} or, found in the register of schools, {others}"


def _quoted(headings: Iterable[str]) -> str:
    return ", ".join(f'"{heading}"' for heading in headings)
