"""`headway measures`: an analyst asks what can be computed, computes it, and asks where from."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from headway.analytics.definitions import DEFINITIONS
from headway.analytics.explaining import reference_page
from headway.cli import main


@pytest.fixture
def ask(capsys):
    def measures(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["measures", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return measures


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
