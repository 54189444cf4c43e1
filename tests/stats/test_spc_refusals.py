"""Which series may be put on a control chart, and what a board is told of the others."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.stats.errors import FigureError
from headway.stats.spc.charts import Improvement, xmr
from headway.stats.spc.refusals import RefusalKind, chart_refusal

TWELVE = [52, 47, 55, 50, 49, 53, 51, 46, 54, 50, 48, 52]


@pytest.mark.parametrize(
    ("values", "told", "kind", "words"),
    [
        (TWELVE[:11], {}, RefusalKind.TOO_SHORT, "11 figures are not enough"),
        ([*TWELVE[:11], None], {}, RefusalKind.TOO_SHORT, "11 figures are not enough"),
        (TWELVE, {"cumulative": True}, RefusalKind.CUMULATIVE, "total so far"),
        (TWELVE, {"annual": True}, RefusalKind.ANNUAL, "one figure a year"),
        (TWELVE, {"definition_breaks": [4]}, RefusalKind.DEFINITION, "from figure 5 on"),
        ([5] * 12, {"counts": True}, RefusalKind.SMALL_COUNTS, "at 5.0 a period"),
        ([0] * 12, {"counts": True}, RefusalKind.SMALL_COUNTS, "time between events"),
        ([9.9] * 12, {"counts": True}, RefusalKind.SMALL_COUNTS, "9.9"),
    ],
)
def test_a_chart_that_would_mislead_is_refused_and_something_better_named(
    values, told, kind, words
):
    refusal = chart_refusal(values, **told)

    assert refusal is not None
    assert refusal.kind is kind
    assert words in refusal.sentence
    assert refusal.sentence.startswith("No control chart: ")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (TWELVE, {}),
        (TWELVE, {"counts": True}),
        ([5.0] * 12, {}),  # a percentage of 5 is no small count
        (TWELVE, {"definition_breaks": [0]}),  # nothing stands before it
        (TWELVE, {"definition_breaks": [12]}),  # nor, yet, after it
        (TWELVE * 2, {"definition_breaks": [12], "rebase_at": [12]}),
    ],
)
def test_what_may_be_charted_is_not_refused(values, told):
    assert chart_refusal(values, **told) is None


def test_after_a_change_of_definition_only_the_figures_since_count():
    refusal = chart_refusal(TWELVE * 2, definition_breaks=[15], rebase_at=[15])

    assert refusal is not None
    assert refusal.kind is RefusalKind.TOO_SHORT
    assert "9 figures since then" in refusal.sentence


def test_what_more_figures_would_not_cure_is_said_first():
    refusal = chart_refusal([1, 2, 3], cumulative=True, counts=True, definition_breaks=[1])

    assert refusal is not None
    assert refusal.kind is RefusalKind.CUMULATIVE


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([], {}),
        ([None], {}),
        ([nan, 1], {}),
        ([inf] * 12, {}),
        ([-1, *TWELVE], {"counts": True}),
    ],
)
def test_what_is_no_series_is_an_error_in_words(values, told):
    with pytest.raises(FigureError):
        chart_refusal(values, **told)


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=30).filter(
        lambda values: any(value is not None for value in values)
    ),
    st.lists(st.integers(0, 30), max_size=3),
)
def test_what_is_not_refused_can_be_charted(values, breaks):
    cuts = [at for at in breaks if at < len(values)]

    if chart_refusal(values, definition_breaks=cuts) is None:
        assert len(xmr(values, improvement=Improvement.INCREASE).points) == len(values)
