"""The methods page: by which methods this plan's figures were judged, and for which measures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from headway.domain.observations import RowId
from headway.domain.plan import Measure
from headway.domain.status import Status
from headway.judgement.breaks import concerning
from headway.judgement.method_uses import methods_of
from headway.web.plans.access import Opened
from headway.web.plans.pages.policies import policy_lines
from headway.web.plans.pages.rows import row_address
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A measure that something holds for."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodLine:
    """One method in plain words, with its source and who used it."""

    anchor: str
    name: str
    explanation: str
    source: str
    users: tuple[User, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncharted:
    """A reason why measures have no control chart."""

    reason: str
    users: tuple[User, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakLine:
    """A known break in what is collected, and whom it concerns."""

    sentence: str
    users: tuple[User, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsPage:
    """
    Everything on the page.

    Attributes:
        policy: What is done with small numbers, line by line.
        tolerances: How far off still counts as at risk, line by line.
    """

    methods: tuple[MethodLine, ...]
    uncharted: tuple[Uncharted, ...]
    breaks: tuple[BreakLine, ...]
    policy: tuple[tuple[str, str], ...]
    tolerances: tuple[tuple[str, str], ...]


def methods_page(card: Scorecard, opened: Opened) -> MethodsPage:
    """The page, generated from what judging the plan at the day used."""
    in_force = card.measures()
    names = {row.id: User(name=row.name, href=row_address(row, opened)) for row in in_force}
    statuses = tuple(card.statuses[row.id] for row in in_force)
    return MethodsPage(
        methods=tuple(
            MethodLine(
                anchor=f"method-{number}",
                name=use.method.name,
                explanation=use.method.explanation,
                source=use.method.source,
                users=tuple(names[row] for row in use.rows if row in names),
            )
            for number, use in enumerate(methods_of(statuses), 1)
        ),
        uncharted=tuple(_uncharted(statuses, names)),
        breaks=tuple(_breaks(in_force, card, names)),
        policy=policy_lines(card.plan.disclosure),
        tolerances=tuple(_tolerances(card)),
    )


def _uncharted(statuses: tuple[Status, ...], names: Mapping[RowId, User]) -> Iterator[Uncharted]:
    reasons: dict[str, list[User]] = {}
    for status in statuses:
        told = status.variation
        if told is not None and told.icon is None and told.sentence:
            reasons.setdefault(told.sentence, []).append(names[status.row])
    for reason, users in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
        yield Uncharted(reason=reason, users=tuple(users))


def _breaks(
    measures: tuple[Measure, ...], card: Scorecard, names: Mapping[RowId, User]
) -> Iterator[BreakLine]:
    concerned: dict[str, list[User]] = {}
    for measure in measures:
        for one in concerning(measure, card.at):
            concerned.setdefault(one.sentence, []).append(names[measure.id])
    for sentence, users in concerned.items():
        yield BreakLine(sentence=sentence, users=tuple(users))


def _tolerances(card: Scorecard) -> Iterator[tuple[str, str]]:
    tolerance = card.plan.tolerance
    point = "percentage point" if tolerance.points == 1 else "percentage points"
    yield "Percentages", f"{tolerance.points:g} {point}"
    yield "Counts", f"{100 * tolerance.relative:g}% of the target"
    yield (
        f"Counts with a target below {tolerance.small_count:g}",
        f"{tolerance.absolute:g} either way",
    )
