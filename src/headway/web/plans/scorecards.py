"""A plan judged at a day: what every page of it draws on, worked out once for each version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from headway.domain.observations import RowId
from headway.domain.plan import Action, Measure, Plan, Progress, Row
from headway.domain.provenance import Source
from headway.domain.status import Status
from headway.judgement.changes import Change, changes
from headway.judgement.statuses import judge_plan
from headway.reporting.building import build_report
from headway.reporting.report import Report
from headway.web.plans import queries
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
        source: The document whose rows were in force, if any is dated.
        changes: Against the plan as it stood when the document before was its newest.
        since: That day; None where no document came before.
    """

    plan: Plan
    at: date
    statuses: Mapping[RowId, Status]
    report: Report
    source: Source | None = None
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


def scorecard(opened: Opened) -> Scorecard:
    """The scorecard of the plan that a request looks at; judged only once for each day."""
    return _kept(opened.plan.slug, opened.version, opened.digest, opened.at)


def judged(plan: Plan, at: date) -> Scorecard:
    """The plan judged at a day; some milliseconds for each measure."""
    source = in_force(plan.sources, at)
    as_it_stood = as_of(plan, source)
    since = _day_before(plan, at)
    return Scorecard(
        plan=as_it_stood,
        at=at,
        statuses={one.row: one for one in judge_plan(as_it_stood, at=at, include_dropped=True)},
        report=report_of(plan, at),
        source=source,
        changes=changes(as_known(plan, since), as_it_stood, before_at=since, after_at=at)
        if since
        else (),
        since=since,
    )


def report_of(
    plan: Plan, at: date, *, edition: str = "", last: tuple[Plan, date] | None = None
) -> Report:
    """
    The report of a plan as it stood at a day.

    Changes are told against `last`, the plan and day of the edition before; without one,
    against the document before the one in force.
    """
    if last is None:
        since = _day_before(plan, at)
        last = (plan, since) if since else None
    return build_report(
        as_known(plan, at),
        at=at,
        previous=as_known(*last) if last else None,
        previous_at=last[1] if last else None,
        edition=edition,
    )


def as_known(plan: Plan, at: date) -> Plan:
    """The plan with the document that was in force at the day."""
    return as_of(plan, in_force(plan.sources, at))


def _day_before(plan: Plan, at: date) -> date | None:
    """The day of the document before the one in force."""
    source = in_force(plan.sources, at)
    before = in_force((one for one in plan.sources if one is not source), at)
    return before.as_at if before else None


def in_force(sources: Iterable[Source], at: date) -> Source | None:
    """The last document known by the day; None where none is dated so early."""
    known = [source for source in sources if source.as_at and source.as_at <= at]
    return max(known, key=lambda source: source.as_at or date.min, default=None)


def as_of(plan: Plan, source: Source | None) -> Plan:
    """
    The plan when this document was its newest: without the rows that only later ones have.

    A row without wordings was entered by hand, and stays; without a document, so does all.
    """
    if source is None:
        return plan
    later = {
        one.name for one in plan.sources if one.as_at and source.as_at and one.as_at > source.as_at
    }
    unknown = {
        row.id
        for row in plan.rows()
        if row.wordings and all(wording.document in later for wording in row.wordings)
    }
    return replace(
        plan,
        current=source.name,
        actions=tuple(row for row in plan.actions if row.id not in unknown),
        measures=tuple(row for row in plan.measures if row.id not in unknown),
        observations=tuple(one for one in plan.observations if one.row not in unknown),
        benchmarks=tuple(one for one in plan.benchmarks if one.row not in unknown),
        progress=tuple(one for one in plan.progress if one.row not in unknown),
        doubts=tuple(one for one in plan.doubts if one.row not in unknown),
    )


@lru_cache(maxsize=KEPT)
def _kept(slug: str, number: int, digest: str, at: date) -> Scorecard:
    """Keyed by digest too: a number may come back with another content in a restored database."""
    del digest
    return judged(queries.version(slug, number).plan, at)
