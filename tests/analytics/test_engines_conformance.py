"""Every engine gives every definition the numbers that were worked out by hand, to the digit."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.analytics.definition import Definition
from headway.analytics.definitions import DEFINITIONS, definition
from headway.analytics.engines.duckdb import DuckDBEngine
from headway.analytics.engines.protocol import Engine
from headway.analytics.engines.reference import ReferenceEngine
from headway.analytics.engines.spark import SparkEngine, missing
from tests.analytics.tables_made_up import anything, table
from tests.analytics.worked_cases import ATTENDANCE, EXCLUSIONS, PLACEMENTS, T4, Case
from tests.analytics.worked_cases_of_services import CHILDREN, EARLY_YEARS, PLANS, SERVICES

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

CASES = (*ATTENDANCE, *EXCLUSIONS, *PLACEMENTS, *CHILDREN, *EARLY_YEARS, *PLANS, *SERVICES)


@pytest.fixture(
    scope="module",
    params=["duckdb", "reference", pytest.param("spark", marks=pytest.mark.spark)],
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "spark":
        if problem := missing():
            pytest.skip(problem)
        yield SparkEngine()
    elif request.param == "duckdb":
        yield DuckDBEngine(threads=1)
    else:
        yield ReferenceEngine()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.definition}: {case.says}")
def test_a_case_worked_by_hand_comes_out(case: Case, engine: Engine) -> None:
    counts = engine.counts(definition(case.definition), case.tables, case.window, case.by)

    found = {
        tuple(count.group[column] for column in case.by): (count.numerator, count.denominator)
        for count in counts
    }
    assert found == case.expected


def test_every_definition_has_a_case() -> None:
    assert {one.name for one in DEFINITIONS} == {case.definition for case in CASES}


def _needed(one: Definition) -> set[str]:
    more = {name for names in one.breakdown_tables.values() for name in names}
    return {*one.tables, *more}


@pytest.mark.parametrize("one", DEFINITIONS, ids=lambda one: one.name)
def test_engines_agree_on_any_tables(one: Definition, engine: Engine) -> None:
    if engine.name == "reference":
        pytest.skip("it is what the others are held against")
    made = random.Random(one.name)  # noqa: S311 - chance, not secrecy
    given = {name: anything(name, T4.first, T4.last, 120, made) for name in sorted(_needed(one))}
    first = tuple(dict.fromkeys((*one.breakdowns[:1], *one.split_by)))
    sets: list[tuple[str, ...]] = [one.split_by, first, one.breakdowns]

    found = engine.cube(one, given, T4, sets)

    assert found == ReferenceEngine().cube(one, given, T4, sets)


def _marks(made: random.Random) -> dict[str, pa.Table]:
    """A school or two with every code, gaps, repeats of enrolment and strange years."""
    given = {
        name: anything(name, T4.first, T4.last, 90, made) for name in ("enrolments", "schools")
    }
    codes = ["/", "\\", "L", "I", "O", "N", "D", "X", "Y", "#", "C", "B", "J", None]
    rows: list[dict[str, Any]] = []
    for upn in "ABCD":
        for urn in ("101", "102"):
            for number in range(30):
                day = date(2018, 12, 10) + timedelta(days=number)
                rows += [
                    {
                        "upn": upn,
                        "urn": urn,
                        "day": day,
                        "session": half,
                        "code": made.choice(codes),
                    }
                    for half in ("AM", "PM")
                ]
    return given | {"attendance-marks": table("attendance-marks", *rows)}


def test_files_of_which_one_lacks_a_column_are_read_as_one_table(
    engine: Engine, tmp_path: Path
) -> None:
    one = {"upn": "a", "urn": "101", "kind": "suspension", "start": T4.last}
    whole = table("exclusions", one, {**one, "upn": "b", "sen_provision": "K"})
    pq.write_table(whole.slice(0, 1).drop_columns(["sen_provision"]), tmp_path / "1.parquet")
    pq.write_table(whole.slice(1), tmp_path / "2.parquet")
    given = {"exclusions": sorted(tmp_path.glob("*.parquet")), "schools": table("schools")}
    if isinstance(engine, DuckDBEngine):
        engine = DuckDBEngine(threads=1, folders=[tmp_path])

    counts = engine.counts(definition("suspensions"), given, T4, ["sen_provision"])

    assert [(dict(count.group), count.numerator) for count in counts] == [
        ({"sen_provision": "K"}, 1),
        ({"sen_provision": "not known"}, 1),
    ]


def test_whoever_gives_other_rows_is_answered_from_those(engine: Engine) -> None:
    one = {"upn": "a", "urn": "101", "kind": "suspension", "start": T4.last}
    first, second = table("exclusions", one), table("exclusions", one, {**one, "upn": "b"})
    three = table("exclusions", *({**one, "upn": upn} for upn in "abc"))
    lacking = three.drop_columns(["sen_provision"])
    schools = table("schools")

    counts = [
        engine.counts(definition("suspensions"), {"exclusions": rows, "schools": schools}, T4)
        for rows in (first, first, second, lacking, second)
    ]

    assert [found.numerator for (found,) in counts] == [1, 1, 2, 3, 2]


@pytest.mark.parametrize("seed", range(3))
def test_engines_make_the_same_totals_of_long_marks(seed: int, engine: Engine) -> None:
    given = _marks(random.Random(seed))  # noqa: S311 - chance, not secrecy

    found = engine.made("attendance-totals", given, T4).to_pylist()

    wanted = ReferenceEngine().made("attendance-totals", given, T4).to_pylist()
    assert wanted
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))


@pytest.mark.parametrize(
    "measure", ["persistent-absence", "suspension-rate", "sixth-day-provision"]
)
def test_steps_leave_the_same_rows(measure: str, engine: Engine) -> None:
    one = definition(measure)
    made = random.Random(measure)  # noqa: S311 - chance, not secrecy
    given = {name: anything(name, T4.first, T4.last, 120, made) for name in sorted(_needed(one))}

    assert engine.left_by_step(one, given, T4) == ReferenceEngine().left_by_step(one, given, T4)
