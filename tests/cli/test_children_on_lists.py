"""Children on two lists, by whichever number both have; and who may be missing education."""

import csv
from io import StringIO

import pytest

from headway.cli import main
from headway.evidence.identifiers import upn_check_letter

PLANS = (
    "Child Unique ID,UPN,Gender,Date of Birth,Child Protection Plan Start Date,"
    "Initial Category of Abuse,Child Protection Plan End Date\n"
)


def upn(number: int) -> str:
    rest = f"931400018{number:03d}"
    return upn_check_letter(rest) + rest


@pytest.fixture
def county(tmp_path, capsys):
    def load(kind: str, text: str) -> None:
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        status = main(["data", "load", kind, str(path), "--data", str(tmp_path / "county")])
        assert status == 0, capsys.readouterr().out

    def count(measure: str, period: str, engine: str) -> str:
        capsys.readouterr()
        more = ("--period", period, "--engine", engine, "--format", "csv")
        assert (
            main(["measures", "compute", measure, *more, "--data", str(tmp_path / "county")]) == 0
        )
        (row,) = csv.DictReader(StringIO(capsys.readouterr().out))
        return row["numerator"]

    return load, count


@pytest.mark.parametrize("engine", ["duckdb", "reference"])
def test_a_child_of_two_systems_is_found_by_either_number(county, engine):
    load, count = county
    load(
        "child-protection",
        f"{PLANS}A1,{upn(1)},a) Male,01/03/2012,15/02/2024,a) Neglect,\n"
        f"A2,{upn(2)},b) Female,01/03/2012,15/02/2024,d) EMO,28/03/2024\n"  # ended on the day
        f"A3,{upn(3)},c) Not stated,01/03/2012,15/02/2023,PHY,\n"
        "A4,,Male,01/03/2012,15/02/2023,PHY,\n",
    )
    load(
        "elective-home-education",
        "Child ID,UPN,DOB,Start Date,End Date\n"
        "A1,,01/03/2012,15/09/2023,\n"
        f"A2,{upn(2)},01/03/2012,15/09/2023,\n"
        f"E9,{upn(3)},01/03/2012,15/09/2023,\n"
        "E10,,01/03/2012,15/09/2023,\n",
    )

    assert count("home-education-protection-plan", "2024-03-28", engine) == "2"


@pytest.mark.parametrize("engine", ["duckdb", "reference"])
def test_only_children_of_compulsory_age_are_missing_education(county, engine):
    load, count = county
    load(
        "children-missing-education",
        "Child ID,DOB,Start Date,End Date\n"
        "M1,15/03/2012,15/09/2023,06/10/2023\n"
        "M2,15/03/2019,15/09/2023,\n"  # five in March 2024: of age from 1 April
        "M3,15/03/2019,15/09/2023,30/03/2024\n"  # found a school before
        "M4,15/10/2007,15/09/2023,\n"  # in year 11
        "M5,15/08/2006,15/05/2023,\n",  # left the year before
    )

    assert count("children-missing-education-in-period", "2023-09-01/2024-07-31", engine) == "3"
    assert count("children-missing-education", "2023-10-06", engine) == "1"
