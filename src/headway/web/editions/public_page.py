"""The page that shows an officer what the public would see, before anything is issued."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from headway.disclosure.withheld import Withheld
from headway.domain.observations import RowId
from headway.web.editions.models import Audience
from headway.web.editions.previews import Preview
from headway.web.plans.access import Opened
from headway.web.plans.pages.policies import policy_lines
from headway.web.plans.pages.rows import row_address


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldLine:
    """
    A row with what is withheld of it.

    Attributes:
        figures: Each group and time, and why: small itself, or to protect another.
    """

    name: str
    href: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedLine:
    """Words with a number in them that must not be read, and what would stand there."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """
    Everything on the page.

    Attributes:
        refusal: Why there can be no public edition; empty where there can be.
        editions: What is said of the public editions so far.
        count: How many figures are withheld.
    """

    refusal: str
    editions: str
    count: int
    withheld: tuple[WithheldLine, ...]
    masked: tuple[MaskedLine, ...]
    policy: tuple[tuple[str, str], ...]
    issue_href: str


def public_page(opened: Opened, preview: Preview) -> PublicPage:
    """The page, for the plan and the day that the request looks at."""
    safe = preview.safe
    withheld = safe.withheld if safe else ()
    issue = f"{reverse('editions:list', args=[opened.plan.slug])}?audience={Audience.PUBLIC.value}"
    return PublicPage(
        refusal=preview.refusal,
        editions=_editions(preview),
        count=len(withheld),
        withheld=tuple(_withheld(opened, withheld)),
        masked=tuple(MaskedLine(before=one, after=other) for one, other in safe.masked)
        if safe
        else (),
        policy=policy_lines(opened.plan.disclosure),
        issue_href=f"{issue}&at={opened.at.isoformat()}#issue"
        if opened.chosen
        else f"{issue}#issue",
    )


def _editions(preview: Preview) -> str:
    if not preview.editions:
        return "No public edition has been issued yet, so nothing is known to anybody."
    number = preview.editions
    told = "The public edition" if number == 1 else f"The {number} public editions"
    if preview.refusal:
        return f"{told} so far, or the figures themselves, do not allow another for this day."
    allow = "allows" if number == 1 else "allow"
    return f"{told} so far {allow} it: together with this one nothing hidden can be worked out."


def _withheld(opened: Opened, withheld: tuple[Withheld, ...]) -> Iterator[WithheldLine]:
    rows: dict[RowId, list[Withheld]] = {}
    for one in withheld:
        rows.setdefault(one.slot.row, []).append(one)
    for row_id, found in rows.items():
        row = opened.plan.row(row_id)
        lines = ((_of_what(one), "small" if one.own else "protects another") for one in found)
        yield WithheldLine(
            name=row.name, href=row_address(row, opened), figures=tuple(dict.fromkeys(lines))
        )


def _of_what(one: Withheld) -> str:
    slot = one.slot
    parts = (slot.breakdown, slot.of, slot.area, str(slot.period) if slot.period else "no period")
    return ", ".join(part for part in parts if part)
