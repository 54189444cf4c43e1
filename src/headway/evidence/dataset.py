"""
What a dataset is: its columns, what makes a row, and what must hold.

Every kind of file that agencies hand over is declared once, as a `Dataset`; reading,
validation, storing, generating and the reference page all follow the declaration.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Holds(StrEnum):
    """What a column's cells hold, once read."""

    TEXT = "text"
    CODE = "code"
    """One of `Column.codes`."""
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    FLAG = "yes or no"
    UPN = "unique pupil number"
    NHS_NUMBER = "NHS number"
    URN = "school's unique reference number"
    LAESTAB = "school's local authority and establishment number"
    LA = "local authority code"
    POSTCODE = "postcode"
    ACADEMIC_YEAR = "academic year"
    """Written 2023/24, 202324 or 2023; held as the whole number 2023."""


class Privacy(StrEnum):
    """How closely a column is kept."""

    OPEN = "open"
    PERSONAL = "personal"
    """Says something of one child."""
    IDENTIFYING = "identifying"
    """Says who the child is; never leaves the store."""
    SPECIAL = "special category"
    """Health, ethnicity, protection plans: kept closest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column.

    Attributes:
        name: Ours: lower case, underscores.
        about: What a cell means, for the reference page and for messages.
        headers: What files head it, besides `name`; matched without case, spaces and marks.
        stand_ins: Headings of a school's number by authority and establishment, which the
            register of schools turns into the URN that the column holds.
        required: A file without it is refused.
        empty: Whether a cell may be empty; empty is stored as null, never as zero.
        codes: For `Holds.CODE`, each code with its meaning.
        spellings: Other ways in which files write a code, with the code: "1" for "M".
        least: Smallest number allowed.
        most: Largest.
    """

    name: str
    holds: Holds
    about: str
    headers: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    required: bool = True
    empty: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    least: float | None = None
    most: float | None = None
    privacy: Privacy = Privacy.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    One thing wrong with one row.

    Attributes:
        rule: A stable short name, counted over the file: "not-a-day", "unknown-code".
        row: The row of the file, counted as a spreadsheet shows it: the header's row included.
        column: As the file heads it; empty where the row as a whole is meant.
        came: What stands there.
        sentence: What was expected and what to do.
    """

    rule: str
    row: int
    column: str
    came: str
    sentence: str


Row = Mapping[str, Any]
"""Our column names with typed values; None where a cell is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    Something that must hold of a row, beyond its cells: an end before its start.

    Attributes:
        name: Stable and short, for counts.
        check: Gives the sentence where the row breaks it, else None.
        column: The column whose cell is shown as what came.
        suspects: Over a pyarrow table of typed columns, the mask of the rows that may break it;
            only of those need the check be asked. None: ask it of every row.
    """

    name: str
    check: Callable[[Row], str | None]
    column: str = ""
    suspects: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """
    A kind of file.

    Attributes:
        name: For commands and folders: "exclusions".
        title: For people.
        grain: What one row is: "one exclusion".
        keys: Columns that together name a row; two rows alike in them are duplicates.
        unit: The column whose values are reloaded whole (a school's URN): a later load of the
            same unit and period supersedes the earlier one. Empty: the whole file is one unit.
        time: The column that places a row in time; empty where the file as a whole stands
            for a day given at loading (a list of open cases).
        rules: Of whole rows.
        forms: Other shapes it comes in, each a function from the file's rows to ours.
    """

    name: str
    title: str
    about: str
    grain: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    unit: str = ""
    time: str = ""
    rules: tuple[Rule, ...] = ()
    forms: Mapping[str, Callable[[Iterator[Mapping[str, str]]], Iterator[Mapping[str, str]]]] = (
        field(default_factory=dict)
    )

    def column(self, name: str) -> Column:
        """The column of this name; a declaration never asks for one that it lacks."""
        return next(column for column in self.columns if column.name == name)
