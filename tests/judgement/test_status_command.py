"""`headway status`, as an officer runs it."""

import json
from datetime import date
from pathlib import Path

import pytest

from headway.cli.main import main
from headway.planfile import dumps
from tests.judgement.plans import YEAR_TWO


@pytest.fixture
def plan_file(tmp_path: Path) -> str:
    path = tmp_path / "plan.yaml"
    path.write_text(dumps(YEAR_TWO), encoding="utf-8")
    return str(path)


def test_the_board_sees_each_measure_with_a_word_a_shape_and_a_reason(plan_file, capsys):
    assert main(["status", plan_file, "--at", "2020-05-31"]) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert "As known on 31 May 2020." in shown
    assert "18 measures" in shown
    assert "4 ■ Breached" in shown
    assert "Be Successful: Missing out on education" in shown
    assert "■ BREACHED 3. Fewer permanent exclusions 70 permanent exclusions by the end" in shown
    assert "Forecast: about 97" in shown


def test_lines_fit_the_terminal(plan_file, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")

    main(["status", plan_file, "--at", "2020-05-31"])

    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 60


def test_without_a_day_it_is_judged_today_and_says_so(plan_file, capsys):
    main(["status", plan_file])

    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "Children's plan"
    assert second.startswith("As known today, ")
    assert str(date.today().year) in second  # noqa: DTZ011 - the command's own default


def test_tools_read_the_same_as_json(plan_file, capsys):
    main(["status", plan_file, "--at", "2020-05-31", "--format", "json"])

    told = json.loads(capsys.readouterr().out)
    assert (told["at"], told["at_given"]) == ("2020-05-31", True)
    assert told["counts"]["breached"] == 4
    exclusions = told["measures"][2]
    assert exclusions["status"] == "breached"
    assert exclusions["rule"] == "ceiling-passed"
    assert exclusions["latest"]["period"] == "AY 2019/20 T4"
    assert exclusions["travel"]["before"] == 52
    assert exclusions["projection"]["value"] == 97
    assert [part["latest"]["value"] for part in told["measures"][13]["parts"]] == [16, 2]


def test_the_same_day_gives_the_same_bytes(plan_file, capsys):
    runs = []
    for _ in range(2):
        main(["status", plan_file, "--at", "2020-05-31", "--format", "json"])
        runs.append(capsys.readouterr().out)

    assert runs[0] == runs[1]


def test_one_area_can_be_asked_for_by_a_part_of_its_name(plan_file, capsys):
    assert main(["status", plan_file, "--at", "2020-05-31", "--area", "MISSING out"]) == 0

    assert "18 measures" in capsys.readouterr().out


def test_an_area_that_is_not_there_is_answered_with_those_that_are(plan_file, capsys):
    assert main(["status", plan_file, "--area", "housing"]) == 2

    error = capsys.readouterr().err
    assert 'no area of focus is called "housing"' in error
    assert "Missing out on education" in error


def test_a_day_in_another_order_is_answered_with_the_right_one(plan_file, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["status", plan_file, "--at", "31/05/2020"])

    assert stopped.value.code == 2
    assert "write it as year-month-day" in capsys.readouterr().err


def test_a_plan_that_is_not_there_is_one_sentence(capsys):
    assert main(["status", "nowhere.yaml"]) == 2

    assert capsys.readouterr().err.startswith("headway: ")
