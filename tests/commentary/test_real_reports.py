"""
What real reports say of themselves, held against their own figures.

Every mismatch found in them was looked up by hand and is one; and of all other statements,
none is called a mismatch.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from headway.commentary.checking_words import check_words
from headway.commentary.findings import Verdict
from headway.importing.taking_in import take_in

SEEDS = ("year-2-2019-20", "year-3-2020-21")
DEV = ("louisville-performance-office-2014", "smokefree-west-sussex-2022")
"""Of the other real documents, those that report progress."""
AS_AT = {SEEDS[0]: date(2020, 5, 31), SEEDS[1]: date(2021, 6, 30)}

MISMATCHES = {
    # the target is for 2019/20, and what is told is of the year before
    ("year-2-2019-20", "period", "73.5%"),
    # the row was carried over: it promises 2018/19, and what is told is of 2019/20
    ("year-2-2019-20", "period", "281"),
    # 95 of 200 are 47.5%
    ("louisville-performance-office-2014", "share", "95 of 200 employees (54%"),
}


@dataclass(frozen=True)
class Held:
    """What came of one report."""

    mismatches: frozenset[tuple[str, str, str]]
    counted: Counter[Verdict]


@pytest.fixture(scope="module")
def held(shared: Path) -> Callable[[str], Held]:
    """Imports each report once and holds all its progress against it."""
    known: dict[str, Held] = {}

    def of(name: str) -> Held:
        if name not in known:
            folder = shared / "documents" / ("seeds" if name in SEEDS else "dev")
            source = next(one for one in sorted(folder.glob(f"{name}.*")) if one.suffix in _TEXTS)
            plan, _ = take_in([source])
            at = AS_AT.get(name, date(2026, 1, 1))
            found = [
                one
                for said in plan.progress
                for one in check_words(plan, said.row, said.text, at=at, document=said.document)
            ]
            known[name] = Held(
                mismatches=frozenset(
                    (name, one.kind.value, one.claim.words) for one in found if one.is_mismatch
                ),
                counted=Counter(one.verdict for one in found),
            )
        return known[name]

    return of


_TEXTS = (".txt", ".md")


@pytest.mark.parametrize("name", [*SEEDS, *DEV])
def test_each_mismatch_of_a_real_report_is_found_and_no_other(
    name: str, held: Callable[[str], Held]
):
    expected = {one for one in MISMATCHES if one[0] == name}

    assert held(name).mismatches == expected


def test_of_the_seeds_true_statements_most_are_borne_out_and_none_is_called_wrong(
    held: Callable[[str], Held],
):
    counted = sum((held(name).counted for name in SEEDS), Counter())

    assert counted[Verdict.CONTRADICTED] == 2
    assert counted[Verdict.CONSISTENT] >= 60
    assert counted[Verdict.UNCHECKABLE] <= 18
