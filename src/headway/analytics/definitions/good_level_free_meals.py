"""A good level of development among children eligible for free school meals."""

from headway.analytics.subjects.early_years import FREE_MEALS, good_level

DEFINITION = good_level(
    name="good-level-free-meals",
    title="Good level of development, free school meals",
    denominator="children eligible for free school meals",
    population="Children in the return who are eligible for free school meals.",
    who=FREE_MEALS,
)
