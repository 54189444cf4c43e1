"""Figures go out in the tidy layout and come back the same; a file with a fault brings nothing."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from headway import planfile
from headway.domain.observations import Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import Plan
from headway.evidence.published.layouts import META, TIDY
from headway.evidence.published.recognising import recognised
from headway.exchange import tidy
from headway.exchange.errors import ExchangeError
from headway.exchange.reading import Change, read
from headway.exchange.times import period_of, time_of

AT = date(2021, 6, 1)
HEADER = "time_period,time_identifier,measure_id,value_count,value_percent"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planfile.load(planfile.example_path())


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def faults(plan: Plan, *lines: str, header: str = HEADER) -> list[tuple[str, str]]:
    text = "\n".join([header, *lines])
    found = read(text.encode(), plan, known_at=AT, given_by="Alice's program")
    assert bool(found.lines) != bool(found.faults)
    return [(one.where, one.words) for one in found.faults]


def test_the_files_are_in_the_layout_that_we_read_ourselves(plan: Plan):
    made = tidy.written(plan, at=AT)

    data, meta = (text.decode().splitlines()[0].split(",") for text in (made.data, made.meta))
    assert recognised(data, file="x.csv") is TIDY
    assert recognised(meta, file="x.meta.csv") is META
    first = rows(made.data)[0]
    assert (first["la_name"], first["new_la_code"]) == ("Oxfordshire", "E10000025")
    described = {one["col_name"] for one in rows(made.meta)}
    assert described == {one for one in data if one in described}
    assert tidy.written(plan, at=AT) == made


def test_what_goes_out_comes_back_unchanged(plan: Plan):
    made = tidy.written(plan, at=AT)

    found = read(made.data, plan, known_at=AT, given_by="Alice's program")

    assert not found.faults
    assert {one.change for one in found.lines} == {Change.UNCHANGED}
    assert found.observations == ()


def test_a_figure_that_is_not_there_is_never_zero(plan: Plan):
    hidden = Observation(row=RowId("permanent-exclusions"), state=State.SUPPRESSED,
                         period=Period.parse("AY 2020/21"))  # fmt: skip
    with_it = replace(plan, observations=(*plan.observations, hidden))

    shown = {one["no_figure"]: one for one in rows(tidy.written(with_it, at=AT).data)}

    assert shown["suppressed"]["value_count"] == "c"
    assert shown["not collected"]["value_percent"] == "x"
    assert shown["None"]["value_weeks"] == "z"


def test_a_text_that_a_spreadsheet_would_carry_out_is_guarded_and_read_back(plan: Plan):
    evil = replace(plan.observations[0], breakdown="=HYPERLINK(1)")
    with_it = replace(plan, observations=(*plan.observations, evil))

    made = tidy.written(with_it, at=AT).data

    assert b"'=HYPERLINK" in made
    assert not read(made, with_it, known_at=AT, given_by="x").observations


@pytest.mark.parametrize(
    ("line", "where", "words"),
    [
        ("202021,Academic year,no-such,1,z", "measure_id", "no measure"),
        ("202023,Academic year,permanent-exclusions,1,z", "time_period", "follow each other"),
        ("2020,Week 3,permanent-exclusions,1,z", "time_period", "no time of its own"),
        ("202021,Academic year,permanent-exclusions,\"1,200\",z", "value_count", "not a number"),
        ("202021,Academic year,permanent-exclusions,low,z", "value_count", "rounds to 0"),
        ("202021,Academic year,permanent-exclusions,nan,z", "value_count", "not a number"),
        ("202021,Academic year,permanent-exclusions,-3,z", "value_count", "fewer than none"),
        ("202021,Academic year,permanent-exclusions,1,2", "", "one figure"),
        ("202021,Academic year,permanent-exclusions,z,z", "", "one figure"),
        ("202021,Academic year,permanent-exclusions,z,4", "value_percent", "value_count"),
        ("201819,Academic year,permanent-exclusions,c,z", "no_figure", "has 72 here"),
        ("202021,Academic year,permanent-exclusions,1", "", "4 cells"),
    ],
)  # fmt: skip
def test_a_fault_is_one_clear_sentence_with_its_place(
    plan: Plan, line: str, where: str, words: str
):
    [(place, told)] = faults(plan, line)

    assert place == f"line 2, {where}" if where else place == "line 2"
    assert words in told
    assert told.endswith((".", "?"))


PLACED = (
    "time_period,time_identifier,geographic_level,old_la_code,new_la_code,la_name,"
    "measure_id,value_count"
)


@pytest.mark.parametrize(
    ("place", "where", "words"),
    [
        ("National,,,", "geographic_level", "“National”"),
        ("Regional,,,", "geographic_level", "Oxfordshire"),
        ("School,931,E10000025,Oxfordshire", "geographic_level", "“School”"),
        ("Local authority,352,E08000003,Manchester", "old_la_code", "352"),
        ("Local authority,,E08000003,", "new_la_code", "E08000003"),
        ("Local authority,,,Manchester", "la_name", "Manchester"),
        (",352,,", "old_la_code", "352"),
    ],
)
def test_figures_of_another_place_are_not_taken_for_the_plans_own(
    plan: Plan, place: str, where: str, words: str
):
    line = f"202021,Academic year,{place},permanent-exclusions,7894"

    [(told_where, told)] = faults(plan, line, header=PLACED)

    assert told_where == f"line 2, {where}"
    assert words in told


@pytest.mark.parametrize(
    "place",
    [
        "Local authority,931,E10000025,Oxfordshire",
        "Local Authority,z,E10000025 ,OXFORDSHIRE",
        "Local authority,,,oxfordshire",
        ",,,",
    ],
)
def test_the_plans_own_place_is_known_however_it_is_written(plan: Plan, place: str):
    line = f"202021,Academic year,{place},permanent-exclusions,61"

    found = read(f"{PLACED}\n{line}\n".encode(), plan, known_at=AT, given_by="Alice's program")

    assert not found.faults
    assert [one.value for one in found.observations] == [61]


def test_where_nobody_knows_the_plans_authority_its_level_alone_is_looked_at(plan: Plan):
    nameless = replace(plan, body="The Trust", title="Our plan", slug="ours")

    def told(place: str) -> list[tuple[str, str]]:
        line = f"202021,Academic year,{place},permanent-exclusions,61"
        found = read(f"{PLACED}\n{line}\n".encode(), nameless, known_at=AT, given_by="x")
        return [(one.where, one.words) for one in found.faults]

    assert told("Local authority,931,E10000025,Oxfordshire") == []
    [(where, words)] = told("National,,,")
    assert where == "line 2, geographic_level"
    assert "The Trust" in words


def test_parts_that_do_not_make_up_the_share_are_refused(plan: Plan):
    header = "time_period,time_identifier,measure_id,value_percent,numerator,denominator"
    row = "primary-persistent-absence"

    [(_, more)] = faults(plan, f"202021,Academic year,{row},12,15,10", header=header)
    [(_, other)] = faults(plan, f"202021,Academic year,{row},21,12,100", header=header)

    assert "more than the 10" in more
    assert "12.0%" in other


def test_the_same_figure_twice_in_a_file_is_refused(plan: Plan):
    line = "202021,Academic year,permanent-exclusions,1,z"

    [(where, words)] = faults(plan, line, line)

    assert where == "line 3"
    assert "line 2 already" in words


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"a\0b", b"a,a\n", b"measure_id\n", f"{HEADER},surprise\n".encode(),
     f"{HEADER}\n".encode(), b'"a\n'],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_as_a_whole(plan: Plan, content: bytes):
    with pytest.raises(ExchangeError):
        read(content, plan, known_at=AT, given_by="x")


@pytest.mark.parametrize(
    "period", ["AY 2019/20", "AY 2019/20 Autumn", "FY 2019/20", "FY 2019/20 Q2", "2020", "2020-03"]
)
def test_times_that_the_layout_knows_are_read_back(period: str):
    assert str(period_of(time_of(Period.parse(period), otherwise=AT))) == period
