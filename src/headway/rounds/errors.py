"""What a person can put right in a round."""

from headway.domain.errors import HeadwayError


class RoundError(HeadwayError):
    """A round, or its pace, does not make sense."""
