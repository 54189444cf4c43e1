"""Full-time provision by the sixth school day after a permanent exclusion."""

from headway.analytics.subjects.exclusion_placements import by_the_sixth_day

DEFINITION = by_the_sixth_day(
    name="sixth-day-provision",
    title="Permanently excluded pupils with full-time provision by the sixth school day",
    numerator="those whose full-time provision began by the sixth school day",
    settled="provided",
    caveat="Part-time provision does not count: the duty is to full-time education.",
    beside="sixth-day-new-school",
)
