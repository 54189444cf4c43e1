"""What a survey's answers say, with the base always beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from headway.domain.quantities import Polarity
from headway.stats.comparisons import compare_proportions
from headway.stats.errors import FigureError
from headway.stats.raking import Weights, rake
from headway.stats.surveys import (
    SELF_SELECTED,
    UNANIMOUS,
    Share,
    Withheld,
    calibrated_error,
    change_between,
    margin_of_error,
    share,
    share_of_counts,
)
from headway.stats.verdicts import Verdict

PHASE = ["primary"] * 60 + ["secondary"] * 40
SAFE = [True] * 45 + [False] * 15 + [True] * 18 + [False] * 22
"""Whether a pupil feels safe: 45 of 60 in primary, 18 of 40 in secondary."""
WEIGHTS = rake({"phase": PHASE}, {"phase": {"primary": 300, "secondary": 700}})


# The three below leave out types, so that a test may read a share without asking if it is given.


def told(answers, **options):
    return share(answers, **options)


def counted(yes, answered, **options):
    return share_of_counts(yes, answered, **options)


def compared(before, after, **options):
    return change_between(before, after, **options)


# ----------------------------------------------------------------------------------- a share


def test_a_share_stands_with_how_many_answered_and_how_exact_it_is():
    found = told(SAFE, invited=400)

    assert isinstance(found, Share)
    assert (found.percent, found.n, found.effective_n, found.response_rate) == (63, 100, 100, 25)
    low, high = proportion_confint(63, 100, method="wilson")
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))
    assert found.base == "100 answers, 25% of the 400 invited took part"


def test_weighting_moves_the_share_to_the_population_and_costs_answers():
    found = told(SAFE, weights=WEIGHTS)

    assert found.percent == pytest.approx(100 * (0.3 * 45 / 60 + 0.7 * 18 / 40))
    assert found.unweighted == 63
    assert found.n == 100
    assert found.effective_n == pytest.approx(WEIGHTS.effective_n)
    assert found.effective_n < 100
    low, high = proportion_confint(
        found.percent / 100 * found.effective_n, found.effective_n, method="wilson"
    )
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))
    assert found.base == "100 answers; weighted by phase, as exact as 73 unweighted"


def test_who_skipped_the_question_is_not_in_its_base():
    found = told([True] * 6 + [False] * 14 + [None] * 5, invited=50)

    assert (found.percent, found.n) == (30, 20)
    assert found.response_rate == 50  # 25 took part, though 20 answered this


def test_the_weights_of_those_who_skipped_it_do_not_count():
    skipped = [None] * 40 + SAFE[40:]

    found = told(skipped, weights=WEIGHTS)

    assert found.n == 60
    assert found.effective_n < 60


def test_those_who_chose_to_answer_are_no_random_sample_and_that_is_said():
    assert SELF_SELECTED in told(SAFE).cautions
    assert told(SAFE, self_selected=False).cautions == ()


def test_answers_that_are_all_the_same_tell_what_each_person_said():
    assert UNANIMOUS in told([False] * 12).cautions
    assert UNANIMOUS in told([True] * 12).cautions


def test_trimmed_weights_are_told_beside_the_figure():
    weights = Weights(values=(1.0,) * 100, rounds=1, trimmed=2, notes=("2 weights were cut.",))

    assert "2 weights were cut." in told(SAFE, weights=weights).cautions


@pytest.mark.parametrize("answers", [[True] * 9, [True] * 5 + [None] * 40, [], [None] * 30])
def test_few_answers_are_not_given_and_their_number_is_not_told(answers):
    found = told(answers)

    assert isinstance(found, Withheld)
    assert found.sentence == "Fewer than 10 people answered, so the figure is not given."


@given(st.lists(st.sampled_from([True, False, None]), max_size=60))
def test_a_share_lies_in_its_own_range(answers):
    found = told(answers)

    if isinstance(found, Share):
        assert 0 <= found.low <= found.percent <= found.high <= 100
        assert found.percent == pytest.approx(found.unweighted)


@given(st.integers(10, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_counts_say_what_the_answers_say(people):
    yes, n = people

    assert counted(yes, n) == told([True] * yes + [False] * (n - yes))


def test_a_hundred_and_fifty_nine_answers_may_be_eight_points_off():
    assert margin_of_error(159) == pytest.approx(7.77, abs=0.01)
    assert margin_of_error(159, percent=32) < margin_of_error(159)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: told([True, 2]), "yes, no or missing"),
        (lambda: told([float("nan")] * 20), "yes, no or missing"),
        (lambda: told(SAFE, invited=90), "more than the 90 invited"),
        (lambda: told([], invited=0), "more than the 0 invited"),
        (lambda: told(SAFE[:50], weights=WEIGHTS), "each of 50 who took part"),
        (lambda: counted(12, 11), "not be above"),
        (lambda: counted(-1, 11), "zero or more"),
        (lambda: counted(1.5, 11), "Whole numbers"),
        (lambda: counted(3, 0), "Whole numbers"),
        (lambda: margin_of_error(0), "above zero"),
        (lambda: margin_of_error(10, percent=120), "between 0 and 100"),
    ],
)
def test_answers_that_make_no_share_are_refused(call, words):
    with pytest.raises(FigureError, match=words):
        call()


# ------------------------------------------------------------------------------ two rounds


def test_a_headline_that_moved_four_points_is_no_change():
    found = compared(counted(292, 412), counted(269, 358))

    _, p = proportions_ztest([292, 269], [412, 358])
    assert found.change.p == pytest.approx(p)
    assert found.change.verdict is Verdict.NO_SIGNIFICANT_CHANGE
    assert found.change.low < 0 < found.change.high
    assert (found.before.n, found.after.n) == (412, 358)


def test_weighted_rounds_are_compared_on_what_their_answers_are_worth():
    plain = compared(told(SAFE), counted(80, 100))
    weighted = compared(told(SAFE, weights=WEIGHTS), counted(80, 100))

    assert weighted.change.before == pytest.approx(54)
    assert weighted.change.high - weighted.change.low > plain.change.high - plain.change.low
    assert "One round is weighted and the other is not." in weighted.cautions


def test_a_rise_beyond_chance_is_named_by_which_way_is_better():
    before, after = counted(40, 200), counted(80, 200)

    assert compared(before, after).change.verdict is Verdict.INCREASED
    better = compared(before, after, polarity=Polarity.HIGH)
    assert better.change.verdict is Verdict.IMPROVED


def test_a_question_put_in_other_words_is_another_question():
    before = told(SAFE, wording="Do you feel safe at school?")
    after = told(SAFE, wording="Do you feel safe?")

    with pytest.raises(FigureError, match="different questions cannot be compared"):
        compared(before, after)


def test_words_that_nobody_recorded_are_a_caution():
    found = compared(told(SAFE), told(SAFE))

    assert any("same words" in caution for caution in found.cautions)
    assert found.cautions.count(SELF_SELECTED) == 1


def test_a_round_that_is_withheld_is_not_compared():
    found = compared(told([True] * 4), told(SAFE))

    assert isinstance(found, Withheld)


# --------------------------------------------------------------------------- linearisation


def test_what_the_margins_explain_is_not_left_to_chance():
    error = calibrated_error(SAFE, {"phase": PHASE}, WEIGHTS)

    # two strata of known size: the variances within them, weighted by the square of their share
    within = [(0.3, 0.75, 60), (0.7, 0.45, 40)]
    variance = sum(size**2 * p * (1 - p) / n for size, p, n in within) * 100 / 99
    assert error == pytest.approx(100 * variance**0.5)


def test_without_margins_it_is_the_error_of_a_simple_share():
    even = Weights(values=(2.0,) * 100, rounds=0)

    error = calibrated_error(SAFE, {}, even)

    assert error == pytest.approx(100 * (0.63 * 0.37 / 99) ** 0.5)


def test_every_weight_needs_its_answer():
    with pytest.raises(FigureError, match="100 “answers” were expected"):
        calibrated_error(SAFE[:9], {"phase": PHASE}, WEIGHTS)
    with pytest.raises(FigureError, match="fewer than two"):
        calibrated_error([True], {}, Weights(values=(1.0,), rounds=0))


def test_two_raked_rounds_differ_by_no_more_than_chance_on_what_they_are_worth():
    """70.7% of an effective 351 and 75.6% of 330: five points, p = 0.14."""
    found = compare_proportions(0.707 * 351, 351, 0.756 * 330, 330)

    assert round(found.estimate, 1) == 4.9
    assert found.p == pytest.approx(0.14, abs=0.01)
    assert found.verdict is Verdict.NO_SIGNIFICANT_CHANGE
