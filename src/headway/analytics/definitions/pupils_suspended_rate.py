"""Pupils with one suspension or more, out of all."""

from headway.analytics.subjects.exclusion_events import rate_standing

DEFINITION = rate_standing(
    name="pupils-suspended-rate",
    title="Pupils with one or more suspensions, rate",
    numerator="different pupils with a suspension",
    of="suspension",
    words="suspensions",
    distinct="upn",
    caveats=("Different children: terms must not be added, for a child may be in several.",),
)
