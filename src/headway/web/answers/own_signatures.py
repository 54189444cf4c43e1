"""
Nobody accepts what they signed themselves.

Signing says that an agency stands by its answer, accepting that somebody else has looked at it.
An officer may stand in for a lead and sign; then another officer accepts. Where a partnership has
no other, they may after all, with a reason that stands in the audit trail and on the page.
"""

from dataclasses import dataclass
from datetime import datetime

from headway.web.answers.errors import NotEditableError
from headway.web.answers.models import Answer
from headway.web.people import queries as people
from headway.web.people.models import Partnership, Person


def signed(answer: Answer, person: Person | None) -> bool:
    """Whether it is somebody's own signature that stands under an answer."""
    return person is not None and answer.signed_by_id == person.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepting:
    """
    Who accepts, and who else could.

    Attributes:
        person: The officer; None for nobody in particular.
        others: The other officers of the partnership, by name.
    """

    person: Person | None
    others: tuple[str, ...] = ()

    @property
    def why_not(self) -> str:
        """Why they do not accept what they signed, and who does or how it is done."""
        if self.others:
            names = " or ".join(self.others)
            return f"You signed this answer yourself, so somebody else accepts it: {names}."
        return (
            "You signed this answer yourself, and the partnership has no other performance "
            "officer. Say why you accept it all the same: it stands in the audit trail."
        )

    def must_be_allowed(self, answer: Answer, *, reason: str) -> str:
        """
        The reason to keep with an acceptance; empty where none is called for.

        Raises:
            NotEditableError: They signed it, and another officer could accept it or no reason is
                given.
        """
        if not signed(answer, self.person):
            return ""
        if self.others or not reason.strip():
            raise NotEditableError(self.why_not)
        return reason.strip()[:2000]


NOBODY = Accepting(person=None)
"""Somebody of whom it does not matter who they are: nothing waits that they signed."""


def accepting(person: Person | None, partnership: Partnership, at: datetime) -> Accepting:
    """Who accepts in a partnership at a moment; one query."""
    officers = people.officers(partnership, at)
    return Accepting(
        person=person,
        others=tuple(dict.fromkeys(str(one) for one in officers if one != person)),
    )
