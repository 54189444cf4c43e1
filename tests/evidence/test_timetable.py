"""What is late on a day, kind by kind, and since when."""

from datetime import UTC, date, datetime
from pathlib import Path

from headway.evidence.kinds import KINDS
from headway.evidence.store.directory import Store
from headway.evidence.store.records import LoadSource
from headway.evidence.store.timetable import TIMETABLE, late_on
from headway.evidence.usual_terms import usual_calendar
from tests.evidence.files_made_up import marks

CALENDAR = usual_calendar((2018, 2019, 2020))
SOURCE = LoadSource(name="made up", sha256="0" * 64, rows=1)


def test_every_kind_has_a_time_at_which_it_is_due() -> None:
    assert set(TIMETABLE) == {dataset.name for dataset in KINDS}


def test_what_has_never_come_is_late_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.prepare()

    found = late_on(store, date(2020, 1, 31), CALENDAR)

    assert [one.dataset for one in found] == [dataset.name for dataset in KINDS]
    assert all("nothing has ever come" in one.sentence for one in found)


def test_a_kind_is_late_since_the_first_period_that_has_not_come_was_due(tmp_path: Path) -> None:
    store = Store(tmp_path)
    known_at = datetime(2019, 9, 20, tzinfo=UTC)
    store.load("attendance-marks", marks("100001", range(5)), source=SOURCE, known_at=known_at)
    first, second = (CALENDAR.terms(2019).term(ordinal) for ordinal in (1, 2))

    def of_marks(day: date) -> list[str]:
        return [one.sentence for one in late_on(store, day, CALENDAR) if "marks" in one.dataset]

    assert not of_marks(second.last)
    (said,) = of_marks(date(2020, 1, 31))
    assert first.last < second.last
    assert f"from {second.first:%d/%m/%Y} to {second.last:%d/%m/%Y}" in said
    assert "the latest that has come is of 06/09/2019" in said
