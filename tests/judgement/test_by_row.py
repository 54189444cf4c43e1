"""Figures looked up by row are those that going through all of them would find."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from headway.judgement.by_row import KEPT, of_row


@dataclass(frozen=True)
class Figure:
    row: str
    value: int


FIGURES = st.lists(
    st.builds(Figure, row=st.sampled_from(["a", "b", "c"]), value=st.integers(0, 9)), max_size=12
).map(tuple)


@given(plans=st.lists(FIGURES, max_size=5), times=st.integers(1, 2))
def test_a_row_has_its_own_figures_in_their_order(plans, times):
    for figures in plans * times:
        for row in ("a", "b", "c", "d"):
            assert of_row(figures, row) == tuple(one for one in figures if one.row == row)


def test_more_plans_than_are_kept_are_still_told_apart():
    plans = [(Figure("a", number),) for number in range(3 * KEPT)]

    assert [of_row(one, "a") for one in plans] == plans
    assert [of_row(one, "a") for one in reversed(plans)] == plans[::-1]
