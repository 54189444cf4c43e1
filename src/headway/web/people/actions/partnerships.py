"""Partnerships: made by whoever looks after the installation."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from headway.web.audit.actions import record
from headway.web.people.actions.refusals import PeopleError
from headway.web.people.models import Partnership, Person

FIRST = ("partnership", "The partnership")
"""The slug and the name of the one that is made where none is needed by name."""


@transaction.atomic
def make_partnership(*, name: str, slug: str = "", by: Person | None, at: datetime) -> Partnership:
    """
    A new partnership, without anybody in it yet.

    Raises:
        PeopleError: It has no name, or the short name is taken.
    """
    name = " ".join(name.split())[:300]
    slug = (slug or slugify(name))[:100]
    if not name or not slug:
        raise PeopleError("A partnership needs a name with letters or digits in it.")
    if Partnership.objects.filter(slug=slug).exists():
        raise PeopleError(f'There is a partnership with the short name "{slug}" already.')
    made = Partnership.objects.create(slug=slug, name=name, created_at=at)
    record("partnership.made", key=slug, by=by, at=at, partnership=slug, after={"name": name})
    return made


@transaction.atomic
def rename_partnership(
    *, partnership_id: int, name: str, by: Person | None, at: datetime
) -> Partnership:
    """
    Call a partnership something else; its addresses stay as they are.

    Raises:
        PeopleError: The name is empty.
    """
    found = Partnership.objects.select_for_update().get(pk=partnership_id)
    name = " ".join(name.split())[:300]
    if not name:
        raise PeopleError("A partnership needs a name with letters or digits in it.")
    if name != found.name:
        before, found.name = {"name": found.name}, name
        found.save(update_fields=["name"])
        record(
            "partnership.renamed", key=found.slug, by=by, at=at,
            partnership=found.slug, before=before, after={"name": name},
        )  # fmt: skip
    return found


@transaction.atomic
def let_install(*, person_id: int, allowed: bool, by: Person | None, at: datetime) -> Person:
    """Let somebody look after the installation, or no longer."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.is_installer != allowed:
        person.is_installer = allowed
        person.save(update_fields=["is_installer"])
        record(
            "person.changed", key=person.pk, by=by, at=at,
            before={"is_installer": not allowed}, after={"is_installer": allowed},
        )  # fmt: skip
    return person


@transaction.atomic
def only_partnership(*, at: datetime) -> Partnership:
    """
    The partnership of an installation that serves one; made where there is none yet.

    Raises:
        PeopleError: There are several, so that somebody must say which.
    """
    found = list(Partnership.objects.all()[:2])
    match found:
        case []:
            slug, name = FIRST
            return make_partnership(name=name, slug=slug, by=None, at=at)
        case [one]:
            return one
        case _:
            raise PeopleError(
                "There are several partnerships here. Say which one the plan belongs to."
            )
