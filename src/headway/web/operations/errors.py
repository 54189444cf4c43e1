"""Why the service cannot be started, copied or put back."""

from headway.domain.errors import HeadwayError


class ServingError(HeadwayError):
    """The service cannot be started as it was asked to."""


class BackupError(HeadwayError):
    """A backup cannot be made, or cannot be put back."""
