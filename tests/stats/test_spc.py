"""XmR charts: published figures, the edges, and a slow reading to hold them against."""

from fractions import Fraction
from itertools import pairwise
from math import inf, isclose, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.domain.status import AssuranceIcon, VariationIcon
from headway.stats.errors import FigureError
from headway.stats.spc.charts import Improvement, PointType, Rule, xmr

UP, DOWN, NEITHER = Improvement.INCREASE, Improvement.DECREASE, Improvement.NEUTRAL

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
"""Ten batches, from the engineering statistics handbook of NIST and SEMATECH, 6.3.2.2."""

RANDOM = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774),
    *(1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197),
    *(1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113),
    *(1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141),
]
"""The twenty figures whose chart the reference publishes with its tests (seed 123)."""


def chart(values, improvement=UP, **options):
    return xmr(values, improvement=improvement, **options)


def rules(values, **options):
    return [point.rule for point in chart(values, **options).points]


def short(found):
    """Rules as single signs, for reading: outside, trend, two of three, shift; a dot for none."""
    signs = {
        Rule.ABOVE_LIMIT: "O",
        Rule.BELOW_LIMIT: "o",
        Rule.RISING: "T",
        Rule.FALLING: "t",
        Rule.TWO_OF_THREE_ABOVE: "P",
        Rule.TWO_OF_THREE_BELOW: "p",
        Rule.SHIFT_ABOVE: "S",
        Rule.SHIFT_BELOW: "s",
        Rule.COMMON_CAUSE: ".",
        None: "-",
    }
    return "".join(signs[rule] for rule in found)


# ------------------------------------------------------------------------------ published figures


def test_the_handbooks_flow_rates_have_the_handbooks_lines():
    lines = chart(FLOW).groups[0].lines

    assert round(lines.mean, 2) == 50.81
    assert round(lines.amr, 4) == 1.8778
    # The handbook divides by 1.128 to two decimals of three: 55.8041 and 45.8159.
    assert lines.upper == pytest.approx(55.8041, abs=0.001)
    assert lines.lower == pytest.approx(45.8159, abs=0.001)


@pytest.mark.parametrize(
    ("wild", "screen", "mean", "lower", "upper"),
    [
        (None, True, 0.1416238, -3.01138, 3.294627),
        (10.0, True, 0.6694159, -2.383666, 3.722497),
        (10.0, False, 0.6694159, -4.596625, 5.935457),
    ],
)
def test_the_reference_publishes_these_limits_for_its_own_series(wild, screen, mean, lower, upper):
    values = [*RANDOM[:14], RANDOM[14] if wild is None else wild, *RANDOM[15:]]

    lines = chart(values, screen=screen).groups[0].lines

    assert float(f"{lines.mean:.7g}") == mean
    assert float(f"{lines.lower:.7g}") == lower
    assert float(f"{lines.upper:.7g}") == upper


def test_two_near_the_limits_on_opposite_sides_are_no_pair_as_in_the_references_tests():
    values = [1, -1] * 7 + [5.5, -5.5]

    assert rules(values)[-2:] == [Rule.COMMON_CAUSE, Rule.COMMON_CAUSE]


# ----------------------------------------------------------------------------------- rule by rule
#
# A zigzag of 9 and 11 has mean 10 and average moving range 2: limits 4.68 and 15.32, near
# limits 6.4533 and 13.5467. It serves as a baseline, and what follows is judged by it.

ZIGZAG = [9, 11] * 8


