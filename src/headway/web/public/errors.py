"""What can go wrong on the public site, in words."""

from typing import Any

from headway.domain.errors import HeadwayError


class NotPublicError(HeadwayError):
    """
    There is nothing at this address that everybody may read.

    Attributes:
        instead: What may be meant: an edition, and the name and the parts of an address in it.
    """

    def __init__(self, words: str, *, instead: tuple[Any, ...] = ()) -> None:
        super().__init__(words)
        self.instead = instead


class NotAsIssuedError(HeadwayError):
    """An edition's pages would not say what its issued files say, so there are none."""


class PlainWordsError(HeadwayError):
    """Plain words cannot be saved or published as they are."""


class SubscribingError(HeadwayError):
    """Somebody cannot be written to."""
