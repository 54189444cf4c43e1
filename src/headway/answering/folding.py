"""
Accepted answers put into the plan: new figures and new words, with who gave them.

Nothing on record is changed: a figure that corrects another is a new one, known later. What
several agencies say of one row is kept apart, word by word. Their figures are one figure where
they agree. Where they differ, the row's rule decides.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from headway.answering.drafts import Kind
from headway.answering.entries import Entry, Figure
from headway.answering.errors import AnswerError
from headway.domain.observations import Observation, RowId
from headway.domain.plan import Action, ActionStatus, Plan, Progress
from headway.domain.quantities import COUNT, Comparator
from headway.judgement import wording

T = TypeVar("T")


class Sharing(StrEnum):
    """What becomes of one figure that several agencies give differently."""

    APART = "apart"
    """Each stands beside the others, as a group named after its agency; none is the whole."""
    SUM = "sum"
    """Each counts its own part, and the row's figure is the sum. Of counts only; until every
    agency asked has given its part they are kept apart."""
    FIRST = "first"
    """The figure of the agency that the plan names first stands; the others are words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """
    One agency's answer to one row, as the officer accepted it.

    Attributes:
        agency: As the plan calls it.
        signed_as: In what role it was signed: "lead", "delegate of the lead"; no name.
        round: The round's name, for people.
        period: The round's time, for the reporting cycle of the words.
        known_at: The day it was signed.
    """

    row: RowId
    agency: str
    entry: Entry
    known_at: date
    round: str
    signed_as: str = "lead"
    period: str = ""

    @property
    def given_by(self) -> str:
        """Who gave it, for the plan: agency, role and round."""
        return f"{self.agency}, signed by its {self.signed_as}, {self.round}"


def folded(
    plan: Plan,
    answers: Sequence[Accepted],
    *,
    sharing: Mapping[str, Sharing] | None = None,
    parties: Mapping[str, Sequence[str]] | None = None,
) -> Plan:
    """
    The plan with accepted answers in it.

    Folding an answer that is in the plan already changes nothing.

    Args:
        plan: As it stands.
        answers: Of one round or several, in any order; the plan's order of agencies is kept.
        sharing: By row, what becomes of figures that differ; APART where none is named.
        parties: By row, every agency that was asked, for SUM; those who answered where none
            is named.

    Raises:
        AnswerError: An answer is for a row that the plan does not have, or two are of one
            agency for one row and round.
    """
    rows = {row.id: row for row in plan.rows()}
    by_row: dict[RowId, list[Accepted]] = {}
    seen: set[tuple[str, str, str]] = set()
    for one in answers:
        if one.row not in rows:
            raise AnswerError(
                f'An answer of {one.agency} is for the row "{one.row}", which the plan '
                f'"{plan.title}" does not have any more. Return it, or put the row back.'
            )
        if (one.row, one.agency, one.round) in seen:
            raise AnswerError(f'{one.agency} answers the row "{one.row}" twice in {one.round}.')
        seen.add((one.row, one.agency, one.round))
        by_row.setdefault(one.row, []).append(one)

    observations, progress = list(plan.observations), list(plan.progress)
    statuses: dict[RowId, tuple[ActionStatus, str]] = {}
    for row_id, given in by_row.items():
        names = plan.responsibility(rows[row_id]).agencies
        given.sort(key=lambda one: (one.known_at, one.round, _place(names, one.agency)))
        rule = (sharing or {}).get(row_id, Sharing.APART)
        asked = tuple((parties or {}).get(row_id, ()))
        observations += _new(_figures(given, rule, asked), observations)
        progress += _new(_progress(plan, given), progress)
        status = _status(given)
        if status is not None:
            statuses[row_id] = status
    actions = tuple(_with_status(one, statuses.get(one.id)) for one in plan.actions)
    return replace(
        plan, observations=tuple(observations), progress=tuple(progress), actions=actions
    )


def without_round(plan: Plan, rows: Collection[str], of_round: str) -> Plan:
    """
    The plan without what was folded into some rows from one round; for taking it back, and for
    what was said before it.

    An action's status is again what was last said before.
    """
    ending = f", {of_round}"
    said: tuple[Observation | Progress, ...] = (*plan.progress, *plan.observations)
    if not any(_is_of(one, rows, ending) for one in said):
        return plan
    progress = tuple(one for one in plan.progress if not _is_of(one, rows, ending))
    spoken = {one.row for one in plan.progress if one.status_word and _is_of(one, rows, ending)}
    return replace(
        plan,
        observations=tuple(one for one in plan.observations if not _is_of(one, rows, ending)),
        progress=progress,
        actions=tuple(
            _with_status(one, (_last_status(progress, one.id), "")) if one.id in spoken else one
            for one in plan.actions
        ),
    )


def _is_of(said: Observation | Progress, rows: Collection[str], ending: str) -> bool:
    return said.given_by.endswith(ending) and said.row in rows


def _last_status(progress: Sequence[Progress], row: str) -> ActionStatus:
    words = {word: status for status, word in _STATUS_WORDS.items()}
    said = [one.status_word for one in progress if one.row == row and one.status_word]
    return words.get(said[-1], ActionStatus.UNKNOWN) if said else ActionStatus.UNKNOWN


def _place(names: Sequence[str], agency: str) -> tuple[int, str]:
    return (names.index(agency) if agency in names else len(names), agency)


def _new(made: Iterator[T], there: Sequence[T]) -> list[T]:
    return [one for one in made if one not in there]


