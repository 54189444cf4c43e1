"""The engine of commands adds rates of absence up by itself, to the digit as the oracle does."""

import random
import subprocess
import sys
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from headway.analytics.definition import Count
from headway.analytics.definitions import definition
from headway.analytics.engines import ENGINES
from headway.analytics.engines.quick import QuickEngine
from headway.analytics.engines.reference import ReferenceEngine
from headway.analytics.tables import ATTENDANCE_SUMS, ATTENDANCE_TOTALS
from headway.cli import main
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import MARKS
from headway.evidence.store.records import LoadSource
from tests.analytics.tables_made_up import anything, table
from tests.analytics.worked_cases import ATTENDANCE, T4, Case

AT = datetime(2023, 9, 20, tzinfo=UTC)
RATES = (
    "overall-absence", "authorised-absence", "unauthorised-absence", "persistent-absence",
    "severe-absence",
)  # fmt: skip
SPLITS = ("phase", "school", "sex", "year_group", "sen", "sen_provision", "fsm")
SETS = [(), *((one,) for one in SPLITS), *combinations(SPLITS, 2), SPLITS]


class Alone(QuickEngine):
    """One that must not ask a database."""

    @property
    def _duckdb(self):
        raise AssertionError("a database was asked for")


def rows_of(made: pa.Table) -> list[tuple[object, ...]]:
    return sorted((tuple(row.values()) for row in made.to_pylist()), key=repr)


@pytest.mark.parametrize("seed", range(4))
def test_pupils_are_put_beside_their_sums_as_the_oracle_does(seed: int):
    made = random.Random(seed)  # noqa: S311 - chance, not secrecy
    given = {
        name: anything(name, T4.first, T4.last, 150, made)
        for name in (ATTENDANCE_SUMS, "enrolments", "schools")
    }

    found = Alone().made(ATTENDANCE_TOTALS, given, T4)
    oracle = ReferenceEngine().made(ATTENDANCE_TOTALS, given, T4)

    assert found.schema == oracle.schema
    assert rows_of(found) == rows_of(oracle)


@pytest.mark.parametrize("name", RATES)
def test_every_split_is_the_oracles(name: str):
    made = random.Random(name)  # noqa: S311 - chance, not secrecy
    totals = anything(ATTENDANCE_TOTALS, T4.first, T4.last, 150, made)
    for counted in ("possible", "authorised", "unauthorised"):  # which are never empty
        place = totals.column_names.index(counted)
        totals = totals.set_column(place, counted, pc.fill_null(totals[counted], 0))
    given = {ATTENDANCE_TOTALS: totals}

    found = Alone().cube(definition(name), given, T4, SETS)

    assert found == ReferenceEngine().cube(definition(name), given, T4, SETS)


def test_of_no_enrolment_there_is_one_count_of_nobody_and_no_group():
    given = {ATTENDANCE_TOTALS: table(ATTENDANCE_TOTALS)}

    found = Alone().cube(definition(RATES[0]), given, T4, [(), ("phase",)])

    assert found == ((Count(),), ())
    assert found == ReferenceEngine().cube(definition(RATES[0]), given, T4, [(), ("phase",)])


def test_without_pupils_or_schools_nothing_is_known_of_an_enrolment():
    sums = table(
        ATTENDANCE_SUMS,
        {"upn": "A", "urn": "1", "possible": 10, "authorised": 1, "unauthorised": 0},
    )
    given = {
        ATTENDANCE_SUMS: sums, "enrolments": table("enrolments"), "schools": table("schools"),
    }  # fmt: skip

    assert rows_of(Alone().made(ATTENDANCE_TOTALS, given, T4)) == rows_of(
        ReferenceEngine().made(ATTENDANCE_TOTALS, given, T4)
    )


@pytest.mark.parametrize("case", ATTENDANCE, ids=lambda case: f"{case.definition}: {case.says}")
def test_what_it_does_not_add_up_itself_it_has_done_by_duckdb(case: Case):
    counts = QuickEngine().counts(definition(case.definition), case.tables, case.window, case.by)

    found = {
        tuple(count.group[column] for column in case.by): (count.numerator, count.denominator)
        for count in counts
    }
    assert found == case.expected


def test_it_is_one_of_the_engines():
    assert "quick" in ENGINES


def test_a_rate_of_absence_is_computed_by_command_without_a_database(tmp_path: Path):
    rolls = [
        {"academic_year": year, "upn": "A123456789012", "urn": "100001",
         "entry": date(year, 9, 1), "birth": date(2012, 5, 1), "year_group": "5"}
        for year in (2022, 2023)
    ]  # fmt: skip
    school = {"urn": "100001", "phase": "primary", "name": "Hill"}
    codes = [("/", "\\"), ("/", "\\"), ("I", "I"), ("/", "\\"), ("N", "\\")]
    marks = [
        {"upn": "A123456789012", "urn": "100001", "day": date(2023, 9, 11 + number),
         "session": half, "code": code}
        for number, both in enumerate(codes) for half, code in zip(("AM", "PM"), both, strict=True)
    ]  # fmt: skip
    store = Store(tmp_path / "data")
    for name, rows in (
        ("enrolments", rolls[:1]), ("enrolments", rolls[1:]), ("schools", [school]),
        (MARKS, marks),
    ):  # fmt: skip
        made = table(name, *rows)
        source = LoadSource(name="some.csv", sha256="0" * 64, rows=made.num_rows)
        store.load(name, made, source=source, known_at=AT)
    asked = ["measures", "compute", *RATES, "--period", "AY 2023/24 T1", "--by", "phase"]
    asked += ["--data", str(store.path), "--format", "csv"]
    assert main(asked) == 0  # sums are counted and kept
    script = (
        "import sys; from headway.cli import main; assert main(sys.argv[1:]) == 0; "
        "print(sorted({'duckdb', 'ibis', 'numba', 'pandas', 'scipy'} & sys.modules.keys()))"
    )

    said = subprocess.run(
        [sys.executable, "-c", script, *asked], check=True, capture_output=True, text=True
    ).stdout.splitlines()

    assert said[-1] == "[]"
    assert said[1] == "overall-absence,AY 2023/24 T1,all,30.0,%,3,10"
    assert "persistent-absence,AY 2023/24 T1,primary,100.0,%,1,1" in said
