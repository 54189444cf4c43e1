"""What can go wrong on the public site, in words."""

from headway.domain.errors import HeadwayError


class NotPublicError(HeadwayError):
    """There is nothing at this address that everybody may read."""


class NotAsIssuedError(HeadwayError):
    """An edition's pages would not say what its issued files say, so there are none."""


class PlainWordsError(HeadwayError):
    """Plain words cannot be saved or published as they are."""


class SubscribingError(HeadwayError):
    """Somebody cannot be written to."""
