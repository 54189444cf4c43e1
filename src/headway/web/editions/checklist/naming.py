"""Whether it may be called so, and stand in the place that it is to stand in."""

from collections.abc import Iterator

from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item
from headway.web.editions.models import Edition


def found(seen: Examined) -> Iterator[Item]:
    """Another edition has its name, or stands in its place already."""
    draft = seen.draft
    if Edition.objects.filter(plan=draft.plan, label=draft.label).exists():
        yield Item(
            title="The name is taken",
            sentence=f"There is an edition called “{draft.label}” already. Choose another name.",
            is_error=True,
        )
    if draft.amends is not None and draft.amends.amended_by.exists():
        yield Item(
            title="Amended already",
            sentence=f"“{draft.amends.label}” was amended since. Withdraw this one and amend the "
            "edition that is current.",
            is_error=True,
        )
