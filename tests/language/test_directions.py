"""Which way is better: columns called polarity, words about a target, and where it started."""

import pytest

from headway.domain.quantities import Direction, Polarity
from headway.language.directions import read_direction, read_polarity, settled_direction
from headway.language.readings import Setting
from headway.language.rows import read_row


def measure(text):
    return read_row(text, setting=Setting(), is_measure=True)


@pytest.mark.parametrize(
    ("cell", "polarity"),
    [
        ("High", "HIGH"), ("Higher is better", "HIGH"), ("Good is high", "HIGH"),
        ("Bigger is Better", "HIGH"), ("Good to be higher", "HIGH"), ("Maximise", "HIGH"),
        ("Increase", "HIGH"), ("↑", "HIGH"), ("+", "HIGH"), ("H", "HIGH"),
        ("Low", "LOW"), ("Good = Low", "LOW"), ("Smaller is better", "LOW"), ("▼", "LOW"),
        ("Minimise", "LOW"), ("Decrease", "LOW"), ("Down", "LOW"), ("Reduce", "LOW"),
        ("High is bad", "LOW"), ("Lower is worse", "HIGH"),
        ("Maintain", "NEUTRAL"), ("Neither", "NEUTRAL"), ("In range", "NEUTRAL"), ("↔", "NEUTRAL"),
        ("", "UNKNOWN"), ("-", "UNKNOWN"), ("n/a", "UNKNOWN"), ("High or low", "UNKNOWN"),
        ("Director of Public Health", "UNKNOWN"),
    ],
)  # fmt: skip
def test_a_column_that_says_which_way_is_good_is_read(cell, polarity):
    assert read_polarity(cell) is Polarity[polarity]


@pytest.mark.parametrize(
    ("cell", "direction"),
    [
        ("Good is High", "INCREASE"), ("Increase", "INCREASE"), ("Minimise", "DECREASE"),
        ("↓", "DECREASE"), ("Maintain", "MAINTAIN"), ("Stable", "MAINTAIN"), ("n/a", "NONE"),
        ("Neither", "NONE"),
    ],
)  # fmt: skip
def test_a_column_of_directions_is_read(cell, direction):
    assert read_direction(cell) is Direction[direction]


@pytest.mark.parametrize(
    ("own", "said", "direction"),
    [
        (Direction.ACHIEVE, {"target_words": "Reduce by 3 percentage points"}, "DECREASE"),
        (Direction.ACHIEVE, {"target_words": "Narrow to 28 points"}, "DECREASE"),
        (Direction.ACHIEVE, {"target_words": "Maintain at 94% or above"}, "MAINTAIN"),
        (Direction.NONE, {"polarity": Polarity.LOW}, "DECREASE"),
        (Direction.NONE, {"target": 28, "baseline": 34}, "DECREASE"),
        (Direction.NONE, {"target": 80, "baseline": 72}, "INCREASE"),
        (Direction.ACHIEVE, {"target": 11_000, "baseline": 18_250}, "DECREASE"),
        (Direction.ACHIEVE, {"target": 80, "baseline": 72}, "ACHIEVE"),
        (Direction.ACHIEVE, {"target": 94, "baseline": 94}, "ACHIEVE"),
        (Direction.INCREASE, {"target": 20, "baseline": 30}, "INCREASE"),
        (Direction.ACHIEVE, {"target_words": "95%"}, "ACHIEVE"),
        (Direction.NONE, {}, "NONE"),
    ],
)
def test_other_cells_settle_the_direction_that_the_row_leaves_open(own, said, direction):
    assert settled_direction(own, **said) is Direction[direction]


@pytest.mark.parametrize(
    ("text", "direction", "bound", "polarity"),
    [
        ("Number of exclusions (good is low), target 12", "decrease", "le", "LOW"),
        ("Number of visits (higher is better), target 400", "increase", "ge", "HIGH"),
        ("Baseline: 340 referrals. Target: 400 referrals by 2024", "increase", "ge", "HIGH"),
        ("Attainment gap 28 points (baseline 34 points)", "decrease", "le", "LOW"),
        ("80% of plans are on time (baseline 72%)", "achieve", "ge", "HIGH"),
        ("Under 18 conceptions: 12 per 1,000", "achieve", "le", "LOW"),
        ("Persistent absence in secondary schools: 10%", "achieve", "le", "LOW"),
        ("Complaints answered within 10 days: 95%", "achieve", "ge", "HIGH"),
    ],
)
def test_a_bare_target_bounds_the_way_its_words_tell(text, direction, bound, polarity):
    reading = measure(text)

    assert reading.direction.value == direction
    assert reading.targets[0].comparator.value == bound
    assert reading.polarity is Polarity[polarity]


@pytest.mark.parametrize(
    "text",
    [
        "Days lost to sickness per employee",
        "Carbon emissions",
        "Persistent absence in secondary schools",
    ],
)
def test_less_of_an_evil_is_better_though_no_word_says_so(text):
    assert measure(text).polarity is Polarity.LOW


def test_open_cases_are_counted_and_nothing_is_to_be_opened():
    assert measure("Open Early Help cases at the end of the month").direction is Direction.NONE


def test_a_bound_behind_the_name_of_a_quantity_is_its_target():
    (only,) = measure("Number of fires: no more than 10").targets

    assert (only.value, only.comparator.value) == (10, "le")
    assert measure("Number of people waiting over 18 weeks").targets == ()
