"""`headway disclosure`, as a person and as a program use it."""

import json
from pathlib import Path

import pytest

from headway.cli import main

SPRING = """\
Area,SEN support,EHC plan,No SEN,Total
North,3,9,31,43
South,12,7,18,37
East,8,2,44,54
West,0,11,23,34
Total,23,29,116,168
"""
SUMMER = """\
Area,SEN support,EHC plan,No SEN,Total
North,3,9,31,43
South,12,7,18,37
East,9,6,44,59
West,0,11,23,34
Total,24,33,116,173
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("spring.csv").write_text(SPRING, encoding="utf-8")
    Path("summer.csv").write_text(SUMMER, encoding="utf-8")
    return tmp_path


def protected(*words: str) -> int:
    return main(["disclosure", "protect", *words])


def attacked(*words: str) -> int:
    return main(["disclosure", "attack", *words])


def test_a_table_comes_back_with_as_few_marks_as_it_takes(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert protected("spring.csv") == 0

    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[0] == SPRING.splitlines()[0]
    assert lines[1] == "North,c,c,31,43"
    assert told.out.count("c,c") == 2
    assert "4 of 20 counts are hidden: 2 small, 2 to protect them" in told.err


def test_what_was_protected_stands_the_attack(folder: Path, capsys: pytest.CaptureFixture[str]):
    protected("spring.csv", "-o", "public.csv", "--symbol", "*")
    protected("spring.csv", "-o", "public.json", "--edition", "Spring 2020", "--at", "2020-05-31")
    capsys.readouterr()

    assert attacked("public.csv") == attacked("public.json") == 0

    told = capsys.readouterr().out
    assert told.count("0 of 4 hidden cells recovered from 1 edition.") == 2
    assert "2 to 10" in told


def test_small_counts_alone_hidden_are_recovered_and_the_command_ends_with_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    Path("public.csv").write_text(
        SPRING.replace("North,3", "North,c").replace("East,8,2", "East,8,c"), encoding="utf-8"
    )

    assert attacked("public.csv") == 1

    told = capsys.readouterr().out
    assert "North / SEN support  public  3  RECOVERED" in told
    assert "2 of 2 hidden cells recovered from 1 edition." in told


def test_a_program_gets_the_intervals(folder: Path, capsys: pytest.CaptureFixture[str]):
    protected("spring.csv", "-o", "public.json")
    capsys.readouterr()

    assert attacked("public.json", "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["hidden"], told["recovered"], told["exposed"]) == (4, 0, 0)
    assert {"id", "editions", "shown", "low", "high", "recovered", "exposed"} == set(
        told["figures"][0]
    )


def test_what_came_in_since_the_last_edition_is_protected_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    protected("spring.csv", "--as", "T4", "-o", "spring.json")
    protected("summer.csv", "--as", "T5", "-o", "alone.json")
    protected("summer.csv", "--as", "T5", "--since", "spring.json", "-o", "summer.json")

    assert attacked("spring.json", "summer.json") == 0
    text = json.loads(Path("summer.json").read_text(encoding="utf-8"))
    shown = {one["id"]: one["shown"] for one in text["cells"]}
    assert shown["T5: East / Total"] == "hidden"
    assert shown["T5: East / Total, since then"] == "unprinted"
    alone = json.loads(Path("alone.json").read_text(encoding="utf-8"))
    assert {"id": "T5: East / Total", "shown": "printed", "value": 59} in alone["cells"]


def test_an_earlier_edition_under_other_names_is_said_to_be_of_no_use(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    protected("spring.csv", "--as", "T4", "-o", "spring.json")
    capsys.readouterr()

    protected("summer.csv", "--as", "T5", "--earlier", "spring.json")

    assert '"spring" shares no figure with this table' in capsys.readouterr().err


def test_rounded_counts_still_add_up_and_nothing_is_hidden(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert protected("spring.csv", "--round", "5") == 0

    told = capsys.readouterr()
    rows = [[int(word) for word in line.split(",")[1:]] for line in told.out.splitlines()[1:]]
    assert all(value % 5 == 0 for row in rows for value in row)
    assert all(sum(row[:3]) == row[3] for row in rows)
    assert [sum(column) for column in zip(*rows[:4], strict=True)] == rows[4]
    assert "every sum holds" in told.err


def test_a_count_rounded_before_stays_as_it_was(folder: Path):
    protected("spring.csv", "--round", "5", "-o", "first.json")
    protected("spring.csv", "--round", "5", "--earlier", "first.json", "-o", "second.json")

    first, second = (
        json.loads(Path(name).read_text(encoding="utf-8"))["cells"]
        for name in ("first.json", "second.json")
    )
    assert first == second


def test_a_tidy_table_is_read_as_well(folder: Path, capsys: pytest.CaptureFixture[str]):
    Path("tidy.csv").write_text(
        "year,area,need,n\n2020,N,a,3\n2020,N,b,8\n2020,N,all,11\n2020,S,a,7\n2020,S,b,9\n"
        "2020,S,all,16\n2020,all,a,10\n2020,all,b,17\n2020,all,all,27\n",
        encoding="utf-8",
    )

    assert protected("tidy.csv") == 0

    out = capsys.readouterr().out
    assert out.count(",c\n") == 4
    assert "2020,all,all,27" in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SPRING.replace("168", "169"), "its parts make 168 and the total says 169"),
        (SPRING.replace("31", "-1"), '"North / No SEN" is -1'),
        (SPRING.replace("31", "3.5"), "whole numbers"),
        (SPRING.replace("31", ""), "row 2, No SEN is empty"),
        (SPRING.replace("31", "many many"), 'got "many many"'),
        (SPRING.replace("North,3", "North,c"), "hidden in the table already"),
        (SPRING.replace("South", "North"), "is there twice"),
        (SPRING.replace(",31", ""), "row 2 has 4 columns"),
        ("", "is not a table"),
        ("Area,Words\nNorth,some\n", "no column of numbers"),
        ("a,b\n1,2\0\n", "no text"),
    ],
)
def test_a_table_that_cannot_be_protected_says_why_in_one_sentence(
    text: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    Path("bad.csv").write_text(text, encoding="utf-8")

    assert protected("bad.csv") == 2

    error = capsys.readouterr().err
    assert told in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["protect", "nowhere.csv"],
        ["attack", "nowhere.json"],
        ["protect", "spring.csv", "--threshold", "0"],
        ["protect", "spring.csv", "--round", "1"],
        ["protect", "spring.csv", "--symbol", "5"],
        ["protect", "spring.csv", "--earlier", "nowhere.json"],
        ["protect", "spring.csv", "-o", "spring.csv/public.csv"],
    ],
)
def test_what_cannot_be_used_ends_with_two_and_one_sentence(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["disclosure", *words]) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("headway: ")
    assert len(told.err.splitlines()) == 1


def test_a_count_that_nothing_can_protect_any_more_is_named_with_what_gives_it_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    cells = [("EHC plan", 9), ("No SEN", 31), ("Total", 43)]
    told = {
        "format": "headway-published/1",
        "edition": "Autumn",
        "cells": [{"id": f"North / {need}", "value": value} for need, value in cells],
    }
    Path("autumn.json").write_text(json.dumps(told), encoding="utf-8")

    assert protected("spring.csv", "--earlier", "autumn.json") == 2

    error = capsys.readouterr().err
    assert '"North / SEN support" cannot be protected' in error
    assert "withdrawn" in error


def test_a_year_to_date_that_fell_is_told(folder: Path, capsys: pytest.CaptureFixture[str]):
    protected("summer.csv", "--as", "T4", "-o", "first.json")
    capsys.readouterr()

    assert protected("spring.csv", "--as", "T5", "--since", "first.json") == 2

    assert "a year to date cannot fall" in capsys.readouterr().err


def test_two_tables_of_the_year_to_date_need_names_of_their_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    protected("spring.csv", "-o", "first.json")
    capsys.readouterr()

    assert protected("summer.csv", "--since", "first.json") == 2

    assert "a name of its own" in capsys.readouterr().err


def test_a_small_count_that_is_out_already_is_said_to_be_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert protected("spring.csv", "--earlier", "spring.csv") == 0

    told = capsys.readouterr()
    assert told.out == SPRING
    assert "nothing hides them now" in told.err
    assert '"North / SEN support", "East / EHC plan"' in told.err


def test_a_count_that_one_school_makes_up_is_hidden_and_the_school_s_share_never_printed(
    tmp_path, capsys
):
    lines = ("North,90,30", "South,60,58", "East,70,20", "West,80,30", "Total,300,90")
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(("area,count,largest", *lines)) + "\n")

    assert main(["disclosure", "protect", str(path), "--dominance", "80"]) == 0

    printed = capsys.readouterr().out
    assert "South,c" in printed
    assert "largest" not in printed
    assert printed.count(",c\n") == 2


def test_a_contributor_who_holds_more_than_there_is_is_refused(tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_text("area,count,largest\nNorth,9,30\nSouth,60,58\n")

    assert main(["disclosure", "protect", str(path), "--dominance", "80"]) == 2
    assert "cannot hold 30 of 9" in capsys.readouterr().err
