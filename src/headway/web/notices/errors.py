"""Why a notice was not sent."""

from headway.domain.errors import HeadwayError


class NoticeError(HeadwayError):
    """A notice cannot be made as it was asked for."""


class SendingError(HeadwayError):
    """The notice was not sent."""


class RefusedError(SendingError):
    """And never will be: the address, or what is said, was refused."""


class LaterError(SendingError):
    """It may be tried again later."""


class UnreachableError(LaterError):
    """The mail server does not answer, or does not let us in: no other notice fares better."""
