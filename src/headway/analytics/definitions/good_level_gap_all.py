"""The gap in good level of development between free school meals and all pupils."""

from headway.analytics.subjects.early_years import good_level_gap

DEFINITION = good_level_gap(
    name="good-level-gap-to-all",
    title="Free school meals gap in good level of development, to all pupils",
    population=(
        "All pupils' rate, those eligible among them, less that of children eligible for free "
        "school meals."
    ),
    gap_from="good-level-of-development",
    caveat="Smaller than the gap to all other pupils: say which one is meant.",
    beside="good-level-gap-to-others",
)
