"""What a person can put right about a decision or a question."""

from headway.domain.errors import HeadwayError


class MatterError(HeadwayError):
    """It cannot be recorded, settled or taken up again as asked."""
