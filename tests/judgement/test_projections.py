"""Where a year may end: by all comparable years, with a range, and tried on each of them."""

from datetime import date

import pytest

from headway.domain.quantities import COUNT, PERCENT, Comparator, Direction, MeasureKind, Polarity
from headway.domain.status import Projection, Status, StatusKind
from headway.judgement.statuses import judge
from tests.judgement.plans import measure, plan, seen, target

AT = date(2019, 5, 31)
LE, GE = Comparator.LE, Comparator.GE
EXCLUSIONS = {2013: (40, 58), 2014: (44, 60), 2015: (49, 70), 2016: (47, 66), 2017: (50, 69)}


def year(first: int) -> str:
    return f"AY {first}/{(first + 1) % 100:02d}"


def went(years, point="T4", **more):
    """Each year's figure at a point and at its end."""
    for first, (at_point, end) in years.items():
        yield seen(at_point, f"{year(first)} {point}", **more)
        yield seen(end, year(first), **more)


def judged(level, *told, at=AT, comparator=LE, **more) -> Status:
    unit = more.get("unit", COUNT)
    one = measure(target(level, "AY 2018/19", comparator=comparator, unit=unit), **more)
    return judge(plan(one, observations=told), one, at=at)


def forecast(level, *told, **more) -> Projection:
    found = judged(level, *told, **more).projection
    assert found is not None
    return found


def now(value, point="T4", **more):
    return seen(value, f"AY 2018/19 {point}", **more)


def test_five_years_give_a_range_and_were_each_tried():
    found = forecast(75, *went(EXCLUSIONS), now(52))

    # 52 x 323/230 by hand; the range by Mack's formula, with Student's t on four years.
    assert found.value == 73
    assert (found.low, found.high, found.years) == (68, 78, 5)
    assert [one.period for one in found.back_test] == [year(first) for first in EXCLUSIONS]
    assert found.back_test[0].forecast == round(40 * 265 / 190)
    assert "95% range: between 68 and 78" in found.sentence
    assert "as in 2013/14 to 2017/18" in found.sentence
    assert "it was 2% off on average, and 5 of 5 ended within their range" in found.sentence


@pytest.mark.parametrize(
    ("ceiling", "kind", "words"),
    [
        (90, StatusKind.ON_TRACK, "All of that range is on the right side of the ceiling of 90."),
        (75, StatusKind.AT_RISK, "could be kept or missed: the chance of missing it is about 2"),
        (60, StatusKind.OFF_TRACK, "All of that range is on the wrong side of the ceiling of 60."),
    ],
)
def test_the_forecast_has_a_status_of_its_own(ceiling, kind, words):
    found = forecast(ceiling, *went(EXCLUSIONS), now(52))

    assert found.kind is kind
    assert words in found.sentence


def test_what_is_breached_is_forecast_as_breached():
    found = judged(50, *went(EXCLUSIONS), now(52))

    assert found.kind is StatusKind.BREACHED
    assert found.projection is not None
    assert found.projection.kind is StatusKind.BREACHED


def test_a_floor_is_missed_where_the_range_lies_below_it():
    up = {"direction": Direction.INCREASE, "polarity": Polarity.HIGH}

    found = forecast(90, *went(EXCLUSIONS), now(52), comparator=GE, **up)

    assert found.kind is StatusKind.OFF_TRACK


@pytest.mark.parametrize(("years", "said"), [(1, "One earlier year gives"), (2, "Two earlier")])
def test_fewer_than_three_years_give_no_range_and_say_so(years, said):
    last = dict(list(EXCLUSIONS.items())[-years:])

    found = forecast(75, *went(last), now(52))

    assert (found.low, found.high, found.back_test) == (None, None, ())
    assert found.years == years
    assert f"{said}" in found.sentence
    assert "no range" in found.sentence


def test_terms_between_now_and_the_end_are_used_where_years_have_them():
    between = [
        seen(at_point + 9, f"{year(first)} T5") for first, (at_point, _) in EXCLUSIONS.items()
    ]

    found = forecast(75, *went(EXCLUSIONS), *between, now(52))

    assert found.value == 73  # the steps multiply to the same growth
    assert found.low is not None


