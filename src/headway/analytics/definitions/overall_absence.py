"""Overall absence: sessions missed out of those possible."""

from headway.analytics.subjects.absences import absence

DEFINITION = absence(
    name="overall-absence",
    title="Overall absence",
    numerator="sessions missed, authorised or not",
    denominator="possible sessions of each enrolment",
    adds=lambda rows: {
        "numerator": rows.authorised + rows.unauthorised,
        "denominator": rows.possible,
    },
    beside=("authorised-absence", "unauthorised-absence"),
)
