"""A reporting round on the board's paper: not answering is a status, with the agency's name."""

from collections.abc import Mapping
from dataclasses import replace

from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.judgement.wording import day
from headway.reporting.marks import NOT_ANSWERED
from headway.reporting.naming import anchors, row_name
from headway.reporting.printable import on_one_line
from headway.reporting.report import (
    AreaSection,
    NotAnswered,
    OutcomeSection,
    Report,
)
from headway.reporting.round_answers import RoundAnswers, SilentAgency
from headway.rounds.awaiting import beside_the_row, of_an_agency, of_the_round
from headway.rounds.silence import AgencySilence, Silence

_NAMED = 60
_MOST_NAMED = 4


def with_answers(report: Report, silence: Silence, plan: Plan) -> Report:
    """
    The report with a round in it: beside each row who has not answered it, and in a table.

    The summary, which otherwise tells of rows that nobody ever reported on, tells of the round.
    """
    names = {row.id: row_name(row, _NAMED) for row in plan.rows()}
    told = answers_of(silence, names)
    places = anchors(plan)
    beside = {
        places[RowId(one.row)]: on_one_line(one.sentence)
        for one in silence.rows
        if one.sentence and one.row in places
    }
    waiting = {
        places[RowId(one.row)]: on_one_line(beside_the_row(one.answered))
        for one in silence.rows
        if one.row in places
    }
    outcomes = tuple(_outcome(one, beside, waiting) for one in report.outcomes)
    shown = {row.anchor for one in outcomes for area in one.areas for row in area.rows}
    marked = (NOT_ANSWERED,) if shown & set(beside) else ()
    return replace(
        report,
        outcomes=outcomes,
        legend=(*report.legend, *marked),
        answers=told,
        summary=replace(
            report.summary,
            answers_note=f"{told.sentence} {told.awaiting}".strip(),
            not_answered=tuple(_brief(one) for one in told.agencies if one.rows),
        ),
    )


def answers_of(silence: Silence, names: Mapping[RowId, str]) -> RoundAnswers:
    """A round in words; a row that the plan has no more is named by its id."""
    return RoundAnswers(
        label=on_one_line(silence.label),
        sentence=on_one_line(silence.sentence),
        counted=on_one_line(silence.counted),
        due=day(silence.due_on),
        awaiting=of_the_round(silence),
        agencies=tuple(
            SilentAgency(
                agency=on_one_line(one.agency),
                asked=one.asked,
                rows=tuple(names.get(RowId(row), row) for row in one.silent),
                reminded=_reminded(silence, one),
                awaiting=of_an_agency(
                    reply
                    for row in silence.rows
                    for reply in row.answered
                    if reply.agency == one.agency
                ),
            )
            for one in silence.agencies
        ),
    )


def _reminded(silence: Silence, agency: AgencySilence) -> str:
    """How often, at most, the agency was reminded of what it has not answered."""
    times = max(
        (
            reply.reminded
            for row in silence.rows
            for reply in row.silent
            if reply.agency == agency.agency
        ),
        default=0,
    )
    return {0: "not yet", 1: "once", 2: "twice"}.get(times, f"{times} times")


def _brief(one: SilentAgency) -> NotAnswered:
    left = len(one.rows) - _MOST_NAMED
    named = one.rows if left <= 1 else (*one.rows[:_MOST_NAMED], f"and {left} more, in the annex")
    return NotAnswered(who=one.agency, rows=named, count=len(one.rows))


def _outcome(
    outcome: OutcomeSection, beside: Mapping[str, str], waiting: Mapping[str, str]
) -> OutcomeSection:
    return replace(outcome, areas=tuple(_area(area, beside, waiting) for area in outcome.areas))


def _area(area: AreaSection, beside: Mapping[str, str], waiting: Mapping[str, str]) -> AreaSection:
    rows = tuple(
        replace(
            row,
            progress=replace(
                row.progress,
                not_answered=beside.get(row.anchor, ""),
                awaiting=waiting.get(row.anchor, ""),
            ),
        )
        for row in area.rows
    )
    return replace(area, rows=rows)
