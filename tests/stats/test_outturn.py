"""Where a count for the year will end, for the people who must say so in spring."""

from functools import partial
from itertools import accumulate
from math import inf, nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from headway.stats.back_tests import back_test
from headway.stats.errors import FigureError
from headway.stats.outturn import Method, outturn
from headway.stats.profiles import year_end_projection

EXCLUSIONS = [
    [12, 25, 36, 52, 63, 72],
    [10, 21, 33, 47, 55, 66],
    [15, 28, 41, 60, 70, 83],
    [11, 24, 38, 50, 61, 69],
]
"""Four made-up years by terms, shaped as permanent exclusions are."""


# The two below leave out types, so that a test may read a range without asking if there is one.


def forecast(*figures, **options):
    return outturn(*figures, **options)


def tried_on(history, **options):
    return back_test(history, **options)


@st.composite
def whole_years(draw):
    """Three to six years that only grow, with enough in the first term to scale by."""
    terms = draw(st.integers(2, 6))
    first, later = st.integers(6, 90), st.integers(0, 90)
    added = draw(st.lists(st.tuples(first, *[later] * (terms - 1)), min_size=3, max_size=6))
    return [list(accumulate(year)) for year in added]


# ------------------------------------------------------------------------------ the estimate


def test_a_year_at_term_four_is_grown_as_the_years_before_went_on():
    found = forecast(EXCLUSIONS, [14, 30, 48, 70])

    assert found.method is Method.CHAIN_LADDER
    assert found.estimate == pytest.approx(70 * (72 + 66 + 83 + 69) / (52 + 47 + 60 + 50))
    assert found.low < found.estimate < found.high
    assert (found.years, found.freedom) == (4, 3)
    assert found.share == pytest.approx(209 / 290)


def test_the_interval_is_students_t_on_the_years_less_one():
    found = forecast(EXCLUSIONS, [14, 30, 48, 70], level=0.9)

    width = stats.t.ppf(0.95, 3) * found.standard_error
    assert found.high - found.estimate == pytest.approx(width)


def test_one_year_gives_last_years_profile_and_says_that_it_gives_no_range():
    found = forecast([[52, 72]], [70])

    assert found.estimate == pytest.approx(
        year_end_projection(70, same_point_last_year=52, year_end_last_year=72)
    )
    assert (found.low, found.high, found.standard_error) == (None, None, None)
    assert found.notes == ("One earlier year gives no range: at least 3 are needed.",)


def test_two_years_give_an_estimate_and_no_range():
    found = forecast(EXCLUSIONS[:2], [14, 30, 48, 70])

    assert found.low is None
    assert "2 earlier years give no range" in found.notes[0]


@given(whole_years(), st.sampled_from([2, 3, 10, 1000]))
def test_counting_in_other_units_changes_only_the_units(history, times):
    current = history[0][:1]
    scaled = forecast([[times * one for one in row] for row in history], [times * current[0]])

    plain = forecast(history, current)

    assert scaled.estimate == pytest.approx(times * plain.estimate)


@given(whole_years())
def test_a_complete_years_forecast_is_itself(history):
    found = forecast(history[1:], history[0])

    assert (found.low, found.estimate, found.high) == (history[0][-1],) * 3
    assert found.method is Method.COUNTED
    assert found.chance_above(history[0][-1]) == 0
    assert found.chance_above(history[0][-1] - 1) == 1


@given(whole_years(), st.integers(0, 500))
def test_a_year_never_ends_below_what_was_counted_if_no_count_ever_fell(history, so_far):
    found = forecast(history, [so_far], points=len(history[0]))

    assert found.estimate >= so_far * (1 - 1e-12)
    if found.low is not None:
        assert so_far <= found.low <= found.estimate <= found.high


@given(whole_years(), st.integers(1, 500), st.integers(1, 500))
def test_more_so_far_never_forecasts_less(history, one, other):
    low, high = sorted((one, other))
    assume((low < 5) == (high < 5))

    assert forecast(history, [low]).estimate <= forecast(history, [high]).estimate


# --------------------------------------------------------------- gaps, revisions, odd years


def test_a_year_with_a_hole_in_the_middle_still_counts():
    holed = [*EXCLUSIONS[:3], [11, 24, 38, 50, None, 69]]

    found = forecast(holed, [14, 30, 48, 70])

    assert found.years == 4
    assert found.estimate == pytest.approx(forecast(EXCLUSIONS, [14, 30, 48, 70]).estimate)


