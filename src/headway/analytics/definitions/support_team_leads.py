"""Settings of mental health support teams that have named a senior lead."""

from headway.analytics.definition import Definition, PeriodRule, Step, Tables, Window
from headway.analytics.subjects.populations import school_phases, with_groups, with_phase
from headway.analytics.trails import Trail, open_on_the_last_day, there_by
from headway.domain.quantities import PERCENT, MeasureKind, Polarity


def _steps(tables: Tables, window: Window) -> tuple[Step, ...]:
    return (
        Trail.of("settings and waves in the file", tables["support-team-settings"])
        .keep(f"taking part on {window.last}", open_on_the_last_day("start", "end", window))
        .then(
            "one row a setting",
            lambda rows: rows.group_by("urn").aggregate(
                has_lead=there_by(rows.lead, rows.lead_since, window.last).any(),
                wave=rows.wave.min(),
                team=rows.team.min(),
            ),
        )
        .then(
            "each with its groups",
            lambda rows: with_groups(with_phase(rows, school_phases(tables))),
        )
        .counting("with a lead", numerator=lambda rows: rows.has_lead, denominator=1)
        .steps
    )


DEFINITION = Definition(
    name="support-team-leads",
    title="Settings with a named senior mental health lead",
    numerator="settings with a named lead on the day",
    denominator="settings in the programme on the day",
    population=(
        "Schools and colleges that take part in the programme on the day; one in two waves "
        "counts once."
    ),
    kind=MeasureKind.SNAPSHOT,
    unit=PERCENT,
    decimals=1,
    polarity=Polarity.HIGH,
    tables=(
        "support-team-settings",
        "schools",
    ),
    steps=_steps,
    source="NHS England, Mental health support teams in schools and colleges",
    period=PeriodRule.ON_THE_DAY,
    breakdowns=(
        "phase",
        "school",
        "wave",
        "team",
    ),
    caveats=(
        "Waves begin on different days, so that the number of settings grows.",
        "A lead whose first day is not known is taken to have been there on every day.",
    ),
)
