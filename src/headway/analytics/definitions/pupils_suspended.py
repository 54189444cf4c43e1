"""Pupils with one suspension or more."""

from headway.analytics.subjects.exclusion_events import number_standing

DEFINITION = number_standing(
    name="pupils-suspended",
    title="Pupils with one or more suspensions",
    numerator="different pupils with a suspension",
    of="suspension",
    words="suspensions",
    distinct="upn",
    caveats=("Different children: terms must not be added, for a child may be in several.",),
)
