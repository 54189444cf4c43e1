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


@pytest.fixture
def said(county, tmp_path, capsys):
    """What a command prints of the county."""

    def words(*command: str) -> str:
        capsys.readouterr()
        assert main([*command, "--data", str(tmp_path / "county")]) == 0
        return " ".join(capsys.readouterr().out.split())

    return words


OF_A_YEAR = ("overall-absence", "--period", "AY 2023/24")


def test_who_is_on_no_roll_is_counted_and_said_wherever_the_figure_is(county, said):
    load, _ = county
    load("enrolments", roll((OTHER, "")))
    load("attendance-marks", AUTUMN)

    for command in ("compute", "explain"):
        words = said("measures", command, *OF_A_YEAR)
        assert (
            "2 pupils of attendance-marks are on no roll of the school that sent them (123456: 2): "
            "6 possible sessions of theirs are in no figure."
        ) in words
    assert "on no roll" not in said("measures", "compute", *OF_A_YEAR, "--public")


def test_marks_before_the_day_of_entry_are_counted_as_left_out(county, said):
    load, _ = county
    load("attendance-marks", AUTUMN + marks(OTHER, "2023-09-04", code="/"))
    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))

    words = said("measures", "explain", *OF_A_YEAR)

    assert (
        "1 pupil has marks of days outside their stay on the school's roll (123456: 1): "
        "2 possible sessions are in no figure."
    ) in words
    assert (
        "4 possible sessions of 1 pupil came under a former number (123456: 1) and are counted "
        "with the present one."
    ) in words


def test_the_load_of_marks_says_whom_no_roll_has(county, tmp_path, capsys):
    load, _ = county
    load("enrolments", roll((OTHER, "")))
    capsys.readouterr()

    load("attendance-marks", AUTUMN)

    assert (
        "2 of 3 pupils are on no roll of 2023/24 of the school that marked them "
        "(by school, 123456: 2). Their marks are kept and are in no figure until a roll has them."
    ) in capsys.readouterr().out


def test_events_under_a_former_number_are_told_beside_the_figure(county, said):
    load, _ = county
    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))

    words = said("measures", "explain", "suspensions", "--period", "AY 2023/24")

    assert (
        "1 row of exclusions came under former numbers of 1 child and is counted with the "
        "present ones."
    ) in words


CENSUS = "academic_year,term,upn,urn,sessions_possible,T_Reason_I\n"


def test_the_census_of_a_term_before_the_number_changed_is_the_same_child_s(county, said, absence):
    load, _ = county
    load(
        "attendance-census",
        f"{CENSUS}2023/24,autumn,{TEMPORARY},123456,140,20\n"
        f"2023/24,spring,{PERMANENT},123456,110,10\n"
        f"2023/24,autumn,{OTHER},123456,140,0\n",
    )
    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))

    assert absence() == ("30", "390")
    words = said("measures", "explain", *OF_A_YEAR)
    assert "1 row of attendance-census came under former numbers of 1 child" in words


def test_a_term_under_both_numbers_is_taken_from_the_present_and_the_other_told(
    county, said, absence
):
    load, _ = county
    load(
        "attendance-census",
        f"{CENSUS}2023/24,autumn,{TEMPORARY},123456,140,20\n"
        f"2023/24,autumn,{PERMANENT},123456,140,10\n"
        f"2023/24,autumn,{OTHER},123456,140,0\n",
    )
    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))

    assert absence() == ("10", "280")
    assert (
        "1 pupil of attendance-census is on no roll of the school that sent them (123456: 1): "
        "140 possible sessions of theirs are in no figure."
    ) in said("measures", "compute", *OF_A_YEAR)


THIRD = upn_check_letter("931400023019") + "931400023019"
NURSERY = upn_check_letter("931400023020") + "931400023020"
BOARDER = upn_check_letter("931400023021") + "931400023021"
LATE = upn_check_letter("931400023022") + "931400023022"

