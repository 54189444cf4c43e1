"""The layouts that published files come in, told by their header and by nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.evidence.errors import EvidenceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    One layout.

    Attributes:
        words: What it is, for messages.
        needs: Columns that every file of it has, in lower case.
        companion: It explains another file and holds no figures.
    """

    name: str
    words: str
    needs: frozenset[str]
    companion: bool = False


TIDY = Layout(
    name="tidy",
    words="the Department for Education's tidy layout",
    needs=frozenset({"time_period", "geographic_level"}),
)
META = Layout(
    name="meta",
    words="the Department for Education's .meta.csv",
    needs=frozenset({"col_name", "col_type"}),
    companion=True,
)
TOOL = Layout(
    name="tool",
    words="the Local Authority Interactive Tool's long table",
    needs=frozenset({"short desc", "years", "values", "la number"}),
)
TOOL_DICTIONARY = Layout(
    name="tool dictionary",
    words="the Local Authority Interactive Tool's dictionary",
    needs=frozenset({"measure_short", "polarity", "year_type"}),
    companion=True,
)
INDICATORS = Layout(
    name="indicators",
    words="the public-health indicators' table (Fingertips)",
    needs=frozenset({"indicator id", "area code", "time period", "value"}),
)
NEIGHBOURS = Layout(
    name="neighbours",
    words="a statistical neighbours model with its ten columns of authorities",
    needs=frozenset({"old_la_code", "sn_1", "sn_10"}),
)
NEIGHBOURS_BY_NUMBER = Layout(
    name="neighbours by number",
    words="the statistical neighbours of April 2021",
    needs=frozenset({"la number", "sn1", "sn10"}),
)

LAYOUTS = (TIDY, META, TOOL, TOOL_DICTIONARY, INDICATORS, NEIGHBOURS, NEIGHBOURS_BY_NUMBER)


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
    from headway.evidence.reading.headings import likeliest  # noqa: PLC0415 - late: every kind

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
