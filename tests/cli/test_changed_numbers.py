"""A child whose number changed from a temporary to a permanent one is one child in the figures."""

import csv
from io import StringIO

import pytest

from headway.cli import main
from headway.evidence.identifiers import upn_check_letter

BODY = "93140002301A"
TEMPORARY = upn_check_letter(BODY) + BODY
PERMANENT = upn_check_letter("931400023017") + "931400023017"
OTHER = upn_check_letter("931400023018") + "931400023018"
ROLL = "upn,former_upn,urn,entry,birth,status,sex\n"
EVENTS = "upn,urn,kind,start,end,sessions\n"


@pytest.fixture
def county(tmp_path, capsys):
    """Loads texts as kinds and computes; gives the count of a measure for a year."""

    def load(kind: str, text: str) -> None:
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        assert main(["data", "load", kind, str(path), "--data", str(tmp_path / "county")]) == 0

    def count(measure: str, *by: str) -> list[str]:
        capsys.readouterr()
        more = ("--period", "AY 2023/24", "--format", "csv", *by)
        assert (
            main(["measures", "compute", measure, *more, "--data", str(tmp_path / "county")]) == 0
        )
        return [row["numerator"] for row in csv.DictReader(StringIO(capsys.readouterr().out))]

    load(
        "exclusions",
        f"{EVENTS}{TEMPORARY},123456,suspension,2023-09-20,2023-09-21,4\n"
        f"{PERMANENT},123456,suspension,2024-06-03,2024-06-04,4\n"
        f"{OTHER},123456,suspension,2024-06-03,2024-06-04,4\n",
    )
    load("schools", "urn,name,phase\n123456,Alder,secondary\n")
    return load, count


def roll(*rows: tuple[str, str]) -> str:
    lines = (f"{now},{was},123456,2023-09-05,2011-03-01,C,F\n" for now, was in rows)
    return ROLL + "".join(lines)


def test_suspended_under_two_numbers_she_counts_once(county):
    load, count = county
    assert count("pupils-suspended") == ["3"]

    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))

    assert count("pupils-suspended") == ["2"]
    assert count("suspensions", "--by", "sex") == ["3", "3"]


def test_a_former_number_that_two_children_claim_is_nobodys(county):
    load, count = county

    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, TEMPORARY)))

    assert count("pupils-suspended") == ["3"]
