"""A new school named by the sixth school day after a permanent exclusion."""

from headway.analytics.subjects.exclusion_placements import by_the_sixth_day

DEFINITION = by_the_sixth_day(
    name="sixth-day-new-school",
    title="Permanently excluded pupils with a new school named by the sixth school day",
    numerator="those for whom a new school was named by the sixth school day",
    settled="named",
    caveat="A new school named is not the provision that the law asks for; plans may mean either.",
    beside="sixth-day-provision",
)
