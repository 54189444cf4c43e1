"""The board's five minutes as a value: what is off track, why, what is being done, what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headway.domain.plan import Plan
from headway.judgement.actions import ActionKind
from headway.reporting.charts import Drawing
from headway.reporting.marks import ACTION_MARKS, NOT_ANSWERED, Mark
from headway.reporting.naming import anchors
from headway.reporting.printable import on_one_line, printable, shortened
from headway.reporting.report import BoardRow, Mention, Report, Said
from headway.reporting.round_answers import RoundAnswers

NEXT_STEPS = "Next steps: "
"""How an answer that was folded into the plan begins the line that says what comes next."""
NAMED_BEFORE = "Named in an earlier round; no next steps have been named since."
FROM_THE_PLAN = "Nobody has named next steps. The plan has these actions for it:"
FROM_THE_AREA = "Nobody has named next steps. In its area the plan has these actions to complete:"
NOTHING = "Nobody has named next steps, and the plan has no action for it that is not complete."
_MOST_ACTIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """
    A decision or a question of the board that is still open.

    Attributes:
        kind: "Decision" or "Question".
        about: The row, in its words.
        who: Who is to see to it, by agency or role.
        due: Until when, in words; empty without a day.
        since: When it was recorded, and in which round.
    """

    anchor: str
    kind: str
    about: str
    words: str
    who: str
    due: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """
    A row that needs attention.

    Attributes:
        figure: The latest, with its period.
        why: Why its status is what it is.
        doing: What is being done: the next steps that agencies named last, each with who said
            it; else those named in an earlier round; else the plan's actions for it.
        doing_note: Where that is from, if not from the newest answers; empty for those.
        said: What else was last said of it.
    """

    anchor: str
    label: str
    name: str
    mark: Mark
    figure: str
    why: str
    doing: tuple[Said, ...]
    doing_note: str
    said: tuple[Said, ...]
    agencies: tuple[str, ...]
    not_answered: str
    awaiting: str
    chart: Drawing | None
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """
    An action whose day has passed, and that nobody has reported complete or halted.

    Attributes:
        who: Who leads it; else the agencies it is of; "Nobody named" where the plan has neither.
        why: Since when, and what is reported of it.
    """

    anchor: str
    label: str
    name: str
    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """
    All that a board needs to have before it.

    Attributes:
        overdue: The actions that the second headline counts as overdue, in the plan's order.
        matters: Every open one, of rows that are on track too.
        silent_mark: How not answering is shown.
    """

    slug: str
    title: str
    body: str
    as_at: str
    as_at_iso: str
    warning: str
    headline: str
    action_headline: str
    concerns: tuple[Concern, ...]
    overdue: tuple[Late, ...]
    changes_note: str
    changes: tuple[str, ...]
    answers: RoundAnswers | None
    matters: tuple[Matter, ...]
    silent_mark: Mark = NOT_ANSWERED


def pack_of(
    report: Report,
    matters: Sequence[Matter] = (),
    named_before: Mapping[str, tuple[Said, ...]] | None = None,
) -> Pack:
    """
    The pack that goes with a report, and the matters that the board has open.

    `named_before` holds next steps of earlier rounds, by anchor, as `steps_named_before` does.
    """
    rows = {row.anchor: row for row in report.rows()}
    actions = {
        row.anchor: tuple(one for one in area.rows if not one.is_measure)
        for outcome in report.outcomes
        for area in outcome.areas
        for row in area.rows
    }
    by_row: dict[str, list[Matter]] = {}
    for one in matters:
        by_row.setdefault(one.anchor, []).append(one)
    return Pack(
        slug=report.slug,
        title=report.title,
        body=report.body,
        as_at=report.as_at,
        as_at_iso=report.as_at_iso,
        warning=report.warning,
        headline=report.summary.headline,
        action_headline=report.summary.action_headline,
        concerns=tuple(
            _concern(
                one,
                rows[one.anchor],
                by_row.get(one.anchor, ()),
                before=(named_before or {}).get(one.anchor, ()),
                actions=actions[one.anchor],
            )
            for one in report.summary.attention
            if one.anchor in rows
        ),
        overdue=tuple(_late(row) for row in report.rows() if _is_overdue(row)),
        changes_note=report.summary.changes_note,
        changes=report.summary.changes,
        answers=report.answers,
        matters=tuple(matters),
    )


def _concern(
    mention: Mention,
    row: BoardRow,
    matters: Sequence[Matter],
    *,
    before: tuple[Said, ...],
    actions: Sequence[BoardRow],
) -> Concern:
    doing, said = what_is_being_done(row.progress.said)
    note = ""
    if not doing:
        doing, note = (before, NAMED_BEFORE) if before else _planned(row, actions)
    return Concern(
        anchor=row.anchor,
        label=mention.label,
        name=mention.name,
        mark=mention.mark,
        figure=row.progress.headline,
        why=row.progress.sentence or mention.text,
        doing=doing,
        doing_note=note,
        said=said,
        agencies=row.agency_lines,
        not_answered=row.progress.not_answered,
        awaiting=row.progress.awaiting,
        chart=row.progress.chart,
        matters=tuple(matters),
    )


def _is_overdue(row: BoardRow) -> bool:
    return not row.is_measure and row.progress.mark == ACTION_MARKS[ActionKind.OVERDUE]


def _late(row: BoardRow) -> Late:
    return Late(
        anchor=row.anchor,
        label=row.label,
        name=shortened(row.name, 200),
        who=", ".join(row.leads or row.agencies) or "Nobody named",
        why=row.progress.sentence,
    )


def _planned(row: BoardRow, actions: Sequence[BoardRow]) -> tuple[tuple[Said, ...], str]:
    """
    The plan's actions behind a row that are not complete, and how they are told.

    Its own one by one; else those of its area in one line, for many rows have the same.
    """
    left = [one for one in actions if one.progress.mark != ACTION_MARKS[ActionKind.DONE]]
    own = [one for one in left if row.action == f"{one.label}: {shortened(one.name, 90)}"]
    if own:
        told = (f"{one.label} of the plan: {one.progress.mark.word}" for one in own)
        quoted = zip(told, own, strict=True)
        return tuple(Said(by=by, text=shortened(one.name, 200)) for by, one in quoted), (
            FROM_THE_PLAN
        )
    if not left:
        return (), NOTHING
    named = [
        f"{shortened(one.name, 90)} ({one.progress.mark.word.lower()})"
        for one in left[:_MOST_ACTIONS]
    ]
    more = len(left) - len(named)
    ending = f"; and {more} more" if more else ""
    return (), f"{FROM_THE_AREA} {'; '.join(named)}{ending}."


def steps_named_before(plan: Plan) -> dict[str, tuple[Said, ...]]:
    """The next steps that were named last, whenever it was, by the anchor of their row."""
    places = anchors(plan)
    found: dict[str, tuple[Said, ...]] = {}
    for told in plan.progress:
        doing, _ = what_is_being_done([Said(by=told.given_by, text=told.text)])
        if doing and told.row in places:
            found[places[told.row]] = doing
    return found


def what_is_being_done(said: Sequence[Said]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    r"""
    The next steps that are named in what was said, and the rest of it.

    >>> told = Said(by="Police", text="We met.\nNext steps: Meet again.")
    >>> [one.text for part in what_is_being_done([told]) for one in part]
    ['Meet again.', 'We met.']
    """
    doing, rest = [], []
    for one in said:
        lines = printable(one.text).split("\n")
        steps = [line.removeprefix(NEXT_STEPS) for line in lines if line.startswith(NEXT_STEPS)]
        other = "\n".join(line for line in lines if not line.startswith(NEXT_STEPS))
        by = on_one_line(one.by)
        if steps:
            doing.append(Said(by=by, text="\n".join(steps)))
        if other:
            rest.append(Said(by=by, text=other, links=one.links))
    return tuple(doing), tuple(rest)
