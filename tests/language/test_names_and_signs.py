"""Small words and signs around figures and dates that change what they mean."""

import pytest

from headway.domain.periods import Period, PeriodKind
from headway.language.dates import read_timetable
from headway.language.figures import figures
from headway.language.names import is_timeliness
from headway.language.readings import Setting
from headway.language.rows import read_row
from headway.language.unwanted import is_unwanted

SETTING = Setting()


@pytest.mark.parametrize(
    "text", ["Number of active users (Target: 20+ by end of Q2 2025)", "Target: 18+ visits"]
)
def test_a_number_and_more_behind_the_word_target_is_no_age(text: str) -> None:
    targets = read_row(text, setting=SETTING, is_measure=True).targets

    assert [target.comparator.value for target in targets] == ["ge"]


@pytest.mark.parametrize("text", ["Adults 18+ in care", "Residents 65+, by ward"])
def test_an_age_and_above_is_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_a_plus_between_a_number_and_its_unit_parts_neither() -> None:
    (hours,) = figures("500+ hours of volunteering")

    assert (hours.value, hours.unit, hours.comparator.value) == (500, "hours", "ge")


@pytest.mark.parametrize("text", ["999 calls answered: 92%", "911 dispatch centre: 92%"])
def test_the_number_of_the_emergency_services_is_a_name(text: str) -> None:
    assert [one.value for one in figures(text)] == [92]


@pytest.mark.parametrize("cell", ["Septembe r 2023", "Sept ember 2023", "Septem\nber 2023"])
def test_a_month_cut_by_a_narrow_column_is_one_word(cell: str) -> None:
    assert read_timetable(cell, setting=SETTING).period == Period(
        kind=PeriodKind.MONTH, year=2023, part=9
    )


@pytest.mark.parametrize("cell", ["31/03/20 25", "31/03/\n2025", "31/ 03/2025"])
def test_a_date_cut_by_a_narrow_column_is_one_date(cell: str) -> None:
    whole = read_timetable("31/03/2025", setting=SETTING)

    assert whole.period is not None
    assert read_timetable(cell, setting=SETTING).period == whole.period


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Scope 1 and 2 emissions (tCO2e)", True),
        ("Waits over 52 weeks", True),
        ("Crimes recorded", True),
        ("Complaints received", True),
        ("Complaints answered", False),
        ("Turnover (£m)", False),
        ("Staff turnover (%)", True),
    ],
)
def test_less_is_better_by_what_is_counted(text: str, unwanted: bool) -> None:
    assert is_unwanted(text) is unwanted


def test_today_in_brackets_is_where_it_starts() -> None:
    reading = read_row(
        "We want 80% of children to live near home (today: 68%).", setting=SETTING, is_measure=True
    )

    assert [one.value for one in reading.targets] == [80]
    assert [one.value for one in reading.baselines] == [68]


def test_an_earlier_years_outturn_is_where_it_starts() -> None:
    reading = read_row(
        "Calls answered in time: 92% (2020/21 outturn 87.5%)",
        setting=Setting(covers=Period(kind=PeriodKind.FINANCIAL_YEAR, year=2020)),
        is_measure=True,
    )

    assert [one.value for one in reading.targets] == [92]
    assert [one.value for one in reading.baselines] == [87.5]


def test_a_time_limit_defines_what_is_done_in_time() -> None:
    assert is_timeliness("Homes let within 28 days")
    assert not is_timeliness("Homes let")
