"""Permanent exclusions beside the provision that followed and the sixth school day."""

from typing import Any

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import (
    of_compulsory_age,
    school_phases,
    with_groups,
    with_phase,
)
from headway.analytics.tables import SIXTH_DAYS
from headway.analytics.trails import Trail, during
from headway.domain.quantities import PERCENT, MeasureKind, Polarity

TABLES = ("exclusions", "placements", "enrolments", "schools", SIXTH_DAYS)
BREAKDOWNS = ("phase", "school", "year_group", "sen", "sen_provision")
POPULATION = (
    "Permanent exclusions that began in the window, of pupils of compulsory school age, not "
    "rescinded before the sixth school day. One still without provision whose sixth day lies "
    "past the window's last day is left out, for it cannot be late yet."
)


def by_the_sixth_day(
    *, name: str, title: str, numerator: str, settled: str, caveat: str, beside: str
) -> Definition:
    """The share settled in time: `settled` is the column of the day that settles it."""

    def steps(tables: Tables, window: Window) -> tuple[Step, ...]:
        return (
            needing_provision(tables, window, settled)
            .counting("in time", numerator=lambda rows: rows[settled] <= rows.sixth, denominator=1)
            .steps
        )

    return Definition(
        name=name,
        title=title,
        numerator=numerator,
        denominator="permanent exclusions that need provision",
        population=POPULATION,
        kind=MeasureKind.RATE_TO_DATE,
        unit=PERCENT,
        decimals=0,
        polarity=Polarity.HIGH,
        tables=TABLES,
        steps=steps,
        source="Education Act 1996, section 19; Education (Provision of Full-Time Education for "
        "Excluded Pupils) (England) Regulations 2007",
        period=PeriodRule.YEAR_TO_DATE,
        breakdowns=BREAKDOWNS,
        caveats=(
            "School days are counted by the calendar of the school, or of the authority where the "
            "school has none of its own.",
            caveat,
        ),
        beside=(beside,),
    )


def needing_provision(tables: Tables, window: Window, settled: str) -> Trail:
    """
    The permanent exclusions that need provision, with `provided`, `named` and `sixth`.

    `settled` is the column of the day that settles it: `provided` or `named`.
    """

    def stood_till_the_sixth(rows: Any) -> Any:
        overturned = rows.status.isin(("rescinded", "reinstated")).fill_null(False)
        before = rows.status_day.isnull() | (rows.status_day < rows.sixth)
        return ~(overturned & before)

    return (
        Trail.of("exclusions and suspensions in the file", tables["exclusions"])
        .keep("permanent exclusions", lambda rows: rows.kind == "permanent")
        .keep("that began in the window", during("start", window))
        .then("with the pupil's day of birth", lambda rows: _with_birth(rows, tables))
        .keep("of compulsory school age", of_compulsory_age("start", window))
        .then("with the sixth school day", lambda rows: _with_sixth(rows, tables))
        .keep("whose sixth school day the calendar has", lambda rows: rows.sixth.notnull())
        .keep("not rescinded before it", stood_till_the_sixth)
        .then("with what was provided", lambda rows: _with_provision(rows, tables))
        .keep(
            "settled, or out of time",
            lambda rows: rows[settled].notnull() | (rows.sixth <= window.last),
        )
        .then(
            "each with its groups",
            lambda rows: with_groups(with_phase(rows, school_phases(tables))),
        )
    )


def _with_birth(rows: Any, tables: Tables) -> Any:
    stays = tables["enrolments"]
    births = stays.group_by("upn").aggregate(birth=stays.birth.min())
    return rows.left_join(births, rows.upn == births.upn).select(rows, births.birth)


def _with_sixth(rows: Any, tables: Tables) -> Any:
    """By the school's own calendar where it has one, else by the authority's."""
    days = tables[SIXTH_DAYS]
    own = days.filter(days.urn != "").select(own_urn="urn", own_day="day", own_sixth="sixth")
    all_schools = days.filter(days.urn == "").select(any_day="day", any_sixth="sixth")
    joined = rows.left_join(own, [rows.urn == own.own_urn, rows.start == own.own_day]).select(
        rows, own.own_sixth
    )
    both = joined.left_join(all_schools, joined.start == all_schools.any_day).select(
        joined, all_schools.any_sixth
    )
    return both.mutate(sixth=both.own_sixth.coalesce(both.any_sixth))


def _with_provision(rows: Any, tables: Tables) -> Any:
    """With the first day of full-time provision, and the first on which a school was named."""
    placements = tables["placements"]
    full_time = placements.mutate(
        begun=(placements.provision != "part-time").ifelse(placements.start, None)
    )
    first = full_time.group_by(for_upn=full_time.upn, for_day=full_time.excluded).aggregate(
        provided=full_time.begun.min(), named=full_time.named.min()
    )
    return rows.left_join(first, [rows.upn == first.for_upn, rows.start == first.for_day]).select(
        rows, first.provided, first.named
    )
