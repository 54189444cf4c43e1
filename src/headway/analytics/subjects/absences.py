"""What the five rates of absence share: their population, their breakdowns, their caveats."""

from collections.abc import Callable
from typing import Any

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import SOCIAL_CARE, with_groups, with_social_care
from headway.analytics.tables import ATTENDANCE_TOTALS
from headway.analytics.trails import Trail
from headway.domain.quantities import PERCENT, MeasureKind, Polarity

_SOURCE = "Department for Education, Pupil absence in schools in England: methodology"


# One definition from top to bottom: what it counts, its steps and its words belong together.
def absence(
    *,
    name: str,
    title: str,
    numerator: str,
    denominator: str,
    adds: Callable[[Any], dict[str, Any]],
    caveats: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
) -> Definition:
    """A rate of absence: `adds` leads from the table of enrolments to what each adds."""

    def steps(tables: Tables, window: Window) -> tuple[Step, ...]:
        return (
            eligible(tables, window)
            .then("each with its groups", lambda rows: _grouped(rows, tables, window))
            .counting(numerator, **adds_by_name(adds))
            .steps
        )

    return Definition(
        name=name,
        title=title,
        numerator=numerator,
        denominator=denominator,
        population=(
            "Enrolments, not pupils, of children aged 5 to 15 on 31 August before the school "
            "year, with at least one possible session in the window; boarders are left out. A "
            "child who changed school or is registered at two counts once for each enrolment."
        ),
        kind=MeasureKind.RATE_TO_DATE,
        unit=PERCENT,
        decimals=1,
        polarity=Polarity.LOW,
        tables=(ATTENDANCE_TOTALS,),
        steps=steps,
        source=_SOURCE,
        period=PeriodRule.YEAR_TO_DATE,
        breakdowns=(
            "phase", "school", "sex", "year_group", "sen", "sen_provision", "fsm", "social_care",
        ),
        breakdown_tables={"social_care": SOCIAL_CARE},
        caveats=(
            "From August 2020 to March 2022 a session marked X because of the pandemic is "
            "possible and no absence, so that rates of those years are low.",
            "From 19 August 2024 a job interview (J1) is an authorised absence; before, it was "
            "attending (J).",
            "Sessions without a mark are neither possible nor absent.",
            *caveats,
        ),
        adds=adds,
        beside=beside,
        links=("https://explore-education-statistics.service.gov.uk/methodology/"
               "pupil-absence-in-schools-in-england",),
    )  # fmt: skip


def adds_by_name(adds: Callable[[Any], dict[str, Any]]) -> dict[str, Callable[[Any], Any]]:
    """Each column that `adds` gives, as a function of the rows by itself."""
    return {
        "numerator": lambda rows: adds(rows)["numerator"],
        "denominator": lambda rows: adds(rows)["denominator"],
    }


def eligible(tables: Tables, window: Window) -> Trail:
    """The enrolments of which rates of absence are made."""
    return (
        Trail.of(f"enrolments with their sessions, {window.name}", tables[ATTENDANCE_TOTALS])
        .keep("aged 5 to 15 on 31 August before the school year", lambda rows: rows.age_ok)
        .keep("not boarding", lambda rows: ~rows.boarder.fill_null(False))
        .keep("with a possible session", lambda rows: rows.possible > 0)
    )


def _grouped(rows: Any, tables: Tables, window: Window) -> Any:
    return with_social_care(with_groups(rows), tables, window)
