"""`headway check`, as a person and as a program use it."""

import json
from pathlib import Path

import pytest

from headway.checking.examples import plan_file
from headway.checking.explaining import FAMILIES, reference_page
from headway.checking.rules import RULES
from headway.checking.rules.missing_parts import NO_NUMBER
from headway.checking.rules.targets import PERCENT_FOR_POINTS
from headway.cli import main

CHECKOUT = Path(__file__).parents[2]
WELL_MADE = Path(__file__).parent / "well_made.yaml"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(plan_file(NO_NUMBER.bad), encoding="utf-8")
    return path


def test_a_clean_plan_ends_with_nought(capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(WELL_MADE), "--at", "2025-06-15"]) == 0

    assert capsys.readouterr().out == "Nothing found in 10 rows.\n"


def test_a_fault_ends_with_one_and_says_where_what_and_what_to_do(
    faulty: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["check", str(faulty), "--select", "HW101"]) == 1

    assert capsys.readouterr().out == (
        f"{faulty}:11: error HW101 no-number [timetables]\n"
        '    "Reduce the number of children on part-time timetables in…" promises a decrease '
        "and names no number to reach.\n"
        f"    → {NO_NUMBER.hint}\n"
        "\n"
        "1 error in 1 row.\n"
    )


def test_notes_alone_do_not_fail_a_check(tmp_path: Path):
    path = tmp_path / "plan.yaml"
    path.write_text(plan_file(PERCENT_FOR_POINTS.bad), encoding="utf-8")

    assert main(["check", str(path), "--select", "HW110"]) == 0


def test_a_program_gets_the_same_in_a_stable_form(faulty: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(faulty), "--select", "HW101", "--format", "json"]) == 1

    told = json.loads(capsys.readouterr().out)
    assert {"version", "plan", "rows", "findings", "ignored"} == set(told)
    (found,) = told["findings"]
    assert (found["code"], found["row"], found["line"]) == ("HW101", "timetables", 11)
    assert found["severity"] == "error"


@pytest.mark.parametrize(
    "arguments",
    [["nowhere.yaml"], [], ["plan.yaml", "--select", "HW999"], ["--explain", "nothing"]],
)
def test_what_cannot_be_used_ends_with_two_and_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
):
    assert main(["check", *arguments]) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("headway: ")
    assert len(told.err.splitlines()) == 1


def test_a_day_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["check", str(WELL_MADE), "--at", "2020-02-30"])

    assert ended.value.code == 2
    assert "such as 2020-05-31" in capsys.readouterr().err


def test_a_rule_is_explained_with_its_example(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--explain", "HW101"]) == 0

    told = capsys.readouterr().out
    assert NO_NUMBER.title in told
    assert "on part-time timetables to 250" in told


def test_every_rule_is_listed_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--list"]) == 0

    assert len(capsys.readouterr().out.splitlines()) == len(RULES)


def test_the_reference_page_is_up_to_date():
    page = (CHECKOUT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")

    assert page == reference_page(), (
        "docs/reference/rules.md is out of date; "
        "run: headway check --reference > docs/reference/rules.md"
    )


def test_every_rule_belongs_to_a_family_of_the_reference_page():
    assert {rule.code[:3] for rule in RULES} == set(FAMILIES)
