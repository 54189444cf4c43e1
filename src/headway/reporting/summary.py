"""The one-page summary: counts, what needs attention, what changed, who has not answered."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from headway.domain.observations import RowId
from headway.domain.plan import Measure, OutcomeId, Plan
from headway.domain.status import JUDGED, Status, StatusKind
from headway.judgement.actions import judge_actions
from headway.judgement.answers import unanswered
from headway.judgement.wording import listed
from headway.reporting.marks import ACTION_MARKS, ATTENTION, MARKS, ORDER
from headway.reporting.naming import UNNAMED, anchors, row_label, row_name
from headway.reporting.printable import on_one_line, printable, shortened
from headway.reporting.report import Mention, NotAnswered, Summary, Tally


def summary(
    plan: Plan,
    statuses: Mapping[RowId, Status],
    *,
    at: date,
    changes_note: str,
    changes: Sequence[str],
) -> Summary:
    """What a board reads first, from the statuses that the rest of the report shows."""
    measures = [m for m in plan.measures if plan.is_current(m)]
    occurring = [
        kind for kind in ORDER if any(statuses[measure.id].kind is kind for measure in measures)
    ]
    return Summary(
        headline=_headline([statuses[m.id].kind for m in measures]),
        marks=tuple(MARKS[kind] for kind in occurring),
        tallies=_tallies(plan, measures, statuses, occurring),
        action_headline=_action_headline(plan, at),
        attention=_mentions(plan, measures, statuses, ATTENTION),
        achieved=_mentions(plan, measures, statuses, (StatusKind.MET, StatusKind.ON_TRACK)),
        changes_note=changes_note,
        changes=tuple(on_one_line(one) for one in changes),
        not_answered=not_answered(plan, at),
    )


def _headline(kinds: Sequence[StatusKind]) -> str:
    if not kinds:
        return "The plan in force has no measures, so there is nothing to judge."
    count = Counter(kinds)
    told = [f"{count[kind]} {MARKS[kind].word.lower()}" for kind in JUDGED[::-1] if count[kind]]
    judged = sum(count[kind] for kind in JUDGED)
    opening = f"The plan has {_counted(len(kinds), 'measure')}"
    said = f"{opening}: {listed(told)}." if told else f"{opening}; none could be judged."
    rest = len(kinds) - judged
    if told and rest:
        said += f" {_counted(rest, 'measure')} could not be judged; each says why."
    return said


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _action_headline(plan: Plan, at: date) -> str:
    kinds = Counter(judged.kind for judged in judge_actions(plan, at=at))
    if not kinds:
        return ""
    told = [
        f"{kinds[kind]} {mark.word.lower()}" for kind, mark in ACTION_MARKS.items() if kinds[kind]
    ]
    return f"Of {_counted(kinds.total(), 'action')}: {listed(told)}."


def _tallies(
    plan: Plan,
    measures: Sequence[Measure],
    statuses: Mapping[RowId, Status],
    occurring: Sequence[StatusKind],
) -> tuple[Tally, ...]:
    by_outcome: dict[OutcomeId, list[StatusKind]] = {one.id: [] for one in plan.outcomes}
    for measure in measures:
        by_outcome[plan.area(measure.area).outcome].append(statuses[measure.id].kind)
    rows = [
        (on_one_line(one.title) or "Without a name", by_outcome[one.id]) for one in plan.outcomes
    ]
    rows.append(("All outcomes", [kind for _, kinds in rows for kind in kinds]))
    return tuple(
        Tally(
            title=title,
            counts=tuple(kinds.count(kind) for kind in occurring),
            total=len(kinds),
        )
        for title, kinds in rows
    )


def _mentions(
    plan: Plan,
    measures: Iterable[Measure],
    statuses: Mapping[RowId, Status],
    kinds: Sequence[StatusKind],
) -> tuple[Mention, ...]:
    names = anchors(plan)
    chosen = [measure for measure in measures if statuses[measure.id].kind in kinds]
    chosen.sort(key=lambda measure: kinds.index(statuses[measure.id].kind))
    return tuple(
        Mention(
            anchor=names[measure.id],
            label=row_label(measure),
            name=shortened(measure.name, 120) or UNNAMED,
            mark=MARKS[statuses[measure.id].kind],
            text=_in_brief(statuses[measure.id]),
        )
        for measure in chosen
    )


def not_answered(plan: Plan, at: date) -> tuple[NotAnswered, ...]:
    """Who was to answer for rows of which nothing is reported, the longest overdue first."""
    rows: dict[str, list[str]] = {}
    for one in unanswered(plan, at=at):
        who = on_one_line(listed(list(one.leads or one.agencies))) or "Nobody is named"
        late = f", {_counted(one.days_overdue, 'day')} overdue" if one.days_overdue else ""
        rows.setdefault(who, []).append(row_name(plan.row(one.row), 60) + late)
    return tuple(NotAnswered(who=who, rows=tuple(theirs)) for who, theirs in rows.items())


def _in_brief(status: Status) -> str:
    """The first sentence of the explanation, or of each part's; the area's table has the rest."""
    if not status.parts:
        return _first(status.sentence)
    named = [
        (part.latest.breakdown if part.latest else "", _first(part.sentence))
        for part in status.parts
    ]
    return " ".join(f"{name}: {said}" if name else said for name, said in named)


def _first(sentence: str) -> str:
    """
    The words up to the first full stop that ends a sentence.

    >>> _first("9.3% at term 4 is above 6.7%. A rate part-way is not a year-end rate.")
    '9.3% at term 4 is above 6.7%.'
    """
    return on_one_line(
        re.split(r"(?<=[^A-Z][.!?])\s+(?=[A-Z])", printable(sentence), maxsplit=1)[0]
    )
