"""Times between rare events, charted."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.domain.status import VariationIcon
from headway.stats.errors import FigureError
from headway.stats.spc.charts import Improvement, Rule, xmr
from headway.stats.spc.rare import time_between_events

RARER = Improvement.INCREASE
MONTHLY = [31, 12, 55, 8, 40, 22, 61, 3, 35, 18, 47, 27, 90, 15]


def test_a_long_quiet_time_is_an_improvement():
    chart = time_between_events([*MONTHLY, 400], improvement=RARER, baseline=14)

    assert chart.variation is VariationIcon.IMPROVEMENT_HIGH
    assert chart.points[-1].rule is Rule.ABOVE_LIMIT
    assert chart.points[-1].value == 400


def test_seven_short_times_in_a_row_are_a_concern_though_none_is_outside():
    chart = time_between_events([*MONTHLY, 9, 11, 8, 12, 10, 7, 9], improvement=RARER, baseline=14)

    assert chart.variation is VariationIcon.CONCERN_LOW
    assert chart.points[-1].rule is Rule.SHIFT_BELOW


@given(st.lists(st.floats(0, 1e4), min_size=2, max_size=30))
def test_a_point_is_judged_where_it_is_drawn(gaps):
    chart = time_between_events(gaps, improvement=RARER)

    for point, gap in zip(chart.points, gaps, strict=True):
        if point.outside and point.lower is not None and point.upper is not None:
            assert not point.lower * (1 + 1e-9) < gap < point.upper * (1 - 1e-9)
    roots = xmr([gap ** (1 / 3.6) for gap in gaps], improvement=RARER)
    assert [point.rule for point in chart.points] == [point.rule for point in roots.points]


@given(st.lists(st.integers(1, 400), min_size=12, max_size=20), st.sampled_from([7, 24]))
def test_the_unit_of_time_changes_nothing_but_the_scale(gaps, units):
    days = time_between_events(gaps, improvement=RARER)
    other = time_between_events([gap * units for gap in gaps], improvement=RARER)

    assert other.groups[0].lines.mean == pytest.approx(units * days.groups[0].lines.mean)
    assert [point.relative for point in other.points] == [point.relative for point in days.points]


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ([], "is empty"),
        ([30], "at least two figures"),
        ([30, None, 20], "Every time between"),
        ([30, -1], "cannot be negative"),
        ([30, inf], "finite"),
    ],
)
def test_what_is_no_time_between_events_is_refused_in_a_sentence(gaps, words):
    with pytest.raises(FigureError, match=words):
        time_between_events(gaps, improvement=RARER)
