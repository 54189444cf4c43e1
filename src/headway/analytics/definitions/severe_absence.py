"""Severe absence: enrolments that missed half or more of their own possible sessions."""

from headway.analytics.subjects.absences import absence

DEFINITION = absence(
    name="severe-absence",
    title="Severe absence",
    numerator="enrolments that missed 50% or more of their own possible sessions",
    denominator="enrolments with a possible session",
    adds=lambda rows: {
        "numerator": 2 * (rows.authorised + rows.unauthorised) >= rows.possible,
        "denominator": 1,
    },
    caveats=("These are among the persistently absent: the two are never added.",),
)
