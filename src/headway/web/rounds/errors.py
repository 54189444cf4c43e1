"""What a person can put right in a round that the service keeps."""

from headway.domain.errors import HeadwayError


class RoundsError(HeadwayError):
    """A change to a round that cannot be made."""


class LinkError(HeadwayError):
    """A personal link that opens nothing."""
