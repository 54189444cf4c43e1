"""Rows left by each step, side by side, tell nobody's small number to readers of the plan."""

import pytest

from headway.analytics.engines.protocol import Left
from headway.domain.disclosing import DisclosurePolicy
from headway.web.evidence.pages.computed import steps_told

POLICY = DisclosurePolicy(threshold=5)


def told(*rows: int, with_data: bool = False) -> list[str]:
    steps = [
        Left(words=f"step {number}", expression="", rows=one) for number, one in enumerate(rows)
    ]
    return [one.rows for one in steps_told(steps, POLICY, with_data=with_data)]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ((1_847, 1_600, 40), ["1,847", "1,600", "40"]),
        ((1_847, 1_844, 40), ["1,847", "[c]", "40"]),
        ((1_847, 1_844, 1_843, 1_800), ["1,847", "[c]", "[c]", "1,800"]),
        ((1_847, 1_847, 3), ["1,847", "1,847", "[c]"]),
    ],
)
def test_what_lies_between_two_steps_is_not_told_where_it_is_small(rows, shown):
    assert told(*rows) == shown


def test_whoever_works_with_the_data_sees_each_step():
    assert told(1_847, 1_844, 40, with_data=True) == ["1,847", "1,844", "40"]
