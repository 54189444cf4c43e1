"""Claims that the words themselves can bear out or refute: shares, totals, lengths of time."""

from headway.commentary.findings import Finding, consistent, contradicted, uncheckable
from headway.commentary.record import Record
from headway.domain.quantities import COUNT, Comparator, plain, rounded, shown
from headway.language.claims.claim import Claim


def can_be(value: float, decimals: int, part: float, whole: float) -> bool:
    """
    Whether a printed percentage can come from two counts, rounded either way.

    >>> can_be(32, 0, 51, 159), can_be(54, 0, 95, 200), can_be(47.5, 1, 95, 200)
    (True, False, True)
    """
    if whole == 0:
        return False
    return abs(part / whole * 100 - value) < 10.0**-decimals + 1e-9


def share(claim: Claim, record: Record) -> Finding:
    """“95 of 200 (54%)”."""
    value, whole, part = claim.value or 0.0, claim.whole or 0.0, claim.parts[0]
    counts = f"{shown(part, COUNT)} of {shown(whole, COUNT)}"
    really = f"is {rounded(part / whole * 100, 1)}%" if whole else "is no percentage"
    if can_be(value, claim.decimals, part, whole):
        return consistent(claim, f"{counts} {really}.")
    if claim.comparator is Comparator.APPROX:
        return uncheckable(claim, "The counts beside the percentage may be of other things.")
    said = rounded(value, claim.decimals)
    return contradicted(claim, f"The words say {said}% beside {counts}, which {really}.")


def total(claim: Claim, record: Record) -> Finding:
    """“10 workers – 6 for victims and 4 for perpetrators”."""
    value, together = claim.value or 0.0, sum(claim.parts)
    parts = " and ".join(plain(one) for one in claim.parts)
    if value == together:
        return consistent(claim, f"{parts} make {plain(together)}.")
    if together < value:
        return uncheckable(claim, "Not all parts of the total may be named.")
    return contradicted(
        claim, f"The words say {plain(value)}, and name {parts}, which make {plain(together)}."
    )


def length(claim: Claim, record: Record) -> Finding:
    """“for 6 weeks between 30 March and 9 May”."""
    weeks, said = claim.whole or 0.0, claim.value or 0.0
    really = f"from the first day to the last are {rounded(weeks, 1)} weeks"
    if abs(weeks - said) <= 1:
        return consistent(claim, f"F{really[1:]}.")
    return contradicted(claim, f"The words say {plain(said)} weeks; {really}.")
