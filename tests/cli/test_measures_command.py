"""`headway measures`: an analyst asks what can be computed, computes it, and asks where from."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from headway.analytics.definitions import DEFINITIONS
from headway.analytics.explaining import reference_page
from headway.cli import main
from headway.planfile import load
from tests import agencies

TERM = "AY 2023/24 T4"
CSV = ("--format", "csv")


@pytest.fixture
def ask(capsys):
    def measures(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["measures", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return measures


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a register of schools and fifteen suspensions."""
    folder = tmp_path_factory.mktemp("county")
    for kind, file in agencies.write(folder).items():
        assert main(["data", "load", kind, str(file), "--data", str(folder / "data")]) == 0
    return folder / "data"


def test_every_measure_is_listed_with_what_must_be_loaded(ask):
    status, out, _ = ask("list", "--format", "csv")

    rows = list(csv.DictReader(StringIO(out)))
    assert status == 0
    assert [row["name"] for row in rows] == [one.name for one in DEFINITIONS]
    assert all(row["made_from"] and "attendance-totals" not in row["made_from"] for row in rows)


def test_a_word_narrows_the_list_and_a_strange_one_is_answered_in_a_sentence(ask):
    _, absence, _ = ask("list", "ABSENCE")
    _, nothing, _ = ask("list", "zebra")

    assert "persistent-absence" in absence
    assert "suspensions" not in absence
    assert nothing == 'No measure holds the words "zebra".\n'


def test_a_definition_is_told_in_words_with_its_caveats_and_breaks(ask):
    _, out, _ = ask("show", "persistent-absence")

    said = " ".join(out.split())
    assert "10% or more of their own possible sessions" in said
    assert "attendance-marks, enrolments, schools; or attendance-census" in said
    assert "A tenth exactly counts." in said
    assert "Schools closed to most pupils after 20 March 2020" in said


def test_a_program_gets_the_same_definition(ask):
    _, out, _ = ask("show", "persistent-absence", "--format", "json")

    told = json.loads(out)
    assert (told["unit"], told["decimals"], told["polarity"]) == ("%", 1, "lower is better")
    assert told["made_from"][0] == ["attendance-marks", "enrolments", "schools"]


def test_an_unknown_measure_is_answered_with_those_there_are(ask):
    status, _, err = ask("show", "persistent-absense")

    assert status == 2
    assert "persistent-absence" in err


def test_the_reference_page_is_the_definitions_as_they_are():
    written = Path(__file__).parents[2] / "docs/reference/measures.md"

    assert written.read_text(encoding="utf-8") == reference_page(DEFINITIONS)


def test_suspensions_and_pupils_are_counted_and_split_and_pupils_never_added_up(ask, county):
    status, out, err = ask(
        "compute", "suspensions", "pupils-suspended", "--period", TERM, "--by", "phase",
        "--data", str(county), "--format", "csv",
    )  # fmt: skip

    rows = list(csv.DictReader(StringIO(out)))
    assert (status, err) == (0, "")
    assert [(row["measure"], row["phase"], row["value"]) for row in rows] == [
        ("suspensions", "all", "15"),
        ("suspensions", "primary", "3"),
        ("suspensions", "secondary", "12"),
        ("pupils-suspended", "all", "13"),
        ("pupils-suspended", "primary", "3"),
        ("pupils-suspended", "secondary", "11"),
    ]


def test_the_slow_engine_says_the_same(ask, county):
    asked = ("compute", "suspensions", "--period", TERM, "--by", "phase,sen", "--data", str(county))

    _, fast, _ = ask(*asked, "--format", "csv")
    _, slow, _ = ask(*asked, "--format", "csv", "--engine", "reference")

    assert fast == slow


def test_what_everybody_may_see_gives_no_small_number_away(ask, county):
    _, out, _ = ask(
        "compute", "suspensions", "--period", TERM, "--by", "phase,sen", "--public",
        "--data", str(county), "--format", "csv",
    )  # fmt: skip

    shown = {(row["phase"], row["sen"]): row["value"] for row in csv.DictReader(StringIO(out))}
    assert shown["all", "all"] == "15"
    assert shown["primary", "all"] == shown["secondary", "all"] == "c"  # 15 less 12 would be 3
    assert shown["all", "yes"] == shown["all", "no"] == "c"
    numbers = [int(value) for value in shown.values() if value != "c"]
    assert all(number > 5 for number in numbers)


def test_tidy_figures_are_a_row_for_each_number(ask, county):
    _, out, _ = ask(
        "compute", "suspensions", "--period", TERM, "--data", str(county), "--format", "tidy"
    )

    assert [(row["indicator"], row["figure"]) for row in csv.DictReader(StringIO(out))] == [
        ("value", "15"),
        ("numerator", "15"),
    ]