@pytest.mark.parametrize(
    ("then", "seen"),
    [
        ([15.32], "."),  # on the limit is not beyond it
        ([15.33], "O"),
        ([4.67], "o"),
        ([10.5] * 7, "SSSSSSS"),
        ([10.5] * 6, "......"),  # six are too few
        ([9.5] * 7, "sssssss"),
        ([10.5] * 3 + [10] + [10.5] * 6, ".........."),  # one on the mean breaks a run
        ([9.5, 9.6, 9.7, 9.8, 9.9, 10.1, 10.2], "TTTTTTT"),  # across the mean
        ([9.5, 9.6, 9.7, 9.7, 9.9, 10.1, 10.2], "......."),  # a tie breaks a trend
        ([10.4, 10.3, 10.2, 10.1, 9.9, 9.8, 9.7], "ttttttt"),
        ([14, 14], ".."),  # with the one before them, which is on the mean, no three
        ([14, 10.5, 14], "P.P"),  # two close of three on one side; the third is not marked
        ([14, 9.5, 14], "..."),  # the third is on the other side
        ([14, 10, 14], "..."),  # on the mean is on neither
        ([9.5, 6, 6], ".pp"),
        ([15.4, 14], "O."),  # one outside and one close are no pair
        ([14, 15.4, 14], "POP"),  # two close beside one outside are
        ([13.54, 13.54], ".."),  # not beyond the near limit
    ],
)
def test_each_rule_says_what_it_says_and_no_more(then, seen):
    # A middle value first, so that nothing of the zigzag belongs to what is tested.
    quiet = [*ZIGZAG, 10]

    found = rules([*quiet, *then], baseline=16)

    assert short(found) == "." * len(quiet) + seen


def test_a_figure_on_the_near_limit_or_on_the_limit_is_within_it():
    values = [0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 0, 3]
    lines = chart(values, screen=False).groups[0].lines
    edge = [*values, lines.upper, 1, lines.near_upper, 1, lines.lower]

    points = chart(edge, screen=False, baseline=12).points

    assert [points[at].outside for at in (12, 14, 16)] == [False, False, False]
    assert [points[at].close for at in (12, 14, 16)] == [True, False, True]


def test_the_turning_point_of_two_trends_takes_the_direction_on_its_right():
    values = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]

    # The limits are narrow, for the steps are small: 4.0 in the middle, 1.31 to 6.08 or so.
    found = rules(values, screen=False)

    assert found[2:6] == [Rule.RISING] * 4
    assert short(found) == "oTTTTTOttttto"
    assert short(rules([10 * v + (v == 7) for v in values], baseline=13)) == "oTTTTTOttttto"
    wide = [9.0, 1.0] * 8 + values
    assert short(rules(wide, baseline=16))[-13:] == "TTTTTTttttttt"


def test_a_trend_followed_without_a_shared_point_is_named_as_the_reference_names_it():
    wide = [20.0, 0.0] * 8 + [10]
    falls_twice = [12, 11, 10, 9, 8, 7, 6, 14, 13, 12, 11, 10, 9, 8]

    found = rules([*wide, *falls_twice], baseline=16)

    # The step to the right of the first fall's last point goes up.
    assert short(found)[-14:] == "ttttttTttttttt"


def test_outside_comes_before_trend_before_pair_before_shift():
    values = [*ZIGZAG, 10, 10.5, 11, 12, 13, 14, 14.5, 16]

    found = rules(values, baseline=16)

    assert short(found)[-8:] == "TTTTTTTO"
    steady = [*ZIGZAG, 10, 10.5, 10.5, 10.5, 10.5, 10.5, 14, 14]
    assert short(rules(steady, baseline=16))[-7:] == "SSSSSPP"


def test_moving_ranges_are_screened_once_and_the_mean_not_at_all():
    values = [0, 1] * 6 + [12, 1] + [0, 1] * 3 + [5]

    lines = chart(values).groups[0].lines

    # Ranges: sixteen of 1, one of 11 twice, one of 4. 3.267 times their mean (2.3) is 7.5:
    # 11 goes, 4 stays, although it is more than 3.267 times the mean of what is left.
    ranges = [abs(b - a) for a, b in pairwise(values)]
    kept = [size for size in ranges if size < 3.267 * sum(ranges) / len(ranges)]
    assert 4 in kept
    assert 11 not in kept
    assert lines.amr == pytest.approx(sum(kept) / len(kept))
    assert lines.mean == pytest.approx(sum(values) / len(values))


def test_screening_is_strict_a_range_at_the_bound_goes():
    # One range of 3,267 among 3,267 ranges: their mean is 1, the bound 3.267.
    values = [0.0] * 1 + [3267.0] * 3267
    ranges = len(values) - 1

    lines = chart(values).groups[0].lines

    assert 3.267 * 3267.0 / ranges <= 3267.0
    assert lines.amr == 0


