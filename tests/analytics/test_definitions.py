"""What every definition says of itself, and what can be asked of it."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.analytics.binding import bind
from headway.analytics.definition import Count, Definition, half_up
from headway.analytics.definitions import DEFINITIONS, definition
from headway.analytics.engines import ENGINES, engine
from headway.analytics.engines.duckdb import DuckDBEngine
from headway.analytics.engines.reference import ReferenceEngine
from headway.analytics.engines.relations import Interpreter, Rows
from headway.analytics.engines.spark import SparkEngine, missing
from headway.analytics.tables import (
    SIXTH_DAYS,
    columns,
    empty_table,
    mark_classes,
    sixth_school_days,
)
from headway.evidence.attendance_codes import CODES, MarkClass, class_on
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import Days
from headway.evidence.kinds import KINDS
from headway.evidence.usual_terms import usual_calendar
from tests.analytics.tables_made_up import given_tables, table
from tests.analytics.worked_cases import T4

EVERY = (*(kind.name for kind in KINDS), SIXTH_DAYS)

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.mark.parametrize("one", DEFINITIONS, ids=lambda one: one.name)
def test_a_definition_gives_the_columns_that_it_promises(one: Definition) -> None:
    rows = one.rows(bind(one, EVERY, T4, one.breakdowns).expressions, T4)

    below = () if one.is_count else ("denominator",)
    distinct = (one.distinct,) if one.distinct else ()
    assert {"numerator", *below, *distinct, *one.breakdowns} <= set(rows.columns)


@pytest.mark.parametrize("one", DEFINITIONS, ids=lambda one: one.name)
def test_a_definition_divides_nothing(one: Definition) -> None:
    query = one.rows(bind(one, EVERY, T4, one.breakdowns).expressions, T4)

    assert not query.op().find((ibis.expr.operations.Divide, ibis.expr.operations.SQLStringView))


def test_names_are_different_and_those_named_beside_exist() -> None:
    names = [one.name for one in DEFINITIONS]
    named = {name for one in DEFINITIONS for name in (*one.beside, one.gap_from) if name}

    assert len(set(names)) == len(names)
    assert named <= set(names)


@pytest.mark.parametrize("one", DEFINITIONS, ids=lambda one: one.name)
def test_a_reader_is_told_what_to_mind(one: Definition) -> None:
    assert one.caveats
    assert all(words.endswith(".") for words in (*one.caveats, one.population))
    assert one.source
    assert set(one.split_by) <= set(one.breakdowns)


def test_who_asks_for_no_measure_is_told_the_names() -> None:
    with pytest.raises(EvidenceError, match="persistent-absence"):
        definition("persistant-absence")


def test_a_dataset_that_was_never_loaded_is_named() -> None:
    with pytest.raises(EvidenceError, match="needs attendance-marks, enrolments, schools or else"):
        ReferenceEngine().counts(definition("overall-absence"), {}, T4)


def test_a_breakdown_that_needs_more_data_asks_for_it() -> None:
    given = given_tables(exclusions=[], schools=[])

    with pytest.raises(EvidenceError, match="suspensions needs children-in-need"):
        ReferenceEngine().counts(definition("suspensions"), given, T4, ["social_care"])


def test_a_breakdown_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(EvidenceError, match=r"cannot be split by.*sen_provision"):
        bind(definition("suspensions"), EVERY, T4, ["phase"], ["colour"])


def test_contacts_and_children_are_not_added() -> None:
    with pytest.raises(EvidenceError, match="split it by counted"):
        bind(definition("nurse-contacts"), EVERY, T4)


def test_the_steps_say_what_they_leave() -> None:
    given = given_tables(
        exclusions=[
            {"upn": "a", "urn": "1", "kind": "permanent", "start": T4.first},
            {"upn": "b", "urn": "1", "kind": "suspension", "start": T4.first},
        ],
        schools=[],
    )

    left = ReferenceEngine().left_by_step(definition("permanent-exclusions"), given, T4)

    assert [step.rows for step in left] == [2, 1, 1, 1, 1, 1]
    assert left[1].words == "permanent exclusions"
    assert left[1].expression == "Equals(kind, 'permanent')"


def test_each_mark_counts_as_its_code_does_on_the_day() -> None:
    classed: dict[str, list[dict[str, Any]]] = {}
    for row in mark_classes().to_pylist():
        classed.setdefault(row["code"], []).append(row)

    for code in CODES:
        for meaning in code.meanings:
            day = max(meaning.first, T4.first)
            if day > meaning.last:
                continue
            of = class_on(code.code, day)
            found = [
                one for one in classed.get(code.code, []) if one["first"] <= day <= one["last"]
            ]
            if of in (MarkClass.MISSING, MarkClass.NOT_IN_FORCE):
                assert not found
            else:
                assert len(found) == 1
                assert found[0]["possible"] == (of is not MarkClass.NOT_POSSIBLE)
                assert found[0]["authorised"] == (of is MarkClass.AUTHORISED)
                assert found[0]["unauthorised"] == (of is MarkClass.UNAUTHORISED)


def test_the_sixth_school_day_jumps_over_the_holiday() -> None:
    calendar = usual_calendar([2018, 2019])
    term = calendar.terms(2018).term(1)

    days = sixth_school_days(calendar, Days(term.last, term.last)).to_pylist()

    first = calendar.terms(2018).term(2).first
    assert [row["urn"] for row in days] == [""]
    assert calendar.school_days_between(first, days[0]["sixth"]) == 6


def test_an_operation_that_the_reference_engine_lacks_is_named() -> None:
    schools = empty_table("schools")
    loaded: dict[str, Rows] = {"schools": [dict.fromkeys(columns("schools"), "x")]}

    with pytest.raises(EvidenceError, match='does not know the operation "Reverse"'):
        Interpreter(loaded).rows(schools.select(back=schools.name.reverse()).op())


def test_the_reference_engine_refuses_to_divide_by_zero() -> None:
    schools = empty_table("schools")
    loaded: dict[str, Rows] = {"schools": [dict.fromkeys(columns("schools"), 0)]}

    with pytest.raises(EvidenceError, match="divides by zero"):
        Interpreter(loaded).rows(schools.select(share=1 / schools.roll).op())


def test_files_are_read_where_the_engine_was_let_in(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    for number, upn in enumerate("ab"):
        rows = table("exclusions", {"upn": upn, "urn": "1", "kind": "suspension", "start": T4.last})
        pq.write_table(rows, marks / f"{number}.parquet")
    given = {"exclusions": sorted(marks.glob("*.parquet")), "schools": table("schools")}

    one = definition("suspensions")

    assert DuckDBEngine(folders=[marks]).counts(one, given, T4)[0].numerator == 2
    assert ReferenceEngine().counts(one, given, T4)[0].numerator == 2
    with pytest.raises(EvidenceError, match="outside the folders"):
        DuckDBEngine(folders=[tmp_path / "other"]).counts(one, given, T4)


def test_a_file_with_fewer_columns_and_other_types_is_read_as_declared() -> None:
    plain = pa.table(
        {
            "upn": pa.array(["a"]).dictionary_encode(),
            "urn": pa.array([1]),
            "kind": pa.array(["suspension"]).dictionary_encode(),
            "start": pa.array([T4.last]),
            "_load": pa.array([7]),
        }
    )
    given = {"exclusions": plain, "schools": table("schools", {"urn": "1", "phase": "primary"})}

    for name in ("duckdb", "reference"):
        counts = engine(name).counts(definition("suspensions"), given, T4, ["phase", "sen"])
        assert [dict(count.group) for count in counts] == [{"phase": "primary", "sen": "not known"}]


def test_spark_says_in_one_line_what_it_lacks() -> None:
    if not missing():
        pytest.skip("Spark is here and lacks nothing")

    with pytest.raises(EvidenceError, match=r"headway\[spark\]|Java"):
        SparkEngine()


def test_an_engine_that_does_not_exist_is_refused() -> None:
    assert ENGINES == ("duckdb", "quick", "reference", "spark")
    with pytest.raises(EvidenceError, match="The engines are duckdb, quick, reference, spark"):
        engine("polars")


def test_a_share_of_nobody_is_no_figure_and_an_empty_count_is_zero() -> None:
    assert Count().value(definition("persistent-absence")) is None
    assert Count().value(definition("suspensions")) == 0


def test_a_rate_can_exceed_a_hundred() -> None:
    assert Count(numerator=3, denominator=2).value(definition("suspension-rate")) == 150


@given(st.integers(-10_000, 10_000), st.integers(1, 999), st.integers(0, 3))
def test_rounding_is_half_up_and_never_further_than_half_a_step(
    above: int, below: int, decimals: int
) -> None:
    exact = Fraction(above, below)

    rounded = half_up(exact, decimals)

    step = Fraction(1, 10**decimals)
    assert abs(rounded - exact) <= step / 2
    assert (rounded / step).denominator == 1
    if abs(rounded - exact) == step / 2:
        assert abs(rounded) > abs(exact)


ENROLMENT = st.fixed_dictionaries(
    {
        "upn": st.sampled_from("abcde"),
        "phase": st.sampled_from(["primary", "secondary", None]),
        "sex": st.sampled_from(["M", "F"]),
        "possible": st.integers(0, 20),
        "authorised": st.integers(0, 10),
        "unauthorised": st.integers(0, 10),
        "age_ok": st.just(True),
        "boarder": st.just(False),
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ENROLMENT, max_size=12))
def test_groups_add_up_and_the_severe_are_among_the_persistent(
    enrolments: list[dict[str, object]],
) -> None:
    given = {"attendance-totals": table("attendance-totals", *enrolments)}
    reference = ReferenceEngine()

    (whole,) = reference.counts(definition("persistent-absence"), given, T4)
    parts = reference.counts(definition("persistent-absence"), given, T4, ["phase", "sex"])
    (severe,) = reference.counts(definition("severe-absence"), given, T4)

    assert sum(part.numerator for part in parts) == whole.numerator
    assert sum(part.denominator for part in parts) == whole.denominator
    assert severe.numerator <= whole.numerator <= whole.denominator == severe.denominator
