"""Authorised absence: sessions missed with leave out of those possible."""

from headway.analytics.subjects.absences import absence

DEFINITION = absence(
    name="authorised-absence",
    title="Authorised absence",
    numerator="sessions missed with leave",
    denominator="possible sessions of each enrolment",
    adds=lambda rows: {
        "numerator": rows.authorised,
        "denominator": rows.possible,
    },
)
