"""What whoever hands in a file is told."""

from headway.domain.errors import HeadwayError


class ExchangeError(HeadwayError):
    """A file as a whole cannot be read."""