def test_a_year_cut_short_tells_what_it_can():
    cut = [*EXCLUSIONS, [20, 40, 60, 88, 90]]  # its last term is not known

    found = forecast(cut, [14, 30, 48, 70])

    fourth_to_fifth = (63 + 55 + 70 + 61 + 90) / (52 + 47 + 60 + 50 + 88)
    assert found.factors[0] == pytest.approx(fourth_to_fifth)
    assert found.years == 4  # the step to the last term rests on four


def test_a_gap_in_this_year_is_passed_over():
    assert forecast(EXCLUSIONS, [14, None, None, 70]) == forecast(EXCLUSIONS, [14, 30, 48, 70])


def test_years_in_which_nothing_is_known_are_as_if_not_given():
    assert forecast([*EXCLUSIONS, [None] * 6, []], [70]) == forecast(EXCLUSIONS, [70])


def test_rescinded_exclusions_may_bring_the_end_below_what_has_been_counted():
    rescinded = [[52, 50], [47, 46], [60, 57], [50, 48]]

    found = forecast(rescinded, [70])

    assert found.estimate < 70
    assert found.least == 0
    assert 0 <= found.low < found.estimate


def test_the_reader_is_told_where_the_range_was_cut_off():
    found = forecast([[10, 30], [10, 11], [10, 60], [40, 41]], [10])

    assert found.low == 10
    assert any("stops at what has been counted" in note for note in found.notes)


def test_years_exactly_alike_give_no_range_rather_than_one_of_no_width():
    found = forecast([[10, 20], [20, 40], [30, 60]], [10])

    assert found.estimate == 20
    assert found.low is None
    assert "exactly alike" in found.notes[0]
    assert found.chance_above(25) is None


# ---------------------------------------------------------------------- too little to scale


def test_an_empty_first_term_adds_what_a_usual_year_adds():
    found = forecast([[0, 20], [2, 26], [1, 23]], [0])

    assert found.method is Method.BORNHUETTER_FERGUSON
    assert found.estimate == pytest.approx((20 + 24 + 22) / 3)
    spread = stats.tstd([20, 24, 22]) * (1 + 1 / 3) ** 0.5
    assert found.standard_error == pytest.approx(spread)
    assert found.low >= 0


def test_a_given_expectation_is_used_and_its_own_doubt_is_told():
    found = forecast(EXCLUSIONS, [14, 30, 48, 70], prior=80)

    assert found.estimate == pytest.approx(70 + 80 * (1 - 209 / 290))
    assert "expected figure itself" in found.notes[0]


def test_years_of_nothing_forecast_nothing_without_a_range():
    found = forecast([[0, 0], [0, 0], [0, 0]], [0])

    assert (found.estimate, found.low) == (0, None)


def test_what_is_tiny_is_for_the_caller_to_say():
    assert forecast(EXCLUSIONS, [14], fewest=20).method is Method.BORNHUETTER_FERGUSON
    assert forecast(EXCLUSIONS, [3], fewest=0).method is Method.CHAIN_LADDER


# ------------------------------------------------------------------------ above a ceiling?


def test_the_chance_of_ending_above_a_ceiling_follows_the_t_distribution():
    found = forecast(EXCLUSIONS, [12, 24, 35, 48])

    expected = stats.t.sf((68 - found.estimate) / found.standard_error, 3)
    assert found.chance_above(68) == pytest.approx(expected)
    assert found.chance_above(found.estimate) == pytest.approx(0.5)


def test_a_ceiling_already_passed_is_passed():
    assert forecast(EXCLUSIONS, [14, 30, 48, 70]).chance_above(65) == 1


@given(whole_years(), st.floats(0, 2000), st.floats(0, 2000))
def test_a_higher_ceiling_is_never_likelier_to_be_passed(history, one, other):
    found = forecast(history, [20], points=len(history[0]))
    low, high = sorted((one, other))

    if found.chance_above(low) is not None and found.chance_above(high) is not None:
        assert 0 <= found.chance_above(high) <= found.chance_above(low) <= 1


