"""A change is called one only where chance would not have made it."""

import re

import pytest

from headway.domain.plan import Baseline
from headway.domain.quantities import PERCENT, SCORE, Comparator, Direction, MeasureKind, Polarity
from headway.domain.status import Evidence, Movement, Travel
from headway.judgement.evidence import odds
from headway.judgement.statuses import judge
from tests.judgement.plans import AT, measure, plan, seen, target

LE = Comparator.LE
SHARE = {
    "unit": PERCENT,
    "kind": MeasureKind.SNAPSHOT,
    "text": "Fewer pupils are overweight",
    "quantity": "overweight pupils",
}


def travel(one, *told) -> Travel:
    found = judge(plan(one, observations=told), one, at=AT).travel
    assert found is not None
    return found


def shares(before, after, *, of=(400, 400), words=("", "")):
    return (
        seen(before, "AY 2018/19 T4", unit=PERCENT, denominator=of[0], words=words[0]),
        seen(after, unit=PERCENT, denominator=of[1], words=words[1]),
    )


def test_two_points_less_of_400_pupils_could_be_chance():
    words = ("9.2% of 400 pupils", "7.2% of 400 pupils")

    told = travel(measure(**SHARE), *shares(9.2, 7.2, words=words))

    assert told.evidence is Evidence.CHANCE
    assert told.movement is Movement.NO_CLEAR_CHANGE
    assert told.sentence == (
        "No clear change since the same point last year. 9.2% to 7.2% of 400 pupils: could be "
        "chance (a difference this large comes up by chance about 1 time in 3)."
    )
    # Chi-squared without Yates of 37 and 29 of 400; the range is Newcombe's.
    assert told.p == pytest.approx(0.304, abs=0.001)
    assert told.low == pytest.approx(-5.9, abs=0.05)
    assert told.high == pytest.approx(1.9, abs=0.05)


def test_the_same_two_points_of_4000_pupils_are_more_than_chance():
    told = travel(measure(**SHARE), *shares(9.2, 7.2, of=(4000, 4000)))

    assert (told.evidence, told.movement) == (Evidence.REAL, Movement.IMPROVING)
    assert told.sentence == (
        "Improving: down to 7.2% from 9.2% at the same point last year; more than chance."
    )


def test_each_base_is_said_where_they_differ():
    told = travel(measure(**SHARE), *shares(9.2, 7.2, of=(380, 400)))

    assert "9.2% of 380 to 7.2% of 400: could be chance" in told.sentence


def test_percentages_without_a_base_are_not_tested_and_say_so():
    told = travel(
        measure(**SHARE), seen(9.2, "AY 2018/19 T4", unit=PERCENT), seen(7.2, unit=PERCENT)
    )

    assert (told.evidence, told.p) == (Evidence.UNTESTED, None)
    assert told.sentence.endswith("No base was given, so nobody can say whether this is chance.")


def test_this_years_base_does_not_stand_in_for_last_years():
    told = travel(
        measure(**SHARE),
        seen(9.2, "AY 2018/19 T4", unit=PERCENT),
        seen(7.2, unit=PERCENT, denominator=400),
    )

    assert told.evidence is Evidence.UNTESTED
    assert "No base was given for the earlier figure" in told.sentence


def test_percentages_rounded_too_far_for_their_base_are_not_tested():
    # 9% of 100,000 may be anything from 8,500 to 9,500, and 10% begins at 9,500.
    told = travel(measure(**SHARE), *shares(9, 10, of=(100_000, 100_000)))

    assert told.evidence is Evidence.UNTESTED
    assert "rounded too far" in told.sentence


def test_seventy_exclusions_after_fifty_two_could_be_chance():
    told = travel(measure(), seen(70, beside=52))

    assert (told.evidence, told.movement) == (Evidence.CHANCE, Movement.NO_CLEAR_CHANGE)
    assert told.p == pytest.approx(0.123, abs=0.001)  # the conditional exact test's published way
    assert "52 to 70: could be chance" in told.sentence