def _figures(
    given: Sequence[Accepted], rule: Sharing, asked: Sequence[str]
) -> Iterator[Observation]:
    """The figures of one row, those of several agencies put together by the rule."""
    slots: dict[tuple[object, ...], list[tuple[Accepted, Figure]]] = {}
    for one in given:
        if one.entry.kind is Kind.FIGURES:
            for figure in one.entry.figures:
                slot = (one.round, figure.key, str(figure.period or ""), figure.unit)
                slots.setdefault(slot, []).append((one, figure))
    for told in slots.values():
        yield from _together(told, rule, asked)


def _together(
    told: Sequence[tuple[Accepted, Figure]], rule: Sharing, asked: Sequence[str]
) -> Iterator[Observation]:
    valued = [(one, figure) for one, figure in told if figure.value is not None]
    chosen = valued or list(told)  # a reason why there is none gives way to a figure
    first, figure = chosen[0]
    agree = len({(f.value, f.state, f.comparator) for _, f in chosen}) == 1
    if len(chosen) == 1 or (agree and rule is not Sharing.SUM):
        yield _one(figure, [one for one, _ in chosen])
    elif rule is Sharing.FIRST:
        yield _one(figure, [first])
    elif rule is Sharing.SUM and _may_add(chosen, asked):
        total = replace(figure, value=sum(f.value or 0.0 for _, f in chosen))
        parts = ", ".join(
            f"{one.agency} {wording.amount(f.value or 0.0, f.unit)}" for one, f in chosen
        )
        summed = _one(total, [one for one, _ in chosen])
        yield replace(summed, words=f"Sum of {parts}")
    else:
        for one, f in chosen:
            group = ": ".join(part for part in (f.breakdown, one.agency) if part)
            yield _one(replace(f, breakdown=group), [one])


def _may_add(chosen: Sequence[tuple[Accepted, Figure]], asked: Sequence[str]) -> bool:
    exact = all(
        f.unit == COUNT and f.value is not None and f.comparator is Comparator.EQ for _, f in chosen
    )
    return exact and set(asked) <= {one.agency for one, _ in chosen}


def _one(figure: Figure, by: Sequence[Accepted]) -> Observation:
    known_at = max(one.known_at for one in by)
    return figure.observation(by[0].row, known_at=known_at, given_by=_by(by))


def _by(given: Sequence[Accepted]) -> str:
    if len(given) == 1:
        return given[0].given_by
    names = wording.listed([one.agency for one in given])
    return f"{names}, each signed by its own, {given[0].round}"


def _progress(plan: Plan, given: Sequence[Accepted]) -> Iterator[Progress]:
    """What each agency says, in its own words."""
    for one in given:
        entry = one.entry
        text = _text(entry, _before(plan, one))
        if not text and not entry.status and not entry.links:
            continue
        yield Progress(
            row=one.row,
            text=text,
            status_word=_STATUS_WORDS.get(entry.status, "") if entry.status else "",
            links=(*entry.links, *entry.files),
            period=one.period,
            known_at=one.known_at,
            given_by=one.given_by,
        )


_STATUS_WORDS = {
    ActionStatus.COMPLETE: "Complete",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.HALTED: "Halted",
}


def _text(entry: Entry, before: str) -> str:
    """The words of an answer as one text, its parts named."""
    lines: list[str] = []
    if entry.kind is Kind.NO_CHANGE:
        lines.append(f"No change since last time{f': {before}' if before else '.'}")
        lines.append(entry.words)
    elif entry.kind is Kind.NOTHING_TO_REPORT:
        lines.append(f"Nothing to report: {entry.words}")
    else:
        lines.append(entry.words)
    if entry.next_steps:
        lines.append(f"Next steps: {entry.next_steps}")
    if entry.barriers:
        lines.append(f"Barriers: {entry.barriers}")
    if entry.confidence:
        lines.append(f"Confidence that it will be achieved: {entry.confidence.value}.")
    return "\n".join(line for line in lines if line)


def _before(plan: Plan, one: Accepted) -> str:
    """What was said before, for "no change": the agency's own words, else the newest."""
    earlier = [
        said
        for said in plan.progress
        if said.row == one.row
        and (said.known_at is None or said.known_at <= one.known_at)
        and said.given_by != one.given_by
    ]
    own = [said for said in earlier if said.given_by.startswith(f"{one.agency}, ")]
    text = (own or earlier)[-1].text if earlier else ""
    return text.removeprefix("No change since last time: ")


def _status(given: Sequence[Accepted]) -> tuple[ActionStatus, str] | None:
    """
    How far an action has come, by those who do it: as far as the one furthest behind.

    One agency that has not finished its part keeps the whole from being complete; one that
    halted it halts it.
    """
    newest = [one for one in given if one.round == given[-1].round]
    told = [(one.entry.status, one.entry) for one in newest if one.entry.status is not None]
    if not told:
        return None
    statuses = {status for status, _ in told}
    halted = [entry for status, entry in told if status is ActionStatus.HALTED]
    if halted:
        return ActionStatus.HALTED, halted[0].barriers or halted[0].words
    if len(statuses) == 1:
        return statuses.pop(), ""
    return ActionStatus.IN_PROGRESS, ""


def _with_status(action: Action, status: tuple[ActionStatus, str] | None) -> Action:
    if status is None:
        return action
    return replace(action, status=status[0], reason=status[1])
