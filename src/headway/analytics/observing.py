"""
From counts to a plan's observations, each with the numbers and the files it rests on.

A plan's measure names what computes it: `persistent-absence/phase=Primary`, a definition and,
after strokes, the group that is meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from headway.analytics.definition import NOT_KNOWN, Count, Definition, half_up
from headway.analytics.definitions import definition
from headway.analytics.subjects.populations import PHASES, SOCIAL_CARE_GROUPS
from headway.domain.observations import Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.provenance import Place
from headway.evidence.dataset import Holds
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS

_FLAGS = ("sen", "overdue")
"""Breakdowns that are worked out and are yes or no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What a plan's measure is computed by.

    Attributes:
        group: The group that is meant, by breakdown; empty for everybody.
    """

    definition: Definition
    group: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def parse(text: str) -> "Wanted":
        """
        Read a measure's `definition`.

        >>> Wanted.parse("persistent-absence/phase=Primary").group
        {'phase': 'Primary'}

        Raises:
            EvidenceError: No such definition or breakdown, or a part without "=".
        """
        name, *parts = (part.strip() for part in text.split("/"))
        one = definition(name)
        group: dict[str, str] = {}
        for part in parts:
            column, equals, label = (piece.strip() for piece in part.partition("="))
            if not equals or not label:
                raise EvidenceError(
                    f'"{part}" in "{text}" is no group. Write a breakdown and its value, such '
                    'as "phase=primary".'
                )
            if column not in one.breakdowns:
                known = ", ".join(one.breakdowns) or "nothing"
                raise EvidenceError(
                    f'{one.name} cannot be split by "{column}". It can be split by {known}.'
                )
            known_here = labels(one, column)
            if known_here and label.casefold() not in known_here:
                raise EvidenceError(
                    f'"{label}" is no group of {column}. The groups are {", ".join(known_here)}.'
                )
            group[column] = label
        return Wanted(definition=one, group=group)

    def of(self, counts: Sequence[Count]) -> Count | None:
        """The count of the group that is meant, however it is cased; None where nobody is in it."""
        wanted = {column: label.casefold() for column, label in self.group.items()}
        for count in counts:
            if {column: label.casefold() for column, label in count.group.items()} == wanted:
                return count
        return None


def labels(one: Definition, column: str) -> tuple[str, ...]:
    """
    The groups that a breakdown can have, in small letters; empty where they cannot be listed.

    A group of the list with nobody in it is a true zero of a count; one that is not is a slip.

    >>> from headway.analytics.definitions import definition
    >>> labels(definition("suspensions"), "sen")
    ('yes', 'no', 'not known')
    """
    if column == "social_care":
        return (*SOCIAL_CARE_GROUPS, NOT_KNOWN)
    if column in _FLAGS:
        return ("yes", "no", NOT_KNOWN)
    for name in (*one.tables, "enrolments", "schools"):
        found = next((kind for kind in KINDS if kind.name == name), None)
        for held in found.columns if found else ():
            if held.name != column:
                continue
            if held.holds is Holds.FLAG:
                return ("yes", "no", NOT_KNOWN)
            codes = {PHASES.get(code, code).casefold() for code in held.codes}
            return (*sorted(codes), NOT_KNOWN) if codes else ()
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """
    A file that a figure rests on.

    Attributes:
        rows: How many of its rows were loaded.
        known_at: When it was loaded.
    """

    name: str
    sha256: str
    rows: int
    known_at: date


def figure(
    one: Definition, count: Count | None, whole: Count | None = None, *, listed: bool = True
) -> tuple[Fraction | None, str]:
    """
    A definition's value in its unit, exact; else None and why there is none.

    Args:
        one: The definition.
        count: None where no row is in the group.
        whole: For a gap, the count from whose value this one's is subtracted.
        listed: Whether the group is one that is known to exist, so that none in it is a zero.
    """
    if count is None:
        if one.is_count and listed:
            return Fraction(0), ""
        return None, "nobody is in the group"
    own = count.value(one)
    if own is None:
        return None, f"there are no {one.denominator}"
    if not one.gap_from:
        return own, ""
    compared = None if whole is None else whole.value(one)
    if compared is None:
        return None, f"{one.gap_from} has no value to compare it with"
    return compared - own, ""


def observation(
    row: RowId,
    wanted: Wanted,
    count: Count | None,
    *,
    period: Period,
    files: Sequence[RestsOn],
    whole: Count | None = None,
    gaps: Sequence[str] = (),
) -> Observation:
    """
    A count as an observation of a plan's row.

    The value is rounded half up to the definition's decimals; numerator and denominator keep it
    exact. It was known when the last of its files was loaded. A share of nobody cannot be
    assessed and is never zero. Its words end with `gaps`: where its data reach over a part of
    the period only.
    """
    one = wanted.definition
    listed = all(labels(one, column) for column in wanted.group)
    value, reason = figure(one, count, whole, listed=listed)
    is_share = not one.is_count and not one.gap_from and value is not None
    return Observation(
        row=row,
        period=period,
        value=None if value is None else float(half_up(value, one.decimals)),
        state=State.CANNOT_BE_ASSESSED if value is None else None,
        unit=one.unit,
        breakdown=", ".join(wanted.group.values()),
        numerator=count.numerator if count and is_share else None,
        denominator=count.denominator if count and is_share else None,
        known_at=max((file.known_at for file in files), default=None),
        place=Place(document=files[0].name) if len(files) == 1 else None,
        words=" ".join((_words(one, count, files, reason), *gaps)),
    )


def _words(one: Definition, count: Count | None, files: Sequence[RestsOn], reason: str) -> str:
    rows = 0 if count is None else count.rows
    came = "; ".join(f"{file.name} ({file.rows:,} rows, {file.sha256[:12]})" for file in files)
    made = f"Computed as {one.name} from {rows:,} rows"
    made += f" of {came}." if came else "."
    return f"{made} No figure, for {reason}." if reason else made
