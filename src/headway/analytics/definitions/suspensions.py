"""Suspensions: how many were given."""

from headway.analytics.subjects.exclusion_events import number_standing

DEFINITION = number_standing(
    name="suspensions",
    title="Suspensions",
    numerator="suspensions, each counted",
    of="suspension",
    words="suspensions",
    caveats=("Called fixed-term exclusions until 2019/20.",),
)
