"""
What stands in the way of issuing a draft.

An error must be cleared first. A warning may be accepted with a reason, which is kept with the
edition; where its words change, because more is silent or wrong, it must be accepted anew.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from django.utils import timezone

from headway.checking.checker import check
from headway.checking.findings import Finding, Severity
from headway.checking.rules import RULES
from headway.domain.errors import HeadwayError
from headway.domain.periods import Period
from headway.domain.plan import Plan
from headway.domain.status import StatusKind
from headway.judgement import wording
from headway.judgement.standing import as_it_stood
from headway.judgement.statuses import judge_plan
from headway.reporting.naming import row_name
from headway.reporting.printable import on_one_line
from headway.reporting.report import Report
from headway.rounds.silence import Standing
from headway.web.editions import making, queries
from headway.web.editions.making import Ingredients
from headway.web.editions.models import Acceptance, Audience, Draft, Edition
from headway.web.keeping import Shelf
from headway.web.plans import queries as plans
from headway.web.rounds import queries as rounds
from headway.web.rounds.models import Request

STALE = timedelta(days=400)
"""How much older than a measure's own figure a comparison may be: a year and a little."""

Found: TypeAlias = tuple[tuple[Finding, bool], ...]
_FINDINGS: Shelf[tuple[str, date], Found] = Shelf(32)
"""
What the checks found by the text of the plan and the day, which is all that they depend on: the
checklist is drawn up at each step on the way to an edition, and checking is most of its cost.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    One thing to look at before issuing.

    Attributes:
        title: What it is, in a few words.
        sentence: What is wrong.
        details: One line for each case.
        is_error: Whether it must be cleared; else it may be accepted with a reason.
        page: The name of the address where it is put right, with its parts.
        accepted: By whom and why; nothing where nobody has.
    """

    title: str
    sentence: str
    details: tuple[str, ...] = ()
    is_error: bool = False
    page: tuple[str, ...] = ()
    accepted: Acceptance | None = None

    @property
    def key(self) -> str:
        """Of these very words: what has changed since is another warning."""
        words = "\n".join((self.title, self.sentence, *self.details))
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def stands_in_the_way(self) -> bool:
        """Whether nothing can be issued because of it."""
        return self.is_error or self.accepted is None

    def as_kept(self) -> dict[str, str]:
        """As an edition keeps what was accepted."""
        reason = self.accepted.reason if self.accepted else ""
        return {"title": self.title, "sentence": self.sentence, "reason": reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """All that was found, errors first."""

    items: tuple[Item, ...] = field(default=())

    @property
    def errors(self) -> tuple[Item, ...]:
        """What must be cleared."""
        return tuple(one for one in self.items if one.is_error)

    @property
    def warnings(self) -> tuple[Item, ...]:
        """What may be accepted, or has been."""
        return tuple(one for one in self.items if not one.is_error)

    @property
    def open_warnings(self) -> tuple[Item, ...]:
        """What nobody has accepted yet."""
        return tuple(one for one in self.warnings if one.accepted is None)

    @property
    def accepted(self) -> tuple[Item, ...]:
        """What somebody has."""
        return tuple(one for one in self.warnings if one.accepted is not None)

    @property
    def is_clear(self) -> bool:
        """Whether it may be issued."""
        return not any(one.stands_in_the_way for one in self.items)

    @property
    def sentence(self) -> str:
        """What is to be done before it may be issued."""
        errors, warnings = len(self.errors), len(self.open_warnings)
        if not errors and not warnings:
            return "Nothing stands in the way of issuing it."
        parts = [
            f"{count} {noun}{'' if count == 1 else 's'} {verb}"
            for count, noun, verb in (
                (errors, "error", "to clear"),
                (warnings, "warning", "to accept with a reason"),
            )
            if count
        ]
        return f"It cannot be issued yet: {wording.listed(parts)}."


def of_draft(draft: Draft, wanted: Ingredients, *, at: datetime) -> Checklist:
    """What is found of a draft at a moment; judges the plan, and protects it for the public."""
    saved = plans.newest(draft.plan.slug)
    plan = as_it_stood(saved.plan, draft.at)
    found = [
        *_of_name(draft),
        *_of_making(wanted, saved.plan),
        *_of_round(draft, plan, at),
        *_of_figures(plan, draft),
        *_of_comparisons(plan),
        *_of_checks(saved.digest, plan, draft),
    ]
    accepted = queries.acceptances(draft)
    items = [_with(one, accepted.get(one.key)) for one in found]
    return Checklist(items=tuple(sorted(items, key=lambda one: not one.is_error)))


def _with(item: Item, accepted: Acceptance | None) -> Item:
    if accepted is None or item.is_error:
        return item
    return Item(
        title=item.title,
        sentence=item.sentence,
        details=item.details,
        page=item.page,
        accepted=accepted,
    )


def _of_name(draft: Draft) -> Iterator[Item]:
    if Edition.objects.filter(plan=draft.plan, label=draft.label).exists():
        yield Item(
            title="The name is taken",
            sentence=f"There is an edition called “{draft.label}” already. Choose another name.",
            is_error=True,
        )
    if draft.amends is not None and draft.amends.amended_by.exists():
        yield Item(
            title="Amended already",
            sentence=f"“{draft.amends.label}” was amended since. Withdraw this one and amend the "
            "edition that is current.",
            is_error=True,
        )


def _of_making(wanted: Ingredients, saved: Plan) -> Iterator[Item]:
    """What keeps it from being made at all, disclosure first of all."""
    try:
        report, _ = making.report_of(wanted)
    except HeadwayError as error:
        yield Item(
            title="It cannot be made", sentence=str(error), is_error=True, page=("editions:public",)
        )
        return
    said = ((wanted.label, report.edition), (wanted.amends, report.amends))
    telling = tuple(told for words, told in said if told != on_one_line(words))
    if telling:
        yield Item(
            title="Its name or its note tells a number of people",
            sentence="Everybody reads it, and the edition withholds that number. Withdraw this one "
            "and begin it with other words.",
            details=telling,
            is_error=True,
        )
    told = tuple(_told_outside(saved, report)) if wanted.audience == Audience.PUBLIC else ()
    if told:
        yield Item(
            title="The plan's title or an area's id tells a number of people",
            sentence="It stands in lists, letters and addresses as it is, and the edition "
            "withholds that number. Change it in the plan file and save the plan.",
            details=told,
            is_error=True,
        )


def _told_outside(plan: Plan, report: Report) -> Iterator[str]:
    """The title, as the edition shows it, and ids that say what the edition hides in a title."""
    if plan.title and report.title != on_one_line(plan.title):
        yield report.title
    for shown in (area for outcome in report.outcomes for area in outcome.areas):
        area = plan.areas[int(shown.anchor.rpartition("-")[2]) - 1]
        hidden = _words(area.title) - _words(shown.title)
        if hidden & _words(area.id):
            yield area.id


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


_WAITING = (
    (Standing.RETURNED, "Returned, and not answered again", "back with its agency"),
    (Standing.SUBMITTED, "Not signed", "submitted, and signed by nobody"),
    (Standing.SIGNED, "Signed, and not accepted", "signed, and not in the plan yet"),
)


def _of_round(draft: Draft, plan: Plan, at: datetime) -> Iterator[Item]:
    if draft.round is None:
        return
    key = draft.round.key
    asked = rounds.requests_of(draft.round)
    silent = [one for one in asked if one.standing == Standing.ASKED]
    day = timezone.localdate(at)
    if draft.round.is_open and day <= draft.round.due_on:
        yield Item(
            title="The round still takes answers",
            sentence=f"{draft.round.label} is due on {wording.day(draft.round.due_on)}.",
            page=("rounds:round", key),
        )
    if silent:
        yield Item(
            title="Not answered",
            sentence=f"{_counted(len(silent), 'request')} of {len(asked)} in {draft.round.label} "
            "without an answer. The board's paper says so beside each row.",
            details=tuple(_by_agency(silent, plan)),
            page=("rounds:round", key),
        )
    for standing, title, what in _WAITING:
        waiting = [one for one in asked if one.standing == standing]
        if waiting:
            verb = "is" if len(waiting) == 1 else "are"
            yield Item(
                title=title,
                sentence=f"{_counted(len(waiting), 'answer')} in {draft.round.label} "
                f"{verb} {what}.",
                details=tuple(_by_agency(waiting, plan)),
                page=("answers:review", key),
            )


def _by_agency(requests: Iterable[Request], plan: Plan) -> Iterator[str]:
    names = {str(row.id): row_name(row, 60) for row in plan.rows()}
    found: dict[str, list[str]] = {}
    for one in requests:
        found.setdefault(one.agency.name, []).append(names.get(one.row, one.row))
    for agency, rows in found.items():
        yield f"{agency}: {'; '.join(rows)}"


_WITHOUT = {
    StatusKind.LOST: "A figure was lost",
    StatusKind.STALE: "The newest figure is for another year",
}


def _of_figures(plan: Plan, draft: Draft) -> Iterator[Item]:
    judged = {one.row: one for one in judge_plan(plan, at=draft.at)}
    for kind, title in _WITHOUT.items():
        rows = [
            row for row in plan.measures if plan.is_current(row) and judged[row.id].kind is kind
        ]
        if rows:
            yield Item(
                title=title,
                sentence=f"{_counted(len(rows), 'measure')} cannot be judged for that.",
                details=tuple(row_name(row, 80) for row in rows),
                page=("plans:measures",),
            )


def _of_comparisons(plan: Plan) -> Iterator[Item]:
    """Comparisons that are more than a year older than the figure they stand beside."""
    lines = []
    for row in plan.measures:
        if not plan.is_current(row):
            continue
        own = _last_of(one.period for one in plan.observations if one.row == row.id)
        for area in dict.fromkeys(one.area for one in plan.benchmarks if one.row == row.id):
            theirs = _last_of(
                one.period for one in plan.benchmarks if one.row == row.id and one.area == area
            )
            if own and theirs and own[0] - theirs[0] > STALE:
                told = f"{area} for {wording.period(theirs[1])}, "
                told += f"the figure for {wording.period(own[1])}"
                lines.append(f"{row_name(row, 60)}: {told}")
    if lines:
        yield Item(
            title="Old comparisons",
            sentence=f"{_counted(len(lines), 'comparison')} more than a year older than "
            "the figure beside it.",
            details=tuple(lines),
            page=("evidence:data",),
        )


def _last_of(periods: Iterable[Period | None]) -> tuple[date, Period] | None:
    """The latest of some periods with its last day; those without a last day are left out."""
    ended = [(one.last_day(), one) for one in periods if one is not None]
    known = [(last, one) for last, one in ended if last is not None]
    return max(known, key=lambda pair: pair[0], default=None)


def _of_checks(digest: str, plan: Plan, draft: Draft) -> Iterator[Item]:
    """
    What the linter finds, a rule at a time; notes are left out.

    The words of an adopted plan cannot be put right here: a finding on them may be accepted. What
    an answer brought in can be returned to whoever gave it: there an error must be cleared.
    """
    titles = {rule.code: rule.title for rule in RULES}
    found: dict[tuple[str, bool], list[Finding]] = {}
    for one, is_answers in _FINDINGS.get((digest, draft.at), lambda: _findings(plan, draft.at)):
        must = one.severity is Severity.ERROR and is_answers
        if one.severity is not Severity.NOTE:
            found.setdefault((one.code, must), []).append(one)
    for (code, must), theirs in found.items():
        remedy = " It came with an answer: return it, or correct it and accept it anew."
        yield Item(
            title=f"{titles[code]} ({code})",
            sentence=f"Found {_times(len(theirs))} by the checks.{remedy if must else ''}",
            details=tuple(dict.fromkeys(one.sentence for one in theirs)),
            is_error=must,
            page=("answers:review", draft.round.key) if must and draft.round else ("plans:checks",),
        )


def _findings(plan: Plan, at: date) -> Found:
    """What the checks find, each with whether it is there because of an answer."""
    bare = _without_answers(plan)
    found = check(plan, at).findings
    without = found if bare == plan else check(bare, at).findings
    return tuple((one, one not in without) for one in found)


def _without_answers(plan: Plan) -> Plan:
    """The plan as its documents alone have it."""
    return replace(
        plan,
        observations=tuple(one for one in plan.observations if not one.given_by),
        progress=tuple(one for one in plan.progress if not one.given_by),
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
