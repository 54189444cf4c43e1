"""What an edition would be made of now: the newest plan, its round, and what came before."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from headway.judgement.wording import listed
from headway.web.editions import queries
from headway.web.editions.making import Ingredients, amended_words, kept
from headway.web.editions.models import Audience, Draft, Edition
from headway.web.editions.moments import from_words, until_words
from headway.web.editions.previews import Earlier, earlier_public
from headway.web.people.queries import holding
from headway.web.plans import queries as plans
from headway.web.rounds import queries as rounds

NOTHING = Earlier()


def of_draft(draft: Draft, *, at: datetime) -> Ingredients:
    """Of a draft, with its round as it stands at a moment."""
    slug, audience = draft.plan.slug, Audience(draft.audience)
    earlier = before(slug, audience, draft.amends)
    return Ingredients(
        slug=slug,
        version=plans.newest(slug).number,
        at=draft.at,
        label=draft.label,
        audience=audience,
        before=_place(earlier),
        answers=kept(rounds.silence(draft.round, at=timezone.localdate(at)))
        if draft.round is not None and audience != Audience.PUBLIC
        else None,
        amends=amended_words(draft.amends, draft.note),
        pre_release=tuple(_who_could_read(draft, at)),
        earlier=earlier_public(slug) if audience == Audience.PUBLIC else NOTHING,
    )


def _who_could_read(draft: Draft, at: datetime) -> Iterator[str]:
    """Each reader whose window had begun, by role; several who are alike are counted."""
    roles: dict[int, list[str]] = {}
    for one in holding(at).filter(partnership=draft.plan.partnership).select_related("agency"):
        agency = f" of {one.agency.name}" if one.agency else ""
        roles.setdefault(one.person_id, []).append(f"{one.get_role_display()}{agency}")
    lines = []
    for reader in queries.readers(draft):
        ends = min(reader.ends, reader.revoked_at or reader.ends)
        if reader.begins < min(ends, at):
            who = listed(sorted(roles.get(reader.person_id, ["Somebody who has left since"])))
            until = "its release" if ends >= at else until_words(ends)
            lines.append(f"{who}, from {from_words(reader.begins)} until {until}")
    for line, count in Counter(lines).items():
        yield line if count == 1 else f"{line} ({count} of them)"


def of_edition(edition: Edition) -> Ingredients:
    """Of an edition that was issued, from what is kept with it."""
    slug, audience = edition.plan.slug, Audience(edition.audience)
    compared = edition.compared_with
    if compared is None and not edition.software:
        compared = _just_before(edition)
    return Ingredients(
        slug=slug,
        version=edition.version.number,
        at=edition.at,
        label=edition.label,
        audience=audience,
        before=_place(compared),
        answers=edition.answers,
        amends=amended_words(edition.amends, edition.note),
        pre_release=tuple(edition.pre_release),
        earlier=earlier_public(slug, before=edition) if audience == Audience.PUBLIC else NOTHING,
    )


def before(slug: str, audience: Audience, amends: Edition | None) -> Edition | None:
    """
    The edition that changes are told against.

    The one issued last, for the public the public one. What stands in place of an edition is
    told against the same as that was, so that it can be read in its stead.
    """
    if amends is not None:
        return amends.compared_with or (None if amends.software else _just_before(amends))
    return queries.newest(slug, public=audience == Audience.PUBLIC)


def _place(edition: Edition | None) -> tuple[int, date] | None:
    return (edition.version.number, edition.at) if edition else None


def is_outdated(wanted: Ingredients, amends: Edition | None = None) -> bool:
    """Whether the plan was saved, or another edition issued, since these were gathered."""
    if plans.newest(wanted.slug).number != wanted.version:
        return True
    if _place(before(wanted.slug, wanted.audience, amends)) != wanted.before:
        return True
    if wanted.audience != Audience.PUBLIC:
        return False
    return len(queries.public_figures(wanted.slug)) != len(wanted.earlier.figures)


def _just_before(edition: Edition) -> Edition | None:
    """As it was worked out when it was not kept yet."""
    rows = Edition.objects.filter(queries.earlier_than(edition), plan=edition.plan)
    if edition.audience == Audience.PUBLIC:
        rows = rows.filter(audience=Audience.PUBLIC)
    return rows.select_related("version").first()
