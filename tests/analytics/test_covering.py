"""What is missing is never counted as zero: days of which no file speaks."""

from datetime import UTC, date, datetime

import pytest

from headway.analytics.covering import gaps_in, refuse_uncovered
from headway.analytics.definition import PeriodRule, Window
from headway.evidence.errors import EvidenceError
from headway.evidence.store.records import Covers, Load, LoadSource

YEAR = Window(first=date(2024, 8, 1), last=date(2025, 4, 4), name="AY 2024/25 T4")
NAME = "exclusions"


def load(first: date, last: date, *units: str, number: int = 1) -> Load:
    """A file that speaks for some days."""
    return Load(
        id=number,
        dataset=NAME,
        source=LoadSource(name="exclusions.csv", sha256="0" * 64, rows=1),
        kept=1,
        quarantined=0,
        known_at=datetime(2025, 5, 1, tzinfo=UTC),
        units=units,
        covers=Covers(first=first, last=last),
        adds=False,
    )


def test_a_year_of_which_no_exclusions_came_is_refused_and_not_zero() -> None:
    """The file of last year says nothing of this one."""
    loads = {NAME: [load(date(2023, 9, 6), date(2024, 7, 12))]}
    with pytest.raises(EvidenceError) as refused:
        refuse_uncovered([NAME], loads, PeriodRule.YEAR_TO_DATE, YEAR)
    assert "01/08/2024 to 04/04/2025" in str(refused.value)
    assert "06/09/2023 to 12/07/2024" in str(refused.value)
    assert "--covers" in str(refused.value)


def test_a_year_between_two_that_came_is_refused_too() -> None:
    """The year before it and the year after it do not speak for it."""
    before = load(date(2022, 9, 6), date(2023, 7, 12))
    after = load(date(2025, 9, 3), date(2026, 7, 10), number=2)
    with pytest.raises(EvidenceError, match="missing, not zero"):
        refuse_uncovered([NAME], {NAME: [before, after]}, PeriodRule.YEAR_TO_DATE, YEAR)


def test_a_file_that_speaks_for_the_days_makes_its_zero_a_true_one() -> None:
    """By its rows, or because whoever loaded it said so."""
    loads = {NAME: [load(date(2023, 9, 6), date(2025, 4, 4))]}
    refuse_uncovered([NAME], loads, PeriodRule.YEAR_TO_DATE, YEAR)
    assert gaps_in([NAME], loads, YEAR) == ()


@pytest.mark.parametrize("day", [date(2025, 4, 4), date(2028, 4, 4)])
def test_a_register_whose_newest_row_is_old_still_counts_and_says_how_old(day: date) -> None:
    """Nobody may have joined it since."""
    on_day = Window(first=day, last=day, name="a day")
    loads = {NAME: [load(date(2018, 9, 1), date(2023, 1, 9))]}
    refuse_uncovered([NAME], loads, PeriodRule.ON_THE_DAY, on_day)
    (said,) = gaps_in([NAME], loads, on_day)
    assert "ends on 09/01/2023" in said


def test_a_register_that_begins_later_says_nothing_of_the_day() -> None:
    """It was begun afterwards."""
    on_day = Window(first=date(2020, 1, 1), last=date(2020, 1, 1), name="a day")
    loads = {NAME: [load(date(2021, 9, 1), date(2023, 1, 9))]}
    with pytest.raises(EvidenceError, match="01/01/2020: what has come is of 01/09/2021"):
        refuse_uncovered([NAME], loads, PeriodRule.ON_THE_DAY, on_day)


def test_a_figure_of_half_a_year_says_where_its_data_ends() -> None:
    """It stands, with the gap beside it."""
    loads = {NAME: [load(date(2024, 9, 4), date(2024, 12, 20))]}
    refuse_uncovered([NAME], loads, PeriodRule.YEAR_TO_DATE, YEAR)
    (said,) = gaps_in([NAME], loads, YEAR)
    assert said == (
        "What has come of exclusions ends on 20/12/2024, 105 days before the last day asked about."
    )
    late = {NAME: [load(date(2025, 1, 6), date(2025, 4, 4))]}
    assert gaps_in([NAME], late, YEAR) == (
        "What has come of exclusions begins on 06/01/2025 only.",
    )


def test_a_school_that_stopped_sending_its_marks_is_named() -> None:
    """A rate of fewer schools is not the rate of all."""
    name = "attendance-marks"
    loads = {
        name: [
            load(date(2024, 9, 4), date(2024, 12, 20), "100001", "100002", "100003"),
            load(date(2025, 1, 6), date(2025, 4, 4), "100001", "100003", number=2),
        ]
    }
    (said,) = gaps_in([name], loads, YEAR)
    assert said.startswith("1 of 3 schools have sent no attendance-marks")
    assert "100002" in said


def test_what_has_no_days_is_never_missing() -> None:
    """A register of schools, and what was never loaded, which is refused elsewhere."""
    refuse_uncovered(["schools"], {}, PeriodRule.YEAR_TO_DATE, YEAR)
    assert gaps_in(["schools"], {}, YEAR) == ()
