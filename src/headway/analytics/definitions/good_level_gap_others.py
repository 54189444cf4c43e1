"""The gap in good level of development between free school meals and all other pupils."""

from headway.analytics.subjects.early_years import good_level_gap

DEFINITION = good_level_gap(
    name="good-level-gap-to-others",
    title="Free school meals gap in good level of development, to all other pupils",
    population=(
        "All other pupils' rate less that of children eligible for free school meals, both from "
        "whole numbers."
    ),
    gap_from="good-level-others",
    caveat="A gap from rounded rates can differ by a point.",
    beside="good-level-gap-to-all",
)
