"""What the service knows of answers."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch

from headway.answering.asking import Asked, asked
from headway.answering.checking_entries import check_entry
from headway.answering.drafts import Draft, from_json
from headway.answering.entries import Entry, read
from headway.answering.findings import EntryFinding, Severity
from headway.answering.folding import without_round
from headway.domain.errors import PlanError
from headway.domain.plan import Plan
from headway.web.answers.actions.accepting import period_of
from headway.web.answers.models import Answer, AnswerState, AnswerVersion, EvidenceFile, SharedRow
from headway.web.people.models import Agency, Person
from headway.web.plans import queries as plans
from headway.web.rounds.models import Request, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One request with its answer, checked.

    Attributes:
        answer: None where nobody has begun.
        draft: What was typed; blank where nobody has begun.
        findings: Of the draft; none for a blank one that nobody has begun.
        files: The evidence that goes with it.
    """

    request: Request
    asked: Asked
    answer: Answer | None
    draft: Draft
    entry: Entry
    findings: tuple[EntryFinding, ...]
    files: tuple[EvidenceFile, ...]

    @property
    def state(self) -> AnswerState:
        """How far it has come; a draft where nobody has begun."""
        return AnswerState(self.answer.state) if self.answer else AnswerState.DRAFT

    @property
    def revision(self) -> int:
        """Of the answer; 0 where there is none."""
        return self.answer.revision if self.answer else 0

    @property
    def is_open(self) -> bool:
        """Whether it may be written to."""
        return self.answer is None or self.answer.is_open

    @property
    def has_errors(self) -> bool:
        """Whether something must be put right before it is submitted."""
        return any(one.severity is Severity.ERROR for one in self.findings)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look at but notes."""
        return all(one.severity is Severity.NOTE for one in self.findings)


def lines(asked_in: Round, *, agency: Agency | None = None, at: date) -> list[Line]:
    """
    What a round asks of an agency, or of all, in the plan's order, with what was answered.

    Two queries and one for files, and what reading the plan costs. Rows that the plan has no
    more are left out.
    """
    files = Prefetch("answer__files", queryset=EvidenceFile.objects.defer("content"))
    rows = asked_in.requests.select_related("agency", "answer__signed_by").prefetch_related(files)
    if agency is not None:
        rows = rows.filter(agency=agency)
    plan = plans.newest(asked_in.plan.slug).plan
    requests = list(rows.order_by("place", "agency__name"))
    before = without_round(plan, {one.row for one in requests}, asked_in.label)
    made = [_line(plan, before, asked_in, one, at) for one in requests]
    return [one for one in made if one is not None]


def standing(asked_in: Round, person: Person | None) -> tuple[str, tuple[int, ...]]:
    """
    A digest of all that is answered in a round, by whom, and of what becomes of shared figures;
    and the answers waiting to be accepted that somebody signed themselves.

    With the version of the plan and the day, all that its answers look like follows from it. Every
    column of an answer is in it: no number or time of a change stands for what was changed. Four
    queries, whatever the number of rows.
    """
    rows = asked_in.requests.order_by("place", "agency__name")
    found = Answer.objects.filter(request__round=asked_in).order_by("pk")
    answers = list(found.values(*_COLUMNS, "signed_by__name", "signed_by__email"))
    files = EvidenceFile.objects.filter(answer__request__round=asked_in).order_by("pk")
    shared = SharedRow.objects.filter(plan=asked_in.plan_id).order_by("pk")
    known = (
        (asked_in.pk, asked_in.key, asked_in.label, asked_in.state, asked_in.plan.title),
        list(rows.values_list("pk", "row", "place", "agency__name")),
        answers,
        list(files.values_list("pk", "answer", "name", "size", "removed_at")),
        list(shared.values_list("row", "sharing")),
    )
    own = tuple(
        int(one["id"])
        for one in answers
        if person and one["state"] == AnswerState.SIGNED and one["signed_by_id"] == person.pk
    )
    return hashlib.sha256(repr(known).encode()).hexdigest(), own


_COLUMNS = tuple(
    field.attname
    for field in Answer._meta.concrete_fields  # noqa: SLF001 - Django's name for what it documents
)


def line(request: Request, *, at: date) -> Line | None:
    """One request with its answer; None where the plan has its row no more."""
    plan = plans.newest(request.round.plan.slug).plan
    before = without_round(plan, {request.row}, request.round.label)
    return _line(plan, before, request.round, request, at)


def checked(
    plan: Plan, wanted: Asked, draft: Draft, *, asked_in: Round, at: date
) -> tuple[Entry, tuple[EntryFinding, ...]]:
    """A draft, read and checked."""
    entry, unread = read(wanted, draft)
    found = check_entry(plan, wanted.row, entry, at, period=period_of(asked_in))
    broken = {one.field for one in unread}
    # a figure that cannot be read is not missing as well
    kept = [
        one for one in found if one.field not in broken and not (unread and one.field == "kind")
    ]
    return entry, (*unread, *kept)


def looked_at(line: Line, draft: Draft, *, at: date) -> tuple[EntryFinding, ...]:
    """What the page of answers would say of another answer to a row; nothing of a blank one."""
    if draft.is_blank:
        return ()
    asked_in = line.request.round
    plan = plans.newest(asked_in.plan.slug).plan
    return checked(plan, line.asked, draft, asked_in=asked_in, at=at)[1]


def agencies(asked_in: Round) -> list[Agency]:
    """Everybody whom a round asks, by name; one query."""
    asked_of = asked_in.requests.values("agency")
    return list(Agency.objects.filter(pk__in=asked_of).select_related("partnership"))


def sharers(asked_in: Round) -> dict[str, list[str]]:
    """Rows for which a round asks several agencies, with their names; one query."""
    found: dict[str, list[str]] = {}
    rows = asked_in.requests.order_by("place", "agency__name")
    for row, agency in rows.values_list("row", "agency__name"):
        found.setdefault(row, []).append(agency)
    return {row: names for row, names in found.items() if len(names) > 1}


def reasons_of_acceptance(asked_in: Round) -> dict[int, str]:
    """Why answers that stand accepted were accepted by who signed them, by request; one query."""
    accepted = AnswerVersion.objects.filter(
        answer__request__round=asked_in, answer__state=AnswerState.ACCEPTED, what="accepted"
    ).exclude(reason="")
    newest = accepted.filter(number=F("answer__revision"))
    return dict(newest.values_list("answer__request", "reason"))


def versions(answer: Answer) -> Sequence[AnswerVersion]:
    """Every version of an answer, newest first; one query."""
    return list(answer.versions.select_related("by"))


def draft_at(answer: Answer | None, number: int) -> Draft | None:
    """
    What an answer said at a revision: blank before the first, None where nobody knows any more.

    One query.
    """
    if answer is None or not number:
        return Draft()
    found = answer.versions.filter(number=number).values_list("content", flat=True).first()
    return None if found is None else from_json(found)


def evidence(asked_in: Round, number: int) -> EvidenceFile | None:
    """A file that goes with an answer of a round, if it was not removed; one query."""
    rows = EvidenceFile.objects.filter(
        answer__request__round=asked_in, pk=number, removed_at__isnull=True
    )
    return rows.select_related("answer__request__agency__partnership").first()


def _line(plan: Plan, before: Plan, asked_in: Round, request: Request, at: date) -> Line | None:
    """
    One row of the round.

    `before`: The plan without this round, for what was said last time: of a row that agencies
    share, the answer of one may be accepted while another has yet to give theirs.
    """
    try:
        row = plan.row(request.row)
    except PlanError:
        return None
    wanted = asked(before, row, period=period_of(asked_in), at=at)
    answer = getattr(request, "answer", None)
    draft = answer.draft if answer is not None else Draft()
    entry, found = checked(plan, wanted, draft, asked_in=asked_in, at=at)
    begun = answer is not None and not draft.is_blank
    accepted = answer is not None and answer.state == AnswerState.ACCEPTED
    return Line(
        request=request,
        asked=wanted,
        answer=answer,
        draft=draft,
        entry=entry,
        findings=found if begun and not accepted else (),
        files=tuple(one for one in answer.files.all() if one.removed_at is None)
        if answer is not None
        else (),
    )
