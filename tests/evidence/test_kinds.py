"""The declarations of every kind of data: complete, unambiguous, each column's privacy decided."""

import ast
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from headway.evidence.dataset import Dataset, Holds, Privacy
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS, kind
from headway.evidence.kinds import attendance_census as census
from headway.evidence.kinds import columns as shared
from headway.evidence.kinds.early_years_profile import FURTHER_GOALS, GOALS, GOALS_BEFORE
from headway.evidence.reference import page

NAMES = (
    *("attendance-marks", "attendance-census", "enrolments", "schools", "exclusions"),
    *("placements", "part-time-timetables", "children-missing-education"),
    *("elective-home-education", "children-in-need", "child-protection", "ehc-plans"),
    *("ehc-requests", "annual-reviews", "early-years-profile", "early-help-assessments"),
    *("nurse-contacts", "support-team-settings", "camhs-access", "encompass-sign-ups"),
    *("training", "domestic-abuse-workers", "ofsted-outcomes", "survey-answers"),
    "resource-downloads",
)
COLUMNS = [(dataset, column) for dataset in KINDS for column in dataset.columns]
EACH_KIND = pytest.mark.parametrize("dataset", KINDS, ids=lambda dataset: dataset.name)
OF_CHILDREN = [
    dataset
    for dataset in KINDS
    if any(column.name in ("upn", "child_id") for column in dataset.columns)
]


def test_the_twenty_five_kinds_are_there_in_order():
    assert tuple(dataset.name for dataset in KINDS) == NAMES


def test_a_kind_that_is_not_there_is_refused_with_the_names_of_those_that_are():
    with pytest.raises(EvidenceError, match=r'"absences" is not a kind of data.*enrolments'):
        kind("absences")


def test_the_privacy_of_every_column_has_been_decided():
    folder = Path(shared.__file__).parent
    direct = [
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Column"
    ]

    assert direct == ["columns.py"], "declare columns through kinds.columns.column"


IDENTIFYING = {
    *("child_id", "upn", "former_upn", "birth", "expected_birth", "request_id"),
    *("assessment_id", "person", "response"),
}
SPECIAL = {
    *("ethnicity", "sen_provision", "sen_need", "disabled", "need", "closure_reason"),
    *("plan_start", "plan_end", "factors", "category", "latest_category", "previous_plans"),
    *("last_visit", "seen_alone", "last_review", "gender", "send", "answer"),
}
SPECIAL_ONLY_THERE = {
    ("annual-reviews", "last_review"),
    ("ehc-plans", "last_review"),
}


@EACH_KIND
def test_who_a_child_is_and_what_is_most_private_is_kept_closest(dataset):
    for column in dataset.columns:
        if column.name in IDENTIFYING:
            assert column.privacy is Privacy.IDENTIFYING
        if column.name in SPECIAL and (dataset.name, column.name) not in SPECIAL_ONLY_THERE:
            assert column.privacy is Privacy.SPECIAL


OPEN_ABOUT_A_CHILD = {
    *("urn", "last_urn", "provider_urn", "academic_year", "term", "session", "organisation"),
}


@pytest.mark.parametrize("dataset", OF_CHILDREN, ids=lambda dataset: dataset.name)
def test_in_a_list_of_children_only_schools_and_times_are_open(dataset):
    open_ones = {column.name for column in dataset.columns if column.privacy is Privacy.OPEN}

    assert open_ones <= OPEN_ABOUT_A_CHILD


def test_protection_plans_and_survey_answers_are_special_as_a_whole():
    protection = {column.name: column.privacy for column in kind("child-protection").columns}

    assert protection["start"] is protection["end"] is Privacy.SPECIAL


@EACH_KIND
def test_no_name_of_a_person_is_ever_read(dataset):
    headers = {_plain(header) for column in dataset.columns for header in column.headers}

    assert not headers & {"surname", "forename", "firstname", "lastname", "allocatedworker"}
    assert not headers & {"middlenames", "preferredsurname", "formersurname", "fullname"}


