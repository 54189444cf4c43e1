"""Made-up counties: the same each time, lifelike, and nobody's."""

import csv
import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from headway.evidence.attendance_codes import Flag, flag_table
from headway.evidence.errors import EvidenceError
from headway.evidence.identifiers import fault_of_upn, issuing_la
from headway.evidence.marks.files import open_matrix
from headway.evidence.synthetic import MATRIX, PEOPLE, generate
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.levels import PHASES, levels
from headway.evidence.synthetic.registers import registers
from headway.evidence.usual_terms import usual_terms

SMALL = {"pupils": 1500, "seed": 7, "year": 2023}


def county(pupils: int, year: int = 2023, **more: bool) -> County:
    return County(
        seed=7, area=0, pupils=pupils, year=year, terms=usual_terms(year), levels=levels(year),
        **more,
    )  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    generate(**SMALL, kinds=None, to=folder)
    return folder


@pytest.fixture(scope="module")
def town() -> County:
    return county(20_000)


@pytest.fixture(scope="module")
def town_marks(town: County) -> np.ndarray:
    return np.concatenate([register.marks for register in registers(town)])


def test_the_same_seed_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    generate(**SMALL, kinds=None, to=tmp_path)

    assert digests(tmp_path) == digests(made)


def test_another_seed_gives_other_children(made: Path, tmp_path: Path) -> None:
    generate(pupils=1500, seed=8, year=2023, kinds=("enrolments",), to=tmp_path)

    name = "synthetic-enrolments.csv"
    assert (tmp_path / name).read_bytes() != (made / name).read_bytes()


def test_a_kind_comes_out_alone_as_it_does_with_the_rest(made: Path, tmp_path: Path) -> None:
    generate(**SMALL, kinds=("exclusions",), to=tmp_path)

    name = "synthetic-exclusions.csv"
    assert (tmp_path / name).read_bytes() == (made / name).read_bytes()


def test_no_pupil_number_could_be_a_real_childs(made: Path) -> None:
    real = Path(generate.__code__.co_filename).parents[1] / "published" / "local_authorities.txt"
    authorities = {line.split("|")[0] for line in real.read_text(encoding="utf-8").splitlines()}

    numbers = {row["upn"] for row in rows(made / "synthetic-enrolments.csv")}

    assert not [number for number in numbers if fault_of_upn(number)]
    assert {issuing_la(number) for number in numbers} == {"500"}
    assert "500" not in authorities


def test_every_file_says_that_it_is_synthetic(made: Path) -> None:
    files = [path for path in made.rglob("*") if path.is_file()]

    assert all(path.name.startswith("synthetic-") for path in files)


@pytest.mark.parametrize(("place", "phase"), list(enumerate(PHASES[:3])))
def test_absence_is_at_the_published_levels(
    town: County, town_marks: np.ndarray, place: int, phase: str
) -> None:
    flags = flag_table(date(2023, 10, 2))
    possible = ((flags & Flag.POSSIBLE) != 0)[town_marks].sum(axis=1)
    absent = ((flags & (Flag.AUTHORISED | Flag.UNAUTHORISED)) != 0)[town_marks].sum(axis=1)
    here = town.counted & (town.settings.phase[town.rolls.school] == place) & (possible > 0)

    overall = absent[here].sum() / possible[here].sum()
    persistent = (10 * absent[here] >= possible[here]).mean()
    severe = (2 * absent[here] >= possible[here]).mean()

    published = town.levels.absence[place]
    assert overall == pytest.approx(published.overall, rel=0.08), phase
    assert persistent == pytest.approx(published.persistent, rel=0.05), phase
    assert severe == pytest.approx(published.severe, rel=0.25), phase


def test_the_matrix_holds_what_the_long_rows_say(made: Path, tmp_path: Path) -> None:
    from headway.evidence.attendance_codes import byte_of
    from headway.evidence.marks.roster import upn_text

    generate(**SMALL, kinds=(MATRIX,), to=tmp_path)
    matrix = open_matrix(tmp_path / "synthetic-marks")
    roster = matrix.roster
    at = {
        (upn_text(pupil), str(roster.urns[school])): row
        for school in range(len(roster.urns))
        for row, pupil in enumerate(
            roster.pupils[roster.offsets[school] : roster.offsets[school + 1]],
            start=int(roster.offsets[school]),
        )
    }
    again = np.zeros((len(roster), len(matrix.sessions)), dtype=np.uint8)
    columns = {
        (day.isoformat(), half): matrix.sessions.column(day, half)
        for day in matrix.sessions.days
        for half in ("AM", "PM")
    }
    for row in rows(made / "synthetic-attendance-marks.csv"):
        assert (row["day"], row["session"]) in columns, "a mark outside the calendar"
        column = columns[row["day"], row["session"]]
        again[at[row["upn"], row["urn"]], column] = byte_of(row["code"]) or 0

    kept = np.concatenate([matrix.reader().group(n) for n in range(len(matrix.groups))])
    assert np.array_equal(again, kept)


def test_some_children_are_at_two_schools_in_the_year(made: Path) -> None:
    found = rows(made / "synthetic-enrolments.csv")
    children = {row["upn"] for row in found}

    assert len(children) == 1500
    assert len(found) > 1520


def test_people_can_be_asked_for_and_have_numbers_for_tests_only(tmp_path: Path) -> None:
    generate(**SMALL, kinds=(PEOPLE,), to=tmp_path)

    found = rows(tmp_path / "synthetic-people.csv")

    assert all(row["nhs_number"].startswith("999") for row in found)
    assert len({row["nhs_number"] for row in found}) == len(found)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kinds": ("weather",)}, "cannot be made up"),
        ({"pupils": 20}, "more pupils or fewer areas"),
        ({"pupils": 900_000}, "Ask for 4 areas"),
        ({"areas": 200}, "From 1 to 153 areas"),
        ({"seed": -1}, "seed from 0"),
        ({"year": 1066}, "school year from"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    tmp_path: Path, asked: dict[str, object], words: str
) -> None:
    with pytest.raises(EvidenceError, match=words):
        generate(**{**SMALL, "kinds": None, "to": tmp_path, **asked})  # type: ignore[arg-type]  # wrong on purpose
