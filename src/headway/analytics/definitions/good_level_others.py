"""A good level of development among all other pupils."""

from headway.analytics.subjects.early_years import ALL_OTHERS, good_level

DEFINITION = good_level(
    name="good-level-others",
    title="Good level of development, all other pupils",
    denominator="all other pupils",
    population=(
        "Children in the return who are not eligible for free school meals or of whom it is not "
        "known."
    ),
    who=ALL_OTHERS,
)
