"""Suspensions for every 100 pupils."""

from headway.analytics.subjects.exclusion_events import rate_standing

DEFINITION = rate_standing(
    name="suspension-rate",
    title="Suspension rate",
    numerator="suspensions, each counted",
    of="suspension",
    words="suspensions",
    caveats=("Events for every 100 pupils: a group can have more than 100.",),
)
