"""What measures of exclusion share: which exclusions stand, the roll, and the groups of both."""

from typing import Any

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import (
    PUPILS,
    SOCIAL_CARE,
    january_roll,
    school_phases,
    with_groups,
    with_phase,
    with_pupils,
    with_social_care,
)
from headway.analytics.trails import Trail, during
from headway.domain.quantities import COUNT, PERCENT, MeasureKind, Polarity

SOURCE = "Department for Education, Suspensions and permanent exclusions in England: methodology"
LINK = (
    "https://explore-education-statistics.service.gov.uk/methodology/"
    "pupil-exclusion-statistics-methodology"
)
TABLES = ("exclusions", "schools")
WITH_ROLL = (*TABLES, "enrolments")
GROUPS = ("phase", "school", "year_group", "sen", "sen_provision", "sex", "fsm")
BREAKDOWNS = (*GROUPS, "social_care")
BREAKDOWN_TABLES = {"sex": PUPILS, "fsm": PUPILS, "social_care": SOCIAL_CARE}
ROLL_BREAKDOWNS = {"social_care": SOCIAL_CARE}

RESCINDED = (
    "One that was rescinded, or whose pupil was reinstated, is left out from the day on which "
    "that was done: a later figure for the same term can be lower."
)
LOCAL = (
    "The authority's own count and the published one differ, for schools return theirs at "
    "different times; the two are not to be mixed in one series."
)
ROLL = (
    "The roll is that of the January census of the school year, pupils registered at one "
    "school or mainly there, whatever the window."
)

_BEGAN = "{} that began in the window and stood on its last day."


def number_standing(
    *,
    name: str,
    title: str,
    numerator: str,
    of: str,
    words: str,
    distinct: str = "",
    caveats: tuple[str, ...] = (),
) -> Definition:
    """
    How many exclusions of a kind stand, or how many different pupils have one.

    `of`: Their kind, as the file has it; `words` is the same for a reader.
    """

    def steps(tables: Tables, window: Window) -> tuple[Step, ...]:
        events = standing(tables, window, of, words)
        return events.counting("each counts once", numerator=1).steps

    return Definition(
        name=name,
        title=title,
        numerator=numerator,
        denominator="",
        population=_BEGAN.format(words.capitalize()),
        kind=MeasureKind.CUMULATIVE,
        unit=COUNT,
        decimals=0,
        polarity=Polarity.LOW,
        tables=TABLES,
        steps=steps,
        source=SOURCE,
        period=PeriodRule.YEAR_TO_DATE,
        distinct=distinct,
        breakdowns=BREAKDOWNS,
        breakdown_tables=BREAKDOWN_TABLES,
        scale=1,
        caveats=(RESCINDED, LOCAL, *caveats),
        links=(LINK,),
    )


def rate_standing(
    *,
    name: str,
    title: str,
    numerator: str,
    of: str,
    words: str,
    distinct: str = "",
    caveats: tuple[str, ...] = (),
) -> Definition:
    """The same for every 100 pupils on the January roll."""

    def steps(tables: Tables, window: Window) -> tuple[Step, ...]:
        return per_roll(standing(tables, window, of, words), tables, window).steps

    return Definition(
        name=name,
        title=title,
        numerator=numerator,
        denominator="pupils on the roll at the January census",
        population=_BEGAN.format(words.capitalize()),
        kind=MeasureKind.RATE_TO_DATE,
        unit=PERCENT,
        decimals=2,
        polarity=Polarity.LOW,
        tables=WITH_ROLL,
        steps=steps,
        source=SOURCE,
        period=PeriodRule.YEAR_TO_DATE,
        distinct=distinct,
        breakdowns=BREAKDOWNS,
        breakdown_tables=ROLL_BREAKDOWNS,
        caveats=(RESCINDED, LOCAL, ROLL, *caveats),
        links=(LINK,),
    )


def standing(tables: Tables, window: Window, kind: str, words: str) -> Trail:
    """
    The exclusions of a kind that began in the window and stood on its last day, with groups.

    One rescinded or overturned later still stood on that day. Where the day of the rescinding
    is not known it is left out.
    """

    def stood(rows: Any) -> Any:
        overturned = rows.status.isin(("rescinded", "reinstated")).fill_null(False)
        by_then = rows.status_day.isnull() | (rows.status_day <= window.last)
        return ~(overturned & by_then)

    return (
        Trail.of("exclusions and suspensions in the file", tables["exclusions"])
        .keep(words, lambda rows: rows.kind == kind)
        .keep(f"that began from {window.first} to {window.last}", during("start", window))
        .keep(f"not rescinded or overturned by {window.last}", stood)
        .then("each with its groups", lambda rows: _grouped(rows, tables, window))
    )


def per_roll(events: Trail, tables: Tables, window: Window) -> Trail:
    """The events as numerators beside the pupils on the January roll as denominators."""
    groups = [name for name in BREAKDOWNS if name in events.rows.columns]
    counted = events.counting("each exclusion adds to the numerator", numerator=1, denominator=0)
    roll = (
        Trail.of("pupils on the roll at the January census", january_roll(tables, window))
        .then("each with its groups", lambda rows: _roll_groups(rows, tables, window))
        .counting("each pupil adds to the denominator", numerator=0, denominator=1)
    )
    return counted.beside(roll, "both together", "upn", "numerator", "denominator", *groups)


def _grouped(rows: Any, tables: Tables, window: Window) -> Any:
    phased = with_phase(rows, school_phases(tables))
    return with_social_care(with_groups(with_pupils(phased, tables)), tables, window)


def _roll_groups(rows: Any, tables: Tables, window: Window) -> Any:
    phased = with_phase(rows, school_phases(tables))
    return with_social_care(with_groups(phased), tables, window)