# ------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("history", "current", "options", "words"),
    [
        ([], [70], {}, "no earlier year has a figure"),
        ([[None, None]], [70], {}, "no earlier year has a figure"),
        (EXCLUSIONS, [], {}, "Nothing is known of this year"),
        (EXCLUSIONS, [None, None], {}, "Nothing is known of this year"),
        (EXCLUSIONS, [nan], {}, "this year, point 1"),
        ([[52, inf]], [70], {}, "earlier year 1, point 2"),
        ([[52, -1]], [70], {}, "cannot be negative"),
        ([[52, "many"]], [70], {}, "A number was expected"),
        (EXCLUSIONS, [1] * 7, {"points": 6}, "6 points was expected"),
        (EXCLUSIONS, [70], {"points": 0}, "at least one point"),
        (EXCLUSIONS, [70], {"level": 95}, "such as 0.95"),
        (EXCLUSIONS, [70], {"prior": -3}, "zero or more"),
        ([[None, 72]], [70], {}, "from point 1 of the year to point 2"),
        ([[52, None]], [70], {}, "from point 1 of the year to point 2"),
        ([[0, 0]], [70], {"prior": 30}, "no earlier year has a count here"),
        ([[None, 1e308], [5, 1e308], [5, 1e308]], [1e308], {}, "too large"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_a_sentence(history, current, options, words):
    with pytest.raises(FigureError, match=words):
        forecast(history, current, **options)


def test_a_ceiling_that_is_no_number_is_refused():
    with pytest.raises(FigureError, match="ceiling"):
        forecast(EXCLUSIONS, [70]).chance_above(nan)


anything = st.lists(st.none() | st.floats() | st.integers(-5, 10**6), max_size=6)


@given(st.lists(anything, max_size=5), anything)
def test_any_figures_are_forecast_or_refused(history, current):
    try:
        found = forecast(history, current)
    except FigureError:
        return
    assert found.estimate >= 0
    assert found.low is None or 0 <= found.low <= found.high


# -------------------------------------------------------------------------------- back-test


def test_each_year_is_forecast_from_the_others_alone():
    tried = tried_on(EXCLUSIONS, point=4)

    first = forecast(EXCLUSIONS[1:], EXCLUSIONS[0][:4], points=6)
    assert tried.trials[0].forecast == first
    assert [one.actual for one in tried.trials] == [72, 66, 83, 69]
    assert tried.trials[0].error == pytest.approx(first.estimate - 72)


def test_the_profile_beats_the_straight_line_where_the_year_is_uneven():
    tried = tried_on(EXCLUSIONS, point=4)

    assert tried.error < 3
    assert tried.straight_line_error > 7
    assert tried.sentence == (
        "Tried on 4 earlier years, this forecast was 1% off on average (a straight line: 8%); "
        "4 of 4 ended within their range."
    )


def test_three_years_are_tried_without_a_range():
    tried = tried_on(EXCLUSIONS[:3], point=4, elapsed=25 / 38)

    assert (tried.with_range, tried.coverage) == (0, None)
    assert tried.trials[0].straight_line == pytest.approx(52 * 38 / 25)


def test_a_year_without_an_end_is_not_tried_but_helps():
    tried = tried_on([*EXCLUSIONS, [20, 40, 60, 88, 90]], point=4)

    assert [one.year for one in tried.trials] == [0, 1, 2, 3]


def test_options_of_the_forecast_hold_in_its_trials():
    tried = tried_on(EXCLUSIONS, point=1, forecast=partial(outturn, fewest=50))

    assert {one.forecast.method for one in tried.trials} == {Method.BORNHUETTER_FERGUSON}


def test_years_that_ended_at_zero_have_no_error_in_percent():
    tried = tried_on([[0, 0], [0, 0]], point=1)

    assert tried.error is None
    assert "ended at zero" in tried.sentence


@pytest.mark.parametrize(
    ("history", "options", "words"),
    [
        (EXCLUSIONS[:1], {"point": 4}, "at least two"),
        (EXCLUSIONS, {"point": 7}, "from 1 to 6"),
        (EXCLUSIONS, {"point": 0}, "from 1 to 6"),
        (EXCLUSIONS, {"point": 4, "elapsed": 0}, "between 0 and 1"),
        ([], {"point": 1}, "no earlier year"),
    ],
)
def test_a_back_test_that_cannot_be_made_is_refused(history, options, words):
    with pytest.raises(FigureError, match=words):
        tried_on(history, **options)
