"""Permanent exclusions for every 100 pupils."""

from headway.analytics.subjects.exclusion_events import rate_standing

DEFINITION = rate_standing(
    name="permanent-exclusion-rate",
    title="Permanent exclusion rate",
    numerator="permanent exclusions",
    of="permanent",
    words="permanent exclusions",
)
