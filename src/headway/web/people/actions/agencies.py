"""The agencies of a partnership: made from the names that plans use."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

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

    What it was called stays among its other names: plans go on writing it. An agency that only a
    plan's name made, and to which nothing belongs, goes on in the one that gets its name.

    Raises:
        PeopleError: Another agency of the partnership has one of the names.
    """
    agency = Agency.objects.select_for_update().select_related("partnership").get(pk=agency_id)
    name = " ".join(name.split())[:300]
    if not name:
        raise PeopleError("An agency needs a name.")
    had_address = bool(agency.address)
    before = {"name": agency.name, "also_called": agency.also_called}
    called = [name, *(" ".join(one.split()) for one in also_called if one.strip())]
    if agency.name.casefold() != name.casefold():
        called.append(agency.name)
    for wanted in tuple(called):
        others = agency.partnership.agencies.exclude(pk=agency.pk)
        if taken := next((one for one in others if one.is_called(wanted)), None):
            called += [taken.name, *taken.also_called]
            _put_into(agency, taken, wanted, by=by, at=at)
    agency.name, agency.address = name, address
    agency.also_called = [one for one in dict.fromkeys(called) if one.casefold() != name.casefold()]
    agency.save(update_fields=["name", "also_called", "address"])
    record(
        "agency.changed",
        key=agency.pk,
        by=by,
        at=at,
        partnership=agency.partnership.slug,
        before={**before, "has_address": had_address},
        after={"name": name, "also_called": agency.also_called, "has_address": bool(address)},
    )
    return agency


def _put_into(
    agency: Agency, unused: Agency, wanted: str, *, by: Person | None, at: datetime
) -> None:
    """Remove an agency to which nothing belongs, whose names another gets."""
    before = {"name": unused.name, "also_called": unused.also_called}
    key = unused.pk
    try:
        with transaction.atomic():
            unused.delete()
    except ProtectedError as belongs:
        raise PeopleError(
            f'"{unused.name}" is called "{wanted}" already, and people or answers belong to it.'
        ) from belongs
    record(
        "agency.removed", key=key, by=by, at=at, partnership=agency.partnership.slug,
        before=before, after={"now": agency.pk},
    )  # fmt: skip
