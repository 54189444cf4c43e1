"""What can be done to a plan that the service keeps."""

import hashlib
from datetime import datetime

from django.db import transaction

from headway import planfile
from headway.domain.errors import HeadwayError
from headway.web.plans.models import PlanRecord, PlanVersion
from headway.web.plans.queries import UnknownPlanError

LONGEST_REASON = 500


class OutdatedChangeError(HeadwayError):
    """Somebody else saved the plan after this person had opened it."""


@transaction.atomic
def save_version(
    *, text: str, reason: str, at: datetime, based_on: int | None = None
) -> PlanVersion:
    """
    Keep a plan file as the newest version of its plan, which is made if it is not there yet.

    Saving the same text again changes nothing and answers with the version there is.

    Args:
        text: The whole plan file; its slug says which plan it is of.
        reason: What changed, for the history; cut at 500 characters.
        at: When it is saved.
        based_on: The version that the change was made to; None where the file comes
            from outside and is to stand in any case.

    Raises:
        HeadwayError: The text is not a plan file; the message says where and why.
        OutdatedChangeError: The newest version is no longer `based_on`.
    """
    plan = planfile.loads(text, name="the plan file")
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    record, _ = PlanRecord.objects.select_for_update().get_or_create(
        slug=plan.slug, defaults={"title": plan.title, "created_at": at}
    )
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
    return PlanVersion.objects.create(
        plan=record,
        number=last.number + 1 if last else 1,
        content=text,
        digest=digest,
        saved_at=at,
        reason=reason[:LONGEST_REASON],
    )


@transaction.atomic
def restore_version(*, slug: str, number: int, at: datetime) -> PlanVersion:
    """
    Go back to an earlier version: its content becomes the newest one, and the history stays.

    Raises:
        UnknownPlanError: There is no such plan, or no such version of it.
    """
    old = PlanVersion.objects.filter(plan__slug=slug, number=number).first()
    if old is None:
        raise UnknownPlanError(f'There is no version {number} of the plan "{slug}" to go back to.')
    return save_version(text=old.content, reason=f"Went back to version {number}", at=at)
