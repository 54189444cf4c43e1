"""What a program, or whoever sets one up, is told when something is not possible."""

from headway.domain.errors import HeadwayError


class ApiError(HeadwayError):
    """A token or a webhook cannot be made as it was asked for."""


class NotFoundError(HeadwayError):
    """There is nothing there for this token; it cannot tell why."""


class NotAllowedError(HeadwayError):
    """The token may not be used for that."""


class TooManyRequestsError(HeadwayError):
    """
    The token has sent as many requests in this minute as it may.

    Attributes:
        wait: Seconds until the next minute.
    """

    def __init__(self, words: str, wait: int) -> None:
        super().__init__(words)
        self.wait = wait


class ImportRefusedError(HeadwayError):
    """
    A file of figures has faults; nothing of it was taken.

    Attributes:
        faults: Each with its place and a sentence.
    """

    def __init__(self, words: str, faults: tuple[tuple[str, str], ...]) -> None:
        super().__init__(words)
        self.faults = faults