@EACH_KIND
def test_keys_unit_and_time_are_columns_of_the_kind(dataset):
    names = _names(dataset)

    assert dataset.keys
    assert {*dataset.keys, dataset.unit, dataset.time} - {""} <= names
    assert {rule.column for rule in dataset.rules} <= names
    assert len(names) == len(dataset.columns)


@EACH_KIND
def test_no_heading_stands_for_two_columns(dataset):
    columns_of = Counter(
        header
        for column in dataset.columns
        for header in {_plain(text) for text in (column.name, *column.headers)} - {"", "treason"}
    )

    assert [header for header, count in columns_of.items() if count > 1] == []


@EACH_KIND
def test_a_column_is_fully_declared(dataset):
    for column in dataset.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.about.endswith(".")
        assert bool(column.codes) == (column.holds is Holds.CODE)
        assert set(column.spellings.values()) <= set(column.codes)
        assert not set(column.spellings) & set(column.codes)
        if column.holds in (Holds.WHOLE, Holds.NUMBER):
            assert column.least is not None


@EACH_KIND
def test_one_way_of_writing_stands_for_one_code(dataset):
    for column in dataset.columns:
        said: dict[str, set[str]] = {}
        for code, meaning in column.codes.items():
            said.setdefault(code.casefold(), set()).add(code)
            if dataset.name not in ("attendance-marks",):
                said.setdefault(meaning.casefold(), set()).add(code)
        for way, code in column.spellings.items():
            said.setdefault(way.casefold(), set()).add(code)

        assert {way: codes for way, codes in said.items() if len(codes) > 1} == {}


def test_what_a_kind_holds_is_called_alike_everywhere():
    for name in ("upn", "child_id", "birth", "sex", "sen_provision", "year_group"):
        kinds = {(column.holds, column.privacy) for _, column in COLUMNS if column.name == name}

        assert len(kinds) == 1, name


def test_a_good_level_of_development_rests_on_twelve_goals_before_and_after_the_reform():
    columns = _names(kind("early-years-profile"))

    assert len(GOALS) == len(GOALS_BEFORE) == 12
    assert {*GOALS, *GOALS_BEFORE, *FURTHER_GOALS} <= columns


def test_the_census_has_a_number_for_every_code_of_absence():
    assert set(census.ABSENCES) == {
        *("C", "C1", "C2", "E", "F", "G", "H", "I", "J1", "M", "N", "O", "R", "S", "T", "U"),
    }


DAYS = {"early": date(2020, 1, 10), "late": date(2020, 1, 20)}
BREAKERS: list[tuple[str, str, dict[str, object]]] = [
    (
        "attendance-marks",
        "mark-for-the-session",
        {"code": "/", "session": "PM", "day": DAYS["late"]},
    ),
    (
        "attendance-census",
        "sessions_authorised-above-sessions_possible",
        {"sessions_authorised": 11, "sessions_possible": 10},
    ),
    (
        "attendance-census",
        "sessions_unauthorised-above-sessions_possible",
        {"sessions_unauthorised": 11, "sessions_possible": 10},
    ),
    ("attendance-census", "reasons-above-possible", {"sessions_possible": 3, "reason_i": 4}),
    ("exclusions", "permanent-with-an-end", {"kind": "permanent", "sessions": 4}),
    ("exclusions", "suspension-without-length", {"kind": "suspension", "sessions": None}),
    (
        "domestic-abuse-workers",
        "vacancy-with-a-start",
        {"state": "recruiting", "start": DAYS["late"]},
    ),
    ("domestic-abuse-workers", "filled-without-a-start", {"state": "filled", "start": None}),
    ("training", "names-somebody", {"person": "alice@council.example"}),
    ("camhs-access", "rate-against-numbers", {"seen": 11, "estimated": 100, "rate": 0.11}),
    ("camhs-access", "nothing-reported", {"organisation": "Oxford Health", "seen": None}),
    ("early-years-profile", "exceeding-since-2021", {"academic_year": 2022, "elg_reading": "3"}),
    (
        "early-years-profile",
        "level-against-goals",
        {"academic_year": 2022, "gld": True, **dict.fromkeys(GOALS, "2"), "elg_number": "1"},
    ),
]
RULES = [(dataset, rule) for dataset in KINDS for rule in dataset.rules]
QUICK = [(dataset, rule) for dataset, rule in RULES if rule.suspects is not None]
RULE_NAMES = [f"{dataset.name}-{rule.name}" for dataset, rule in RULES]


