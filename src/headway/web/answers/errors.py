"""Why an answer cannot be changed just now."""

from typing import TYPE_CHECKING

from headway.domain.errors import HeadwayError

if TYPE_CHECKING:
    from headway.web.answers.models import Answer


class NotEditableError(HeadwayError):
    """The answer is past the point at which this could be done to it."""


class ConflictError(HeadwayError):
    """
    Somebody else saved the same answer in between.

    Attributes:
        answer: As they left it.
    """

    def __init__(self, answer: "Answer") -> None:
        super().__init__(
            "Somebody else has changed this answer since you opened it. Yours was not saved yet: "
            "both are shown, and you choose."
        )
        self.answer = answer


class EvidenceError(HeadwayError):
    """A file cannot be kept with an answer."""