# ---------------------------------------------------------------------- types, icons and assurance


@pytest.mark.parametrize(
    ("last", "improvement", "type_", "icon"),
    [
        (16, UP, PointType.IMPROVEMENT, VariationIcon.IMPROVEMENT_HIGH),
        (4, UP, PointType.CONCERN, VariationIcon.CONCERN_LOW),
        (16, DOWN, PointType.CONCERN, VariationIcon.CONCERN_HIGH),
        (4, DOWN, PointType.IMPROVEMENT, VariationIcon.IMPROVEMENT_LOW),
        (16, NEITHER, PointType.NEUTRAL_HIGH, VariationIcon.NEUTRAL_HIGH),
        (4, NEITHER, PointType.NEUTRAL_LOW, VariationIcon.NEUTRAL_LOW),
        (10, UP, PointType.COMMON_CAUSE, VariationIcon.COMMON_CAUSE),
    ],
)
def test_the_icon_is_the_last_figures_and_polarity_says_if_it_is_good_news(
    last, improvement, type_, icon
):
    read = chart([*ZIGZAG, 16, 4, last], improvement, baseline=16)

    assert read.points[-1].type is type_
    assert read.variation is icon


def test_a_signal_before_the_last_point_leaves_the_icon_alone():
    read = chart([*ZIGZAG, 16, 10], baseline=16)

    assert read.signals == (16,)
    assert read.variation is VariationIcon.COMMON_CAUSE


@pytest.mark.parametrize(
    ("target", "improvement", "icon"),
    [
        (15.33, UP, AssuranceIcon.FAILS),
        (15.33, DOWN, AssuranceIcon.PASSES),
        (4.67, UP, AssuranceIcon.PASSES),
        (4.67, DOWN, AssuranceIcon.FAILS),
        (15.32, UP, AssuranceIcon.HIT_AND_MISS),
        (10, DOWN, AssuranceIcon.HIT_AND_MISS),
        (15.33, NEITHER, AssuranceIcon.NONE),
        (None, UP, AssuranceIcon.NONE),
        (0, DOWN, AssuranceIcon.FAILS),
    ],
)
def test_assurance_holds_the_limits_against_the_target(target, improvement, icon):
    read = chart(ZIGZAG, improvement, target=target)

    assert read.assurance is icon
    assert bool(read.no_assurance) == (icon is AssuranceIcon.NONE)


def test_assurance_is_of_the_last_lines_alone():
    values = ZIGZAG + [value + 100 for value in ZIGZAG]

    assert chart(values, target=60).assurance is AssuranceIcon.HIT_AND_MISS
    assert chart(values, target=60, rebase_at=[16]).assurance is AssuranceIcon.PASSES


# ----------------------------------------------------------------- baselines, groups, trial limits


def test_a_baseline_fixes_the_lines_of_every_group():
    values = [*ZIGZAG, 30, 31, *ZIGZAG, 60, 60]

    read = chart(values, baseline=16, rebase_at=[18])

    assert [group.lines.mean for group in read.groups] == [10, 10]
    assert [group.lines.amr for group in read.groups] == [2, 2]
    assert [(group.start, group.stop) for group in read.groups] == [(0, 18), (18, 36)]
    assert [point.group for point in read.points] == [0] * 18 + [1] * 18


def test_no_run_trend_or_pair_crosses_new_lines():
    rising = list(range(12))

    assert short(rules(rising, rebase_at=[6])) == "." * 12
    assert rules(rising)[5] is Rule.RISING


@pytest.mark.parametrize(("points", "trial"), [(12, True), (13, False)])
def test_fewer_than_thirteen_figures_make_trial_limits(points, trial):
    read = chart([9, 11, *ZIGZAG][:points])

    assert read.groups[0].trial is trial
    assert any("Trial limits" in note for note in read.notes) is trial


