"""What can be done to a plan that the service keeps."""

from datetime import datetime

from django.db import transaction

from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.rounds.asking import responsible
from headway.web.audit import actions as audit
from headway.web.people import actions as people
from headway.web.people.models import Partnership, Person
from headway.web.plans.models import PlanRecord, PlanVersion
from headway.web.plans.queries import UnknownPlanError, text_of
from headway.web.plans.texts import digest_of, plan_of

LONGEST_REASON = 500


class TakenNameError(HeadwayError):
    """Another partnership's plan has the short name; no more is told of it."""


class OutdatedChangeError(HeadwayError):
    """Somebody else saved the plan after this person had opened it."""


@transaction.atomic
def save_version(
    *,
    text: str,
    reason: str,
    at: datetime,
    based_on: int | None = None,
    partnership: Partnership | None = None,
    by: Person | None = None,
) -> PlanVersion:
    """
    Keep a plan file as the newest version of its plan, which is made if it is not there yet.

    Saving the same text again changes nothing and answers with the version there is. The
    agencies that the plan names are made where they are not there yet.

    Args:
        text: The whole plan file; its slug says which plan it is of.
        reason: What changed, for the history; cut at 500 characters.
        at: When it is saved.
        based_on: The version that the change was made to; None where the file comes
            from outside and is to stand in any case.
        partnership: Whose plan it is; None where there is one partnership alone.
        by: Who saves it; None for the service itself.

    Raises:
        HeadwayError: The text is not a plan file; the message says where and why.
        PeopleError: No partnership is given, and there are several.
        TakenNameError: Another partnership's plan has the short name.
        OutdatedChangeError: The newest version is no longer `based_on`.
    """
    plan = plan_of(text, name="the plan file")
    digest = digest_of(text)
    record = _record(plan, partnership, at)
    last = record.versions.order_by("-number").first()
    if last is not None and last.digest == digest:
        return last
    if based_on is not None and (last is None or last.number != based_on):
        raise OutdatedChangeError(
            f'"{plan.title}" was saved by somebody else after you opened version {based_on}. '
            "Nothing of yours was saved. Open the newest version and make the change there."
        )

    record.title = plan.title[:500]
    record.save(update_fields=["title"])
    made = PlanVersion.objects.create(
        plan=record,
        number=last.number + 1 if last else 1,
        content=text,
        digest=digest,
        saved_at=at,
        reason=reason[:LONGEST_REASON],
    )
    people.name_agencies(
        partnership=record.partnership, names=agencies_named_in(plan), by=by, at=at
    )
    audit.record(
        "plan.saved",
        key=plan.slug,
        by=by,
        at=at,
        partnership=record.partnership.slug,
        before={"version": last.number, "sha256": last.digest} if last else None,
        after={"version": made.number, "sha256": digest},
        reason=reason,
    )
    return made


@transaction.atomic
def restore_version(
    *, slug: str, number: int, at: datetime, by: Person | None = None
) -> PlanVersion:
    """
    Go back to an earlier version: its content becomes the newest one, and the history stays.

    Raises:
        UnknownPlanError: There is no such plan, or no such version of it.
        AlteredPlanError: Its text is not what was saved.
    """
    rows = PlanVersion.objects.select_related("plan__partnership")
    old = rows.filter(plan__slug=slug, number=number).first()
    if old is None:
        raise UnknownPlanError(f'There is no version {number} of the plan "{slug}" to go back to.')
    return save_version(
        text=text_of(old),
        reason=f"Went back to version {number}",
        at=at,
        partnership=old.plan.partnership,
        by=by,
    )


def agencies_named_in(plan: Plan) -> list[str]:
    """Every agency that the plan names for a row, by its settled name, in the plan's order."""
    found: dict[str, str] = {}
    for row in plan.rows():
        for name in responsible(plan, row)[0]:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def _record(plan: Plan, partnership: Partnership | None, at: datetime) -> PlanRecord:
    """The plan's record, locked; made where it is not there yet."""
    locked = PlanRecord.objects.select_for_update(of=("self",)).select_related("partnership")
    found = locked.filter(slug=plan.slug).first()
    if found is None:
        owner = partnership or people.only_partnership(at=at)
        found, _ = locked.get_or_create(
            slug=plan.slug,
            defaults={"title": plan.title, "created_at": at, "partnership": owner},
        )
    if partnership is not None and found.partnership_id != partnership.pk:
        raise TakenNameError(
            f'The short name "{plan.slug}" is taken in this installation. '
            "Give the plan another one."
        )
    return found
