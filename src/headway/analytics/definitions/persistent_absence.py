"""Persistent absence: enrolments that missed a tenth or more of their own possible sessions."""

from headway.analytics.subjects.absences import absence

DEFINITION = absence(
    name="persistent-absence",
    title="Persistent absence",
    numerator="enrolments that missed 10% or more of their own possible sessions",
    denominator="enrolments with a possible session",
    adds=lambda rows: {
        "numerator": 10 * (rows.authorised + rows.unauthorised) >= rows.possible,
        "denominator": 1,
    },
    caveats=(
        "A tenth exactly counts. No least number of sessions is asked for, so that a late joiner "
        "with few sessions can be persistently absent.",
        "Until 2014/15 the threshold was 15%, and 20% before: not comparable.",
        "Within a year the primary rate falls and the secondary rate rises from term to term: "
        "compare with the same term, not with a whole year.",
    ),
)
