"""The data directory: kept for good, known at any day, whole after any accident."""

import resource
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import kind
from headway.evidence.store.directory import Store
from headway.evidence.store.lateness import late
from headway.evidence.store.locking import only_writer
from headway.evidence.store.records import Covers, Load, LoadSource
from headway.evidence.store.taking_in import Manner, taken_in
from tests.evidence.files_made_up import exclusions, marks, suspension, upn

EXCLUSIONS = kind("exclusions")
MAY = datetime(2020, 5, 1, tzinfo=UTC)
JUNE = datetime(2020, 6, 1, tzinfo=UTC)
JULY = datetime(2020, 7, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "county")


def source(name: str = "made up") -> LoadSource:
    return LoadSource(name=name, sha256="0" * 64, rows=1)


def codes(store: Store, known_at: datetime | None = None) -> list[tuple[str, int, str]]:
    """School, day of September and mark of what stands."""
    rows = store.table("attendance-marks", known_at).to_pylist()
    return sorted((row["urn"], row["day"].day, row["code"]) for row in rows)


def test_a_corrected_school_replaces_its_own_days_and_no_others(store):
    store.load("attendance-marks", marks("100001", range(4)), source=source(), known_at=MAY)
    store.load("attendance-marks", marks("100002", range(2)), source=source(), known_at=MAY)
    store.load(
        "attendance-marks", marks("100001", range(1, 3), "N"), source=source(), known_at=JUNE
    )

    assert codes(store) == [
        ("100001", 2, "/"),
        ("100001", 3, "N"),
        ("100001", 4, "N"),
        ("100001", 5, "/"),
        ("100002", 2, "/"),
        ("100002", 3, "/"),
    ]
    assert {code for *_, code in codes(store, MAY)} == {"/"}
    assert codes(store, MAY - timedelta(days=1)) == []


def test_what_a_figure_rests_on_can_be_named(store):
    first = store.load(
        "attendance-marks", marks("100001", range(2)), source=source("a.csv"), known_at=MAY
    )
    row = store.table("attendance-marks").to_pylist()[0]

    assert store.one(row["_load"]) == first
    assert store.one(row["_load"]).source.name == "a.csv"
    assert first.covers == Covers(first=date(2019, 9, 2), last=date(2019, 9, 3))
    assert first.units == ("100001",)


def test_undoing_brings_back_what_was_replaced_and_leaves_the_past_alone(store):
    store.load("attendance-marks", marks("100001", range(2)), source=source(), known_at=MAY)
    wrong = store.load(
        "attendance-marks", marks("100001", range(2), "N"), source=source(), known_at=JUNE
    )
    store.undo(wrong.id, at=JULY, why="sent by mistake")

    assert {code for *_, code in codes(store)} == {"/"}
    assert {code for *_, code in codes(store, JUNE)} == {"N"}
    assert store.one(wrong.id).undone_why == "sent by mistake"
    with pytest.raises(EvidenceError, match="was undone on"):
        store.undo(wrong.id, at=JULY)
    with pytest.raises(EvidenceError, match="no load 9"):
        store.undo(9, at=JULY)


CODES = "LMNOPRSTU"
"""Codes that may stand in any session of the year."""

