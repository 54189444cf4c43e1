"""Answers that nobody has looked at but who signed them."""

from collections.abc import Iterator

from headway.web.answers import queries as answers
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item, counted
from headway.web.rounds import queries as rounds


def found(seen: Examined) -> Iterator[Item]:
    """An officer who is alone accepted what they had signed, and said why."""
    asked_in = seen.draft.round
    if asked_in is None:
        return
    reasons = answers.reasons_of_acceptance(asked_in)
    if not reasons:
        return
    theirs = [one for one in rounds.requests_of(asked_in) if one.pk in reasons]
    verb = "was" if len(theirs) == 1 else "were"
    yield Item(
        title="Accepted by who signed it",
        sentence=f"{counted(len(theirs), 'answer')} in {asked_in.label} {verb} signed and accepted "
        "by one and the same person, so nobody else has looked.",
        details=tuple(
            f"{one.agency.name}: {seen.name_of(one.row)}. The reason given: {reasons[one.pk]}"
            for one in theirs
        ),
        page=("answers:review", asked_in.key),
    )
