"""Permanent exclusions: how many stand."""

from headway.analytics.subjects.exclusion_events import number_standing

DEFINITION = number_standing(
    name="permanent-exclusions",
    title="Permanent exclusions",
    numerator="permanent exclusions",
    of="permanent",
    words="permanent exclusions",
)