FULL_ROLL = (
    "upn,urn,entry,leaving,birth,status,boarder\n"
    f"{PERMANENT},123456,2023-09-05,,2011-03-01,C,N\n"
    f"{OTHER},123456,2023-09-05,,2011-03-01,C,N\n"
    f"{THIRD},123456,2023-09-05,,2011-03-01,C,N\n"
    f"{NURSERY},123456,2023-09-05,,2020-03-01,C,N\n"
    f"{BOARDER},123456,2023-09-05,,2011-03-01,C,B\n"
    f"{LATE},123456,2024-06-03,,2011-03-01,C,N\n"
    f"{THIRD},123457,2023-09-05,,2011-03-01,C,N\n"
)


def test_a_pupil_on_the_roll_of_whom_no_mark_came_is_told_and_never_taken_as_there(county, said):
    load, _ = county
    load("enrolments", FULL_ROLL)
    load("attendance-marks", register(marks(PERMANENT, "2023-11-06") + marks(OTHER, "2023-11-06")))

    words = (
        "1 pupil aged 5 to 15 was on the roll on days that the school marked and has no possible "
        "session there (123456: 1): no mark has come, or none that counts, such as D (registered "
        "twice). They are in no figure: a mark that is missing is neither presence nor absence."
    )
    for command in ("compute", "explain", "compute"):
        assert words in said("measures", command, *OF_A_YEAR)
    assert "no possible session" not in said("measures", "compute", *OF_A_YEAR, "--public")

    load("attendance-marks", register(marks(PERMANENT, "2024-06-04")))
    assert "2 pupils aged 5 to 15 were on the roll" in said("measures", "compute", *OF_A_YEAR)
    load("attendance-marks", register(marks(THIRD, "2023-11-07") + marks(LATE, "2024-06-05")))
    assert "no possible session" not in said("measures", "compute", *OF_A_YEAR)


def test_the_load_of_a_census_says_whom_no_roll_has(county, capsys):
    load, _ = county
    load("enrolments", roll((PERMANENT, TEMPORARY), (OTHER, "")))
    capsys.readouterr()

    load(
        "attendance-census",
        f"{CENSUS}2023/24,autumn,{TEMPORARY},123456,140,20\n"
        f"2023/24,spring,{PERMANENT},123456,110,10\n"
        f"2023/24,autumn,{OTHER},123456,140,0\n"
        f"2023/24,spring,{OTHER},123457,110,0\n"
        f"2023/24,autumn,{THIRD},123456,140,0\n"
        f"2023/24,spring,{THIRD},123456,110,0\n",
    )

    assert (
        "2 of 5 pupils are on no roll of 2023/24 of the school that sent them "
        "(by school, 123456: 1, 123457: 1). Their sessions are kept and are in no figure until a "
        "roll has them."
    ) in " ".join(capsys.readouterr().out.split())


def test_a_census_before_any_roll_says_that_rolls_are_needed(county, capsys):
    load, _ = county
    capsys.readouterr()

    load("attendance-census", f"{CENSUS}2023/24,autumn,{OTHER},123456,140,0\n")

    assert "No roll has been loaded yet: sessions count once enrolments say" in (
        " ".join(capsys.readouterr().out.split())
    )


def test_a_roll_of_another_year_has_nobody_of_this_year_s_census(county, capsys):
    load, _ = county
    load(
        "enrolments",
        "academic_year,upn,urn,entry,birth,status\n"
        f"2022/23,{OTHER},123456,2022-09-05,2011-03-01,C\n"
        f"2023/24,{THIRD},123456,2023-09-05,2011-03-01,C\n",
    )
    capsys.readouterr()

    load(
        "attendance-census",
        f"{CENSUS}2023/24,autumn,{OTHER},123456,140,0\n2023/24,autumn,{THIRD},123456,140,0\n",
    )

    assert "1 of 2 pupils is on no roll of 2023/24 of the school that sent them" in (
        " ".join(capsys.readouterr().out.split())
    )
