"""A council's flattened extract of the school census, loaded as it is and made into rates."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from headway.cli import main
from tests.evidence.files_made_up import upn

HEADINGS = (
    "UPN,Surname,Forename,Middlenames,PreferredSurname,FormerSurname,DoB,Gender,NCyearActual,Estab,"
    "EntryDate,EnrolStatus,TermlySessionsPossible,TermlySessionsAuthorised,"
    "TermlySessionsUnauthorised,T_Reason_I,T_Reason_O"
)
SCHOOLS = "URN,LAEstab,EstablishmentName,Phase\n"
TWO_SCHOOLS = SCHOOLS + "123456,9314000,Alder,primary\n123457,931/4001,Birch,secondary\n"


def pupil(
    number: int, estab: str, possible: int, ill: int | str, *, born: str = "01/03/2012"
) -> str:
    """One row; the file's own totals say that nothing was missed."""
    return f"{upn(number)},A,B,,,,{born},F,6,{estab},05/09/2023,C,{possible},0,0,{ill},"


ROWS = (
    pupil(1, "4000", 140, 14),  # a tenth exactly
    pupil(2, "4000", 140, 13),
    pupil(3, "9314001", 140, 70),
    pupil(4, "931/4001", 140, 0),
    pupil(5, "4001", 140, 140, born="01/09/2018"),  # four on 31 August 2023
    pupil(6, "4001", 140, 140, born="31/08/2007"),  # sixteen
)


@pytest.fixture
def county(tmp_path, capsys):
    """Loads and computes in one data directory; gives the status and what was said."""

    def run(*arguments: str, file: str | None = None) -> tuple[int, str]:
        capsys.readouterr()
        more = []
        if file is not None:
            path = tmp_path / "handed.csv"
            path.write_text(file, encoding="utf-8")
            more = [str(path)]
        status = main([*arguments, *more, "--data", str(tmp_path / "county")])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def extract(*rows: str) -> str:
    return "\n".join([HEADINGS, *rows]) + "\n"


def loaded(county, *rows: str, term: str = "autumn", schools: str = TWO_SCHOOLS) -> str:
    assert county("data", "load", "schools", file=schools)[0] == 0
    year = ("--fill", "academic_year=2023/24")
    assert county("data", "load", "enrolments", *year, file=extract(*ROWS))[0] == 0
    of_term = ("--fill", f"term={term}")
    status, said = county("data", "load", "attendance-census", *year, *of_term, file=extract(*rows))
    assert status == 0, said
    return str(said)


def rates(county, period: str, measure: str = "persistent-absence") -> tuple[list[str], str]:
    status, said = county(
        "measures", "compute", measure, "--period", period, "--by", "phase", "--format", "csv"
    )
    assert status == 0, said
    rows = list(csv.DictReader(StringIO(said)))
    return [f"{row['numerator']}/{row['denominator']}" for row in rows], said


def test_schools_named_by_establishment_are_found_in_the_register(county):
    said = loaded(county, *ROWS)

    assert "Schools are named under Estab and were found in the register of schools." in said
    assert rates(county, "AY 2023/24 Autumn")[0] == ["2/4", "1/2", "1/2"]
    assert rates(county, "AY 2023/24 Autumn", "overall-absence")[0] == [
        "97/560",
        "27/280",
        "70/280",
    ]


def test_without_a_register_every_row_is_set_aside_and_the_way_out_is_said(county):
    fills = ("--fill", "academic_year=2023/24", "--fill", "term=autumn")

    status, said = county("data", "load", "attendance-census", *fills, file=extract(*ROWS))

    assert status == 1
    assert "Load the register of schools first (`headway data load schools`)" in said
    assert "6 with faults" in said


def test_an_establishment_that_two_open_schools_have_is_never_guessed(county):
    two = TWO_SCHOOLS + "123999,8254000,Cedar,primary\n"
    assert county("data", "load", "schools", file=two)[0] == 0

    status, said = county("data", "load", "enrolments", file=extract(*ROWS))

    assert status == 1
    assert "4 good, 2 with faults" in said


def test_a_urn_goes_before_the_establishment_whichever_stands_first(county, tmp_path: Path):
    both = f"LAEstab,{HEADINGS}".replace("Estab,EntryDate", "URN,EntryDate")
    row = pupil(1, "123457", 140, 0)
    assert county("data", "load", "schools", file=TWO_SCHOOLS)[0] == 0

    status, said = county("data", "load", "enrolments", file=f"{both}\n9314000,{row}\n")

    assert status == 0
    assert "were found in the register" not in said
    out = tmp_path / "out.csv"
    assert county("data", "export", "enrolments", "-o", str(out))[0] == 0
    assert "123457" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("period", ["AY 2023/24 Autumn", "AY 2023/24 T2"])
def test_two_of_six_terms_are_the_autumn_of_the_census(county, period):
    loaded(county, *ROWS)

    assert rates(county, period)[0] == ["2/4", "1/2", "1/2"]


@pytest.mark.parametrize("period", ["AY 2023/24 T3", "AY 2023/24 T1", "FY 2023/24"])
def test_days_that_are_no_whole_terms_are_refused_of_the_census(county, period):
    loaded(county, *ROWS)

    status, said = county("measures", "compute", "persistent-absence", "--period", period)

    assert status == 2
    assert "The school census counts whole terms" in said


def test_a_year_of_which_one_term_has_come_says_so(county):
    loaded(county, *ROWS)

    year = county("measures", "compute", "persistent-absence", "--period", "AY 2023/24")[1]

    assert (
        "The census of spring, the first half of summer and the second half of summer has not "
        "come: the figure is of autumn alone." in year
    )


def test_a_school_that_sent_no_second_term_is_named(county):
    loaded(county, *ROWS)
    fills = ("--fill", "academic_year=2023/24", "--fill", "term=spring")
    alder = extract(*(row for row in ROWS if ",4000," in row))
    assert county("data", "load", "attendance-census", *fills, file=alder)[0] == 0

    said = county("measures", "compute", "persistent-absence", "--period", "AY 2023/24 T4")[1]

    assert "1 of 2 schools have sent no attendance-census of a term that others have sent" in said
    assert "123457" in said


def test_a_term_that_never_came_is_missing_and_not_zero(county):
    loaded(county, *ROWS, term="summer-2")

    status, said = county("measures", "compute", "severe-absence", "--period", "AY 2023/24 T2")

    assert status == 2
    assert "That is missing, not zero." in said