LOADS = st.lists(
    st.tuples(
        st.sampled_from(["100001", "100002"]),
        st.integers(0, 4),
        st.integers(1, 4),
        st.booleans(),
        st.booleans(),
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=15)
@given(drawn=LOADS, until=st.integers(0, 5))
def test_what_stands_is_what_writing_over_a_ledger_gives(tmp_path_factory, drawn, until):
    store = Store(tmp_path_factory.mktemp("ledger"))
    loads: list[Load] = []
    for number, (urn, first, length, adds, _) in enumerate(drawn):
        loads.append(
            store.load(
                "attendance-marks",
                marks(urn, range(first, first + length), CODES[number]),
                source=source(),
                known_at=MAY + timedelta(days=number),
                adds=adds,
            )
        )
    for load, (*_, undone) in zip(loads, drawn, strict=True):
        if undone:
            store.undo(load.id, at=JULY)

    for at in (MAY + timedelta(days=until), None):
        ledger: dict[tuple[str, int], str] = {}
        for number, (urn, first, length, _, undone) in enumerate(drawn):
            if (at is None and undone) or (at is not None and number > until):
                continue
            ledger |= {(urn, day + 2): CODES[number] for day in range(first, first + length)}
        assert codes(store, at) == sorted((*key, code) for key, code in ledger.items())


def test_a_file_that_speaks_for_more_days_than_it_has_clears_the_rest(store):
    store.load("attendance-marks", marks("100001", range(4)), source=source(), known_at=MAY)
    store.load(
        "attendance-marks",
        marks("100001", range(1), "N"),
        source=source(),
        known_at=JUNE,
        covers=Covers(first=date(2019, 9, 2), last=date(2019, 9, 30)),
    )

    assert codes(store) == [("100001", 2, "N")]


def test_a_kind_with_years_is_replaced_year_by_year(store):
    def table(year: int, level: str) -> pa.Table:
        names = {column.name for column in kind("attendance-census").columns}
        assert {"academic_year", "term", "upn", "urn"} <= names
        return pa.table(
            {
                "academic_year": [year],
                "term": ["autumn"],
                "upn": [upn(1)],
                "urn": ["100001"],
                "sessions_possible": [level],
            }
        ).cast(
            pa.schema(
                [
                    ("academic_year", pa.int64()),
                    ("term", pa.string()),
                    ("upn", pa.string()),
                    ("urn", pa.string()),
                    ("sessions_possible", pa.int64()),
                ]
            )
        )

    for year, level, at in ((2018, "100", MAY), (2019, "110", MAY), (2018, "120", JUNE)):
        store.load("attendance-census", table(year, level), source=source(), known_at=at)

    found = store.table("attendance-census").to_pylist()
    assert sorted((row["academic_year"], row["sessions_possible"]) for row in found) == [
        (2018, 120),
        (2019, 110),
    ]


def test_the_catalogue_itself_refuses_to_forget(store):
    store.load("attendance-marks", marks("100001", range(1)), source=source(), known_at=MAY)

    with sqlite3.connect(store.path / "catalogue.sqlite") as connection:
        for statement in ("DELETE FROM loads", "UPDATE loads SET kept = 0"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(statement)


def test_an_engine_can_scan_what_stands_without_reading_it_first(store, tmp_path):
    for number, count in enumerate((5, 3)):
        path = exclusions(tmp_path / f"{number}.csv", [suspension(n) for n in range(count)])
        taken_in(store, path, EXCLUSIONS, Manner(adds=number == 1), at=MAY)

    counted = duckdb.sql(store.query("exclusions")).count("*").fetchone()

    assert counted == (5,)
    assert store.paths("exclusions") is None
    assert store.tables(["exclusions", "schools"])["schools"].num_rows == 0
    with pytest.raises(EvidenceError, match="Nothing of schools"):
        store.query("schools")


# ---------------------------------------------------------------------------- taking files in


def test_the_same_file_again_is_recognised_and_after_undoing_it_is_not(store, tmp_path):
    path = exclusions(tmp_path / "file.csv", [suspension(n) for n in range(5)])
    first = taken_in(store, path, EXCLUSIONS, Manner(), at=MAY)
    path = path.rename(tmp_path / "under another name.csv")
    again = taken_in(store, path, EXCLUSIONS, Manner(), at=JUNE)
    assert first.load is not None
    assert again.again
    assert again.load == first.load

    store.undo(first.load.id, at=JUNE)

    assert not taken_in(store, path, EXCLUSIONS, Manner(), at=JULY).again


def test_one_bad_row_refuses_the_file_unless_the_good_ones_are_wanted(store, tmp_path):
    rows = [suspension(n) for n in range(5)]
    rows[2][3] = "whatever"
    path = exclusions(tmp_path / "file.csv", rows)

    refused = taken_in(store, path, EXCLUSIONS, Manner(), at=MAY)
    kept = taken_in(store, path, EXCLUSIONS, Manner(keep_good=True), at=MAY)

    assert refused.load is None
    assert kept.load is not None
    assert (kept.load.kept, kept.load.quarantined) == (4, 1)
    assert "whatever" in store.quarantine(kept.load.id).read_text(encoding="utf-8")


def test_corrected_rows_join_those_already_kept(store, tmp_path):
    rows = [suspension(n) for n in range(5)]
    rows[2][3] = "whatever"
    path = exclusions(tmp_path / "file.csv", rows)
    taken_in(store, path, EXCLUSIONS, Manner(keep_good=True), at=MAY)
    corrected = exclusions(tmp_path / "corrected.csv", [suspension(2)])

    taken = taken_in(store, corrected, EXCLUSIONS, Manner(adds=True), at=JUNE)

    assert store.table("exclusions").num_rows == 5
    assert not taken.replaced


def test_what_a_load_replaces_is_told(store, tmp_path):
    many = exclusions(tmp_path / "a.csv", [suspension(n) for n in range(5)])
    first = taken_in(store, many, EXCLUSIONS, Manner(), at=MAY)
    fewer = exclusions(tmp_path / "b.csv", [suspension(n) for n in (1, 3)])

    second = taken_in(store, fewer, EXCLUSIONS, Manner(), at=JUNE)

    assert first.load is not None
    assert second.replaced == {first.load.id: 3}
    assert store.table("exclusions").num_rows == 4


def test_what_is_late_is_judged_by_what_has_come_before(store):
    store.load("attendance-marks", marks("100001", range(20)), source=source(), known_at=MAY)
    store.load("attendance-marks", marks("100002", range(3)), source=source(), known_at=MAY)

    (gap,) = late(store, date(2019, 9, 9), date(2019, 9, 13), known_at=None)

    assert gap.units == ("100002",)
    assert gap.sentence == "1 of 2 schools: 100002. The latest day that has come is 04/09/2019."
    assert not late(store, date(2019, 9, 2), date(2019, 9, 6), known_at=None)


# ----------------------------------------------------------------------------------- accidents

LOADING = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from headway.evidence.kinds import kind
    from headway.evidence.store import directory
    from headway.evidence.store.taking_in import Manner, taken_in

    settle, where = directory._settle, sys.argv[3]

    def told(path, target):
        settle(path, target)
        if where == "after the files":
            print("now", flush=True)
            sys.stdin.read()

    directory._settle = told

    def progress(read):
        if where == "while reading":
            print("now", flush=True)
            sys.stdin.read()

    taken_in(
        directory.Store(Path(sys.argv[1])), Path(sys.argv[2]), kind("exclusions"), Manner(),
        at=datetime(2020, 6, 1, tzinfo=UTC), progress=progress,
    )
"""


@pytest.mark.parametrize("where", ["while reading", "after the files"])
def test_a_load_killed_half_way_leaves_what_was_there_and_can_be_run_again(store, tmp_path, where):
    before = exclusions(tmp_path / "before.csv", [suspension(n) for n in range(3)])
    path = exclusions(tmp_path / "file.csv", [suspension(n) for n in range(50, 59)])
    taken_in(store, before, EXCLUSIONS, Manner(), at=MAY)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(LOADING), str(store.path), str(path), where],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"now\n"
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert [load.source.name for load in store.loads()] == ["before.csv"]
    assert store.table("exclusions").num_rows == 3
    assert any((store.path / "scratch").iterdir())

    taken_in(store, path, EXCLUSIONS, Manner(), at=JUNE)

    assert store.table("exclusions").num_rows == 12
    assert not list((store.path / "scratch").iterdir())
    names = sorted(path.name for path in (store.path / "tables/exclusions").iterdir())
    assert names == ["1.parquet", "2.parquet"]


HOLDING = """
import time
from pathlib import Path
from headway.evidence.store.locking import only_writer
with only_writer(Path({folder!r}), "loading other.csv"):
    print("now", flush=True)
    time.sleep({seconds})
"""


def test_a_second_writer_is_told_who_is_writing(store, tmp_path):
    path = exclusions(tmp_path / "file.csv", [suspension(1)])
    store.prepare()
    script = HOLDING.format(folder=str(store.path), seconds=60)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"now\n"

    with pytest.raises(EvidenceError, match=rf"process {process.pid}, loading other.csv"):
        taken_in(store, path, EXCLUSIONS, Manner(), at=MAY)
    process.kill()
    process.wait()

    assert taken_in(store, path, EXCLUSIONS, Manner(), at=MAY).load is not None


def test_a_writer_that_soon_finishes_is_waited_for(store):
    store.prepare()
    script = HOLDING.format(folder=str(store.path), seconds=0.5)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"now\n"

    with only_writer(store.path, "loading"):
        assert process.wait() == 0


def test_a_full_disk_is_said_and_nothing_is_lost(store, tmp_path):
    first = exclusions(tmp_path / "a.csv", [suspension(n) for n in range(3)])
    taken_in(store, first, EXCLUSIONS, Manner(), at=MAY)
    path = exclusions(tmp_path / "b.csv", [suspension(n) for n in range(10_000)])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limits[1]))
    try:
        with pytest.raises(EvidenceError, match="cannot be written to"):
            taken_in(store, path, EXCLUSIONS, Manner(), at=JUNE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)

    assert store.table("exclusions").num_rows == 3


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    with pytest.raises(EvidenceError, match="cannot be written to"):
        Store(tmp_path / "file" / "county").prepare()


def test_of_two_processes_at_once_neither_spoils_the_other(tmp_path):
    paths = [
        exclusions(tmp_path / f"{n}.csv", [suspension(n * 10 + m) for m in range(3)])
        for n in range(2)
    ]
    command = [sys.executable, "-m", "headway", "data", "load", "exclusions"]
    data = tmp_path / "county"
    processes = [
        subprocess.Popen([*command, str(path), "--data", str(data), "--adds"]) for path in paths
    ]

    ended = [process.wait() for process in processes]
    assert 0 in ended
    assert set(ended) <= {0, 2}  # 2 where the other took longer than one waits
    for path in paths:
        taken_in(Store(data), path, EXCLUSIONS, Manner(adds=True), at=MAY)
    assert Store(data).table("exclusions").num_rows == 6


def test_answers_without_a_day_replace_those_of_the_same_key_and_no_others(store):
    def answers(*people: str, answer: str) -> pa.Table:
        return pa.table(
            {
                "response": list(people),
                "round": ["2021"] * len(people),
                "item": ["q1"] * len(people),
                "answer": [answer] * len(people),
            }
        )

    for people, answer, at in ((("a", "b"), "yes", MAY), (("b",), "no", JUNE)):
        store.load("survey-answers", answers(*people, answer=answer), source=source(), known_at=at)

    found = store.table("survey-answers").to_pylist()
    assert sorted((row["response"], row["answer"]) for row in found) == [("a", "yes"), ("b", "no")]


def test_registers_of_different_years_are_read_as_the_files_that_they_are(tmp_path: Path) -> None:
    """None replaces a row of another's year; a second one of a year does."""
    store = Store(tmp_path / "data")
    for number, year in enumerate((2022, 2023)):
        _load_rolls(store, year, number)
    apart = store.paths("enrolments")
    by_rows = sorted(store.table("enrolments")["academic_year"].to_pylist())
    _load_rolls(store, 2023, 2)

    assert apart == [store.file("enrolments", 1), store.file("enrolments", 2)]
    assert by_rows == [2022, 2023]
    assert store.paths("enrolments") is None
    assert sorted(store.table("enrolments")["_load"].to_pylist()) == [1, 3]


def _load_rolls(store: Store, year: int, number: int) -> None:
    row = {"academic_year": year, "upn": "A", "urn": "100001", "entry": date(year, 9, 1)}
    source = LoadSource(name="rolls.csv", sha256=f"{number:064}", rows=1)
    table = pa.Table.from_pylist([row])
    known_at = datetime(2025, 1, 1 + number, tzinfo=UTC)
    store.load("enrolments", table, source=source, known_at=known_at)


def test_a_store_as_it_stands_does_not_see_what_is_loaded_later(store, tmp_path):
    for number in (1, 2):
        path = exclusions(tmp_path / f"{number}.csv", [suspension(n) for n in range(number)])
        now = store.as_it_stands()
        taken_in(store, path, EXCLUSIONS, Manner(), at=JUNE)

    assert len(now.loads("exclusions")) == len(now.every_load()) == 1
    assert now.loads("enrolments") == []
    assert len(store.loads("exclusions")) == 2
