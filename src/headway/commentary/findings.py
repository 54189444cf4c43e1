"""What comes of holding a text against the record."""

from dataclasses import dataclass
from enum import StrEnum

from headway.language.claims.claim import Claim, ClaimKind


class Verdict(StrEnum):
    """Whether the record bears a claim out."""

    CONSISTENT = "consistent"
    CONTRADICTED = "contradicted"
    UNCHECKABLE = "uncheckable"
    """Nothing on record speaks of it for certain: neither right nor wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One claim of a text, held against the record.

    Attributes:
        claim: With its place: `text[start:end]` is what to mark.
        sentence: Of a mismatch: what the words say and what the record says. Of a claim
            that is borne out: by which figure. Of the others: why they cannot be checked.
    """

    claim: Claim
    verdict: Verdict
    sentence: str

    @property
    def kind(self) -> ClaimKind:
        """What sort of statement it is."""
        return self.claim.kind

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.claim.start

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.claim.end

    @property
    def is_mismatch(self) -> bool:
        """Whether a person should look at it."""
        return self.verdict is Verdict.CONTRADICTED


def consistent(claim: Claim, sentence: str) -> Finding:
    """The record bears it out."""
    return Finding(claim=claim, verdict=Verdict.CONSISTENT, sentence=sentence)


def contradicted(claim: Claim, sentence: str) -> Finding:
    """The record says otherwise."""
    return Finding(claim=claim, verdict=Verdict.CONTRADICTED, sentence=sentence)


def uncheckable(claim: Claim, sentence: str) -> Finding:
    """Nothing on record speaks of it for certain."""
    return Finding(claim=claim, verdict=Verdict.UNCHECKABLE, sentence=sentence)
