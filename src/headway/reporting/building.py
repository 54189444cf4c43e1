"""From a plan and a day to the report: the one place where judging turns into words to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from headway.disclosure.cells import CellId
from headway.disclosure.editions.published import Published
from headway.disclosure.plans import protected, said_safely
from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.domain.status import Status
from headway.judgement.certain import change_counts
from headway.judgement.standing import as_it_stood
from headway.judgement.statuses import judge_plan
from headway.judgement.wording import day
from headway.reporting import closing
from headway.reporting.answers import with_answers
from headway.reporting.board import outcome_sections
from headway.reporting.changes import Edition, changes_since, edition_before
from headway.reporting.figure_lines import figure_lines
from headway.reporting.marks import ACTION_MARKS, MARKS, ORDER, Mark
from headway.reporting.printable import on_one_line, printable
from headway.reporting.report import OutcomeSection, Report, ReportError
from headway.reporting.summary import summary
from headway.rounds.silence import Silence


class Audience(StrEnum):
    """Who a report is for, which decides what it may say."""

    BOARD = "board"
    """All figures; a warning where some are not for publication."""
    PUBLIC = "public"
    """Everybody: small numbers are hidden, with what would give them back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEdition:
    """
    A report for everybody.

    Attributes:
        figures: What it shows, for those who issue the next one and must not give back what
            this one hides.
    """

    report: Report
    figures: Published


def build_report(
    plan: Plan,
    *,
    at: date,
    previous: Plan | None = None,
    previous_at: date | None = None,
    edition: str = "",
    audience: Audience = Audience.BOARD,
    silence: Silence | None = None,
    amends: str = "",
) -> Report:
    """
    The report as it stood on a day: only what was known by then is in it.

    What changed is told against `previous`, the plan as the board last saw it, else
    against the same plan at `previous_at`, else against the plan's last document but one.
    `edition` is its name, such as "Spring 2020"; `amends` says what it stands in place of.
    `silence` is the reporting round behind it: who has not answered is named beside each row.
    The public is not told of it.

    Raises:
        ReportError: The edition before stood at a later day than this one.
        TableError: For the public only: the plan's figures cannot be protected.
    """
    if audience == Audience.PUBLIC:
        return public_edition(
            plan,
            at=at,
            previous=previous,
            previous_at=previous_at,
            edition=edition,
            amends=amends,
        ).report
    plan, before = _at_their_days(plan, at, previous, previous_at)
    report = _report(plan, before, at, edition, warning=closing.warning(plan, at), amends=amends)
    return with_answers(report, silence, plan) if silence is not None else report


def public_edition(
    plan: Plan,
    *,
    at: date,
    previous: Plan | None = None,
    previous_at: date | None = None,
    edition: str = "",
    earlier: Sequence[Published] = (),
    truths: Sequence[Mapping[CellId, float]] = (),
    amends: str = "",
) -> PublicEdition:
    """
    The report for everybody, made from a plan in which nothing is left that must be hidden.

    `earlier` are the public editions before it: together with them it gives nothing away.
    `truths` are the true figures of each, where they are at hand.

    Raises:
        ReportError: The edition before stood at a later day than this one.
        TableError: The plan's figures contradict a sum that its policy states, or cannot be
            protected beside what was published before.
    """
    plan, before = _at_their_days(plan, at, previous, previous_at)
    safe = protected(plan, at=at, earlier=earlier, truths=truths, previous=before)
    then = (safe.previous, before[1]) if safe.previous is not None and before else None
    name, note = said_safely((edition, amends), whole=plan, safe=safe)
    report = _report(safe.plan, then, at, name, subtitle="Public progress report", amends=note)
    if safe.hides:
        report = replace(report, notes=(closing.withheld_note(plan), *report.notes))
    return PublicEdition(
        report=report, figures=replace(safe.public, edition=on_one_line(edition) or at.isoformat())
    )


def _at_their_days(
    plan: Plan, at: date, previous: Plan | None, previous_at: date | None
) -> tuple[Plan, Edition | None]:
    """The plan, and what it is compared with, each as it stood on its day."""
    if previous_at is not None and previous_at > at:
        raise ReportError(
            f"expected the last edition to be older than this one, but it stood at "
            f"{day(previous_at)} and this one at {day(at)}; change the days over"
        )
    plan = as_it_stood(plan, at)
    return plan, edition_before(plan, at, previous, previous_at)


def _report(
    plan: Plan,
    before: Edition | None,
    at: date,
    edition: str,
    *,
    warning: str = "",
    subtitle: str = "Progress report",
    amends: str = "",
) -> Report:
    statuses = {status.row: status for status in judge_plan(plan, at=at)}
    note, changed = changes_since(before, plan, at)
    outcomes = outcome_sections(plan, statuses, at)
    return Report(
        slug=plan.slug,
        title=on_one_line(plan.title) or "Plan without a title",
        body=on_one_line(plan.body),
        subtitle=subtitle,
        edition=on_one_line(edition),
        as_at=day(at),
        as_at_iso=at.isoformat(),
        term=closing.term_words(plan),
        warning=warning,
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
        methods=closing.methods(plan, statuses.values()),
        moved=change_counts([statuses[m.id] for m in plan.measures if plan.is_current(m)]).sentence,
        glossary=closing.glossary(plan),
        sources=closing.sources(plan),
        amends=on_one_line(amends),
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
