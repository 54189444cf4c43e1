"""The layouts that published files come in, told by their header and by nothing else."""

from dataclasses import dataclass


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
