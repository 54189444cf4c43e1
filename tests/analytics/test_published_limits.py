"""Of figures with published limits only such a difference is called one that the limits bear."""

import csv
from datetime import date
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from headway.analytics.comparators import history, showing
from headway.analytics.comparators.comparison import Comparison, compare
from headway.evidence.published import places
from headway.evidence.published.figures import Figures, figures
from headway.evidence.published.loading import load_all
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import find
from headway.evidence.published.worked_out import asked_for

TODAY = date(2026, 11, 21)
FILE = "fingertips_90284_injury_admissions_0_14.csv"
FILES = (FILE, "lait_bds_long_selected.csv")
INJURIES, ABSENCE = "fingertips:90284", "lait:TotAbs"


@pytest.fixture(scope="module")
def shelf(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("county"))
    folder = shared / "data" / "published"
    load_all([folder / name for name in FILES], shelf, loaded="2026-11-21T09:00")
    return shelf


@cache
def held(shelf: Shelf, address: str) -> Figures:
    """Read once for all questions."""
    return figures(shelf, find(shelf, address))


def compared(
    shelf: Shelf, *, period: str, address: str = INJURIES, area: str = "931"
) -> Comparison:
    return compare(held(shelf, address), places.place(area), period=period, at=TODAY)


def raw_indicators(shared: Path) -> pd.DataFrame:
    path = shared / "data" / "published" / FILE
    return pd.read_csv(path)


def test_no_change_is_called_better_or_worse_that_the_published_limits_do_not_bear(shelf, shared):
    raw = raw_indicators(shared)
    rows = raw[raw["Area Code"] == "E10000025"].set_index("Time period")
    low, high = (rows[f"{end} CI 95.0 limit"] for end in ("Lower", "Upper"))

    for before, after in pairwise(rows.index):
        change = compared(shelf, period=after).change
        up = low[after] > high[before]
        apart = up or high[after] < low[before]
        assert change.clear is bool(apart)
        assert change.better is ((not up) if apart else None)


def test_an_unclear_change_and_an_unclear_distance_from_england_are_said_so(shelf):
    said = "\n".join(showing.text(compared(shelf, period="2023/24")))

    assert "72.6 (67.9 to 77.4)" in said
    assert (
        "Change since last year: +5.2 from 67.5 in FY 2022/23 (no clear change: the published 95% "
        "intervals, 63.0 to 72.3 and 67.9 to 77.4, overlap)."
    ) in said
    assert (
        "England's change since last year: −2.7 from 75.4 in FY 2022/23 (down, better: the "
        "published 95% intervals, 74.8 to 75.9 and 72.2 to 73.2, do not overlap)."
    ) in said
    assert (
        "Against England: no clear difference: the published 95% intervals overlap; the source "
        'says "Similar".'
    ) in said
    assert 'Recent trend, as the source says: "Increasing and getting worse".' in said


def test_a_clear_distance_from_england_is_called_what_it_is(shelf):
    said = "\n".join(showing.text(compared(shelf, period="2022/23")))

    assert (
        "Against England: better: the published 95% intervals do not overlap; the source says "
        '"Better".'
    ) in said


def test_where_the_source_is_bolder_than_the_intervals_it_is_said_why(shelf):
    said = "\n".join(showing.text(compared(shelf, period="2023/24", area="Warwickshire")))

    assert (
        "Against England: no clear difference: the published 95% intervals overlap; the source, "
        'which takes England\'s figure as exact, says "Better".'
    ) in said


def test_limits_are_in_the_history_the_table_and_the_plain_values(shelf):
    years = [compared(shelf, period=y) for y in ("2022/23", "2023/24")]

    told = "\n".join(history.text(years))
    (row, *_) = csv.DictReader(StringIO(showing.as_csv(years[1])))
    values = showing.values(years[1])

    assert "67.9 to 77.4" in told
    assert "≈+5.2" in told
    assert "≈ no clear change: the published 95% intervals overlap." in told
    assert (row["low"], row["high"], row["verdict"]) == ("67.89824", "77.41087", "Similar")
    assert (values["area"]["low"], values["area"]["high"]) == (67.89824, 77.41087)
    assert values["change"]["clear"] is False


def test_without_published_limits_a_change_is_told_as_before(shelf):
    one = compared(shelf, period="2018/19", address=ABSENCE)

    assert one.change.clear is None
    assert "(down, better)." in "\n".join(showing.text(one))
    assert "95%" not in "\n".join(history.text([one]))


HEADER = (
    "Indicator ID,Indicator Name,Area Code,Area Name,Area Type,Time period,Value,"
    "Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note,Recent Trend,"
    "Compared to England value or percentiles"
)
ROWS = (
    "1,One of them,E10000025,Oxfordshire,Counties,2022/23,40,38,42,400,1000,,,Better",
    "1,One of them,E10000025,Oxfordshire,Counties,2023/24,44,43,,440,1000,,,",
    "1,One of them,E92000001,England,England,2023/24,44,45,46,440,1000,,,",
    "2,Another,E10000025,Oxfordshire,Counties,2022/23,30,28,32,300,1000,,,Worse",
)


@pytest.fixture
def small(tmp_path: Path) -> Shelf:
    """A table of two percentages, some of its limits missing or wrong."""
    path = tmp_path / "indicators.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    shelf = Shelf(tmp_path / "county")
    load_all([path], shelf, loaded="2026-11-21T09:00")
    return shelf


def test_half_an_interval_and_one_that_does_not_hold_its_figure_are_none(small):
    one = compare(
        figures(small, find(small, "fingertips:1")), places.place("931"), period="2023/24", at=TODAY
    )

    assert one.own.figure is not None
    assert one.england.figure is not None
    assert (one.own.figure.limits, one.england.figure.limits) == (None, None)
    assert (one.change.clear, one.change.direction) == (None, "up")


def test_a_gap_has_no_interval_of_the_rate_it_was_made_of(small):
    held = asked_for(small, find(small, "fingertips:1"), less="fingertips:2", base="", per=0.0)

    figure = held.get("931", held.periods[0])

    assert figure is not None
    assert figure.value == 10
    assert (figure.limits, figure.verdict) == (None, "")


def test_a_release_kept_before_verdicts_were_is_read_again_when_it_is_loaded_again(small, tmp_path):
    (release,) = small.releases()
    path = small.path(release)
    table = pq.read_table(path)
    kept = dict(pq.read_metadata(path).metadata)
    old = table.drop_columns(["Compared to England value or percentiles", "Recent Trend"])
    pq.write_table(old.replace_schema_metadata(kept), path)

    (again,) = load_all([tmp_path / "indicators.csv"], small, loaded="2026-11-22T09:00")
    (then,) = load_all([tmp_path / "indicators.csv"], small, loaded="2026-11-22T09:00")

    read = figures(small, find(small, "fingertips:1"))
    figure = read.get("931", read.periods[0])
    assert figure is not None
    assert figure.verdict == "Better"
    assert (again.known, then.known) == (False, True)
