"""What cannot be loaded, and why, in words fit to show."""

from headway.domain.errors import HeadwayError


class EvidenceError(HeadwayError):
    """A file, a dataset or a data directory that cannot be used as asked."""
