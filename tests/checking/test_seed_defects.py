"""
Every defect that is known of two real reports is found, or shown as a doubt.

The reports are read as a person would read them: `headway import`, then `headway check`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from headway.checking.checker import check
from headway.cli import main
from headway.domain.doubts import DoubtReason
from headway.domain.plan import Plan, Row
from headway.importing.taking_in import take_in
from headway.planfile import example_path, load

YEAR_2, YEAR_3 = "year-2-2019-20", "year-3-2020-21"
AS_AT = {YEAR_2: date(2020, 5, 31), YEAR_3: date(2021, 6, 30)}


@dataclass(frozen=True)
class Defect:
    """
    Something that is wrong with a report.

    Attributes:
        outcome: Of the row concerned; empty for the plan as a whole.
        row: Its number among the measures, or words of its text.
        codes: Rules, any of which says it.
        reasons: Doubts, any of which shows it.
        says: A word that the sentence must have.
    """

    what: str
    year: str
    outcome: str = ""
    row: str = ""
    codes: tuple[str, ...] = ()
    reasons: tuple[DoubtReason, ...] = ()
    says: str = ""


DEFECTS = (
    Defect("the figure is for last year", YEAR_2, "be successful", "1", ("HW107",)),
    Defect("per cent where points are meant", YEAR_2, "be successful", "2", ("HW110",)),
    Defect("no time for a standing rule", YEAR_2, "be successful", "4", ("HW103",)),
    Defect("children or exclusions", YEAR_2, "be successful", "5", ("HW117",)),
    Defect("children or exclusions", YEAR_2, "be successful", "6", ("HW117",)),
    Defect("no number to reach", YEAR_2, "be successful", "9", ("HW101",)),
    Defect("the year before the report's", YEAR_2, "be successful", "9", ("HW106", "HW107")),
    Defect(
        "a figure that was destroyed",
        YEAR_2,
        "be successful",
        "12",
        ("HW308",),
        (DoubtReason.LOST_FIGURE,),
    ),
    Defect(
        "the words before a figure were destroyed",
        YEAR_2,
        "be successful",
        "13",
        ("HW501",),
        (DoubtReason.GARBLED_TEXT, DoubtReason.UNPAIRED_PROGRESS),
    ),
    Defect("two counts in one", YEAR_2, "be successful", "14", ("HW113",)),
    Defect("so few that they are known", YEAR_2, "be successful", "14", ("HW502",)),
    Defect("nurses under two names", YEAR_2, "be successful", "data is shared", ("HW401",)),
    Defect("a target in the progress only", YEAR_2, "be healthy", "2", ("HW111",)),
    Defect("a survey as a measure", YEAR_2, "be supported", "as benchmark", ("HW115",)),
    Defect(
        "the national figure was never collected",
        YEAR_3,
        "be successful",
        "2",
        ("HW310",),
        (DoubtReason.OTHER_SUBJECT,),
    ),
    Defect("inspections were suspended", YEAR_3, "be successful", "6", ("HW310",)),
    Defect("nothing says if more is better", YEAR_3, "be healthy", "3", ("HW102",)),
    Defect("children or meetings", YEAR_3, "be healthy", "3", ("HW117",)),
    Defect("a ceiling or a hope", YEAR_3, "be healthy", "6", ("HW112",)),
    Defect("a pointer to no figure", YEAR_3, "be healthy", "6", ("HW303",)),
    Defect("a target in the progress only", YEAR_3, "be healthy", "7", ("HW111",)),
    Defect("at last publication", YEAR_3, "be healthy", "7", ("HW316",)),
    Defect("an answer to the schools' pilot", YEAR_3, "be safe", "2", ("HW301",)),
    Defect("workers instead of a plan", YEAR_3, "be safe", "3", ("HW301",)),
    Defect("workers instead of notifications", YEAR_3, "be safe", "4", ("HW301",)),
    Defect("workers instead of guidance", YEAR_3, "be safe", "5", ("HW301",)),
    Defect("a scheme under two names", YEAR_3, "", "", ("HW401",), says="FSPM"),
    Defect("an outcome under two names", YEAR_3, "", "", ("HW401",), says="HAPPY"),
    Defect("led by TBC", YEAR_3, "be supported", "accessible", ("HW201",)),
)


@dataclass(frozen=True)
class Found:
    """What an import and a check of a report gave."""

    plan: Plan
    findings: tuple[tuple[str, str | None, str], ...]


@pytest.fixture(scope="module")
def read(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Found]:
    """Imports and checks each report once."""
    known: dict[str, Found] = {}

    def found(year: str) -> Found:
        if year not in known:
            path = tmp_path_factory.mktemp("reports") / f"{year}.yaml"
            source = shared / "documents" / "seeds" / f"{year}.txt"
            assert main(["import", str(source), "-o", str(path)]) == 0
            plan = load(path)
            findings = check(plan, AS_AT[year]).findings
            known[year] = Found(plan, tuple((f.code, f.row, f.sentence) for f in findings))
        return known[year]

    return found


def row_of(plan: Plan, outcome: str, wanted: str) -> Row:
    """The measure with that number, or the row with those words, under that outcome."""
    under = {
        area.id
        for area in plan.areas
        if plan.outcome(area.outcome).title.casefold().startswith(outcome)
    }
    rows = [row for row in plan.rows() if row.area in under]
    if wanted.isdigit():
        return next(row for row in plan.measures if row in rows and row.number == wanted)
    return next(row for row in rows if wanted in row.text)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: f"{one.year[:6]} {one.what}")
def test_each_known_defect_of_a_report_is_found_or_doubted(
    defect: Defect, read: Callable[[str], Found]
):
    found = read(defect.year)
    row = row_of(found.plan, defect.outcome, defect.row).id if defect.row else None

    said = [
        code
        for code, where, sentence in found.findings
        if code in defect.codes and (row is None or where == row) and defect.says in sentence
    ]
    doubted = [
        doubt.reason
        for doubt in found.plan.doubts
        if doubt.row == row and doubt.reason in defect.reasons
    ]
    # That the data was not collected may be held as a state, which is better than a finding.
    stated = "HW310" in defect.codes and any(
        one.row == row and one.state is not None for one in found.plan.observations
    )
    assert said or doubted or stated


def test_the_plan_was_extended_and_the_plan_says_so(read: Callable[[str], Found]):
    assert any("2023" in words for words in read(YEAR_3).plan.extensions)


def test_a_lost_figure_stays_lost(read: Callable[[str], Found]):
    plan = read(YEAR_2).plan
    row = row_of(plan, "be successful", "12").id

    assert [one.value for one in plan.observations if one.row == row] in ([], [None])


def test_no_percentage_of_the_reports_is_taken_for_impossible(read: Callable[[str], Found]):
    for year in AS_AT:
        codes = {code for code, _, _ in read(year).findings}
        assert codes.isdisjoint({"HW305", "HW306", "HW307", "HW311", "HW312", "HW313", "HW314"})


def test_a_priority_under_two_names_is_found():
    """The cover says "missing out on", the heading says "not engaged in"."""
    plan = load(example_path())
    outcome = replace(plan.outcomes[0], priority="Children missing out on education")

    found = check(
        replace(plan, outcomes=(outcome, *plan.outcomes[1:]), aliases=()), AS_AT[YEAR_3]
    ).findings

    assert any(one.code == "HW401" and "missing out" in one.sentence for one in found)


def test_a_focus_that_next_years_report_calls_otherwise_is_found(shared: Path):
    """Year 2 says "missing out on education", year 3 "not engaged in education"."""
    seeds = shared / "documents" / "seeds"
    plan, _ = take_in([seeds / f"{name}.txt" for name in AS_AT])

    found = check(plan, AS_AT[YEAR_3]).findings

    assert any(
        one.code == "HW401"
        and "missing out" in one.sentence.lower()
        and "not engaged" in one.sentence.lower()
        for one in found
    )


def test_the_example_plan_has_the_same_faults_as_the_reports_it_is_made_from():
    plan = load(example_path())
    rows = {
        (row_of(plan, "be safe", "4").id, "HW301"),
        (row_of(plan, "be safe", "5").id, "HW301"),
        (row_of(plan, "be healthy", "6").id, "HW112"),
        (row_of(plan, "be healthy", "6").id, "HW303"),
        (row_of(plan, "be healthy", "7").id, "HW108"),
    }

    found = {(one.row, one.code) for one in check(plan, AS_AT[YEAR_3]).findings}

    assert rows <= found


def test_the_defects_of_a_report_come_out_of_the_command_too(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "plan.yaml"
    source = shared / "documents" / "seeds" / f"{YEAR_3}.txt"
    assert main(["import", str(source), "-o", str(path)]) == 0
    capsys.readouterr()

    assert main(["check", str(path), "--at", "2021-06-30", "--format", "json"]) == 1

    told = json.loads(capsys.readouterr().out)
    assert {"HW301", "HW401", "HW201"} <= {one["code"] for one in told["findings"]}
    assert all(one["line"] for one in told["findings"] if one["row"])
