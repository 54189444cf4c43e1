"""A good level of development at the end of reception."""

from headway.analytics.subjects.early_years import good_level

DEFINITION = good_level(
    name="good-level-of-development",
    title="Good level of development",
    denominator="children in the return",
    population="All children in the return of the profile for the school year.",
    breakdowns=("fsm", "ethnicity"),
    beside=("good-level-gap-to-others", "good-level-gap-to-all"),
)
