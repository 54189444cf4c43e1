"""The same quantity by another source: found by what it is, never mixed in."""

from headway.evidence.errors import EvidenceError
from headway.evidence.published import knowledge
from headway.evidence.published.figures import Figures, figures
from headway.evidence.published.releases import Shelf
from headway.evidence.published.series import Entry, Series, entries, find


def alternatives(shelf: Shelf, series: Series) -> tuple[Figures, ...]:
    """
    Other datasets' figures of the same quantity for the same group of children.

    Only quantities that are known to be published twice are looked for.
    """
    mine = knowledge.concept(series.title, tuple(series.filters.values()))
    if not mine:
        return ()
    out = []
    for entry in entries(shelf):
        if entry.dataset == series.dataset or entry.indicator.unit == "count":
            continue
        where = _where(entry, mine)
        if where is None:
            continue
        try:
            other = find(shelf, f"{entry.dataset}:{entry.indicator.name}", where=where)
        except EvidenceError:
            continue  # a filter of it has no rows for everybody, so it is of other children
        if knowledge.concept(other.title, tuple(other.filters.values())) == mine:
            out.append(figures(shelf, other))
    return tuple(out)


def _where(entry: Entry, wanted: str) -> dict[str, str] | None:
    """The filters under which an entry is of the wanted quantity; None where none are."""
    label = entry.indicator.label
    if knowledge.concept(label, ()) == wanted:
        return {}
    for name, values in entry.filters.items():
        for value in values:
            if knowledge.concept(label, (value,)) == wanted:
                return {name: value}
    return None
