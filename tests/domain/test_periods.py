"""A period is read as it is written, and its year before, its year and its days are lawful."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headway.domain.errors import PeriodError
from headway.domain.periods import Period, PeriodKind, day
from tests.planfile.plans import periods

FORMS = [
    ("2019-10-31", PeriodKind.DAY),
    ("2019-10", PeriodKind.MONTH),
    ("2020 Summer", PeriodKind.SEASON),
    ("2030", PeriodKind.CALENDAR_YEAR),
    ("2030 Q2", PeriodKind.CALENDAR_QUARTER),
    ("AY 2019/20", PeriodKind.ACADEMIC_YEAR),
    ("AY 2019/20 T4", PeriodKind.ACADEMIC_TERM),
    ("AY 2019/20 Autumn", PeriodKind.DFE_TERM),
    ("FY 2019/20", PeriodKind.FINANCIAL_YEAR),
    ("FY 2019/20 Q4", PeriodKind.FINANCIAL_QUARTER),
    ("2019/20", PeriodKind.SPLIT_YEAR),
    ("1999/00", PeriodKind.SPLIT_YEAR),
    ("2018/2023", PeriodKind.YEARS),
    ("2020-09/2020-12", PeriodKind.SPAN),
    ("2021-03-30/2021-05-09", PeriodKind.SPAN),
    ("per year", PeriodKind.RECURRING),
]


@pytest.mark.parametrize(("text", "kind"), FORMS)
def test_a_normal_form_is_read_as_its_kind_and_written_the_same(text, kind):
    period = Period.parse(text)

    assert period.kind is kind
    assert str(period) == text


def test_every_kind_of_period_has_a_form_in_the_table_above():
    assert {kind for _, kind in FORMS} == set(PeriodKind)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("AY 2019/20 T7", "six terms, T1 to T6; got T7"),
        ("AY 2019/21", "two years must follow each other"),
        ("2019-13", "a month must be 1 to 12, got 13"),
        ("2019-02-29", "there is no day 2019-02-29"),
        ("2023/2018", "several years must end after they start"),
        ("2020-12/2020-09", "a span must end after it starts"),
        ("0019", "must start between 1900 and 2199"),
        ("next year", "is not a period"),
        ("", "is not a period"),
        ("65", "is not a period"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(text, reason):
    with pytest.raises(PeriodError, match=reason):
        Period.parse(text)


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": PeriodKind.MONTH, "year": 2020, "part": 2, "day": 3},
        {"kind": PeriodKind.CALENDAR_YEAR, "year": 2020, "name": "Summer"},
        {"kind": PeriodKind.SEASON, "year": 2020, "name": "Monsoon"},
        {"kind": PeriodKind.DFE_TERM, "year": 2020, "name": "Winter"},
        {"kind": PeriodKind.FINANCIAL_QUARTER, "year": 2020, "part": 5},
        {"kind": PeriodKind.YEARS, "year": 2020},
        {"kind": PeriodKind.SPAN, "year": 2020, "part": 1},
        {"kind": PeriodKind.SPAN, "year": 2020, "until": Period.parse("2020-12")},
        {"kind": PeriodKind.RECURRING, "year": 0, "name": "per decade"},
    ],
)
def test_parts_that_make_no_time_make_no_period(parts):
    with pytest.raises(PeriodError):
        Period(**parts)


@given(periods)
def test_any_period_reads_back_the_same(period):
    assert Period.parse(str(period)) == period


@given(st.text(max_size=25))
def test_any_text_is_a_period_or_refused_in_words(text):
    with suppress(PeriodError):
        period = Period.parse(text)
        assert Period.parse(str(period)) == period


@given(periods)
def test_a_year_before_is_of_the_same_kind_at_the_same_point_of_its_year(period):
    assume(period.year != 1900)

    before = period.previous_year()

    if period.kind is PeriodKind.RECURRING:
        assert before is None
        return
    assert before is not None
    assert (before.kind, before.year) == (period.kind, period.year - 1)
    assert (before.part, before.name) == (period.part, period.name)
    assert before.is_part_year == period.is_part_year


def test_the_same_point_last_year_goes_by_term_and_not_by_date():
    assert Period.parse("AY 2019/20 T4").previous_year() == Period.parse("AY 2018/19 T4")


def test_a_year_before_a_leap_day_is_the_last_of_its_february():
    assert Period.parse("2020-02-29").previous_year() == Period.parse("2019-02-28")
    assert str(Period.parse("2020-02-29/2020-03-01").previous_year()) == "2019-02-28/2019-03-01"


@given(periods)
def test_a_part_of_a_year_lies_in_a_whole_one_of_which_nothing_is_a_part(period):
    whole = period.whole_year()

    assert whole.whole_year() == whole
    assert period.is_part_year == (whole != period)


@given(periods)
def test_a_period_covers_itself_unless_it_comes_round_every_year(period):
    assert period.covers(period) == (period.kind is not PeriodKind.RECURRING)


NEARBY = st.sampled_from(
    [Period.parse(text) for text, _ in FORMS]
    + [Period.parse(f"2020-{month:02d}") for month in range(1, 13)]
    + [Period.parse(f"AY 2019/20 T{term}") for term in range(1, 7)]
    + [Period.parse(f"2020 Q{quarter}") for quarter in range(1, 5)]
    + [Period.parse(text) for text in ("2020", "2020-01/2020-12", "2020-09-01", "2020 Autumn")]
)


@given(NEARBY, NEARBY)
def test_two_periods_that_cover_each_other_have_the_same_days(one, other):
    both = one.covers(other) and other.covers(one)
    same_days = (one.first_day(), one.last_day()) == (other.first_day(), other.last_day())

    assert not both or same_days


@given(st.lists(NEARBY, min_size=3, max_size=3))
def test_what_is_covered_by_something_covered_is_covered(three):
    one, two, last = three

    assert one.covers(last) or not (one.covers(two) and two.covers(last))


@given(periods)
def test_a_period_starts_before_it_ends(period):
    first, last = period.first_day(), period.last_day()

    if period.kind is PeriodKind.RECURRING:
        assert (first, last) == (None, None)
    else:
        assert first is not None
        assert last is not None
        assert first <= last


@given(periods, periods)
def test_a_split_year_is_the_school_or_the_financial_year_of_the_same_years(one, other):
    assert one.same_time_as(one)
    assert one.same_time_as(other) == other.same_time_as(one)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("AY 2019/20 T1", date(2019, 9, 1), date(2019, 10, 31)),
        ("AY 2019/20 T4", date(2020, 2, 1), date(2020, 4, 30)),
        ("AY 2019/20 T6", date(2020, 6, 1), date(2020, 8, 31)),
        ("AY 2019/20 Autumn", date(2019, 8, 1), date(2019, 12, 31)),
        ("FY 2019/20 Q4", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020 Q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("2020 Winter", date(2020, 12, 1), date(2021, 2, 28)),
        ("2019/20", date(2019, 4, 1), date(2020, 8, 31)),
        ("2018/2023", date(2018, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_has_its_conventional_days(text, first, last):
    period = Period.parse(text)

    assert (period.first_day(), period.last_day()) == (first, last)


def test_figures_are_put_in_order_of_when_their_periods_end():
    texts = ["AY 2019/20", "per year", "AY 2019/20 T4", "2019-10-31", "AY 2018/19"]

    in_order = sorted(map(Period.parse, texts), key=Period.sort_key)

    assert [str(one) for one in in_order] == [
        "per year",
        "AY 2018/19",
        "2019-10-31",
        "AY 2019/20 T4",
        "AY 2019/20",
    ]


def test_a_day_is_a_period():
    assert str(day(date(2020, 5, 31))) == "2020-05-31"
    assert repr(Period.parse("2030")) == "Period('2030')"
