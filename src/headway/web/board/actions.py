"""What can be done with decisions and questions: record, settle, take up again."""

from datetime import date, datetime

from django.db import transaction

from headway.domain.errors import PlanError
from headway.domain.observations import RowId
from headway.web.audit.actions import record as write_down
from headway.web.board.errors import MatterError
from headway.web.board.models import Matter, MatterKind
from headway.web.people.models import Agency, Person
from headway.web.plans import queries as plans
from headway.web.plans.models import PlanRecord
from headway.web.rounds import queries as rounds

LONGEST = 2000


@transaction.atomic
def record(
    *,
    slug: str,
    row: str,
    kind: MatterKind,
    words: str,
    by: Person | None,
    at: datetime,
    made_as: str = "",
    agency: Agency | None = None,
    who: str = "",
    due_on: date | None = None,
) -> Matter:
    """
    Record a decision or a question about a row.

    Raises:
        MatterError: It says nothing, names nobody, an agency of another partnership, or a row
            that the plan lacks.
    """
    words, who = words.strip()[:LONGEST], " ".join(who.split())[:120]
    plan = PlanRecord.objects.select_related("partnership").get(slug=slug)
    if not words:
        raise MatterError("Say what was decided or asked.")
    if agency is None and not who:
        raise MatterError("Say who is to see to it: an agency, or somebody by their role.")
    if agency is not None and agency.partnership_id != plan.partnership_id:
        raise MatterError("The agency does not belong to this partnership.")
    try:
        plans.newest(slug).plan.row(RowId(row))
    except PlanError as error:
        raise MatterError("The plan has this row no more.") from error
    made = Matter.objects.create(
        plan=plan,
        row=row,
        kind=kind,
        words=words,
        agency=agency,
        who="" if agency else who,
        due_on=due_on,
        round=rounds.latest(slug),
        made_at=at,
        made_by=by,
        made_as=made_as,
    )
    _write_down(made, "matter.recorded", by=by, at=at)
    return made


@transaction.atomic
def settle(*, matter_id: int, outcome: str, by: Person | None, at: datetime) -> Matter:
    """
    Say how it was settled; it is carried no further.

    Raises:
        MatterError: It is settled already, or nothing is said.
    """
    matter = _locked(matter_id)
    if not matter.is_open:
        raise MatterError("It was settled already, perhaps a moment ago.")
    if not outcome.strip():
        raise MatterError("Say how it was settled.")
    matter.outcome, matter.settled_at, matter.settled_by = outcome.strip()[:LONGEST], at, by
    matter.save(update_fields=["outcome", "settled_at", "settled_by"])
    _write_down(matter, "matter.settled", by=by, at=at, reason=matter.outcome)
    return matter


@transaction.atomic
def take_up_again(*, matter_id: int, by: Person | None, at: datetime) -> Matter:
    """Open it again; does nothing where it is open."""
    matter = _locked(matter_id)
    if matter.is_open:
        return matter
    matter.settled_at = matter.settled_by = None
    matter.save(update_fields=["settled_at", "settled_by"])
    _write_down(matter, "matter.taken_up_again", by=by, at=at)
    return matter


def _locked(matter_id: int) -> Matter:
    rows = Matter.objects.select_for_update(of=("self",)).select_related("plan__partnership")
    return rows.get(pk=matter_id)


def _write_down(
    matter: Matter, verb: str, *, by: Person | None, at: datetime, reason: str = ""
) -> None:
    after = {
        "row": matter.row,
        "kind": matter.kind,
        "words": matter.words,
        "agency": matter.agency_id,
        "due_on": matter.due_on,
        "open": matter.is_open,
    }
    write_down(
        verb, key=matter.pk, by=by, at=at, partnership=matter.plan.partnership.slug, after=after,
        reason=reason,
    )  # fmt: skip
