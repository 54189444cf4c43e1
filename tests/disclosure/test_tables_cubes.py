"""What is hidden of every combination of groups: tried by adding up, sum by sum."""

from itertools import product

import numpy as np
import pytest

from headway.analytics.attendance.leaves import Leaves
from headway.disclosure.cells import TableError
from headway.disclosure.tables.cubes import WITH_TOTALS, is_small, protected
from headway.domain.disclosing import DisclosurePolicy, ZeroRule
from headway.evidence.marks.roster import KEYS

PLACES = {
    100001: ("A", "primary"),
    100002: ("A", "primary"),
    100003: ("A", "secondary"),
    100004: ("B", "primary"),
    100005: ("B", "secondary"),
    100006: ("B", "secondary"),
}
THRESHOLD = 5


def made_up(seed, *, terms=2, most=40):
    """Some groups of some schools, with their pupils by term."""
    dice = np.random.default_rng(seed)
    urns, keys, values = [], [], []
    for urn in PLACES:
        for key in np.sort(dice.choice(KEYS, dice.integers(1, 12), replace=False)):
            pupils = int(dice.integers(1, most))
            urns.append(urn)
            keys.append(key)
            away = [int(dice.binomial(pupils, 0.3)) for _ in range(terms)]
            values.append([[pupils, some, int(dice.binomial(some, 0.2))] for some in away])
    return Leaves(
        urns=np.array(urns), keys=np.array(keys, dtype=np.uint8), values=np.array(values, np.int32)
    )


def tables(leaves, cube):
    """The areas' table and each area's schools, with the totals that they add up to."""
    yield cube.values, cube.hidden, range(7)
    shape = (3, 4, 3, 2, 2, *leaves.values.shape[1:])
    for la, phase in sorted(set(PLACES.values())):
        urns = [urn for urn, place in PLACES.items() if place == (la, phase)]
        blocks = []
        for urn in urns:
            block = np.zeros((KEYS, *leaves.values.shape[1:]), dtype=np.int64)
            block[leaves.keys[leaves.urns == urn]] = leaves.values[leaves.urns == urn]
            block = block.reshape(shape)
            for axis in range(5):
                block = np.concatenate([block, block.sum(axis=axis, keepdims=True)], axis=axis)
            blocks.append(block)
        at = (cube.las.index(la), cube.phases.index(phase))
        values = np.stack([*blocks, cube.values[at]])
        assert np.array_equal(values[:-1].sum(axis=0), values[-1])
        hidden = np.stack([*(cube.hidden_of(urn) for urn in urns), cube.hidden[at]])
        yield values, hidden, range(6)
        yield values[:-1], hidden[:-1], range(1, 6)


def given_away(values, hidden, axes):
    """The sums that tell what is hidden in them: by what a reader would work out."""
    for axis in axes:
        sums, secret = np.moveaxis(values, axis, 0), np.moveaxis(hidden, axis, 0)
        for at in product(*map(range, secret.shape[1:])):
            cells, kept = sums[(slice(None), *at)], secret[(slice(None), *at)]
            there = cells[:, 0] > 0
            if np.count_nonzero(kept & there) == 1:
                yield axis, at, "one cell alone"
            elif kept[:-1].any() and not kept[-1]:
                together = cells[:-1][kept[:-1] & there[:-1]].sum(axis=0)
                if is_small(together, THRESHOLD):
                    yield axis, at, "a small number together"


@pytest.mark.parametrize("seed", range(4))
def test_no_sum_gives_back_what_is_hidden(seed):
    leaves = made_up(seed)

    cube = protected(leaves, PLACES, DisclosurePolicy(threshold=THRESHOLD))

    for values, hidden, axes in tables(leaves, cube):
        assert hidden[is_small(values, THRESHOLD)].all()
        assert not hidden[values[..., 0] == 0].any()
        assert not list(given_away(values, hidden, axes))
    assert 0 < cube.small < cube.withheld <= cube.cells


def test_nothing_is_hidden_where_nothing_is_small():
    leaves = made_up(1)
    many = np.full_like(leaves.values, 400)
    many[..., 1], many[..., 2] = 90, 20

    cube = protected(
        Leaves(urns=leaves.urns, keys=leaves.keys, values=many), PLACES, DisclosurePolicy()
    )

    assert (cube.small, cube.withheld) == (0, 0)
    assert cube.hidden_of(100001).shape == (*WITH_TOTALS, 2)


def test_threads_and_their_number_make_no_difference():
    leaves = made_up(3)

    one, two = (
        protected(leaves, PLACES, DisclosurePolicy(), threads=threads) for threads in (1, 2)
    )

    assert np.array_equal(one.hidden, two.hidden)
    assert all(np.array_equal(one.schools[urn], two.schools[urn]) for urn in PLACES)


def test_a_table_of_zeros_is_not_made_where_zeros_are_hidden():
    with pytest.raises(TableError, match="where they are shown"):
        protected(made_up(1), PLACES, DisclosurePolicy(zeros=ZeroRule.HIDE))
