"""Our intervals and groups beside those that were published."""

import csv
from math import ceil, floor

import pytest

from headway.stats.counts import PUBLISHED_LEVELS
from headway.stats.quantiles import quintiles
from headway.stats.rates import crude_rate

UNROUNDED_UNTIL = "2011/12"
"""From 2012/13 the counts are published to the nearest 5, the limits from the true ones."""


@pytest.fixture(scope="module")
def injuries(shared):
    path = shared / "data/published/fingertips_90284_injury_admissions_0_14.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if row["Count"] and row["Lower CI 95.0 limit"]]


def agrees(row, count, level):
    """Whether the published limits are those of this count at this level, if given at all."""
    name = f"{level * 100:.1f} limit"
    if not row[f"Lower CI {name}"]:
        return True
    found = crude_rate(count, float(row["Denominator"]), per=10_000, confidence=level)
    return (found.low, found.high) == pytest.approx(
        (float(row[f"Lower CI {name}"]), float(row[f"Upper CI {name}"])), rel=2e-6
    )


def test_where_counts_are_published_whole_so_are_our_intervals(injuries):
    rows = [row for row in injuries if row["Time period"] <= UNROUNDED_UNTIL]

    assert len(rows) > 300
    for row in rows:
        assert agrees(row, float(row["Count"]), 0.95), row["Area Name"]


def test_where_counts_are_published_to_five_some_count_beside_gives_both_levels(injuries):
    """The same true count, within the rounding, must explain all four limits."""
    rows = [row for row in injuries if row["Time period"] > UNROUNDED_UNTIL]

    assert len(rows) > 1800
    for row in rows:
        near = float(row["Count"])
        assert any(
            all(agrees(row, count, level) for level in PUBLISHED_LEVELS)
            for count in range(ceil(near - 2.5), floor(near + 2.5) + 1)
        ), (row["Area Name"], row["Time period"])


@pytest.mark.parametrize(
    ("year", "figure", "group", "invert"),
    [
        (2023, "NEET_not_known_percent", "NEET_NK_quintile", False),
        (2023, "NEET_percent", "NEET_quintile", False),
        (2023, "TOTAL_participating_in_education_and_training_percent",
         "Participation_ET_quintile", False),
        (2025, "NEET_not_known_percent", "NEET_NK_quintile", False),
        (2025, "TOTAL_participating_in_education_and_training_percent",
         "Participation_ET_quintile", True),
    ],
)  # fmt: skip
def test_fifths_of_authorities_are_the_published_ones(shared, year, figure, group, invert):
    """
    Published fifths come from unrounded shares, and split some that print alike.

    Those must be one fifth apart at most; every other authority's fifth must be ours.
    """
    path = shared / f"data/published/neet_la_scorecard_{year}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["geographic_level"] == "Local authority"]
    printed = [float(r[figure]) if r[group].isdigit() else None for r in rows]
    published = [int(r[group]) if r[group].isdigit() else None for r in rows]
    fifths: dict[float | None, set[int | None]] = {}
    for value, fifth in zip(printed, published, strict=True):
        fifths.setdefault(value, set()).add(fifth)

    ours = quintiles(printed, invert=invert)

    assert len(rows) >= 150
    for value, fifth, found in zip(printed, published, ours, strict=True):
        if len(fifths[value]) == 1:
            assert found == fifth
        elif found is not None and fifth is not None:
            assert abs(found - fifth) <= 1
