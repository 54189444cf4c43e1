"""What a person can put right about an edition."""

from headway.domain.errors import HeadwayError


class EditionExistsError(HeadwayError):
    """The plan has an edition of this name already."""


class DraftError(HeadwayError):
    """A change to an edition in preparation that cannot be made."""


class NotReadyError(DraftError):
    """The checklist has errors, or warnings that nobody has accepted."""
