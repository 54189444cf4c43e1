"""Times are read in every form that plans use, and never made up."""

import pytest

from headway.domain.periods import Period
from headway.language.dates import in_the_same_year, of_one_kind, periods, read_timetable
from headway.language.readings import Setting

NOWHERE = Setting()
YEAR_TWO = Setting(covers=Period.parse("2019/20"))


def named(text, setting=NOWHERE):
    return [str(mention.period) for mention in periods(text, setting=setting) if mention.period]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("school year 19/20", "AY 2019/20"),
        ("academic year 19-20", "AY 2019/20"),
        ("the 2019/20 academic year", "AY 2019/20"),
        ("financial year 2019/20", "FY 2019/20"),
        ("FY14", "FY 2013/14"),
        ("FY2020", "FY 2019/20"),
        ("year ending March 2020", "FY 2019/20"),
        ("in 18/19", "2018/19"),
        ("2018-19", "2018/19"),
        ("2018–2023", "2018/2023"),
        ("end of term 4 19/20", "AY 2019/20 T4"),
        ("By the end of term 4 in 19/20", "AY 2019/20 T4"),
        ("T4 2019-20", "AY 2019/20 T4"),
        ("2019/20 term 4", "AY 2019/20 T4"),
        ("Autumn term 2019", "AY 2019/20 Autumn"),
        ("Spring term 2020", "AY 2019/20 Spring"),
        ("Autumn 2019", "2019 Autumn"),
        ("Fall 2013", "2013 Autumn"),
        ("Q4 2019/20", "FY 2019/20 Q4"),
        ("Q2 FY21", "FY 2020/21 Q2"),
        ("Q3 2021", "2021 Q3"),
        ("Oct 2019", "2019-10"),
        ("Dec 20", "2020-12"),
        ("Sept '21", "2021-09"),
        ("03/2021", "2021-03"),
        ("Sep-Dec20", "2020-09/2020-12"),
        ("Mar-May 21", "2021-03/2021-05"),
        ("April-July 2020", "2020-04/2020-07"),
        ("Nov-Feb 2021", "2020-11/2021-02"),
        ("September 30, 2020", "2020-09-30"),
        ("31st March 2020", "2020-03-31"),
        ("31/03/2020", "2020-03-31"),
        ("11/13/2017", "2017-11-13"),
        ("2020-03-31", "2020-03-31"),
        ("30 th March – 9 th May 2021", "2021-03-30/2021-05-09"),
        ("mid-2021", "2021"),
        ("by 2030", "2030"),
        ("each year", "per year"),
        ("annually", "per year"),
        ("80 hours/year", "per year"),
        ("quarterly", "per quarter"),
    ],
)
def test_a_time_is_read_in_its_normal_form(text, expected):
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "65/100", "3/24", "1 in 4", "up to 2000 EHAs", "2000 people", "19-20 year olds",
        "9/10 schools", "term 7", "31/02/2020", "we may 20 times", "over 2023/3",
        "a year old", "£2019",
    ],
)  # fmt: skip
def test_what_is_no_time_is_passed_over(text):
    assert named(text) == []


def test_days_without_a_year_take_it_from_the_one_year_the_document_covers():
    words = "between 30th March – 9th May"

    assert named(words, Setting(covers=Period.parse("2020/21"))) == ["2021-03-30/2021-05-09"]
    assert named(words) == []
    assert named("31 January", Setting(covers=Period.parse("2018/2022"))) == []


def test_the_same_point_last_year_is_counted_from_the_time_beside_it():
    this_term, last_year = periods(
        "End of term 4 19/20 281 (305 for T4 last year)", setting=NOWHERE
    )

    assert in_the_same_year(last_year, this_term.period) == Period.parse("AY 2018/19 T4")


def test_a_term_without_its_year_waits_for_one():
    (term,) = periods("T4", setting=NOWHERE)

    assert in_the_same_year(term, None) is None
    assert in_the_same_year(term, Period.parse("2019/20")) == Period.parse("AY 2019/20 T4")
    assert in_the_same_year(term, Period.parse("2019")) is None


def test_a_bare_split_year_takes_the_kind_of_the_years_beside_it_unless_they_differ():
    year, school, money = map(Period.parse, ("2018/19", "AY 2019/20 T4", "FY 2019/20"))

    assert of_one_kind(year, (school,)) == Period.parse("AY 2018/19")
    assert of_one_kind(year, (money,)) == Period.parse("FY 2018/19")
    assert of_one_kind(year, (school, money)) == year


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("Oct 2019", "2019-10"),
        ("Dec 20", "2020-12"),
        ("Mar-May 21", "2021-03/2021-05"),
        ("By Mar 2020", "2020-03"),
        ("By Feb 28, 2018 (budget FY19)", "2018-02-28"),
        ("End of February 2018", "2018-02"),
        ("by end of FY14", "FY 2013/14"),
        ("2019 (50th Anniversary)", "2019"),
        ("In progress / need $80 Million by 2022", "2022"),
        ("Start: September 2017 End: February 2018", "2018-02"),
        ("Start: TBC / End: January 2019", "2019-01"),
        ("Dec 2019 (revised to Mar 2020)", "2020-03"),
        ("Mar 2020 (was Dec 2019)", "2020-03"),
        ("July 2019\nJuly 2019", "2019-07"),
        ("Dec 2019, Mar 2020", "2020-03"),
    ],
)
def test_a_timetable_gives_its_due_date(cell, due):
    assert str(read_timetable(cell, setting=YEAR_TWO).period) == due


@pytest.mark.parametrize(
    "cell",
    [
        "TBC", "Ongoing", "Quarterly", "12 months", "?", "", "11/13/2017 start – ongoing",
        "Start: March 2018 and continuing", "Start: 04/01/2018", "Ongoing since February 2018",
        "30-60 days from 12/22/2017", "Sept 2019 – ongoing",
    ],
)  # fmt: skip
def test_a_start_a_recurrence_or_an_open_date_is_no_due_date_but_its_words_are_kept(cell):
    timetable = read_timetable(cell, setting=YEAR_TWO)

    assert timetable.period is None
    assert timetable.words == cell


def test_documents_of_the_united_states_write_the_month_first():
    american = Setting(month_first=True)

    assert str(read_timetable("04/01/2018", setting=american).period) == "2018-04-01"
    assert str(read_timetable("04/01/2018", setting=NOWHERE).period) == "2018-01-04"


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("By the end of the second quarter of 2024/25", "FY 2024/25 Q2"),
        ("first quarter 2024", "2024 Q1"),
        ("third quarter of the calendar year 2024", "2024 Q3"),
        ("2024 Q2", "2024 Q2"),
        ("FY24 Q2", "FY 2023/24 Q2"),
        ("1st quarter of FY25", "FY 2024/25 Q1"),
        ("03/25", "2025-03"),
        ("03/04", "2003/04"),
        ("By the end of the parliament", ""),
    ],
)
def test_quarters_in_words_and_short_months_say_when(cell, period):
    assert str(read_timetable(cell, setting=Setting()).period or "") == period
