"""Every claim of a text, in the order of their places."""

from collections.abc import Callable, Iterator

from headway.language.claims.account import Account
from headway.language.claims.changes import changes
from headway.language.claims.claim import Claim
from headway.language.claims.figures import lengths, levels, shares, totals
from headway.language.claims.movements import extremes, movements, runs
from headway.language.claims.standings import benchmarks, targets
from headway.language.claims.wholes import statuses, universals
from headway.language.readings import RowReading, Setting

READERS: tuple[Callable[[Account], Iterator[Claim]], ...] = (
    levels,
    shares,
    totals,
    lengths,
    changes,
    movements,
    extremes,
    runs,
    targets,
    benchmarks,
    universals,
    statuses,
)
LONGEST = 6_000
"""Letters of one text that are read; the longest account of a real report has 3,000."""
_NO_ROW = RowReading()
_NO_SETTING = Setting()


def read_claims(
    text: str, *, reading: RowReading = _NO_ROW, setting: Setting = _NO_SETTING
) -> tuple[Claim, ...]:
    """
    What a text claims, each claim with its place.

    Never raises. What is planned, expected or supposed is no claim, and neither are the
    figures of a text that is destroyed.

    Args:
        text: Of one update or of one progress cell; the first 6,000 letters are read.
        reading: What the row promises: settles the kind of "18/19".
        setting: What the document covers: settles the year of "term 4".

    >>> [(one.kind.value, one.words) for one in read_claims("Rose from 52 to 70, above target")]
    [('movement', 'Rose'), ('level', '52'), ('level', '70'), ('target', 'above target')]
    """
    if not text.strip():
        return ()
    account = Account(text[:LONGEST], reading, setting)
    found = [claim for reader in READERS for claim in reader(account)]
    return tuple(sorted(found, key=lambda claim: (claim.start, -claim.end)))
