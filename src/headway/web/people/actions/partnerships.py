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
