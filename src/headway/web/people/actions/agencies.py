"""The agencies of a partnership: made from the names that plans use."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from headway.web.audit.actions import record, record_each
from headway.web.people.actions.refusals import PeopleError
from headway.web.people.models import Agency, Partnership, Person


@transaction.atomic
def name_agencies(
    *, partnership: Partnership, names: Iterable[str], by: Person | None, at: datetime
) -> list[Agency]:
    """
    Make the agencies that a plan names and that are not there yet; answers with those made.

    None is ever removed: people and answers may belong to it.
    """
    known = list(Agency.objects.select_for_update().filter(partnership=partnership))
    new: list[Agency] = []
    for name in names:
        wanted = " ".join(name.split())[:300]
        if wanted and not any(one.is_called(wanted) for one in [*known, *new]):
            new.append(Agency(partnership=partnership, name=wanted))
    made = Agency.objects.bulk_create(new)
    record_each(
        "agency.made", became={one.pk: {"name": one.name} for one in made}, by=by, at=at,
        partnership=partnership.slug,
    )  # fmt: skip
    return made


@transaction.atomic
def keep_agency(
    *,
    agency_id: int,
    name: str,
    also_called: Iterable[str],
    address: str,
    by: Person | None,
    at: datetime,
) -> Agency:
    """
    Change what an agency is called, and where it is written to.

    Raises:
        PeopleError: Another agency of the partnership has one of the names.
    """
    agency = Agency.objects.select_for_update().select_related("partnership").get(pk=agency_id)
    name = " ".join(name.split())[:300]
    others = list(agency.partnership.agencies.exclude(pk=agency.pk))
    also = [" ".join(one.split()) for one in also_called if one.strip()]
    if not name:
        raise PeopleError("An agency needs a name.")
    for wanted in (name, *also):
        if taken := next((one for one in others if one.is_called(wanted)), None):
            raise PeopleError(f'"{taken.name}" is called "{wanted}" already.')
    before = {"name": agency.name, "also_called": agency.also_called}
    had_address = bool(agency.address)
    agency.name, agency.also_called, agency.address = name, also, address
    agency.save(update_fields=["name", "also_called", "address"])
    record(
        "agency.changed",
        key=agency.pk,
        by=by,
        at=at,
        partnership=agency.partnership.slug,
        before={**before, "has_address": had_address},
        after={"name": name, "also_called": also, "has_address": bool(address)},
    )
    return agency
