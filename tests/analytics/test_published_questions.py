"""
Questions that an analyst asks of the published files, answered a second time by hand.

The second answer comes from pandas over the raw file and shares nothing with the product: own
figure, England, region, every neighbour, mean and median with who had a figure, rank with ties,
quarter, distance to the best quarter, and change from the year before.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from headway.analytics.comparators import showing
from headway.analytics.comparators.comparison import compare
from headway.evidence.published import models, places
from headway.evidence.published.figures import figures
from headway.evidence.published.loading import load_all
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import find

TODAY = date(2026, 11, 21)
ABSENCE = "absence_by_geography_200607_to_201819.csv"
CARE = "absence_by_social_care_group_la.csv"
EXCLUDED = "exclusions_by_geographic_level.csv"
PLANS = "ehcp_timeliness_20_week.csv"
NEED, LOOKED_AFTER = (
    "b1_children_in_need_2013_to_2025.csv",
    "cla_number_and_rate_per_10k_children.csv",
)
REFERRED = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
PROTECTED = "d1_child_protection_plans_2013_to_2024.csv"
LEVEL, HOME, ATTENDING = (
    "eyfsp_gld_2013_to_2018.csv",
    "ehe_academic_year.csv",
    "attendance_ytd_202526.csv",
)
NOT_IN_WORK = "neet_la_scorecard_2025.csv"
HOODS = ("New_Statistical_Neighbour_Groupings_April_2021.csv", "sn_model_2025_wide.csv")
LOW, HIGH, NEITHER = -1, 1, 0


@dataclass(frozen=True, kw_only=True)
class Kept:
    """
    A published series, and which cells of its raw file hold it.

    Attributes:
        year: What its labels mean: "AY", "FY", "" for a calendar year, "winter".
    """

    file: str
    series: str
    column: str
    year: str
    better: int
    where: dict[str, str] = field(default_factory=dict)

    def label(self, year: int) -> str:
        """How the file writes a year, named by the one that an academic year begins in."""
        return f"{year}{(year + 1) % 100:02d}" if self.year == "AY" else str(year)

    def period(self, year: int) -> str:
        """The same in our own words."""
        return {
            "AY": f"AY {year}/{(year + 1) % 100:02d}",
            "FY": f"FY {year - 1}/{year % 100:02d}",
            "": str(year),
            "winter": f"{year - 1}-12/{year}-02",
        }[self.year]


def absence(column: str, group: str) -> Kept:
    where = {"school_type": group, "year_breakdown": "six half terms"}
    series = f"absence_by_geography:{column}[school_type={group}]"
    return Kept(file=ABSENCE, series=series, column=column, year="AY", better=LOW, where=where)


def in_care(group: str) -> Kept:
    where = {"social_care_group": group, "phase_type_grouping": "Total"}
    column = "pt_pupils_pa_10_exact"
    series = f"absence_by_social_care_group_la:{column}[social_care_group={group}]"
    return Kept(file=CARE, series=series, column=column, year="AY", better=LOW, where=where)


def excluded(column: str, group: str) -> Kept:
    series = f"exclusions_by_geographic_level:{column}[school_type={group}]"
    where = {"school_type": group}
    return Kept(file=EXCLUDED, series=series, column=column, year="AY", better=LOW, where=where)


def level(group: str) -> Kept:
    series, where = f"eyfsp_gld:gld_percent[characteristic={group}]", {"characteristic": group}
    return Kept(
        file=LEVEL, series=series, column="gld_percent", year="AY", better=HIGH, where=where
    )


def in_time(column: str, topic: str, group: str) -> Kept:
    series = f"ehcp_timeliness_20_week:{column}[breakdown={group}]"
    where = {"breakdown_topic": topic, "breakdown": group}
    return Kept(file=PLANS, series=series, column=column, year="", better=HIGH, where=where)


def of_all(
    file: str, dataset: str, column: str, year: str, better: int = NEITHER, **where: str
) -> Kept:
    said = "; ".join(f"{name}={value}" for name, value in where.items())
    series = f"{dataset}:{column}" + (f"[{said}]" if said else "")
    return Kept(file=file, series=series, column=column, year=year, better=better, where=where)


PA, EX = "enrolments_pa_10_exact_percent", "PC_plans_issued_20_weeks_ex"
PRIMARY, SECONDARY, ALL = "State-funded primary", "State-funded secondary", "All EHC plans issued"
IN_NEED = of_all(NEED, "b1_children_in_need", "At31_episodes", "FY")
AGAIN = of_all(
    REFERRED, "c1_children_in_need_referrals_and_rereferrals", "rereferral_percent", "FY", LOW
)
PROTECTION = of_all(PROTECTED, "d1_child_protection_plans", "CPP_At31_rate", "FY")
IN_CARE = of_all(
    LOOKED_AFTER, LOOKED_AFTER.removesuffix(".csv"), "rate_per_10000", "FY",
    population_type="Children looked after on 31 March each year",
)  # fmt: skip
NEET = of_all(NOT_IN_WORK, "neet_la_scorecard", "NEET_not_known_percent", "winter", LOW)
ATTEND = of_all(ATTENDING, "attendance_ytd", "pa_perc", "AY", LOW, education_phase="Secondary")

QUESTIONS: tuple[tuple[Kept, int, str, str], ...] = (
    (absence(PA, SECONDARY), 2018, "931", "2021"),
    (absence(PA, PRIMARY), 2012, "931", "2021"),
    (absence(PA, SECONDARY), 2015, "202", "2021"),
    (absence(PA, PRIMARY), 2018, "835", "2021"),
    (absence(PA, SECONDARY), 2018, "420", "2021"),
    (absence("sess_unauthorised_percent", "Special"), 2017, "825", "2021"),
    (in_care("CPPO at 31 March"), 2024, "931", "2025"),
    (in_care("CINO at 31 March"), 2020, "931", "2021"),
    (in_care("CLA 12 months at 31 March"), 2023, "940", "2025"),
    (excluded("perm_excl_rate", "Total"), 2016, "931", "2021"),
    (excluded("perm_excl_rate", PRIMARY), 2012, "873", "2021"),
    (excluded("one_plus_fixed_rate", SECONDARY), 2016, "919", "2021"),
    (excluded("fixed_excl", "Total"), 2014, "850", "2021"),
    (level("Total"), 2017, "931", "2021"),
    (level("Gender Male"), 2014, "330", "2021"),
    (level("Total"), 2012, "931", "2021"),
    (of_all(HOME, "ehe_academic_year", "ehe_anytime_full_year", "AY"), 2024, "931", "2025"),
    (of_all(HOME, "ehe_academic_year", "ehe_starts_full_year", "AY"), 2021, "933", "2021"),
    (ATTEND, 2025, "931", "2025"),
    (in_time(EX, ALL, ALL), 2022, "931", "2021"),
    (in_time(EX, ALL, ALL), 2024, "825", "2025"),
    (in_time(EX, "Sex", "Female"), 2023, "931", "2021"),
    (in_time("pc_plans_issued_within_20_weeks", ALL, ALL), 2020, "909", "2021"),
    (in_time("pc_plans_issued_within_20_weeks", ALL, ALL), 2023, "942", "2025"),
    (IN_NEED, 2025, "931", "2025"),
    (IN_NEED, 2024, "850", "2021"),
    (AGAIN, 2025, "931", "2025"),
    (AGAIN, 2022, "941", "2025"),
    (PROTECTION, 2020, "839", "2021"),
    (PROTECTION, 2013, "931", "2021"),
    (IN_CARE, 2025, "931", "2025"),
    (IN_CARE, 2021, "353", "2021"),
    (NEET, 2025, "931", "2025"),
)


@pytest.fixture(scope="module")
def published(shared: Path) -> Path:
    return shared / "data" / "published"


@pytest.fixture(scope="module")
def shelf(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("county"))
    names = {*(one.file for one, *_ in QUESTIONS), *HOODS}
    load_all([published / name for name in sorted(names)], shelf, loaded="2026-11-21T09:00")
    return shelf


@cache
def raw(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def cells(kept: Kept, folder: Path, time: str) -> pd.DataFrame:
    table = raw(folder / kept.file)
    chosen = table["time_period"] == time
    for name, value in kept.where.items():
        chosen &= table[name] == value
    found = table[chosen].copy()
    found["value"] = pd.to_numeric(found[kept.column], errors="coerce")
    found["number"] = found["old_la_code"].str[:3]
    return found


def neighbours(area: str, model: str, folder: Path) -> list[str]:
    wide = model == "2025"
    name = (
        "sn_model_2025_wide.csv" if wide else "New_Statistical_Neighbour_Groupings_April_2021.csv"
    )
    table = raw(folder / name)
    key, each = ("old_la_code", "SN_{}") if wide else ("LA number", "SN{}")
    row = table[table[key].str.strip() == area]
    return [row.iloc[0][each.format(place)].strip() for place in range(1, 11)] if len(row) else []


def number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def by_hand(kept: Kept, year: int, area: str, model: str, *, folder: Path) -> dict[str, Any]:
    now = cells(kept, folder, kept.label(year))
    before = cells(kept, folder, kept.label(year - 1))
    local = now[now["geographic_level"] == "Local authority"].set_index("number")
    own = number(local["value"].get(area, np.nan))
    region = local["region_code"].get(area, "")
    regions = now[now["geographic_level"] == "Regional"].set_index("region_code")["value"]
    if region in ("E13000001", "E13000002") and "E12000007" in regions:
        region = "E12000007"  # London as a whole, where the file has it
    among = local["value"].dropna()
    ten = [number(local["value"].get(one, np.nan)) for one in neighbours(area, model, folder)]
    known = [one for one in ten if one is not None]
    earlier = before[before["geographic_level"] == "Local authority"].set_index("number")["value"]
    was = number(earlier.get(area, np.nan))
    answer: dict[str, Any] = {
        "own": own,
        "england": number(now[now["geographic_level"] == "National"]["value"].iloc[0]),
        "region": number(regions.get(region, np.nan)),
        "neighbours": ten,
        "mean": float(np.mean(known)) if known else None,
        "median": float(np.median(known)) if known else None,
        "had": len(known),
        "rank": None,
        "quartile": "",
        "gap": None,
        "change": own - was if own is not None and was is not None else None,
    }
    if own is not None:
        best = (among > own) if kept.better == HIGH else (among < own)
        answer["rank"] = (int(best.sum()) + 1, len(among), int((among == own).sum()) - 1)
        if kept.better and kept.column != "fixed_excl":  # a count has no quarter
            low, middle, high = np.percentile(among, [25, 50, 75])
            quarter = sum(own > bound for bound in (low, middle, high))
            answer["quartile"] = ("ABCD" if kept.better == LOW else "DCBA")[quarter]
            answer["gap"] = max(0.0, own - low if kept.better == LOW else high - own)
    return answer


def by_headway(kept: Kept, year: int, area: str, model: str, *, shelf: Shelf) -> dict[str, Any]:
    place = places.place(area)
    hood = models.neighbourhood(shelf, place, model)
    held = figures(shelf, find(shelf, kept.series))
    said = showing.values(
        compare(held, place, period=kept.period(year), neighbourhood=hood, at=TODAY)
    )
    group, rank = said["neighbours"], said["rank"]
    return {
        "own": said["area"]["value"],
        "england": said["england"]["value"],
        "region": said["region"]["value"] if said["region"] else None,
        "neighbours": [one["value"] for one in group["areas"]],
        "mean": group["mean"],
        "median": group["median"],
        "had": group["had"],
        "rank": (rank["place"], rank["of"], rank["ties"]) if rank else None,
        "quartile": said["quartile"],
        "gap": said["gap_to_top_quartile"],
        "change": said["change"]["value"],
    }


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda one: f"{one[0].series} {one[1]} {one[2]}"
)
def test_the_answer_is_the_one_that_is_worked_out_by_hand(shelf, published, question):
    expected, found = by_hand(*question, folder=published), by_headway(*question, shelf=shelf)

    for part, value in expected.items():
        assert found[part] == pytest.approx(value, abs=1e-9), part


POOLED: tuple[tuple[Kept, tuple[str, str], int, str, str], ...] = (
    (in_care("CPPO at 31 March"), ("t_pupils_pa_10_exact", "t_pupils"), 2022, "865", "2021"),
    (excluded("fixed_excl_rate", "Special"), ("fixed_excl", "headcount"), 2014, "208", "2021"),
    (  # few rows differ between the two variants, and few is not none
        in_time(EX, "Child or young persons age", "age 20 and over"),
        ("plans_issued_20_weeks_ex", "plans_issued_den_ex"), 2024, "330", "2021",
    ),
    (  # too few different rates to prove anything of themselves
        of_all(
            CARE, "absence_by_social_care_group_la", "pt_pupils_pa_50_exact", "AY", LOW,
            social_care_group="CLA 12 months at 31 March",
            phase_type_grouping="State-funded primary",
        ),
        ("t_pupils_pa_50_exact", "t_pupils"), 2023, "209", "2025",
    ),
)  # fmt: skip


@pytest.mark.parametrize("question", POOLED, ids=lambda one: f"{one[0].series} {one[2]} {one[3]}")
def test_neighbours_are_pooled_from_the_counts_their_own_rates_are_made_of(
    shelf, published, question
):
    kept, (above, below), year, area, model = question
    now = cells(kept, published, kept.label(year)).set_index("number")
    local = now[now["geographic_level"] == "Local authority"]
    ten = local.reindex(neighbours(area, model, published))
    counts = ten[[above, below]].apply(pd.to_numeric, errors="coerce").dropna()
    counts = counts[counts[below] > 0]  # of nobody there is no rate
    hood = models.neighbourhood(shelf, places.place(area), model)

    found = compare(
        figures(shelf, find(shelf, kept.series)), places.place(area),
        period=kept.period(year), neighbourhood=hood, at=TODAY,
    )  # fmt: skip

    assert found.neighbour_group is not None
    pooled = found.neighbour_group.pooled
    assert pooled is not None
    assert (pooled.numerator, pooled.denominator) == (counts[above].sum(), counts[below].sum())
    assert len(pooled.areas) == len(counts)
