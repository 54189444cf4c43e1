"""An analyst sets an area's figure beside others, and is told what spoils the comparison."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from statistics import quantiles as plain_quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.analytics.comparators import rank as ranking
from headway.analytics.comparators.comparison import Comparison, compare
from headway.domain.quantities import Polarity, rounded
from headway.evidence.errors import EvidenceError
from headway.evidence.published import models, places
from headway.evidence.published.alternatives import alternatives
from headway.evidence.published.figures import Figures, figures
from headway.evidence.published.loading import Told, load_all
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import find
from headway.stats.errors import FigureError

TODAY = date(2026, 11, 21)
FILES = (
    "New_Statistical_Neighbour_Groupings_April_2021.csv",
    "sn_model_2025_wide.csv",
    "absence_by_geography_200607_to_201819.csv",
    "attendance_ytd_202425.csv",
    "attendance_ytd_202526.csv",
    "exclusions_by_geographic_level.csv",
    "fingertips_90284_injury_admissions_0_14.csv",
    "lait_bds_long_selected.csv",
    "b1_children_in_need_2013_to_2024.csv",
    "b1_children_in_need_2013_to_2025.csv",
    "cla_number_and_rate_per_10k_children.csv",
)
SECONDARY = "absence_by_geography:enrolments_pa_10_exact_percent[school_type=secondary]"


@pytest.fixture(scope="module")
def shelf(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("county"))
    folder = shared / "data" / "published"
    load_all([folder / name for name in FILES], shelf, loaded="2026-11-21T09:00")
    return shelf


@cache
def held_with_others(shelf: Shelf, address: str) -> tuple[Figures, Sequence[Figures]]:
    """A series and those that say the same otherwise, read once for all questions."""
    held = figures(shelf, find(shelf, address))
    return held, alternatives(shelf, held.series)


def compared(
    shelf: Shelf, address: str, area: str = "931", *, period: str = "", model: str = "2021"
) -> Comparison:
    held, others = held_with_others(shelf, address)
    place = places.place(area)
    hood = models.neighbourhood(shelf, place, model) if model else None
    return compare(held, place, period=period, neighbourhood=hood, others=others, at=TODAY)


def plainly_ranked(values: list[float], own: float, *, low_is_good: bool) -> int:
    """One more than the number of areas that are strictly better."""
    return 1 + sum(v < own if low_is_good else v > own for v in values)


def local(held: Figures, period: str) -> list[float]:
    return [f.value for f in held.local(period) if f.value is not None]


# ------------------------------------------------------------------- the question people ask


def test_secondary_persistent_absence_of_2018_19_is_answered_whole(shelf):
    one = compared(shelf, SECONDARY, period="2018/19")

    assert one.own.figure is not None
    assert one.region is not None
    assert one.region.figure is not None
    assert one.england.figure is not None
    assert one.neighbour_group is not None
    assert rounded(one.own.figure.value or 0, 2) == "14.68"
    assert rounded(one.region.figure.value or 0, 2) == "13.72"
    assert (one.neighbour_group.had, one.neighbour_group.of) == (10, 10)
    assert rounded(one.neighbour_group.mean or 0, 2) == "12.73"
    assert rounded(one.neighbour_group.median or 0, 2) == "13.20"
    assert one.standing.neighbour_rank is not None
    assert (one.standing.neighbour_rank.place, one.standing.neighbour_rank.of) == (11, 11)
    assert one.standing.national_rank is not None
    assert (one.standing.national_rank.place, one.standing.national_rank.of) == (111, 151)
    assert one.standing.quartile == "C"
    assert rounded(one.change.value or 0, 2) == "0.06"
    assert (one.change.direction, one.change.better) == ("up", False)
    assert rounded(one.standing.gap or 0, 2) == "2.29"


@pytest.mark.parametrize(
    ("address", "low_is_good"),
    [("lait:SFSecPerAbNew", True), ("lait:TotPermEx", True), ("lait:FSP_NEW_GOODDEV", False),
     ("lait:SEN_EHC_Excpt_20wks", False), ("fingertips:90284", True)],
)  # fmt: skip
def test_rank_and_quarter_are_those_of_a_plain_count_in_every_year(shelf, address, low_is_good):
    held = figures(shelf, find(shelf, address))
    judged = 0
    for period in held.periods:
        values = local(held, period)
        one = compare(held, places.place("931"), period=period, at=TODAY)
        own = one.own.figure.value if one.own.figure is not None else None
        if own is None:
            assert one.standing.national_rank is None
            continue

        low, middle, high = plain_quantiles(values, n=4, method="inclusive")
        bands = "ABCD" if low_is_good else "DCBA"
        quarter = 0 if own <= low else 1 if own <= middle else 2 if own <= high else 3
        assert one.standing.national_rank is not None
        assert one.standing.national_rank.place == plainly_ranked(
            values, own, low_is_good=low_is_good
        )
        assert one.standing.quartile == bands[quarter]
        judged += 1

    assert judged >= 7


def test_the_pooled_rate_of_neighbours_is_their_counts_and_not_their_mean(shelf):
    one = compared(shelf, SECONDARY, period="2018/19")
    held = figures(shelf, find(shelf, SECONDARY))
    group = one.neighbour_group
    assert group is not None
    assert group.pooled is not None
    assert group.mean is not None

    rows = [held.by["AY 2018/19"][place.code] for place in one.neighbours]
    above, below = sum(r.numerator or 0 for r in rows), sum(r.denominator or 0 for r in rows)

    assert group.pooled.value == pytest.approx(above / below * 100)
    assert len(group.pooled.areas) == 10
    assert abs(group.pooled.value - group.mean) > 0.05


def test_a_table_without_counts_pools_nothing(shelf):
    group = compared(shelf, "lait:SFSecPerAbNew", period="2018/19").neighbour_group

    assert group is not None
    assert group.pooled is None


# ------------------------------------------------------------------------- change, and breaks


def test_no_change_is_told_across_a_year_without_figures(shelf):
    one = compared(shelf, "lait:SFSecPerAbNew", period="2020/21")

    assert one.change.value is None
    assert "AY 2019/20" in one.change.reason


def test_a_redefinition_between_two_years_is_marked_and_said(shelf):
    one = compared(shelf, "lait:SFSecPerAbNew", period="2024/25")

    assert one.change.value is not None
    assert not one.change.comparable
    assert any(r.name == "break" and "‖" in r.sentence for r in one.remarks)


def test_the_first_good_level_after_the_reform_has_no_year_before_it(shelf):
    one = compared(shelf, "lait:FSP_NEW_GOODDEV", period="2021/22")

    assert one.change.value is None
    assert any(r.name == "break" and "reformed" in r.sentence for r in one.remarks)


def test_a_year_to_date_is_said_to_be_one_and_its_change_is_not_like_for_like(shelf):
    one = compared(shelf, "attendance_ytd:pa_perc[education_phase=Primary]", period="2025/26")

    assert any(r.name == "year-to-date" for r in one.remarks)
    assert one.change.value is not None
    assert not one.change.comparable


def test_another_source_for_the_same_year_is_named_and_not_mixed_in(shelf):
    one = compared(shelf, "lait:SFSecPerAbNew", period="2024/25")

    (said,) = (r.sentence for r in one.remarks if r.name == "other-source")
    assert "24.54" in said
    assert "attendance_ytd" in said


def test_a_revised_figure_is_told_with_what_it_was(shelf, tmp_path):
    shelf = Shelf(tmp_path)
    head = ("time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
            "region_name,old_la_code,new_la_code,la_name,rate_percent\n")  # fmt: skip
    row = "201819,Academic year,Local authority,E92000001,England,E12000008,South East,931,,O,{}\n"
    for name, value in (("things_2019.csv", "4.1"), ("things_2020.csv", "4.3")):
        (tmp_path / name).write_text(head + row.format(value), encoding="utf-8")
    load_all(
        [tmp_path / "things_2019.csv"], shelf, loaded="2026-01-01", told=Told(released="2019-12-01")
    )
    load_all(
        [tmp_path / "things_2020.csv"],
        shelf,
        loaded="2026-01-02",
        told=Told(provisional=True, released="2020-12-01"),
    )

    one = compared(shelf, "things:rate_percent", model="")

    assert {r.name for r in one.remarks} == {"revised", "provisional"}
    assert any("4.1 in things_2019.csv" in r.sentence for r in one.remarks)


# --------------------------------------------------------------- what is not banded or ranked


def test_what_is_neither_good_nor_bad_is_put_in_no_quarter(shelf):
    one = compared(shelf, "lait:CIN", period="2024")

    assert one.standing.quartile == ""
    assert "neither" in one.standing.no_quartile
    assert one.standing.national_rank is not None
    assert one.standing.national_rank.order == "lowest first"
    assert one.standing.gap is None


def test_a_range_too_narrow_for_quarters_by_its_dictionary_is_left_without(shelf):
    one = compared(shelf, "lait:CINPermAbsent_3Term", period="2024/25")

    assert (one.standing.quartile, one.standing.no_quartile) == (
        "", "its range is too narrow for quartiles, says its source",
    )  # fmt: skip


def test_a_count_is_put_in_no_quarter_since_it_grows_with_the_place(shelf):
    one = compared(shelf, "exclusions_by_geographic_level:perm_excl", period="2016/17")

    assert one.decimals == 0
    assert one.standing.quartile == ""
    assert "compare a rate" in one.standing.no_quartile


def test_a_region_has_no_rank_among_authorities(shelf):
    one = compared(shelf, SECONDARY, "South East", period="2018/19", model="")

    assert one.standing.national_rank is None
    assert one.change.value is not None


# --------------------------------------------------------------------- boundaries and London


def test_an_authority_formed_later_has_no_history_made_up_for_it(shelf):
    one = compared(shelf, "lait:TotPerAbNew", "941", period="2018/19", model="")

    assert one.own.figure is None or one.own.figure.value is None
    assert any("formed on 1 April 2021 from Northamptonshire" in r.sentence for r in one.remarks)


def test_a_neighbour_that_ended_counts_as_without_a_figure_and_its_ground_is_named(shelf):
    address = (
        "cla_number_and_rate_per_10k_children:rate_per_10000"
        "[population_type=Children looked after on 31 March each year]"
    )
    hood = next(
        code for code in ("940", "830", "916", "855")
        if "909" in [n.number for n in
                     models.neighbourhood(shelf, places.place(code), "2021").neighbours]
    )  # fmt: skip

    one = compared(shelf, address, hood, period="2025")

    group = one.neighbour_group
    assert group is not None
    assert "Cumbria" in group.without
    said = next(r.sentence for r in one.remarks if r.name == "ended" and "Cumbria" in r.sentence)
    assert "Cumberland and Westmorland and Furness, together" in said


def test_a_place_that_came_after_the_file_is_refused_with_the_reason(shelf):
    with pytest.raises(EvidenceError, match="Dorset was formed on 1 April 2019"):
        compared(shelf, SECONDARY, "838", period="2018/19", model="")


@pytest.mark.parametrize(
    ("address", "region"),
    [("absence_by_geography:sess_overall_percent", "Inner London"), ("lait:TotAbs", "London")],
)
def test_a_london_authority_is_set_beside_the_london_that_its_file_has(shelf, address, region):
    one = compared(shelf, address, "Islington", period="2018/19", model="")

    assert one.region is not None
    assert one.region.name == region
    assert one.region.figure is not None


def test_the_remarks_on_a_single_figure_are_passed_on(shelf):
    one = compared(shelf, "fingertips:90284", "West Berkshire", period="2022/23")

    assert any(r.name == "note" and "Frimley" in r.sentence for r in one.remarks)
    assert one.neighbour_group is not None
    assert "Surrey" in one.neighbour_group.without


def test_a_period_that_a_series_lacks_is_answered_with_those_it_has(shelf):
    with pytest.raises(EvidenceError, match="it has AY 2012/13 to AY 2018/19"):
        compared(shelf, SECONDARY, period="2030/31")


# --------------------------------------------------------------------------------------- laws

VALUES = st.lists(st.integers(0, 20).map(float), min_size=4, max_size=60)
POLARITIES = st.sampled_from([Polarity.LOW, Polarity.HIGH])


@given(VALUES, POLARITIES)
def test_ties_share_the_better_place_and_the_quarter(values, polarity):
    bounds = ranking.quartiles(values)
    assert bounds is not None

    placed = [ranking.rank(v, values, polarity) for v in values]
    for value, rank in zip(values, placed, strict=True):
        low = polarity is Polarity.LOW
        assert rank.place == plainly_ranked(values, value, low_is_good=low)
        assert rank.ties == values.count(value) - 1
    assert min(rank.place for rank in placed) == 1
    assert len({(v, ranking.band(v, bounds, polarity)) for v in values}) == len(set(values))


@given(VALUES, POLARITIES)
def test_a_better_value_is_never_in_a_worse_quarter(values, polarity):
    bounds = ranking.quartiles(values)
    assert bounds is not None

    ordered = sorted(values, reverse=polarity is Polarity.HIGH)
    bands = [ranking.band(v, bounds, polarity) for v in ordered]

    assert bands == sorted(bands)


@given(VALUES)
def test_quartiles_are_those_of_the_standard_library(values):
    bounds = ranking.quartiles(values)

    assert bounds is not None
    assert [bounds.lower, bounds.middle, bounds.upper] == pytest.approx(
        plain_quantiles(values, n=4, method="inclusive")
    )


@given(VALUES, POLARITIES)
def test_the_gap_is_none_within_the_best_quarter_and_reaches_it_exactly(values, polarity):
    bounds = ranking.quartiles(values)
    assert bounds is not None
    for value in values:
        gap = ranking.gap_to_top(value, bounds, polarity)
        assert gap is not None
        assert gap >= 0
        if ranking.band(value, bounds, polarity) == "A":
            assert gap == 0


@pytest.mark.parametrize("values", [[1.0, float("nan"), 2, 3], [1.0, float("inf"), 2, 3]])
def test_values_that_are_no_numbers_are_refused(values):
    with pytest.raises(FigureError):
        ranking.quartiles(values)


def test_too_few_areas_have_no_quarters():
    assert ranking.quartiles([1, 2, 3]) is None


def test_a_value_is_only_ranked_among_values_it_belongs_to():
    with pytest.raises(FigureError, match="must be among"):
        ranking.rank(9, [1, 2], Polarity.LOW)
