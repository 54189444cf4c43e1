"""Sessions summed up from bytes, kept and mended, are those that every mark by itself gives."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pytest

from headway.analytics.computing import Evidence, compute, engine_for, gathered, needed
from headway.analytics.definitions import definition
from headway.analytics.engines.duckdb import DuckDBEngine
from headway.analytics.marks_to_sum import MarksToSum
from headway.analytics.windows import window_of
from headway.domain.periods import Period
from headway.evidence.calendar_files import read_calendar
from headway.evidence.calendars import Calendar
from headway.evidence.kinds import kind
from headway.evidence.store.directory import Store
from headway.evidence.store.records import LoadSource
from headway.evidence.store.taking_in import Manner, taken_in
from headway.evidence.synthetic import generate

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

MARKS = "attendance-marks"
RATES = (
    "overall-absence", "authorised-absence", "unauthorised-absence", "persistent-absence",
    "severe-absence",
)  # fmt: skip
TERMS = [Period.parse(f"AY 2023/24 T{term}") for term in range(1, 7)]
ROLLS = ("schools", "enrolments", "children-in-need", "child-protection")
AT = datetime(2024, 8, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    generate(pupils=130, seed=4, year=2023, kinds=[MARKS, *ROLLS], to=folder)
    return folder


@pytest.fixture(scope="module")
def calendar(files: Path) -> Calendar:
    return read_calendar(files / "synthetic-calendar.csv")


@pytest.fixture(scope="module")
def loaded(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "store"
    store = Store(folder)
    for name in (*ROLLS, MARKS):
        path = files / f"synthetic-{name}.csv"
        assert taken_in(store, path, kind(name), Manner(), at=AT).load is not None
    return folder


@pytest.fixture
def store(loaded: Path, tmp_path: Path) -> Store:
    shutil.copytree(loaded, tmp_path / "store")
    return Store(tmp_path / "store")


@pytest.fixture(scope="module")
def rows(files: Path) -> pa.Table:
    return arrow_csv.read_csv(
        files / f"synthetic-{MARKS}.csv",
        convert_options=arrow_csv.ConvertOptions(
            column_types={"urn": pa.string(), "upn": pa.string(), "day": pa.date32()},
            timestamp_parsers=["%d/%m/%Y"],
            strings_can_be_null=True,
        ),
    )


def evidence_of(store: Store, calendar: Calendar, known_at: datetime | None = None) -> Evidence:
    wanted = needed([definition(name) for name in RATES], ["social_care"])
    return gathered(store, calendar, wanted, known_at)


def figures(evidence: Evidence, engine_name: str, by: tuple[str, ...]) -> Iterator[object]:
    engine = engine_for(evidence, engine_name)
    for name in RATES:
        for period in (TERMS[0], TERMS[3]):
            yield [one.count for one in compute(definition(name), evidence, period, by=by,
                                                engine=engine).figures]  # fmt: skip


def mark_by_mark(evidence: Evidence) -> Evidence:
    """The same evidence, of which DuckDB has to go through the marks as rows."""
    return replace(evidence, marks=None, made={})


SPLITS = (("phase", "sen_provision", "school", "year_group"), ("social_care", "sex", "fsm"))
"""Each with the margins of fewer columns: all are answered by one query for a rate and a period."""


@pytest.mark.parametrize("by", SPLITS, ids="-".join)
def test_bytes_and_rows_give_the_same_counts(store: Store, calendar: Calendar, by: tuple[str, ...]):
    evidence = evidence_of(store, calendar)

    assert list(figures(evidence, "duckdb", by)) == list(
        figures(mark_by_mark(evidence), "duckdb", by)
    )


def test_the_slow_and_plain_engine_agrees(store: Store, calendar: Calendar):
    evidence = evidence_of(store, calendar)
    engine, plain = engine_for(evidence), engine_for(evidence, "reference")
    one, period = definition("persistent-absence"), TERMS[1]

    ours = compute(one, evidence, period, by=("phase", "sex"), engine=engine)
    oracle = compute(one, evidence, period, by=("phase", "sex"), engine=plain)

    assert [each.count for each in ours.figures] == [each.count for each in oracle.figures]
    assert ours.figures[0].count.numerator > 0


def sums(store: Store, calendar: Calendar) -> tuple[int, int, int]:
    """Compute afresh what is not kept: how many schools were kept, added to, counted."""
    enrolments = store.table("enrolments")
    found = MarksToSum(store=store, rolls=enrolments, calendar=calendar).counted(
        2023, date(2024, 7, 31)
    )
    return found.kept, found.added, found.afresh


def same_as_afresh(store: Store, calendar: Calendar) -> bool:
    """Whether what is kept equals what is counted with nothing kept, and mark by mark."""
    quick = [
        MarksToSum(store=store, rolls=store.table("enrolments"), calendar=calendar).until(
            window_of(definition(RATES[0]).period, period, calendar)
        )
        for period in TERMS
    ]
    for path in (store.path / "marks").iterdir():
        path.unlink()
    evidence = evidence_of(store, calendar)
    afresh = [
        MarksToSum(store=store, rolls=store.table("enrolments"), calendar=calendar).until(
            window_of(definition(RATES[0]).period, period, calendar)
        )
        for period in TERMS
    ]
    engine = DuckDBEngine(threads=1)
    given = {**evidence.given, "enrolments": store.table("enrolments"),
             "schools": store.table("schools")}  # fmt: skip
    for period, table in ((TERMS[0], afresh[0]), (TERMS[-1], afresh[-1])):
        window = window_of(definition(RATES[0]).period, period, calendar)
        made = engine.made("attendance-totals", given, window)
        assert table is not None
        assert by_enrolment(made) == by_enrolment(table)
    return [by_enrolment(one) for one in quick] == [by_enrolment(one) for one in afresh]


def by_enrolment(table: pa.Table | None) -> list[tuple[object, ...]]:
    assert table is not None
    names = ("upn", "urn", "possible", "authorised", "unauthorised")
    found = [tuple(row[name] for name in names) for row in table.to_pylist()]
    return sorted(row for row in found if row[2])


def load(store: Store, table: pa.Table, *, adds: bool = False) -> None:
    source = LoadSource(name="synthetic more.csv", sha256="0" * 64, rows=table.num_rows)
    known_at = AT + timedelta(days=len(store.every_load()))
    store.load(MARKS, table, source=source, known_at=known_at, adds=adds)


def test_a_corrected_school_is_counted_again_alone(store: Store, calendar: Calendar, rows):
    schools = len(set(rows["urn"].to_pylist()))
    assert sums(store, calendar) == (0, 0, schools)
    assert sums(store, calendar) == (schools, 0, 0)
    one = rows.filter(pc.equal(rows["urn"], rows["urn"][0]))
    ill = pc.if_else(pc.equal(one["day"], pa.scalar(date(2023, 11, 8))), "I", one["code"])

    load(store, one.set_column(one.column_names.index("code"), "code", ill))

    assert sums(store, calendar) == (schools - 1, 0, 1)
    assert same_as_afresh(store, calendar)


def test_days_that_come_one_by_one_are_added(store: Store, calendar: Calendar, rows):
    store.undo(store.loads(MARKS)[0].id, at=AT)
    days = sorted(set(rows["day"].to_pylist()))[:6]
    schools = len(set(rows["urn"].to_pylist()))
    added = []
    for day in days:
        load(store, rows.filter(pc.equal(rows["day"], pa.scalar(day))))
        added.append(sums(store, calendar))

    assert added[0] == (0, 0, schools)
    assert all(one[2] <= 1 for one in added[1:])
    assert sum(one[1] for one in added[1:]) >= (len(days) - 1) * (schools - 1)
    assert same_as_afresh(store, calendar)


def test_added_marks_and_days_that_overlap_are_put_together(store: Store, calendar: Calendar, rows):
    some = rows.slice(0, 3000)
    load(store, some.set_column(some.column_names.index("code"), "code",
                                pa.array(["M"] * 3000)), adds=True)  # fmt: skip
    later = rows.filter(pc.greater(rows["day"], pa.scalar(date(2024, 5, 1))))
    load(store, later.filter(pc.equal(later["urn"], later["urn"][0])))

    assert sums(store, calendar)[2] > 0
    assert same_as_afresh(store, calendar)


def test_a_change_of_the_rolls_is_noticed(store: Store, calendar: Calendar):
    sums(store, calendar)
    rolls = store.table("enrolments")
    gone = rolls.filter(pc.not_equal(rolls["upn"], rolls["upn"][0])).drop_columns(["_row", "_load"])
    source = LoadSource(name="synthetic rolls.csv", sha256="1" * 64, rows=gone.num_rows)
    store.load("enrolments", gone, source=source, known_at=AT + timedelta(days=1))

    kept, _, afresh = sums(store, calendar)

    assert afresh >= 1
    assert kept >= 1
    assert same_as_afresh(store, calendar)


def test_what_was_known_before_is_computed_from_what_was_there(store: Store, calendar, rows):
    one = rows.filter(pc.equal(rows["urn"], rows["urn"][0]))
    before = list(figures(evidence_of(store, calendar), "duckdb", ("school",)))
    load(store, one.set_column(one.column_names.index("code"), "code",
                               pa.array(["I"] * one.num_rows)))  # fmt: skip

    then = list(figures(evidence_of(store, calendar, AT), "duckdb", ("school",)))

    assert then == before
    assert list(figures(evidence_of(store, calendar), "duckdb", ("school",))) != before


def test_sums_that_were_spoilt_are_made_again(store: Store, calendar: Calendar):
    sums(store, calendar)
    (path,) = (store.path / "marks").iterdir()
    path.write_bytes(path.read_bytes()[:200])

    kept, _, afresh = sums(store, calendar)

    assert kept == 0
    assert afresh > 0
    assert same_as_afresh(store, calendar)


def by_files(store: Store, calendar: Calendar) -> tuple[int, int, int]:
    """As `sums`, with the rolls as the files that hold them, whose state is kept with the sums."""
    rolls = store.paths("enrolments")
    assert rolls
    found = MarksToSum(store=store, rolls=rolls, calendar=calendar).counted(2023, date(2024, 7, 31))
    return found.kept, found.added, found.afresh


def test_with_rolls_in_files_only_the_school_that_changed_is_looked_at(
    store: Store, calendar: Calendar, rows
):
    schools = len(set(rows["urn"].to_pylist()))
    one = rows.filter(pc.equal(rows["urn"], rows["urn"][0]))
    codes = pa.array(["I"] * one.num_rows)

    first, again = by_files(store, calendar), by_files(store, calendar)
    load(store, one.set_column(one.column_names.index("code"), "code", codes))
    then = by_files(store, calendar)

    assert (first, again) == ((0, 0, schools), (schools, 0, 0))
    assert then == (schools - 1, 0, 1)
    assert same_as_afresh(store, calendar)


def test_rolls_or_terms_that_changed_are_noticed_though_no_mark_did(
    store: Store, calendar: Calendar, rows
):
    schools = len(set(rows["urn"].to_pylist()))
    by_files(store, calendar)
    terms = calendar.years[2023]
    shorter = replace(terms, closed=terms.closed | {terms.days[30]})

    closed = by_files(store, replace(calendar, years={**calendar.years, 2023: shorter}))
    rolls = store.table("enrolments").drop_columns(["_row", "_load"])
    gone = rolls.filter(pc.not_equal(rolls["upn"], rolls["upn"][0]))
    source = LoadSource(name="synthetic rolls.csv", sha256="1" * 64, rows=gone.num_rows)
    store.load("enrolments", gone, source=source, known_at=AT + timedelta(days=1))
    after = by_files(store, calendar) if store.paths("enrolments") else sums(store, calendar)

    assert closed == (0, 0, schools)
    assert after[2] == schools
    assert same_as_afresh(store, calendar)


def test_a_school_that_lacks_weeks_within_a_file_of_all_is_named_beside_the_figure(
    store: Store, calendar: Calendar, rows
):
    store.undo(store.loads(MARKS)[0].id, at=AT)
    urn = rows["urn"][0].as_py()
    days = [day for day in calendar.terms(2023, urn).days if day < date(2023, 12, 1)]
    lost = pc.and_(pc.equal(rows["urn"], urn), pc.is_in(rows["day"], pa.array(days[20:30])))
    load(store, rows.filter(pc.invert(lost)))
    evidence = evidence_of(store, calendar)

    engine = engine_for(evidence)
    first, then = (
        compute(definition(RATES[0]), each, TERMS[1], engine=engine).notes
        for each in (evidence, evidence_of(store, calendar))  # counted, and as it was kept
    )

    assert first == then
    (said,) = [note for note in first if "some weeks" in note]
    assert f"{urn} ({days[20]:%d/%m/%Y} to {days[29]:%d/%m/%Y})" in said


def test_a_week_of_which_no_file_came_is_said_beside_the_figure(
    store: Store, calendar: Calendar, rows
):
    store.undo(store.loads(MARKS)[0].id, at=AT)
    before = pc.less(rows["day"], pa.scalar(date(2023, 11, 13)))
    after = pc.greater(rows["day"], pa.scalar(date(2023, 11, 17)))
    load(store, rows.filter(before))
    load(store, rows.filter(after))
    evidence = evidence_of(store, calendar)

    notes = compute(definition(RATES[0]), evidence, TERMS[1], engine=engine_for(evidence)).notes

    assert (
        "No file of attendance-marks speaks for 13/11/2023 to 17/11/2023 (5 school days)." in notes
    )
