"""Whether what is issued is what readers read before its release."""

from collections.abc import Iterator

from headway.web.editions import queries
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item, counted
from headway.web.editions.moments import when_words


def found(seen: Examined) -> Iterator[Item]:
    """The plan was changed after somebody read the draft for the last time."""
    saved_at = seen.saved.saved_at
    lines = []
    for reader in queries.readers(seen.draft):
        last = max((one.at for one in reader.readings.all()), default=None)
        if last is not None and last < saved_at:
            lines.append(f"{reader.person}, last on {when_words(last)}")
    if lines:
        yield Item(
            title="Changed since it was read before its release",
            sentence=f"{counted(len(lines), 'reader')} read it before the plan was changed on "
            f"{when_words(saved_at)}, and may expect what is in it no more.",
            details=tuple(lines),
            page=("plans:history",),
        )