def test_a_tiny_first_term_is_not_scaled_up_but_added_to():
    usual = {first: (place, 60 + place) for place, first in enumerate((2014, 2015, 2016, 2017))}

    found = forecast(75, *went(usual, "T1"), now(3, "T1"), at=date(2018, 11, 1))

    assert found.value == 63  # three now, and the sixty that every year added
    assert "adds what it added" in found.sentence
    assert "Bornhuetter-Ferguson" in found.method


def test_a_year_that_was_cut_short_is_left_out_and_named():
    one = measure(target(75, "AY 2020/21", comparator=LE))
    told = [*went(EXCLUSIONS), *went({2018: (52, 72), 2019: (70, 71)}), seen(30, "AY 2020/21 T4")]

    found = judge(plan(one, observations=tuple(told)), one, at=date(2021, 5, 1)).projection

    assert found is not None
    assert found.years == 6
    assert "AY 2019/20" not in [tried.period for tried in found.back_test]
    assert "2019/20 is left out" in found.sentence


def test_only_a_year_that_was_cut_short_is_no_profile():
    one = measure(target(75, "AY 2020/21", comparator=LE))
    told = (*went({2019: (70, 71)}), seen(30, "AY 2020/21 T4"))

    found = judge(plan(one, observations=told), one, at=date(2021, 5, 1))

    assert found.projection is None
    assert found.rule == "pace-against-same-point"


RATE = {
    "unit": PERCENT,
    "kind": MeasureKind.RATE_TO_DATE,
    "quantity": "pupils seen in six days",
    "text": "Fewer pupils wait",
}


def test_a_rate_is_scaled_by_the_mean_of_the_years_ratios():
    years = {2014: (10.0, 9.0), 2015: (12.0, 11.4), 2016: (11.0, 10.0), 2017: (10.0, 9.4)}

    found = forecast(9, *went(years, unit=PERCENT), now(10.0, unit=PERCENT), **RATE)

    ratios = [end / point for point, end in years.values()]
    assert found.value == round(10 * sum(ratios) / 4, 1)
    assert found.low is not None
    assert found.low < found.value
    assert "ratio" in found.method


def test_a_percentage_is_forecast_from_its_two_parts_where_all_are_known():
    def share(top, of, period):
        return seen(100 * top / of, period, unit=PERCENT, numerator=top, denominator=of)

    told = [share(40, 100, f"{year(first)} T4") for first in (2015, 2016, 2017)]
    told += [share(60, 200, year(first)) for first in (2015, 2016, 2017)]

    found = forecast(35, *told, share(44, 110, "AY 2018/19 T4"), **RATE)

    # 44 x 1.5 = 66 of 110 x 2 = 220
    assert found.value == 30
    assert "two parts" in found.method


def test_one_part_missing_and_the_ratio_is_used():
    told = [*went(dict.fromkeys((2015, 2016, 2017), (40, 30)), unit=PERCENT)]

    found = forecast(35, *told, now(40, unit=PERCENT, numerator=44, denominator=110), **RATE)

    assert "ratio" in found.method


def test_a_snapshot_has_no_year_end():
    assert judged(75, *went(EXCLUSIONS), now(52), kind=MeasureKind.SNAPSHOT).projection is None


def test_nothing_counted_yet_is_no_forecast_of_nothing():
    found = judged(75, *went(EXCLUSIONS), now(0))

    assert found.projection is None
    assert found.kind is StatusKind.ON_TRACK


def test_a_correction_of_an_earlier_year_counts_from_the_day_it_was_known():
    told = [*went(EXCLUSIONS), now(52), seen(100, "AY 2017/18", known_at=date(2019, 6, 30))]

    assert forecast(75, *told).value == 73
    assert forecast(75, *told, at=date(2019, 7, 1)).value > 73


@pytest.mark.parametrize("value", [-4, 1e200])
def test_figures_that_no_method_can_take_give_no_forecast(value):
    found = judged(75, *went({2016: (value, 60), 2017: (50, value)}), now(52))

    assert found.projection is None or found.projection.value < 1e300
