"""
Nothing comes back: linked tables, edition after edition, protected and then attacked.

A slice, of small series, of what `python -m bench attack` does for 1,000.
"""

import pytest

from headway.disclosure.editions.attacked import attack_editions, recovered_from
from tests.disclosure.linked_tables import (
    only_small_hidden,
    protected,
    protected_alone,
    series,
)

IN_FULL = 5
"""Of every so many series the intervals are worked out too."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(16))
def test_no_hidden_figure_comes_back_from_all_editions_together(seed: int):
    one = series(seed, small=True)

    editions = protected(one)

    assert recovered_from(editions, revised=one.revised) == ()
    if seed % IN_FULL == 0:
        verdict = attack_editions(editions, revised=one.revised)
        assert verdict.recovered == verdict.exposed == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 3, 5])
def test_with_small_counts_alone_hidden_some_come_back(seed: int):
    one = series(seed, small=True)

    assert recovered_from(only_small_hidden(one), revised=one.revised)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 9, 11, 14])
def test_editions_protected_each_on_its_own_give_some_back_together(seed: int):
    one = series(seed, small=True)

    editions = protected_alone(one)

    assert recovered_from(editions, revised=one.revised)
    assert all(recovered_from([it]) == () for it in editions)
