"""Figures are found as a careful reader finds them, and digits that are none are passed over."""

import pytest

from headway.language.figures import figures, placeholders


def values(text):
    return [(m.value, str(m.unit)) for m in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9.3% (7.6% for T4 last year)", [(9.3, "%"), (7.6, "%")]),
        ("by 25 per cent", [(25, "%")]),
        ("by %100 before December 2019", [(100, "%")]),
        ("+5 percentage points", [(5, "pp")]),
        ("up 2.5pp", [(2.5, "pp")]),
        ("2,804 pupils and 1240 others", [(2804, "count"), (1240, "count")]),
        ("£1.2m", [(1_200_000, "GBP")]),
        ("£3.3 billion", [(3_300_000_000, "GBP")]),
        ("$79 million and 80%/$2.7M", [(79e6, "USD"), (80, "%"), (2.7e6, "USD")]),
        ("$550K", [(550_000, "USD")]),
        ("1 Million visitors", [(1_000_000, "count")]),
        ("a 5km walk", [(5, "km")]),
        ("6wks (4wks previously)", [(6, "weeks"), (4, "weeks")]),
        ("within 3 business days", [(3, "days")]),
        ("five hours per year", [(5, "hours")]),
        ("250 per 100,000 population", [(250, "per 100,000")]),
        ("twenty-five families", [(25, "count")]),
        ("one hundred and twenty homes", [(120, "count")]),
        ("a dozen events", [(12, "count")]),
        ("a third of schools", [(33.3, "%")]),
        ("three quarters of staff", [(75, "%")]),
        ("zero exclusions", [(0, "count")]),
        ("1 in 5 pupils", [(20, "%")]),
        ("from 1 in 5 to 1 in 10", [(20, "%"), (10, "%")]),
        ("nine out of ten parents", [(9, "count")]),
        ("3.5 out of 5", [(3.5, "score")]),
        ("from 3/24", [(3, "count"), (24, "count")]),
        ("2xCity and 2xNorth", [(2, "count"), (2, "count")]),
        ("ktCO2e: 85.5 ktCO2e", [(85.5, "kt CO2e")]),
        ("34 pilot schools (and a further 44 wave 1 schools)", [(34, "count"), (44, "count")]),
    ],
)
def test_a_figure_is_read_with_its_unit(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in 19/20", "school year 2019/20", "by March 2020", "on 31/03/2020", "30th March - 9th May",
        "term 4", "no. 6", "Key Stage 2", "Section 8", "level 2 training", "wave 1", "Year 6",
        "M-20-16", "PH26", "COVID-19", "Covid 19", "R100", "4G", "24/7", "1:1 support", "9:30am",
        "11-17-year old's", "aged 14-25", "ages (14-25)", "0-19s", "adults over 18", "under 5s",
        "post-16", "the statutory 6-day limit", "a 10 year strategy", "5-Year Export Plan",
        "https://example.org/2/45", "someone45@example.org", "01632 960123", "NHS 111",
        "3. Review the offer", "(2) Parks; 3) Roads", "the Reaching 100% (R100) programme",
        "Stat 4.0 release", "95% confidence interval", "one-to-one", "x%", "over 2023/3",
    ],
)  # fmt: skip
def test_dates_ages_codes_and_marks_of_lists_are_no_figures(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("255 or less", "le"),
        ("no more than 3 weeks", "le"),
        ("up to 2000 a year", "le"),
        ("below 60", "lt"),
        ("<5%", "lt"),
        ("fewer than 10", "lt"),
        ("at least 50,000 homes", "ge"),
        ("a minimum of two events", "ge"),
        ("$1M or more", "ge"),
        ("at or above 95%", "ge"),
        ("over 120 adults", "gt"),
        ("almost 100%", "approx"),
        ("~4", "approx"),
        ("65", "eq"),
    ],
)
def test_the_words_that_bound_a_figure_are_kept(text, comparator):
    (mention,) = figures(text)

    assert mention.comparator == comparator


def test_a_range_is_one_figure_and_from_to_are_two():
    (both,) = figures("between 70 and 80 per cent")

    assert (both.value, both.upper, both.unit) == (70, 80, "%")
    assert values("from 23% to 20%") == [(23, "%"), (20, "%")]
    assert values("fell by 10% to 45") == [(10, "%"), (45, "count")]


def test_a_part_of_a_whole_keeps_the_whole():
    first, second = figures("95 of 200 employees (54%)")

    assert (first.value, first.out_of, first.of) == (95, 200, "employees")
    assert second.value == 54


def test_what_is_counted_is_the_noun_behind_the_figure():
    nouns = [m.of for m in figures("60 employees trained at Intro; 44 wave 1 schools; 3 in all")]

    assert nouns == ["employees trained", "wave 1 schools", ""]


def test_a_name_behind_a_figure_belongs_to_the_next_one():
    assert [m.of for m in figures("Primary 2804 Secondary 6527")] == ["", ""]


@pytest.mark.parametrize(
    "text",
    ["by x% by FY2020", "by x percent", "Target (TBD)", "target to be confirmed", "£xm saved"],
)
def test_a_promised_figure_that_is_not_there_is_noticed(text):
    assert placeholders(text)


def test_ordinary_words_promise_no_figure():
    assert not placeholders("Reduce exclusions to 65 by extra work; the x-ray service")