def test_a_figure_explains_itself_down_to_its_files_and_its_query(ask, county):
    _, out, _ = ask("explain", "suspensions", "--period", TERM, "--data", str(county))

    said = " ".join(out.split())
    assert "synthetic-exclusions.csv, load 2, 15 rows kept" in said
    assert "15 exclusions and suspensions in the file" in said
    assert "everybody: 15" in said
    assert 'FROM "exclusions"' in said
    assert "The terms are the usual pattern" in said


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with one measure, which names its definition."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        """\
headway: 1
slug: p
title: Plan
outcomes:
  - id: o
    title: Be Successful
    areas:
      - id: a
        title: In school
        measures:
          - {id: fewer-suspensions, text: Fewer suspensions, definition: suspensions}
""",
        encoding="utf-8",
    )
    return plan


def test_computed_figures_go_into_the_plan_with_where_they_come_from(ask, plan, tmp_path):
    for kind, made_up in agencies.write(tmp_path).items():
        file = made_up.rename(tmp_path / f"{kind}.csv")
        assert main(["data", "load", kind, str(file), "--data", str(tmp_path / "data")]) == 0
    county = tmp_path / "data"

    status, out, err = ask("compute", "--into", str(plan), "--period", TERM, "--data", str(county))

    assert (status, err) == (0, "")
    assert "fewer-suspensions, AY 2023/24 T4: 15\n1 new figure" in out
    (one,) = load(plan).observations
    assert (one.row, one.value, str(one.period)) == ("fewer-suspensions", 15, TERM)
    assert "exclusions.csv (15 rows, " in one.words

    _, again, _ = ask("compute", "--into", str(plan), "--period", TERM, "--data", str(county))

    assert "0 new figures" in again
    assert len(load(plan).observations) == 1


def test_figures_of_made_up_files_are_marked_and_never_written_into_the_plan(ask, county, plan):
    before = plan.read_bytes()

    status, out, _ = ask("compute", "--into", str(plan), "--period", TERM, "--data", str(county))

    assert status == 0
    assert "fewer-suspensions, AY 2023/24 T4: 15 (synthetic)\n0 new figures" in out
    assert "1 figure rests on made-up data, marked synthetic: not written into the plan." in out
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compute", "suspensions", "--period", "T4"), "is not a period"),
        (("compute", "suspensions", "--period", TERM, "--by", "colour"), "cannot be split by"),
        (("compute", "persistent-absence", "--period", TERM), "no such data has been loaded"),
        (("compute", "--period", TERM), "Name a measure"),
    ],
)
def test_what_cannot_be_computed_is_said_in_a_sentence(ask, county, arguments, words):
    status, out, err = ask(*arguments, "--data", str(county))

    assert (status, out) == (2, "")
    assert words in err


def test_of_several_measures_those_that_can_be_computed_are_and_the_others_say_why(ask, county):
    names = ("persistent-absence", "suspensions", "early-help-assessments")

    status, out, err = ask("compute", *names, "--period", TERM, "--data", str(county), *CSV)

    assert [row["measure"] for row in csv.DictReader(StringIO(out))] == ["suspensions"]
    assert status == 2
    assert f"persistent-absence, {TERM}: " in err
    assert f"early-help-assessments, {TERM}: " in err


def test_last_years_file_says_nothing_of_this_year(ask, county):
    status, out, err = ask(
        "compute", "suspensions", "--period", "AY 2024/25", "--data", str(county)
    )

    assert (status, out) == (2, "")
    assert "That is missing, not zero." in err


def test_a_folder_without_data_is_told_how_to_begin(ask, tmp_path):
    status, _, err = ask("compute", "suspensions", "--period", TERM, "--data", str(tmp_path))

    assert status == 2
    assert "headway data load KIND FILE" in err


def test_a_file_without_a_row_is_none_only_on_days_that_somebody_named(ask, tmp_path, capsys):
    folder = str(tmp_path / "data")
    files = agencies.write(tmp_path)
    assert main(["data", "load", "schools", str(files["schools"]), "--data", folder]) == 0
    empty = tmp_path / "none.csv"
    empty.write_text(files["exclusions"].read_text().splitlines()[0] + "\n")
    load = ["data", "load", "exclusions", str(empty), "--data", folder]

    assert main(load) == 2
    assert "say in which days: --covers FIRST..LAST" in capsys.readouterr().err
    assert main([*load, "--covers", "2024-08-01..2025-04-04"]) == 0

    status, out, _ = ask(
        "compute", "suspensions", "--period", "AY 2024/25 T4", "--data", folder, *CSV
    )
    assert (status, [row["value"] for row in csv.DictReader(StringIO(out))]) == (0, ["0"])
