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


MARKS = "upn,urn,day,session,code\n"


def marks(upn: str, *days: str, code: str = "I") -> str:
    """A whole day each, away for illness unless another code is said."""
    present = {"AM": "/", "PM": "\\"}
    return "".join(
        f"{upn},123456,{day},{half},{present[half] if code == '/' else code}\n"
        for day in days
        for half in present
    )


def register(*parts: str) -> str:
    return MARKS + "".join(parts)


AUTUMN = register(
    marks(TEMPORARY, "2023-09-11", "2023-09-12"),
    marks(PERMANENT, "2023-10-02", code="/"),
    marks(OTHER, "2023-09-11", "2023-10-02", code="/"),
)


@pytest.fixture
def absence(county, tmp_path, capsys):
    """Sessions missed and possible, the same by every engine."""

    def rates(*engines: str) -> tuple[str, str]:
        found = set()
        for engine in engines or ("duckdb", "quick", "reference"):
            capsys.readouterr()
            more = ("--period", "AY 2023/24", "--format", "csv", "--engine", engine)
            data = ("--data", str(tmp_path / "county"))
            assert main(["measures", "compute", "overall-absence", *more, *data]) == 0
            for row in csv.DictReader(StringIO(capsys.readouterr().out)):
                found.add((row["numerator"], row["denominator"]))
        (one,) = found
        return one

    return rates


def test_marks_under_the_number_before_are_placed_where_the_roll_has_the_new_one(county, absence):
    load, _ = county
    load("attendance-marks", AUTUMN)
    load("enrolments", roll((PERMANENT, ""), (OTHER, "")))
    assert absence("quick") == ("0", "6")

    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))

    assert absence() == ("4", "10")


def test_marks_under_a_number_that_two_children_claim_are_nobodys(county, absence):
    load, _ = county
    load("attendance-marks", AUTUMN)

    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, TEMPORARY)))

    assert absence() == ("0", "6")


def test_a_session_marked_under_both_numbers_counts_once_as_under_the_present_one(county, absence):
    load, _ = county
    twice = marks(PERMANENT, "2023-09-11", code="/") + marks(PERMANENT, "2023-09-12", code="-")
    load("attendance-marks", AUTUMN + twice)

    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))

    assert absence() == ("2", "10")


def test_marks_under_a_number_that_the_school_s_roll_still_has_stay_its_own(county, absence):
    load, _ = county
    load("attendance-marks", AUTUMN)

    load("enrolments", roll((PERMANENT, TEMPORARY), (TEMPORARY, ""), (OTHER, "")))

    assert absence() == ("4", "10")


def test_a_former_number_told_by_the_census_of_children_in_need_counts_too(county, absence):
    load, _ = county
    load("attendance-marks", AUTUMN)
    load("enrolments", roll((PERMANENT, ""), (OTHER, "")))
    assert absence("quick") == ("0", "6")

    load(
        "children-in-need",
        "child_id,upn,former_upn,birth,start,end\n"
        f"c1,{PERMANENT},{TEMPORARY},2011-03-01,2023-09-20,\n",
    )

    assert absence() == ("4", "10")


def test_a_later_file_with_the_new_number_is_added_to_what_was_kept_of_the_old(county, absence):
    load, _ = county
    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))
    load("attendance-marks", AUTUMN)
    assert absence("quick") == ("4", "10")

    later = marks(PERMANENT, "2023-11-06") + marks(TEMPORARY, "2023-11-07", code="/")
    load("attendance-marks", register(later))

    assert absence() == ("6", "14")
