"""Letters to those who want to be told of new editions."""

from dataclasses import dataclass

from django.urls import reverse

from headway.web.editions.models import Edition
from headway.web.public import addresses
from headway.web.public.models import Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is written."""

    subject: str
    body: str


def confirm(subscription: Subscription) -> Letter:
    """The first letter: nothing else is sent before its link has been followed."""
    plan = subscription.plan
    return Letter(
        subject=f"Confirm that you want to be told of new editions: {plan.title}",
        body=f"""\
Somebody, you we hope, asked to be told when a new public edition of this plan is issued:
{plan.title}

If you want that, confirm it here:
{addresses.whole(reverse("public:confirm", args=[subscription.key]))}

If not, do nothing. You get no other letter, and your address is erased within a week.
""",
    )


def told(subscription: Subscription, edition: Edition) -> Letter:
    """That a new edition is there."""
    where = addresses.whole(addresses.page("overview", edition, edition.pk))
    return Letter(
        subject=f"{edition.label}: {subscription.plan.title}",
        body=f"""\
A new public edition is there: {edition.label}, as at {edition.at.day} {edition.at:%B %Y}.

Read it here:
{where}

You get this letter because you asked for it. Leave here, and your address is erased:
{leaving(subscription)}
""",
    )


def leaving(subscription: Subscription) -> str:
    """Where somebody leaves."""
    return addresses.whole(reverse("public:leave", args=[subscription.key]))
