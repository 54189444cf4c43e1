"""From a plan and a day to the report: the one place where judging turns into words to print."""

from collections.abc import Mapping
from datetime import date

from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.domain.status import Status
from headway.judgement.standing import as_it_stood
from headway.judgement.statuses import judge_plan
from headway.judgement.wording import day
from headway.reporting import closing
from headway.reporting.board import outcome_sections
from headway.reporting.changes import changes_since
from headway.reporting.figure_lines import figure_lines
from headway.reporting.marks import ACTION_MARKS, MARKS, ORDER, Mark
from headway.reporting.printable import on_one_line, printable
from headway.reporting.report import OutcomeSection, Report, ReportError
from headway.reporting.summary import summary


def build_report(
    plan: Plan,
    *,
    at: date,
    previous: Plan | None = None,
    previous_at: date | None = None,
    edition: str = "",
) -> Report:
    """
    The report as it stood on a day: only what was known by then is in it.

    What changed is told against `previous`, the plan as the board last saw it, else
    against the same plan at `previous_at`, else against the plan's last document but one.
    `edition` is its name, such as "Spring 2020".

    Raises:
        ReportError: The edition before stood at a later day than this one.
    """
    if previous_at is not None and previous_at > at:
        raise ReportError(
            f"expected the last edition to be older than this one, but it stood at "
            f"{day(previous_at)} and this one at {day(at)}; change the days over"
        )
    plan = as_it_stood(plan, at)
    statuses = {status.row: status for status in judge_plan(plan, at=at)}
    note, changed = changes_since(plan, at, previous, previous_at)
    outcomes = outcome_sections(plan, statuses, at)
    return Report(
        slug=plan.slug,
        title=on_one_line(plan.title) or "Plan without a title",
        body=on_one_line(plan.body),
        subtitle="Progress report",
        edition=on_one_line(edition),
        as_at=day(at),
        as_at_iso=at.isoformat(),
        term=closing.term_words(plan),
        warning=closing.warning(plan, at),
        vision=printable(plan.vision),
        summary=summary(
            plan,
            statuses,
            at=at,
            changes_note=note,
            changes=changed,
        ),
        outcomes=outcomes,
        legend=_legend(statuses, outcomes),
        figures=figure_lines(plan, at),
        dropped=closing.dropped_rows(plan, at),
        notes=closing.notes(plan, at),
        glossary=closing.glossary(plan),
        sources=closing.sources(plan),
    )


def _legend(
    statuses: Mapping[RowId, Status], outcomes: tuple[OutcomeSection, ...]
) -> tuple[Mark, ...]:
    kinds = {status.kind for status in statuses.values()}
    kinds |= {part.kind for status in statuses.values() for part in status.parts}
    rows = [row for outcome in outcomes for area in outcome.areas for row in area.rows]
    of_actions = {row.progress.mark.word for row in rows if not row.is_measure}
    return (
        *(MARKS[kind] for kind in ORDER if kind in kinds),
        *(mark for mark in ACTION_MARKS.values() if mark.word in of_actions),
    )
