"""`headway benchmark`: a gap between two published rates, and a rate of two published numbers."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from headway.cli import main
from headway.planfile import example_path, load
from tests.small_plan import SMALL_PLAN

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,headcount,perm_excl,gld_percent,fsm_percent\n"
)
ENGLAND = "National,E92000001,England,,,,,"
PLACE = "Local authority,E92000001,England,E12000008,South East,{},,{}"
ROWS = {
    ENGLAND: "8000000,7600,71.5,56.6",
    PLACE.format("931", "Oxfordshire"): "88000,44,73.1,50.0",
    PLACE.format("850", "Hampshire"): "180000,c,74.6,c",
}


Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(capsys, tmp_path):
    path = tmp_path / "made_up_201718.csv"
    lines = [f"201718,Academic year,{place},{figures}" for place, figures in ROWS.items()]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    assert main(["benchmark", "load", str(path), "--data", str(tmp_path)]) == 0

    def benchmark(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["benchmark", *arguments, "--data", str(tmp_path)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return benchmark


def show(ask: Ask, *arguments: str) -> str:
    status, out, err = ask("show", *arguments, "--area", "931")
    assert (status, err) == (0, "")
    return out


def test_a_gap_is_one_rate_less_another_of_the_same_place_and_names_both(ask):
    out = show(ask, "made_up:gld_percent", "--less", "fsm_percent")

    assert "Oxfordshire  23.1" in out
    assert "England      14.9" in out
    assert "Oxfordshire: 73.1% less 50% (row 3 of made_up_201718.csv), each rounded." in out
    assert "lower is better" in out


def test_where_one_of_the_two_is_withheld_there_is_no_gap(ask):
    status, out, _ = ask("show", "made_up:gld_percent", "--less", "fsm_percent", "--area", "850")

    assert status == 0
    assert "74.6" not in out
    assert "suppressed" in out


def test_a_rate_is_made_of_the_numbers_that_one_row_has(ask):
    made = show(ask, "made_up:perm_excl", "--base", "headcount", "--rate-per", "10000", "--json")

    own = json.loads(made)["area"]
    assert (own["value"], own["numerator"], own["denominator"]) == (5.0, 44, 88_000)


def test_a_measure_stays_bound_to_the_gap_when_it_is_filled_anew(ask, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(SMALL_PLAN, encoding="utf-8")
    bind = ("bind", str(plan), "--measure", "calls")

    ask(*bind, "--series", "made_up:gld_percent", "--less", "fsm_percent", "--area", "931")
    once = load(plan).benchmarks
    ask(*bind)
    again = load(plan).benchmarks

    assert [(one.area, one.value) for one in once[:2]] == [("England", 14.9), ("Oxfordshire", 23.1)]
    assert again == once
    assert "gld_percent less made_up:fsm_percent" in once[0].source


def test_whoever_binds_a_gap_is_told_of_what_it_is_made_and_from_whom_the_plan_s_is_taken(
    ask, tmp_path
):
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(example_path().read_bytes())
    bind = ("bind", str(plan), "--measure", "free-school-meals-gap", "--area", "931", "--dry-run")

    _, out, _ = ask(*bind, "--series", "made_up:gld_percent", "--less", "fsm_percent")

    assert "It is made_up:gld_percent less fsm_percent." in out
    assert 'own gap is taken from "Good level of development, all other pupils".' in out
    assert "read them apart" not in out


def test_whoever_binds_numbers_is_told_that_large_places_have_more(ask, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(SMALL_PLAN, encoding="utf-8")
    bind = ("bind", str(plan), "--measure", "calls", "--area", "931", "--dry-run")

    _, numbers, _ = ask(*bind, "--series", "made_up:perm_excl")
    _, rates, _ = ask(*bind, "--series", "made_up:perm_excl", "--base", "headcount",
                      "--rate-per", "10000")  # fmt: skip

    assert "A number is larger where more children live" in numbers
    assert "larger where" not in rates


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("made_up:gld_percent", "--less", "headcount"), "between two series in %"),
        (("made_up:gld_percent", "--less", "rain"), "no indicator called"),
        (("made_up:gld_percent", "--less", "fsm_percent", "--rate-per", "9"), "leave one"),
        (("made_up:perm_excl", "--base", "headcount"), "--rate-per 10000"),
        (("made_up:perm_excl", "--base", "fsm_percent", "--rate-per", "100"), "not a count"),
    ],
)
def test_two_series_that_do_not_go_together_are_refused_in_a_sentence(ask, arguments, said):
    status, out, err = ask("show", *arguments, "--area", "931")

    assert (status, out) == (2, "")
    assert said in err


def test_the_published_gap_and_the_published_numbers_give_what_an_analyst_gets(
    capsys, tmp_path: Path, shared: Path
):
    published = shared / "data" / "published"
    files = ("lait_bds_long_selected.csv", "lait_data_dictionary_selected.csv",
             "exclusions_by_geographic_level.csv")  # fmt: skip
    main(["benchmark", "load", *(str(published / name) for name in files), "--data", str(tmp_path)])
    asked = (
        ("lait:FSP_NEW_GOODDEV", "--less", "lait:FSP_Gooddev_FSM", "--period", "2024/25"),
        ("exclusions_by_geographic_level:perm_excl", "--base", "headcount", "--rate-per", "10000",
         "--period", "2016/17"),
    )  # fmt: skip

    values = []
    for arguments in asked:
        capsys.readouterr()
        main(["benchmark", "show", *arguments, "--area", "931", "--json", "--data", str(tmp_path)])
        said = json.loads(capsys.readouterr().out)
        values.append((said["area"]["value"], said["england"]["value"]))

    assert values[0] == (27.3, 17.0)  # 70.4 − 43.1 and 68.3 − 51.3
    assert [round(one, 2) for one in values[1]] == [5.46, 9.62]
