"""Unauthorised absence: sessions missed without leave out of those possible."""

from headway.analytics.subjects.absences import absence

DEFINITION = absence(
    name="unauthorised-absence",
    title="Unauthorised absence",
    numerator="sessions missed without leave",
    denominator="possible sessions of each enrolment",
    adds=lambda rows: {
        "numerator": rows.unauthorised,
        "denominator": rows.possible,
    },
    caveats=("A mark N, no reason given yet, counts here until it is replaced.",),
)
