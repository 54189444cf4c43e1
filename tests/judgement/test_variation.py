"""Signal or noise: which series may be charted, and what the chart says."""

from datetime import date
from itertools import pairwise

import pytest

from headway.domain.observations import State
from headway.domain.quantities import PERCENT, Comparator, MeasureKind
from headway.domain.status import AssuranceIcon, Variation, VariationIcon
from headway.judgement.statuses import judge
from tests.judgement.plans import measure, plan, seen, target

LE = Comparator.LE
AT = date(2019, 5, 31)
STEADY = (54, 49, 58, 51, 55, 47, 56, 52, 60, 50, 53, 57, 48, 55, 51, 59, 50, 54, 52, 56)
MISSING = {"kind": MeasureKind.SNAPSHOT, "quantity": "children missing education"}


def months(values, first=2017):
    for place, value in enumerate(values):
        at, month = divmod(place, 12)
        told = {"state": State.MISSING} if value is None else {}
        yield seen(value, f"{first + at}-{month + 1:02d}", **told)


def charted(*told, level=25, at=AT, **more) -> Variation:
    one = measure(target(level, "AY 2018/19", comparator=LE), **(MISSING | more))
    found = judge(plan(one, observations=told), one, at=at).variation
    assert found is not None
    return found


def test_a_steady_series_is_noise_and_will_go_on_missing_its_target():
    found = charted(*months(STEADY))

    assert (found.icon, found.assurance) == (VariationIcon.COMMON_CAUSE, AssuranceIcon.FAILS)
    assert found.values == STEADY
    assert found.periods[0] == "2017-01"
    ranges = [abs(b - a) for a, b in pairwise(STEADY)]
    mean = sum(STEADY) / len(STEADY)
    assert found.means[0] == pytest.approx(mean)
    assert found.upper[0] == pytest.approx(mean + 2.66 * sum(ranges) / len(ranges))
    assert found.sentence.startswith("Noise: the latest figure tells of no change.")
    assert "will go on missing the target of 25" in found.sentence


def test_a_run_below_the_mean_is_a_signal_of_improvement_where_less_is_better():
    found = charted(*months((*STEADY[:12], *(value - 16 for value in STEADY[12:]))))

    assert found.icon is VariationIcon.IMPROVEMENT_LOW
    assert found.kinds[-1] == "improvement"
    assert found.rules[-1]
    assert found.sentence.startswith("Signal: the latest figure is a signal of improvement.")


def test_a_missing_month_is_a_gap_in_its_place():
    found = charted(*months((*STEADY[:6], None, *STEADY[7:])))

    assert found.values[6] is None
    assert found.periods[6] == "2017-07"
    assert "1 of 20 periods has no figure" in found.sentence


@pytest.mark.parametrize(
    ("told", "more", "why"),
    [
        (tuple(months(STEADY[:7])), {}, "7 figures are not enough"),
        (tuple(months(STEADY[:1])), {}, "there is one figure so far"),
        (tuple(months([50] * 20)), {}, "no variation, so limits cannot be computed"),
        (tuple(months([2, 0, 1, 3, 0, 2, 1, 1, 0, 4, 2, 1, 2])), {}, "counts are too small"),
        (tuple(months(STEADY)), {"kind": MeasureKind.ROLLING}, "shares months with the one"),
        (tuple(months(STEADY)), {"kind": MeasureKind.RATE_TO_DATE}, "for the year so far"),
        (
            tuple(seen(v, f"AY {2000 + n}/{n + 1:02d}") for n, v in enumerate(STEADY[:19])),
            {"kind": MeasureKind.ANNUAL},
            "with one figure a year",
        ),
        (
            tuple(seen(v, f"{2000 + n}-10-31") for n, v in enumerate(STEADY[:19])),
            {},
            "with one figure a year",
        ),
        (
            (seen(50, "2018-01-31"), seen(51, "2018-03-31"), seen(52, "2018-06-30")),
            {},
            "not for equally spaced times",
        ),
        ((seen(50, "2018-01/2018-03"),), {}, "not for equally spaced times"),
        (tuple(months([-5, *STEADY])), {}, "a count cannot be negative"),
    ],
)
def test_what_may_not_be_charted_says_why(told, more, why):
    found = charted(*told, **more)

    assert found.icon is None
    assert found.values == ()
    assert found.sentence.startswith("No control chart: ")
    assert why in found.sentence


def totals(added, first=2014):
    """What each term added, as figures for the year to date; the last one is the year's."""
    so_far = 0
    for place, value in enumerate(added):
        at, term = divmod(place, 6)
        so_far = value if term == 0 else so_far + value
        year = f"AY {first + at}/{(first + at + 1) % 100:02d}"
        yield seen(so_far, year if term == 5 else f"{year} T{term + 1}")


def test_a_count_for_the_year_to_date_is_charted_by_what_each_term_added():
    added = (*STEADY, *STEADY[:6])

    found = charted(*totals(added), level=400, kind=MeasureKind.CUMULATIVE)

    assert found.icon is not None
    assert found.assurance is AssuranceIcon.NONE  # a year's ceiling is not a term's
    assert len(found.values) == len(added)
    assert "What each period added" in found.sentence


def test_a_count_known_once_a_year_is_not_charted():
    told = [seen(50 + n, f"AY {2000 + n}/{n + 1:02d} T4") for n in range(19)]

    found = charted(*told, level=400, kind=MeasureKind.CUMULATIVE)

    assert found.icon is None
    assert "the year's total so far" in found.sentence


def test_terms_are_held_against_the_same_term_of_other_years():
    swing = (40, 0, 0, 0, 0, 0)
    added = [value + swing[n % 6] for n, value in enumerate((*STEADY, *STEADY[:4]))]

    found = charted(*totals(added), level=400, kind=MeasureKind.CUMULATIVE)

    assert found.icon is VariationIcon.COMMON_CAUSE
    assert "less what its season usually adds" in found.sentence
    assert max(found.upper) < 80


def test_the_term_that_schools_closed_in_is_a_gap():
    told = [*totals((*STEADY, *STEADY), first=2014)]

    found = charted(
        *told,
        level=400,
        kind=MeasureKind.CUMULATIVE,
        quantity="permanent exclusions",
        at=date(2021, 1, 1),
    )

    closed = [one for one, value in zip(found.periods, found.values, strict=True) if value is None]
    assert {"AY 2019/20 T4", "AY 2019/20 T5", "AY 2019/20 T6"} <= set(closed)
    assert "Schools closed to most pupils" in found.sentence


def test_figures_before_and_after_a_change_of_codes_never_share_a_chart():
    one = measure(
        target(8, "AY 2024/25", unit=PERCENT, comparator=LE),
        unit=PERCENT,
        kind=MeasureKind.SNAPSHOT,
        text="Less absence from school",
        quantity="absence",
    )

    def found(values, at):
        told = tuple(
            seen(7 + value / 50, f"{2023 + (8 + n) // 12}-{(8 + n) % 12 + 1:02d}", unit=PERCENT)
            for n, value in enumerate(values)
        )
        return judge(plan(one, observations=told), one, at=at).variation

    short = found(STEADY, date(2025, 6, 1))
    enough = found((*STEADY, *STEADY[:6]), date(2025, 12, 1))

    assert short is not None
    assert short.icon is None
    assert "attendance codes changed" in short.sentence
    assert enough is not None
    assert enough.periods[0] == "2024-09"


def test_a_measure_without_a_figure_has_no_chart_to_refuse():
    one = measure(kind=MeasureKind.WORDS)

    assert judge(plan(one), one, at=AT).variation is None
