"""Whether the edition's day fits what it is to tell."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from headway.domain.observations import Observation
from headway.domain.plan import Plan, Progress
from headway.judgement import wording
from headway.judgement.figures import known_by
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item, counted
from headway.web.plans import queries as plans
from headway.web.rounds import queries as rounds

Told: TypeAlias = Observation | Progress


def found(seen: Examined) -> Iterator[Item]:
    """Its day is ahead, what it is about came later, or another round was due by then."""
    yield from _ahead(seen)
    yield from _left_out(seen)
    yield from _another_round(seen)


def _ahead(seen: Examined) -> Iterator[Item]:
    if seen.draft.at > seen.today:
        yield Item(
            title="Its day has not come yet",
            sentence=f"It tells how things stand on {wording.day(seen.draft.at)}.",
            remedy="Withdraw it and begin it with a day that is not ahead, or issue it then.",
        )


def _left_out(seen: Examined) -> Iterator[Item]:
    """What it is issued for, and does not say: the round's answers, or the correction."""
    at = seen.draft.at
    shown = {row.id for row in seen.plan.rows() if seen.plan.is_current(row)}
    told = [one for one in _told(seen.saved.plan) if one.row in shown]
    late = list(_meant([one for one in told if not known_by(one.known_at, at)], seen))
    rows = list(dict.fromkeys(str(one.row) for one in late))
    days = sorted({one.known_at for one in late if one.known_at is not None})
    if rows:
        yield Item(
            title="Known only after its day, and so left out",
            sentence=f"What was given for {counted(len(rows), 'row')} became known after "
            f"{wording.day(at)}, the last of it on {wording.day(days[-1])}.",
            remedy="To have it in the edition, withdraw this one and begin it with a later day.",
            details=tuple(seen.name_of(row) for row in rows),
        )


def _meant(late: Sequence[Told], seen: Examined) -> Iterator[Told]:
    """The answers of its round, and what came after the edition that it amends."""
    asked_in, amended = seen.draft.round, seen.draft.amends
    before: list[Told] | None = None
    if amended is not None and late:
        before = list(_told(plans.version(seen.wanted.slug, amended.version.number).plan))
    for one in late:
        is_answer = asked_in is not None and one.given_by.endswith(f", {asked_in.label}")
        if is_answer or (before is not None and one not in before):
            yield one


def _told(plan: Plan) -> Iterator[Told]:
    yield from plan.observations
    yield from plan.progress


def _another_round(seen: Examined) -> Iterator[Item]:
    """A later round was due by its day than the one it rests on; the public is told of none."""
    if seen.is_public:
        return
    own = seen.draft.round
    due = [one for one in rounds.rounds_of(seen.wanted.slug) if one.due_on <= seen.draft.at]
    if not due or (own is not None and own.due_on >= due[0].due_on):
        return
    rests = f"rests on {own.label}" if own is not None else "rests on no reporting round"
    yield Item(
        title="A later round was due by its day",
        sentence=f"It {rests}, and does not say who has not answered in {due[0].label}, due "
        f"{wording.day(due[0].due_on)}.",
        remedy="To have that in it, withdraw this one and begin it with that round.",
        page=("rounds:round", due[0].key),
    )