def test_the_same_share_more_of_seven_hundred_is_no_chance():
    told = travel(measure(), seen(700, beside=520))

    assert (told.evidence, told.movement) == (Evidence.REAL, Movement.WORSENING)
    assert told.sentence.startswith(
        "Worsening: up to 700 from 520 at the same point last year; more than chance."
    )


def test_the_same_figure_is_no_change_whatever_a_test_says():
    told = travel(measure(), seen(70, beside=70))

    assert told.movement is Movement.NO_CHANGE
    assert told.sentence.startswith("No change: 70, as at the same point last year.")


@pytest.mark.parametrize(
    ("one", "told", "reason"),
    [
        (measure(unit=SCORE), {"unit": SCORE}, "without the spread of the scores"),
        (measure(), {"comparator": Comparator.APPROX}, "the figure is not exact"),
        (
            measure(kind=MeasureKind.SNAPSHOT, quantity="mental health support teams"),
            {},
            "chance has no part in it",
        ),
    ],
)
def test_what_no_test_is_for_says_why(one, told, reason):
    found = travel(one, seen(70, **told, beside=52))

    assert found.evidence is Evidence.UNTESTED
    assert reason.casefold() in found.sentence.casefold()


def test_children_in_schools_are_not_schools():
    one = measure(kind=MeasureKind.SNAPSHOT, quantity="children in special schools")

    assert travel(one, seen(70, beside=52)).evidence is Evidence.CHANCE


def test_a_dateless_baseline_of_a_count_says_not_how_long_it_ran():
    one = measure(kind=MeasureKind.CUMULATIVE, baselines=(Baseline(value=90),))

    found = travel(one, seen(60, "AY 2019/20"))

    assert found.evidence is Evidence.UNTESTED
    assert "does not say how long" in found.sentence


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(500, 400), (-3, 400), (10, 0), (1e300, 1e301)]
)
def test_parts_that_cannot_be_are_untested_with_the_reason(numerator, denominator):
    now = seen(7.2, unit=PERCENT, numerator=numerator, denominator=denominator)

    found = travel(measure(**SHARE), seen(9.2, "AY 2018/19 T4", unit=PERCENT), now)

    assert found.evidence is Evidence.UNTESTED
    assert re.search(r"above the denominator|no count|does not make", found.sentence)


@pytest.mark.parametrize("value", [-5.0, 0.5, 1e12])
def test_what_is_no_count_is_untested(value):
    assert travel(measure(), seen(value, beside=52)).evidence is Evidence.UNTESTED


# Surveys


SURVEY = {
    "unit": PERCENT,
    "kind": MeasureKind.SNAPSHOT,
    "text": "More young people who say in the survey that they feel safe",
    "direction": Direction.INCREASE,
    "polarity": Polarity.HIGH,
}


@pytest.mark.parametrize(("after", "movement"), [(73, "no clear change"), (76, "improving")])
def test_up_to_three_points_in_a_survey_without_a_base_is_no_change(after, movement):
    found = travel(
        measure(**SURVEY), seen(70, "AY 2018/19 T4", unit=PERCENT), seen(after, unit=PERCENT)
    )

    assert (found.movement, found.evidence) == (movement, Evidence.UNTESTED)
    assert "no base was given" in found.sentence.casefold()


def test_five_points_between_two_surveys_of_some_hundreds_could_be_chance():
    told = shares(70.9, 75.1, of=(412, 358))

    found = travel(measure(**SURVEY), *told)

    assert found.evidence is Evidence.CHANCE
    assert found.p == pytest.approx(0.18, abs=0.01)


def test_how_often_chance_does_it_is_said_as_people_say_it():
    assert odds(0.25) == "about 1 time in 4"
    assert odds(0.049) == "about 1 time in 20"
    assert odds(0.5) == "about 1 time in 2"
    assert odds(0.51) == "more often than not"
    assert odds(0.0009) == "less than 1 time in 1,000"


def test_target_of_nothing_is_compared_without_dividing_by_it():
    one = measure(target(0, comparator=LE), kind=MeasureKind.SNAPSHOT)

    found = travel(one, seen(0, beside=4))

    assert found.evidence is Evidence.CHANCE
    assert "4 to 0: could be chance" in found.sentence
