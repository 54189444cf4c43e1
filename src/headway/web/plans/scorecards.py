"""A plan judged at a day: what every page of it draws on, worked out once for each version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from headway.domain.observations import RowId
from headway.domain.plan import Action, Measure, Plan, Progress, Row
from headway.domain.status import Status
from headway.judgement.changes import Change, changes
from headway.judgement.editions import previous_edition
from headway.judgement.standing import as_it_stood
from headway.judgement.statuses import judge_plan
from headway.reporting.building import build_report
from headway.reporting.report import Report
from headway.web.keeping import Shelf
from headway.web.plans.access import Opened

KEPT = 64
"""Scorecards kept in memory; what the plan holds is shared, so one takes about 300 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """
    A plan at a day.

    Attributes:
        plan: As it stood at the day: with the rows of the document in force then, and
            the rows dropped before.
        statuses: The judgement on each measure, dropped ones too.
        report: The report that would be issued of it, which the pages agree with.
        changes: Against the plan as it stood when the document before was its newest.
        since: That day; None where no document came before.
    """

    plan: Plan
    at: date
    statuses: Mapping[RowId, Status]
    report: Report
    changes: tuple[Change, ...] = ()
    since: date | None = None

    def measures(self) -> tuple[Measure, ...]:
        """The measures in force at the day, in the plan's order."""
        return tuple(row for row in self.plan.measures if self.plan.is_current(row))

    def actions(self) -> tuple[Action, ...]:
        """The actions in force at the day, in the plan's order."""
        return tuple(row for row in self.plan.actions if self.plan.is_current(row))

    def dropped(self) -> tuple[Row, ...]:
        """The rows that an earlier document had and the one in force lacks."""
        return tuple(row for row in self.plan.rows() if not self.plan.is_current(row))

    def progress_of(self, row: Row) -> tuple[Progress, ...]:
        """What had been said of a row by the day, newest first."""
        told = [
            one
            for one in self.plan.progress
            if one.row == row.id and (one.known_at is None or one.known_at <= self.at)
        ]
        return tuple(sorted(told, key=lambda one: one.known_at or date.min, reverse=True))


_CARDS: Shelf[tuple[str, int, str, date], Scorecard] = Shelf(KEPT)


def scorecard(opened: Opened) -> Scorecard:
    """The scorecard of the plan that a request looks at; judged only once for each day."""
    # By digest too: a number may come back with another content in a restored database.
    key = (opened.plan.slug, opened.version, opened.digest, opened.at)
    return _CARDS.get(key, lambda: judged(opened.plan, opened.at))


def judged(plan: Plan, at: date) -> Scorecard:
    """The plan judged at a day; some milliseconds for each measure."""
    stood = as_it_stood(plan, at)
    before = previous_edition(stood)
    earlier, since = before if before and before[1] < at else (None, None)
    return Scorecard(
        plan=stood,
        at=at,
        statuses={one.row: one for one in judge_plan(stood, at=at, include_dropped=True)},
        report=build_report(plan, at=at),
        changes=changes(as_it_stood(earlier, since), stood, before_at=since, after_at=at)
        if earlier and since
        else (),
        since=since,
    )
