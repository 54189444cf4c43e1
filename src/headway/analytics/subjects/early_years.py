"""The early years profile: who was assessed, and who reached a good level of development."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import with_groups
from headway.analytics.trails import Trail
from headway.domain.quantities import PERCENT, POINTS, MeasureKind, Polarity
from headway.evidence.errors import EvidenceError
from headway.evidence.holidays import academic_year

GOALS_SINCE_2021 = (
    "elg_listening", "elg_speaking", "elg_self_regulation", "elg_managing_self",
    "elg_relationships", "elg_gross_motor", "elg_fine_motor", "elg_comprehension",
    "elg_word_reading", "elg_writing", "elg_number", "elg_patterns",
)  # fmt: skip
"""The goals of the good level of development since September 2021."""

GOALS_BEFORE = (
    "elg_listening", "elg_understanding", "elg_speaking", "elg_moving", "elg_health",
    "elg_confidence", "elg_feelings", "elg_relationships", "elg_reading", "elg_writing",
    "elg_number", "elg_shape",
)  # fmt: skip
"""Those to 2018/19."""

PROFILE = "early-years-profile"

NEVER_COLLECTED = (2019, 2020)
"""School years, by their first, in which the pandemic kept the profile from being collected."""

EXPECTED = ("2", "3")
"""Levels of a goal that count: expected, and exceeding while there was one."""

_CHANGED = (
    "The profile was not collected in 2019/20 and 2020/21, and changed in September 2021: "
    "figures to 2018/19 are not comparable."
)
_BREAKDOWNS = ("school", "sex", "sen", "sen_provision")

Who = tuple[str, Callable[[Any], Any]]
"""Which of the children, in words and as a filter of the rows."""

FREE_MEALS: Who = ("eligible for free school meals", lambda rows: rows.fsm)
ALL_OTHERS: Who = ("all other pupils", lambda rows: ~rows.fsm.fill_null(False))


def good_level(
    *,
    name: str,
    title: str,
    denominator: str,
    population: str,
    who: Who | None = None,
    breakdowns: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
) -> Definition:
    """
    The share of children at a good level of development.

    `who`: Which of them; all where None. `breakdowns`: beside those that every group has.
    """
    return _of_the_profile(
        name=name,
        title=title,
        denominator=denominator,
        population=population,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        steps=_reached(who),
        breakdowns=(*_BREAKDOWNS, *breakdowns),
        beside=beside,
    )


def good_level_gap(
    *, name: str, title: str, population: str, gap_from: str, caveat: str, beside: str
) -> Definition:
    """How far children on free school meals are behind the group of another definition."""
    return _of_the_profile(
        name=name,
        title=title,
        denominator="children eligible for free school meals",
        population=population,
        unit=POINTS,
        polarity=Polarity.LOW,
        steps=_reached(FREE_MEALS),
        breakdowns=_BREAKDOWNS,
        gap_from=gap_from,
        caveats=(caveat,),
        beside=(beside,),
    )


def _of_the_profile(*, caveats: tuple[str, ...] = (), **others: Any) -> Definition:
    return Definition(
        numerator="children at the expected level in all twelve early learning goals",
        kind=MeasureKind.ANNUAL,
        decimals=1,
        tables=("early-years-profile",),
        source="Department for Education, Early years foundation stage profile results: "
        "methodology",
        period=PeriodRule.YEAR_TO_DATE,
        caveats=(_CHANGED, *caveats),
        **others,
    )


def _reached(who: Who | None) -> Callable[[Tables, Window], tuple[Step, ...]]:
    def steps(tables: Tables, window: Window) -> tuple[Step, ...]:
        children = assessed(tables, window)
        return (
            (children.keep(*who) if who else children)
            .counting(
                "at a good level in all twelve goals",
                numerator=lambda rows: rows.reached,
                denominator=1,
            )
            .steps
        )

    return steps


def profile_year(window: Window) -> int:
    """
    The academic year whose profile a window asks for: the one whose June lies in it.

    So a calendar year, by which some publish it, means the school year that ends in it.

    >>> profile_year(Window(first=date(2019, 1, 1), last=date(2019, 12, 31), name="2019"))
    2018
    """
    june = date(window.last.year, 6, 30)
    if window.first <= june <= window.last:
        return june.year - 1
    return academic_year(window.last)


def refuse_other_years(rows: Any, window: Window) -> None:
    """
    Refuse a year of which no profile has been loaded.

    `rows`: Of the profile, in memory or in files.

    Raises:
        EvidenceError: What has come is of other years.
    """
    import pyarrow as pa  # noqa: PLC0415 - late: slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - late: slow to import

    if not isinstance(rows, pa.Table):
        paths = [rows] if isinstance(rows, Path) else rows
        parts = [pq.read_table(path, columns=["academic_year"]) for path in paths]
        rows = pa.concat_tables(parts)
    years = sorted({one for one in rows["academic_year"].unique().to_pylist() if one is not None})
    if profile_year(window) in years:
        return
    why = "it was not collected." if profile_year(window) in NEVER_COLLECTED else (
        f"what has come is of {', '.join(_year(one) for one in years)}. Load that year's file."
    )  # fmt: skip
    raise EvidenceError(
        f"There is no {PROFILE} of {_year(profile_year(window))}: {why} That is missing, not zero."
    )


def _year(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


def assessed(tables: Tables, window: Window) -> Trail:
    """
    The children in the return, with `reached`: whether at a good level of development.

    It is worked out from the twelve goals, and taken from the file where some goal is empty. A
    child with neither is in no part of the rate.
    """
    year = profile_year(window)
    goals = GOALS_SINCE_2021 if year >= 2021 else GOALS_BEFORE

    def reached(rows: Any) -> Any:
        filled, met = rows[goals[0]].notnull(), rows[goals[0]].isin(EXPECTED)
        for goal in goals[1:]:
            filled, met = filled & rows[goal].notnull(), met & rows[goal].isin(EXPECTED)
        return rows.mutate(reached=filled.ifelse(met, rows.gld))

    return (
        Trail.of("children in the file", tables["early-years-profile"])
        .keep(
            f"in the return of {year}/{(year + 1) % 100:02d}",
            lambda rows: rows.academic_year == year,
        )
        .then("each with the level reached", reached)
        .keep("whose level is known", lambda rows: rows.reached.notnull())
        .then("each with its groups", with_groups)
    )
