"""Which layout a published file is in, by its header; and what it is where it is in none."""

from collections.abc import Sequence

from headway.evidence.errors import EvidenceError
from headway.evidence.published.layouts import LAYOUTS, Layout
from headway.evidence.reading.headings import likeliest


def recognised(header: Sequence[str], *, file: str) -> Layout:
    """
    The layout that a header is of.

    >>> recognised(["time_period", "geographic_level", "num"], file="a.csv").name
    'tidy'

    Raises:
        EvidenceError: None of them; names the nearest and what it lacks.
    """
    columns = {column.strip().casefold() for column in header}
    for layout in LAYOUTS:
        if layout.needs <= columns:
            return layout
    near = max(LAYOUTS, key=lambda one: len(one.needs & columns) / len(one.needs))
    came = ", ".join(column.strip() for column in header[:6] if column.strip()) or "nothing"
    agency = likeliest([list(header)])
    if agency is not None and not agency[1].missing:
        kind = agency[0].name
        hint = f"It looks like an agency's {kind}: `headway data load {kind}` takes it in."
    elif near.needs & columns:
        lacks = ", ".join(sorted(near.needs - columns))
        hint = f"It is nearest to {near.words}, but lacks {lacks}."
    else:
        hint = "Expected were " + "; ".join(one.words for one in LAYOUTS if not one.companion) + "."
    raise EvidenceError(
        f"{file} is in no layout of published statistics: its columns start with {came}. {hint}"
    )
