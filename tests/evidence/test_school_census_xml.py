"""The school census as XML: each pupil's absence in the term before the census."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import kind
from headway.evidence.reading.opening import kind_of
from headway.evidence.store.directory import Store
from headway.evidence.store.taking_in import Manner, taken_in, tried
from tests.evidence.files_made_up import upn

CENSUS = kind("attendance-census")
AT = datetime(2024, 5, 20, tzinfo=UTC)


def stretch(tag: str, possible: int, **reasons: int) -> str:
    details = "".join(
        f"<SessionDetail><AttendanceReason>{code}</AttendanceReason>"
        f"<AbsenceSessions>{count}</AbsenceSessions></SessionDetail>"
        for code, count in reasons.items()
    )
    return (
        f"<{tag}><SessionsPossible>{possible}</SessionsPossible>"
        f"<SessionDetails>{details}</SessionDetails></{tag}>"
    )


def pupil(number: int, *stretches: str) -> str:
    return (
        f"<PupilOnRoll><PupilIdentifiers><UPN>{upn(number)}</UPN><DOB>2014-03-0{number}</DOB>"
        f"<Sex>F</Sex></PupilIdentifiers><PupilStatus><NCyearActual>4</NCyearActual>"
        f"</PupilStatus>{''.join(stretches)}</PupilOnRoll>"
    )


def census(path: Path, day: str, pupils: list[str], *, urn: str = "<URN>100001</URN>") -> Path:
    path.write_text(
        f"<Message><Header><CollectionDetails><Collection>School Census</Collection>"
        f"<ReferenceDate>{day}</ReferenceDate></CollectionDetails><Source><LEA>931</LEA>{urn}"
        f"</Source></Header><Pupils><PupilsOnRoll>{''.join(pupils)}</PupilsOnRoll></Pupils>"
        f"</Message>",
        encoding="utf-8",
    )
    return path


def test_a_census_of_january_holds_the_absence_of_autumn(tmp_path: Path) -> None:
    pupils = [pupil(1, stretch("TermlyAttendance", 140, I=8, G=2)), pupil(2)]
    path = census(tmp_path / "census.xml", "2024-01-18", pupils)
    store = Store(tmp_path / "store")

    taken = taken_in(store, path, CENSUS, Manner(), at=AT)

    (row,) = store.table("attendance-census").to_pylist()
    assert taken.form == "school census, XML"
    assert (row["academic_year"], row["term"], row["urn"]) == (2023, "autumn", "100001")
    assert (row["sessions_possible"], row["reason_i"], row["reason_g"]) == (140, 8, 2)
    assert (row["upn"], row["year_group"]) == (upn(1), "4")


def test_a_census_of_october_holds_both_halves_of_summer(tmp_path: Path) -> None:
    pupils = [
        pupil(1, stretch("TermlyAttendance", 60, M=1), stretch("SummerHalfTerm2Attendance", 70)),
        pupil(2, stretch("SummerHalfTerm2Attendance", 66, C=3)),
    ]
    path = census(tmp_path / "census.xml", "2024-10-03", pupils)
    store = Store(tmp_path / "store")
    taken_in(store, path, CENSUS, Manner(), at=AT)

    rows = store.table("attendance-census").to_pylist()

    assert [(row["academic_year"], row["term"], row["sessions_possible"]) for row in rows] == [
        (2023, "summer-1", 60), (2023, "summer-2", 70), (2023, "summer-2", 66),
    ]  # fmt: skip


def test_a_reason_that_there_is_not_is_told_and_the_rest_read(tmp_path: Path) -> None:
    pupils = [pupil(1, stretch("TermlyAttendance", 140, QQ=8)),
              pupil(2, stretch("TermlyAttendance", 138))]  # fmt: skip
    path = census(tmp_path / "census.xml", "2024-05-16", pupils)

    taken = tried(path, CENSUS, Manner())

    assert taken.outcome is not None
    assert (taken.outcome.good, taken.outcome.bad) == (1, 1)
    assert "QQ is no reason" in taken.outcome.faults[0].sentence


def test_a_census_without_a_school_asks_for_it_and_is_known_for_what_it_is(tmp_path: Path) -> None:
    pupils = [pupil(1, stretch("TermlyAttendance", 140))]
    path = census(tmp_path / "census.xml", "2024-01-18", pupils, urn="")

    with pytest.raises(EvidenceError, match="--fill urn=VALUE"):
        tried(path, CENSUS, Manner())
    filled = tried(path, CENSUS, Manner(fills={"urn": "100001"}))
    assert filled.outcome is not None
    assert filled.outcome.good == 1
    found = kind_of(path)
    assert found is not None
    assert found.name == "attendance-census"
    with pytest.raises(EvidenceError, match="loaded as attendance-census"):
        tried(path, kind("children-in-need"), Manner())


def test_a_census_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = census(tmp_path / "census.xml", "2024-01-18", [pupil(1, stretch("T", 140))])
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")

    with pytest.raises(EvidenceError, match="breaks off"):
        tried(path, CENSUS, Manner())