def test_a_group_of_one_point_has_a_mean_and_no_limits():
    read = chart([*ZIGZAG, 99], target=50, rebase_at=[16])

    assert read.points[-1].mean == 99
    assert read.points[-1].rule is Rule.COMMON_CAUSE
    assert read.points[-1].outside is None
    assert read.assurance is AssuranceIcon.NONE
    assert read.no_assurance == "no two figures in a row: limits cannot be computed"


def test_new_lines_may_be_asked_for_twice_in_any_order_and_at_the_start():
    values = [*ZIGZAG, *ZIGZAG]

    assert chart(values, rebase_at=[20, 10, 20, 0]) == chart(values, rebase_at=[10, 20])


# ------------------------------------------------------------------ where the reference falls short


@pytest.mark.parametrize("screen", [True, False])
def test_figures_that_never_vary_have_no_limits_and_no_assurance(screen):
    read = chart([4.2] * 20, target=5, screen=screen)

    assert read.groups[0].lines.lower is None
    assert read.notes == ("No variation: limits cannot be computed.",)
    assert read.variation is VariationIcon.COMMON_CAUSE
    assert read.assurance is AssuranceIcon.NONE
    assert read.no_assurance == "no variation: limits cannot be computed"


def test_a_level_that_moves_after_a_baseline_without_variation_is_still_a_shift():
    read = chart([5] * 12 + [6] * 7, DOWN, baseline=12)

    assert short(point.rule for point in read.points)[-7:] == "SSSSSSS"
    assert read.variation is VariationIcon.CONCERN_HIGH


def test_a_single_step_is_screened_out_and_leaves_limits_on_the_mean():
    read = chart([5] * 6 + [9] * 6)

    assert read.groups[0].lines.upper == read.groups[0].lines.lower == 7
    assert short(point.rule for point in read.points) == "ooooooOOOOOO"


@pytest.mark.parametrize("level", [0.1, 0.7, 1.1, 33.3, 1e9 + 0.1])
def test_seven_figures_on_the_mean_are_no_run_whatever_the_last_bit_says(level):
    values = [level] * 7 + [level - 0.5, level + 0.5] * 3

    found = chart(values).points

    assert [point.relative for point in found[:7]] == [0] * 7
    assert found[3].rule is Rule.COMMON_CAUSE


def test_figures_equal_but_for_a_last_bit_are_a_tie():
    third = [0.1 + 0.2, 0.3]

    assert third[0] != third[1]
    assert chart(third * 10).groups[0].lines.unlimited == "no variation: limits cannot be computed"
    rising = [0.1, 0.15, 0.2, 0.3, 0.1 + 0.2, 0.35, 0.4]
    assert Rule.RISING not in rules([*rising, 0, 0.5, 0, 0.5, 0, 0.5])


def test_a_gap_ends_a_trend_and_has_no_marks():
    rising = [1, 2, 3, 4, None, 5, 6, 7, 8]

    points = chart([5, 9, 0, 9, 0, *rising]).points

    assert points[9].rule is points[9].type is points[9].relative is points[9].outside is None
    assert all(point.rule is not Rule.RISING for point in points)


def test_a_trend_before_a_gap_and_one_after_it_both_stand():
    wide = [20.0, 0.0] * 8 + [10]

    found = rules([*wide, *range(4, 11), None, *range(6, 13)], baseline=16)

    assert short(found)[-15:] == "TTTTTTT-TTTTTTT"


def test_a_gap_ends_a_run_on_one_side_and_a_window_of_three():
    quiet = [*ZIGZAG, 10]

    assert short(rules([*quiet, *[10.5] * 4, None, *[10.5] * 4], baseline=16))[-9:] == "....-...."
    assert short(rules([*quiet, 14, None, 14], baseline=16))[-3:] == ".-."


def test_no_moving_range_bridges_a_gap():
    values = [1, 2, None, 10, 11, None, 1, 2]

    lines = chart(values).groups[0].lines

    assert lines.amr == 1
    assert lines.mean == 4.5


def test_a_gap_counts_as_a_place_in_the_baseline_and_its_figures_as_missing():
    values = [9, 11, None, *ZIGZAG, 40]

    read = chart(values, baseline=12)

    assert read.groups[0].trial
    assert read.groups[0].lines.mean == pytest.approx(sum([9, 11, *[9, 11] * 4, 9]) / 11)


