"""Transfer files and censuses as XML name schools by LEA and Estab; the register gives the URN."""

import csv
from pathlib import Path

import pytest

from headway.cli import main
from tests.evidence.files_made_up import upn

SCHOOLS = "URN,LAEstab,EstablishmentName,Phase,CloseDate\n"
REGISTER = SCHOOLS + "123456,9314000,Alder,primary,\n123457,931/4001,Birch,secondary,\n"


def year(estab: str, first: str = "2023-09-06", marks: str = "/\\-N") -> str:
    return (
        f"<YearData><Year>2023</Year>{estab}<AttendanceStartDate>{first}</AttendanceStartDate>"
        f"<AttendanceMarks>{marks}</AttendanceMarks></YearData>"
    )


def named(number: str) -> str:
    return f"<LEA>931</LEA><Estab>{number}</Estab>"


def transfer(*years: str, sending: str = named("4000")) -> str:
    return (
        f"<CTfile><Header><SourceSchool>{sending}</SourceSchool><DestSchool>{named('4001')}"
        f"</DestSchool></Header><CTFpupilData><Pupil><UPN>{upn(1)}</UPN><Attendance>"
        f"{''.join(years)}</Attendance></Pupil></CTFpupilData></CTfile>"
    )


def census(source: str) -> str:
    return (
        "<Message><Header><CollectionDetails><ReferenceDate>2024-01-18</ReferenceDate>"
        f"</CollectionDetails><Source>{source}</Source></Header><Pupils><PupilsOnRoll>"
        f"<PupilOnRoll><PupilIdentifiers><UPN>{upn(1)}</UPN><DOB>2014-03-01</DOB>"
        "</PupilIdentifiers><TermlyAttendance><SessionsPossible>140</SessionsPossible>"
        "</TermlyAttendance></PupilOnRoll></PupilsOnRoll></Pupils></Message>"
    )


@pytest.fixture
def county(tmp_path: Path, capsys):
    """Loads texts as kinds: the status and what was said; and the schools of what stands."""

    def load(kind: str, text: str, *more: str) -> tuple[int, str]:
        path = tmp_path / ("handed.xml" if text.startswith("<") else "handed.csv")
        path.write_text(text, encoding="utf-8")
        capsys.readouterr()
        status = main(["data", "load", kind, str(path), *more, "--data", str(tmp_path / "county")])
        said = capsys.readouterr()
        return status, " ".join((said.out + said.err).split())

    def schools(kind: str) -> list[str]:
        out = tmp_path / "out.csv"
        assert (
            main(["data", "export", kind, "-o", str(out), "--data", str(tmp_path / "county")]) == 0
        )
        with out.open(encoding="utf-8", newline="") as file:
            return [row["urn"] for row in csv.DictReader(file)]

    return load, schools


def test_a_transfer_file_is_of_the_school_that_sent_it(county):
    load, schools = county
    assert load("schools", REGISTER)[0] == 0

    status, said = load("attendance-marks", transfer(year("")))

    assert status == 0, said
    assert "named under LAESTAB and were found in the register of schools" in said
    assert set(schools("attendance-marks")) == {"123456"}


def test_a_year_at_another_school_is_that_school_s(county):
    load, schools = county
    assert load("schools", REGISTER)[0] == 0

    text = transfer(year(named("4001")), year("", first="2024-01-08"))
    status, said = load("attendance-marks", text)

    assert status == 0, said
    assert sorted(set(schools("attendance-marks"))) == ["123456", "123457"]


def test_a_census_that_holds_no_urn_is_found_by_its_establishment(county):
    load, schools = county
    assert load("schools", REGISTER)[0] == 0

    status, said = load("attendance-census", census(named("4001")))

    assert status == 0, said
    assert schools("attendance-census") == ["123457"]


def test_a_urn_in_a_census_goes_before_its_establishment(county):
    load, schools = county
    assert load("schools", REGISTER)[0] == 0

    status, said = load("attendance-census", census(f"{named('4001')}<URN>123456</URN>"))

    assert status == 0, said
    assert "LAESTAB" not in said
    assert schools("attendance-census") == ["123456"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [("attendance-marks", transfer(year(""))), ("attendance-census", census(named("4000")))],
)
def test_a_number_that_two_open_schools_have_is_never_guessed(county, kind, text):
    load, schools = county
    assert load("schools", REGISTER + "123999,9314000,Cedar,primary,\n")[0] == 0

    status, said = load(kind, text)

    assert status == 1
    assert "the register of schools has no single open school for 9314000." in said
    assert "--fill urn=VALUE" in said
    assert load(kind, text, "--fill", "urn=123999")[0] == 0
    assert set(schools(kind)) == {"123999"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [("attendance-marks", transfer(year(""))), ("attendance-census", census(named("4000")))],
)
def test_without_a_register_both_ways_out_are_said(county, kind, text):
    load, _ = county

    status, said = load(kind, text)

    assert status == 1
    assert "Load the register of schools first" in said
    assert "--fill urn=VALUE" in said
