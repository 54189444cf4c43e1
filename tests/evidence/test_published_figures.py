"""Every published figure that our documents quote comes out of the files as it was published."""

from datetime import date
from pathlib import Path

import pytest

from headway.analytics.comparators.comparison import Comparison, compare
from headway.domain.quantities import rounded
from headway.evidence.published import models, places, populations
from headway.evidence.published.figures import Figures, figures
from headway.evidence.published.loading import load_all
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import find

TODAY = date(2026, 11, 21)
OXFORDSHIRE = places.place("931")
NOT_STATISTICS = {"oxfordshire_school_names.csv"}


@pytest.fixture(scope="module")
def shelf(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = shared / "data" / "published"
    files = [p for p in sorted(folder.glob("*.csv")) if p.name not in NOT_STATISTICS]
    shelf = Shelf(tmp_path_factory.mktemp("county"))
    load_all(files, shelf, loaded="2026-11-21T09:00")
    return shelf


SERIES: dict[str, Figures] = {}


def held(shelf: Shelf, address: str) -> Figures:
    """Read once for all the figures that are asked of it."""
    if address not in SERIES:
        SERIES[address] = figures(shelf, find(shelf, address))
    return SERIES[address]


def compared(shelf: Shelf, address: str, period: str, model: str = "2021") -> Comparison:
    hood = models.neighbourhood(shelf, OXFORDSHIRE, model)
    return compare(held(shelf, address), OXFORDSHIRE, period=period, neighbourhood=hood, at=TODAY)


# Rows of tables: series, decimals, first period, then one figure a year; None is "published as
# missing". Places: England, South East, Oxfordshire, mean of the 2021 neighbours.
E, S, OX, N = "England", "South East", "Oxfordshire", "neighbours"
_PRIMARY, _SECONDARY, _ALL = "lait:SFPriPerAbNew", "lait:SFSecPerAbNew", "lait:TotPerAbNew"
TABLE: tuple[tuple[str, str, int, str, tuple[float | None, ...]], ...] = (
    (_PRIMARY, E, 2, "AY", (8.67, 8.25, None, 8.78, 17.70, 16.21, 14.56, 12.99)),
    (_PRIMARY, S, 2, "AY", (8.06, 7.81, None, 7.97, 16.99, 15.24, 13.71, 12.45)),
    (_PRIMARY, OX, 2, "AY", (7.43, 7.06, None, 6.95, 17.10, 14.57, 12.55, 11.87)),
    (_PRIMARY, N, 2, "AY", (7.51, 7.01, None, 7.19, 15.80, 13.61, 12.54, 10.91)),
    (_SECONDARY, E, 2, "AY", (13.91, 13.69, None, 14.83, 27.71, 26.52, 25.56, 23.37)),
    (_SECONDARY, S, 2, "AY", (13.92, 13.72, None, 14.10, 27.46, 26.49, 25.38, 23.19)),
    (_SECONDARY, OX, 2, "AY", (14.62, 14.68, None, 13.47, 27.94, 26.91, 26.66, 24.36)),
    (_SECONDARY, N, 2, "AY", (13.27, 12.73, None, 12.60, 26.54, 24.71, 24.23, 22.04)),
    (_ALL, E, 2, "AY", (11.17, 10.86, None, 12.08, 22.51, 21.22, 19.95, 18.14)),
    (_ALL, OX, 2, "AY", (10.65, 10.46, None, 10.35, 22.10, 20.28, 19.16, 17.75)),
    ("lait:TotAbs", E, 2, "AY", (4.81, 4.73, None, 4.62, 7.55, 7.37, 7.15, 6.78)),
    ("lait:TotAbs", OX, 2, "AY", (4.86, 4.82, None, 4.25, 7.75, 7.48, 7.34, 7.16)),
    ("lait:TotPermEx", E, 2, "AY", (0.10, 0.10, 0.06, 0.05, 0.08, 0.11, 0.13)),
    ("lait:TotPermEx", S, 2, "AY", (0.06, 0.06, 0.03, 0.02, 0.04, 0.06, 0.07)),
    ("lait:TotPermEx", OX, 2, "AY", (0.04, 0.07, 0.05, 0.02, 0.03, 0.02, 0.03)),
    ("lait:TotPermEx", N, 2, "AY", (0.08, 0.07, 0.04, 0.03, 0.04, 0.07, 0.09)),
    ("lait:TotFixedEx", E, 2, "AY", (5.08, 5.36, 3.76, 4.25, 6.91, 9.33, 11.31)),
    ("lait:TotFixedEx", OX, 2, "AY", (4.82, 5.39, 4.64, 4.41, 6.66, 9.14, 11.01)),
    ("lait:FSP_NEW_GOODDEV", E, 1, "AY", (71.5, 71.8, None, None, 65.2, 67.2, 67.7, 68.3)),
    ("lait:FSP_NEW_GOODDEV", S, 1, "AY", (74.7, 74.6, None, None, 67.5, 69.6, 69.8, 70.7)),
    ("lait:FSP_NEW_GOODDEV", OX, 1, "AY", (73.5, 73.5, None, None, 67.5, 69.2, 68.8, 70.4)),
    ("lait:FSP_NEW_GOODDEV", N, 1, "AY", (72.9, 73.7, None, None, 66.8, 68.7, 69.4, 70.4)),
    ("lait:FSP_Gooddev_FSM", E, 1, "AY", (57, 57, None, None, 49.1, 51.6, 51.5, 51.3)),
    ("lait:FSP_Gooddev_FSM", OX, 1, "AY", (51, 50, None, None, 43.1, 49.4, 41.8, 43.1)),
    ("lait:SEN_EHC_Excpt_20wks", E, 1, "", (60.1, 60.4, 58.0, 59.9, 49.2, 50.3, 46.4)),
    ("lait:SEN_EHC_Excpt_20wks", S, 1, "", (51.0, 47.4, 48.7, 49.3, 45.8, 46.1, 38.2)),
    ("lait:SEN_EHC_Excpt_20wks", OX, 1, "", (47.3, 50.4, 56.4, 30.7, 4.0, 53.7, 38.5)),
    ("lait:SEN_EHC_Excpt_20wks", N, 1, "", (74.1, 72.0, 59.9, 51.8, 35.1, 44.9, 33.2)),
    ("lait:CPP_rate", E, 1, "31 March", (45.9, 44.5, 43.7, 42.4, 43.3, 42.7, 41.4, 40.6)),
    ("lait:CPP_rate", OX, 1, "31 March", (48.1, 41.3, 37.6, 31.1, 38.2, 37.4, 34.5, 33.6)),
    ("lait:CIN", E, 1, "31 March", (345.4, 339.8, 330.1, 329.6, 343.7, 338.7, 331.2, 330.3)),
    ("lait:CIN", OX, 1, "31 March", (300.8, 314.6, 328.9, 294.7, 343.0, 286.0, 250.8, 234.4)),
)  # fmt: skip


def year(kind: str, first: int) -> str:
    if kind == "AY":
        return f"AY {first - 1}/{first % 100:02d}" if first > 2018 else "AY 2017/18"
    return f"{first}-03-31" if kind == "31 March" else str(first)


QUOTED = [
    pytest.param((series, place, decimals, year(kind, 2018 + n), value),
                 id=f"{series} {place} {year(kind, 2018 + n)}")
    for series, place, decimals, kind, values in TABLE
    for n, value in enumerate(values)
]  # fmt: skip


@pytest.mark.parametrize("case", QUOTED)
def test_a_quoted_figure_is_the_published_one(shelf, case):
    series, place, decimals, period, quoted = case
    one = compared(shelf, series, period)

    if place == N:
        assert one.neighbour_group is not None
        value = one.neighbour_group.mean
    else:
        figure = {E: one.england, S: one.region, OX: one.own}[place]
        assert figure is not None
        value = figure.figure.value if figure.figure is not None else None
    assert (None if value is None else rounded(value, decimals)) == (
        None if quoted is None else rounded(quoted, decimals)
    )


COUNTS = (
    ("ehcp_timeliness_20_week:plans_issued_den_ex", "2019", OX, 615),
    ("ehcp_timeliness_20_week:plans_issued_den_ex", "2020", OX, 821),
    ("ehcp_timeliness_20_week:plans_issued_den_ex", "2021", OX, 693),
    ("ehcp_timeliness_20_week:plans_issued_den_ex", "2022", OX, 667),
    ("ehcp_timeliness_20_week:plans_issued_den_ex", "2023", OX, 993),
    ("ehcp_timeliness_20_week:plans_issued_den_ex", "2024", OX, 961),
    ("d1_child_protection_plans:CPP_At31", "2018", OX, 687),
    ("d1_child_protection_plans:CPP_At31", "2019", OX, 592),
    ("d1_child_protection_plans:CPP_At31", "2020", OX, 543),
    ("d1_child_protection_plans:CPP_At31", "2021", OX, 451),
    ("d1_child_protection_plans:CPP_At31", "2022", OX, 559),
    ("d1_child_protection_plans:CPP_At31", "2023", OX, 560),
    ("d1_child_protection_plans:CPP_At31", "2024", OX, 532),
    ("ehe_academic_year:ehe_anytime_full_year", "2021/22", E, 116_300),
    ("ehe_academic_year:ehe_anytime_full_year", "2022/23", E, 126_100),
    ("ehe_academic_year:ehe_anytime_full_year", "2023/24", E, 153_300),
    ("ehe_academic_year:ehe_anytime_full_year", "2024/25", E, 175_900),
    ("ehe_academic_year:ehe_anytime_full_year", "2021/22", S, 21_290),
    ("ehe_academic_year:ehe_anytime_full_year", "2024/25", S, 32_930),
    ("ehe_academic_year:ehe_anytime_full_year", "2021/22", OX, 1_160),
    ("ehe_academic_year:ehe_anytime_full_year", "2022/23", OX, 1_360),
    ("ehe_academic_year:ehe_anytime_full_year", "2023/24", OX, 1_850),
    ("ehe_academic_year:ehe_anytime_full_year", "2024/25", OX, 2_000),
    ("ehe_academic_year:ehe_starts_full_year", "2021/22", OX, 390),
    ("ehe_academic_year:ehe_starts_full_year", "2024/25", OX, 770),
    ("cme_census_autumn_extract:child_count", "AY 2025/26 Autumn", E, 34_700),
    ("cme_census_autumn_extract:rate_per_100", "AY 2025/26 Autumn", E, 0.4),
    ("exclusions_by_geographic_level:perm_excl", "2016/17", OX, 51),
    ("exclusions_by_geographic_level:fixed_excl", "2016/17", OX, 4_184),
    ("exclusions_by_geographic_level:one_plus_fixed", "2016/17", OX, 1_936),
    ("exclusions_by_geographic_level:one_plus_fixed[school_type=primary]", "2016/17", OX, 340),
    ("exclusions_by_geographic_level:one_plus_fixed[school_type=secondary]", "2016/17", OX, 1_553),
    ("exclusions_by_geographic_level:headcount", "2016/17", OX, 93_328),
    ("attendance_ytd:pa_perc[education_phase=Primary]", "2025/26", OX, 12.38),
    ("attendance_ytd:pa_perc[education_phase=Secondary]", "2025/26", OX, 23.97),
    ("attendance_ytd:pa_perc[education_phase=Special]", "2025/26", OX, 31.40),
    ("attendance_ytd:pa_perc", "2025/26", OX, 17.95),
    ("absence_by_social_care_group_la:pt_pupils_pa_10_exact[social_care_group=CPPO]",
     "2024/25", OX, 61.9),
    ("absence_by_social_care_group_la:t_pupils_pa_10_exact[social_care_group=CPPO]",
     "2024/25", OX, 197),
    ("absence_by_social_care_group_la:t_pupils[social_care_group=CPPO]", "2024/25", OX, 318),
    ("absence_by_social_care_group_la:pt_pupils_pa_10_exact[social_care_group=CINO]",
     "2024/25", OX, 49.4),
    ("absence_by_social_care_group_la:t_pupils_pa_10_exact[social_care_group=CINO]",
     "2024/25", OX, 541),
    ("absence_by_social_care_group_la:t_pupils[social_care_group=CINO]", "2024/25", OX, 1_095),
    ("b1_children_in_need:At31_episodes", "2024", OX, 3_862),
    ("eyfsp_gld:gld_percent", "2017/18", OX, 73.5),
    ("neet_la_scorecard:NEET_not_known_percent", "2025", E, 5.6),
)  # fmt: skip


@pytest.mark.parametrize(("series", "period", "place", "quoted"), COUNTS)
def test_a_quoted_count_is_the_published_one(shelf, series, period, place, quoted):
    read = held(shelf, series)
    code = places.place(place).code

    figure = read.get(code, read.period(period))

    assert figure is not None
    assert figure.value is not None
    assert round(figure.value, 2) == pytest.approx(quoted)


def test_the_mean_of_the_neighbours_names_how_many_had_a_figure(shelf):
    one = compared(shelf, "lait:SEN_EHC_Excpt_20wks", "2022")

    assert one.neighbour_group is not None
    assert (one.neighbour_group.had, one.neighbour_group.of) == (9, 10)
    assert len(one.neighbour_group.without) == 1


@pytest.mark.parametrize(
    ("series", "period", "quoted"),
    [
        ("lait:SEN_EHC_Excpt_20wks", "2019", ("72.0", "80.6")),
        (_SECONDARY, "2018/19", ("12.73", "13.20")),
    ],
)
def test_mean_and_median_of_the_neighbours_differ_and_both_are_given(shelf, series, period, quoted):
    one = compared(shelf, series, period)
    group = one.neighbour_group

    assert group is not None
    assert group.mean is not None
    assert group.median is not None
    assert tuple(rounded(value, one.decimals) for value in (group.mean, group.median)) == quoted


@pytest.mark.parametrize("column", ["At31_episodes", "Anypoint_child", "Started_episodes"])
def test_every_published_rate_is_its_count_over_the_population_of_the_mid_year_before(
    shelf, column
):
    """To 2021/22; from mid-2022 on the populations were revised after that edition."""
    counted = figures(shelf, find(shelf, f"b1_children_in_need:{column}", release="2013_to_2024"))
    published = held(shelf, f"b1_children_in_need:{column}_rate")
    made = populations.rates(counted, populations.population(shelf), per=10_000)

    pairs = [
        (figure.value, rate.value)
        for period in published.periods
        if period <= "FY 2021/22"
        for code, figure in published.by[period].items()
        if (rate := made.get(code, period)) and figure.value is not None and rate.value is not None
    ]

    assert len(pairs) > 1_500
    assert all(was == float(rounded(got, 1).replace(",", "")) for was, got in pairs)


def test_a_revised_population_changes_a_past_rate_and_not_its_count(shelf):
    counted = held(shelf, "b1_children_in_need:At31_episodes")
    rate = populations.rates(counted, populations.population(shelf), per=10_000)

    now = rate.get("931", "FY 2023/24")
    then = held(shelf, "b1_children_in_need:At31_episodes_rate").get("931", "FY 2023/24")

    assert now is not None
    assert now.value is not None
    assert then is not None
    assert (rounded(now.value, 1), then.value, now.numerator) == ("250.8", 253.2, 3862)


def test_the_newest_rate_of_children_in_need_is_got_from_its_count(shelf):
    counted = held(shelf, "b1_children_in_need:At31_episodes")
    rate = populations.rates(counted, populations.population(shelf), per=10_000)

    oxfordshire, england = rate.get("931", "FY 2024/25"), rate.get("E92000001", "FY 2024/25")

    assert oxfordshire is not None
    assert england is not None
    assert rounded(oxfordshire.value or 0, 1) == "234.4"
    assert rounded(england.value or 0, 1) == "330.3"


def test_the_neighbours_of_the_two_models_are_those_published(shelf):
    of_2021 = models.neighbourhood(shelf, OXFORDSHIRE, "2021")
    of_2025 = models.neighbourhood(shelf, OXFORDSHIRE, "2025")

    assert [n.number for n in of_2021.neighbours] == (
        ["873", "919", "800", "850", "869", "865", "916", "825", "867", "938"]
    )
    assert [n.name for n in of_2025.neighbours[:4]] == [
        "Cambridgeshire", "Hertfordshire", "Buckinghamshire", "Warwickshire",
    ]  # fmt: skip
    assert of_2021.neighbours[0].closeness == "Extremely close"
    assert {n.number for n in of_2021.neighbours} - {n.number for n in of_2025.neighbours} == {
        "800", "865",
    }  # fmt: skip


def test_a_place_keeps_its_series_when_its_code_changes(shelf):
    read = held(shelf, "exclusions_by_geographic_level:perm_excl_rate")
    bucks = held(shelf, "ehcp_timeliness_20_week:plans_issued_den")

    assert read.get("825", "AY 2006/07") is not None
    assert bucks.get("825", "2019") is not None
    assert bucks.get("825", "2024") is not None


def test_the_years_of_five_and_of_six_half_terms_are_two_series(shelf):
    six = held(shelf, "absence_by_geography:sess_overall_percent")
    five = held(shelf, "absence_by_geography:sess_overall_percent[year_breakdown=five half terms]")

    assert six.get("931", "AY 2012/13") is not None
    assert five.get("931", "AY 2011/12") is not None
    assert six.series.filters["year_breakdown"] == "six half terms"


def test_one_england_row_printed_twice_is_one_figure(shelf):
    read = held(shelf, "fingertips:90284")

    figure = read.get("E92000001", "FY 2023/24")

    assert figure is not None
    assert figure.value is not None
    assert figure.symbol == ""


def test_a_figure_of_public_health_keeps_its_interval_its_verdict_and_its_trend(shelf):
    read = held(shelf, "fingertips:90284")

    figure = read.get("931", "FY 2023/24")
    before = read.get("931", "FY 2022/23")

    assert figure is not None
    assert before is not None
    assert (figure.low, figure.high) == (67.89824, 77.41087)
    assert (figure.verdict, figure.trend) == ("Similar", "Increasing and getting worse")
    assert (before.low, before.high, before.verdict) == (63.03226, 72.27062, "Better")


def test_a_series_without_limits_has_none(shelf):
    figure = held(shelf, "lait:TotAbs").get("931", "AY 2018/19")

    assert figure is not None
    assert (figure.low, figure.high, figure.verdict, figure.trend) == (None, None, "", "")