def test_where_the_latest_figure_is_missing_the_icon_is_the_last_ones_and_says_so():
    read = chart([*ZIGZAG, 16, None], baseline=16)

    assert read.variation is VariationIcon.IMPROVEMENT_HIGH
    assert read.notes[-1].startswith("The latest period has no figure")


def test_figures_all_apart_from_each_other_have_no_ranges():
    read = chart([1, None, 2, None, 3])

    assert read.groups[0].lines.unlimited == "no two figures in a row: limits cannot be computed"


# --------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("values", "options", "words"),
    [
        ([], {}, "is empty"),
        ([None, None], {}, "all 2 of this one are missing"),
        ([5], {}, "at least two figures"),
        ([5, None], {}, "at least two figures"),
        ([5, inf], {}, "Figure 2 of 2 is inf"),
        ([nan, 5], {}, "Figure 1 of 2 is nan"),
        ([5, -inf], {}, "finite"),
        ([5, 1e301], {}, "finite"),
        (ZIGZAG, {"target": nan}, "target must be a finite number"),
        (ZIGZAG, {"baseline": 11}, "at least 12 points, and 11"),
        (ZIGZAG, {"baseline": 0}, "at least 12 points"),
        (ZIGZAG, {"rebase_at": [16]}, "0 to 15, and not from 16"),
        (ZIGZAG, {"rebase_at": [-1]}, "not from -1"),
        ([*ZIGZAG, None, None], {"rebase_at": [16]}, "From point 17 of the series no figure"),
    ],
)
def test_what_cannot_be_charted_is_refused_in_a_sentence(values, options, words):
    with pytest.raises(FigureError, match=words):
        chart(values, **options)


def test_the_largest_figures_it_takes_stay_finite():
    lines = chart([1e300, -1e300] * 10).groups[0].lines

    assert lines.lower < -1e300
    assert lines.upper < inf


# ---------------------------------------------------------- a slow reading of the rules, to compare


def slow_lines(fixed, screen):
    """Mean and average moving range, exact until rounded once; no range where nothing varies."""
    known = [v for v in fixed if v is not None]
    mean = sum(map(Fraction, known)) / len(known)
    neighbours = [(a, b) for a, b in pairwise(fixed) if a is not None and b is not None]
    ranges = [abs(Fraction(b) - Fraction(a)) for a, b in neighbours]
    if not any(ranges):
        return mean, None
    amr = sum(ranges) / len(ranges)
    if screen:
        ranges = [r for r in ranges if float(r) < 3.267 * float(amr)]
        amr = sum(ranges) / len(ranges)
    return mean, float(amr)


def windows(y, i, size):
    """Every stretch of so many points that holds point i."""
    for start in range(max(0, i - size + 1), min(i, len(y) - size) + 1):
        yield range(start, start + size)


def side(y, j, mean):
    return None if y[j] is None else (Fraction(y[j]) > mean) - (Fraction(y[j]) < mean)


def beyond(y, j, mean, distance):
    if distance is None or not side(y, j, mean):
        return False
    return y[j] > float(mean) + distance or y[j] < float(mean) - distance


def close(y, j, mean, amr):
    near = None if amr is None else 2 * (2.66 / 3) * amr
    return beyond(y, j, mean, near) and not beyond(y, j, mean, 2.66 * amr)


def trending(y, i):
    """Whether point i is one of seven in a row that rise or of seven that fall."""
    for window in windows(y, i, 7):
        seven = [y[j] for j in window]
        if None in seven:
            continue
        if all(a < b for a, b in pairwise(seven)) or all(a > b for a, b in pairwise(seven)):
            return True
    return False


def paired(y, i, mean, amr):
    return close(y, i, mean, amr) and any(
        abs(sum(side(y, j, mean) or 0 for j in window)) == 3
        and sum(close(y, j, mean, amr) for j in window) >= 2
        for window in windows(y, i, 3)
    )


