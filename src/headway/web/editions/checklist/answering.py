"""How far the answers of the round have come that it rests on."""

from collections.abc import Iterable, Iterator

from headway.judgement import wording
from headway.rounds.silence import Standing
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item, counted
from headway.web.rounds import queries as rounds
from headway.web.rounds.models import Request

_WAITING = (
    (Standing.RETURNED, "Returned, and not answered again", "back with its agency"),
    (Standing.SUBMITTED, "Not signed", "submitted, and signed by nobody"),
    (Standing.SIGNED, "Signed, and not accepted", "signed, and not in the plan yet"),
)


def found(seen: Examined) -> Iterator[Item]:
    """Who is silent, and what is on its way."""
    draft = seen.draft
    if draft.round is None:
        return
    key = draft.round.key
    asked = rounds.requests_of(draft.round)
    silent = [one for one in asked if one.standing == Standing.ASKED]
    if draft.round.is_open and seen.today <= draft.round.due_on:
        yield Item(
            title="The round still takes answers",
            sentence=f"{draft.round.label} is due on {wording.day(draft.round.due_on)}.",
            page=("rounds:round", key),
        )
    if silent:
        yield Item(
            title="Not answered",
            sentence=f"{counted(len(silent), 'request')} of {len(asked)} in {draft.round.label} "
            "without an answer. The board's paper says so beside each row.",
            details=tuple(by_agency(silent, seen)),
            page=("rounds:round", key),
        )
    for standing, title, what in _WAITING:
        waiting = [one for one in asked if one.standing == standing]
        if waiting:
            verb = "is" if len(waiting) == 1 else "are"
            yield Item(
                title=title,
                sentence=f"{counted(len(waiting), 'answer')} in {draft.round.label} {verb} {what}.",
                details=tuple(by_agency(waiting, seen)),
                page=("answers:review", key),
            )


def by_agency(requests: Iterable[Request], seen: Examined) -> Iterator[str]:
    """A line for each agency with the rows that are meant."""
    rows: dict[str, list[str]] = {}
    for one in requests:
        rows.setdefault(one.agency.name, []).append(seen.name_of(one.row))
    for agency, theirs in rows.items():
        yield f"{agency}: {'; '.join(theirs)}"