def _breaker(dataset: Dataset, rule: str) -> dict[str, object]:
    """A row that breaks a rule, and nothing else in it."""
    for name, of, row in BREAKERS:
        if (name, of) == (dataset.name, rule):
            return row
    if "-before-" in rule:
        later, earlier = rule.split("-before-")
        return {later: DAYS["early"], earlier: DAYS["late"]}
    if "-without-" in rule:
        one, other = rule.split("-without-")
        return {one: DAYS["late"], other: None}
    on = rule.removeprefix("age-at-")
    return {"birth": date(1950, 1, 1), on: DAYS["late"]}


@pytest.mark.parametrize(("dataset", "rule"), RULES, ids=RULE_NAMES)
def test_a_row_that_breaks_a_rule_is_told_and_an_empty_one_is_not(dataset, rule):
    row = _breaker(dataset, rule.name)

    sentence = rule.check(row)

    assert sentence is not None
    assert sentence.endswith(".")
    assert rule.check({}) is None
    assert set(row) <= _names(dataset)


@pytest.mark.parametrize(("dataset", "rule"), QUICK, ids=[f"{d.name}-{r.name}" for d, r in QUICK])
def test_the_quick_look_at_a_table_finds_every_row_that_breaks_the_rule(dataset, rule):
    bad = _breaker(dataset, rule.name)
    table = pa.table(
        {
            name: pa.array([None, value], pa.date32() if value is None else None)
            for name, value in bad.items()
        }
    )

    assert rule.suspects(table).fill_null(False).to_pylist() == [False, True]
    assert rule.suspects(pa.table({"another": [1, 2]})).to_pylist() == [False, False]


def test_two_days_that_are_the_same_are_in_order():
    rule = next(rule for rule in kind("exclusions").rules if rule.name == "end-before-start")

    assert rule.check({"start": DAYS["late"], "end": DAYS["late"]}) is None


def test_a_placement_before_its_exclusion_says_both_days():
    rule = next(rule for rule in kind("placements").rules if rule.name == "start-before-excluded")

    assert rule.check({"excluded": DAYS["late"], "start": DAYS["early"]}) == (
        "The provision's first day, 10/01/2020, comes before the exclusion's first day, "
        "20/01/2020. Put the wrong one of the two right."
    )


@pytest.mark.parametrize(
    ("birth", "faulty"),
    [
        (date(2015, 1, 20), False),
        (date(2003, 1, 10), False),
        (date(2002, 1, 10), True),
        (date(2020, 1, 1), True),
    ],
)
def test_a_child_missing_education_is_about_of_school_age(birth, faulty):
    rule = next(rule for rule in kind("children-missing-education").rules if "age" in rule.name)

    assert (rule.check({"birth": birth, "start": DAYS["late"]}) is not None) == faulty


def test_the_reference_page_is_up_to_date():
    written = Path(__file__).parents[2] / "docs/reference/datasets.md"

    assert written.read_text(encoding="utf-8") == page(), (
        "make it again from headway.evidence.reference.page()"
    )


def test_the_reference_page_has_a_line_for_every_column():
    text = page()

    for dataset, column in COLUMNS:
        section = text.split(f"\n## {dataset.name}\n")[1].split("\n## ")[0]
        assert f"| `{column.name}` |" in section


def _names(dataset: Dataset) -> set[str]:
    return {column.name for column in dataset.columns}


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9]", "", header.casefold())
