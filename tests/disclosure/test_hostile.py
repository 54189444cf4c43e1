"""Whoever reads every edition of a plan learns nobody's small number from them together."""

from dataclasses import replace
from datetime import date

import pytest

from headway.disclosure.editions.attacked import attack_editions
from headway.disclosure.editions.published import Published
from headway.disclosure.plans import protected
from headway.domain.plan import Plan
from tests.disclosure.hostile import recovered, town

DAYS = (date(2020, 2, 15), date(2020, 4, 15))


@pytest.mark.parametrize("seed", [0, 2, 3, 8, 400, 437])
def test_a_hostile_reader_recovers_nobody_from_two_editions(seed):
    """These towns gave somebody away while rows that share people were protected apart."""
    _attack(seed)


@pytest.mark.slow
def test_a_hostile_reader_recovers_nobody_in_many_towns():
    for seed in range(100, 112):
        _attack(seed)


def _attack(seed: int) -> None:
    made = town(seed)
    editions: list[Plan] = []
    public: list[Published] = []

    for at in DAYS:
        safe = protected(made.plan, at=at, earlier=public)
        editions.append(safe.plan)
        public.append(replace(safe.public, edition=at.isoformat()))

    assert recovered(made, editions) == [], f"town {seed}"
    assert attack_editions(public).recovered == ()
    assert recovered(made, [made.plan]), "the reader finds them where nothing is protected"