def slow_rule(y, i, mean, amr):
    """The rule point i meets, each looked for in every window that holds it."""
    if y[i] is None:
        return None
    level = "Above" if side(y, i, mean) == 1 else "Below"
    if beyond(y, i, mean, None if amr is None else 2.66 * amr):
        return "Above UCL" if level == "Above" else "Below LCL"
    if trending(y, i):
        right = i + 1 < len(y) and trending(y, i + 1)
        before, after = (y[i], y[i + 1]) if right else (y[i - 1], y[i])
        return f"7 Point Trend ({'Increasing' if after > before else 'Decreasing'})"
    if paired(y, i, mean, amr):
        return f"2 in 3 {level} CL"
    if any({side(y, j, mean) for j in window} in ({1}, {-1}) for window in windows(y, i, 7)):
        return f"7 Points {level} CL"
    return "Common Cause"


def slow_reading(values, baseline, rebase_at, screen):
    starts = sorted({0, *rebase_at})
    found = []
    for start, stop in zip(starts, [*starts[1:], len(values)], strict=True):
        y = values[start:stop]
        mean, amr = slow_lines(y if baseline is None else y[:baseline], screen)
        found += [(slow_rule(y, i, mean, amr), float(mean), amr) for i in range(len(y))]
    return found


quarters = st.integers(-12, 12).map(lambda number: number / 4)
"""Few values, so that ties, runs on the mean and figures on limits are common."""

walks = st.lists(st.sampled_from([-0.25, 0.0, 0.25, 0.25, 0.5]), min_size=12, max_size=40).map(
    lambda steps: [sum(steps[: at + 1]) for at in range(len(steps))]
)
levels = st.lists(quarters, min_size=12, max_size=40)
gappy = st.lists(st.one_of(st.none(), quarters, quarters, quarters, quarters), max_size=40)
constants = st.builds(lambda value, count: [value] * count, quarters, st.integers(12, 30))
shifted = st.builds(
    lambda one, other, jump: one + [value + jump for value in other], levels, levels, quarters
)
series = st.one_of(levels, walks, gappy, constants, shifted)


@settings(max_examples=100, deadline=None)
@given(
    values=series,
    baseline=st.one_of(st.none(), st.integers(12, 24)),
    cuts=st.lists(st.integers(1, 39), max_size=2),
    screen=st.booleans(),
)
def test_the_chart_agrees_with_a_slow_reading_of_the_rules(values, baseline, cuts, screen):
    cuts = [at for at in cuts if at < len(values)]
    try:
        read = chart(values, baseline=baseline, rebase_at=cuts, screen=screen)
    except FigureError:
        return

    expected = slow_reading(values, baseline, cuts, screen)

    for point, (rule, mean, amr) in zip(read.points, expected, strict=True):
        lines = read.groups[point.group].lines
        assert isclose(point.mean, mean, rel_tol=1e-15, abs_tol=1e-15)
        assert (lines.amr is None) == (amr is None)
        assert amr is None or isclose(lines.amr, amr, rel_tol=1e-15)
        assert point.rule == rule


@settings(max_examples=60, deadline=None)
@given(values=series, improvement=st.sampled_from(Improvement))
def test_turned_upside_down_a_chart_says_the_opposite(values, improvement):
    turned = {UP: DOWN, DOWN: UP, NEITHER: NEITHER}[improvement]
    if sum(value is not None for value in values) < 2:
        return

    read = chart(values, improvement)
    over = chart([None if v is None else -v for v in values], turned)

    saw_tooth = {Rule.RISING, Rule.FALLING}  # a tie to the right of a trend reads as falling
    for one, other in zip(read.points, over.points, strict=True):
        if one.rule not in saw_tooth and improvement is not NEITHER:
            assert one.type == other.type


@settings(max_examples=60, deadline=None)
@given(values=series)
def test_every_point_stands_between_its_lines_or_is_said_not_to(values):
    if sum(value is not None for value in values) < 2:
        return

    for point in chart(values).points:
        if point.value is None:
            assert point.rule is None
        elif point.lower is not None:
            within = point.lower <= point.value <= point.upper or point.relative == 0
            assert point.outside is not within
            assert not (point.outside and point.close)
