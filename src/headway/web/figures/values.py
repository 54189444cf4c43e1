"""A computed figure, the run that it came from, and what is shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from headway.domain.errors import HeadwayError
from headway.domain.observations import State


class FiguresRefusedError(HeadwayError):
    """A run or one of its figures does not make sense; nothing of it was stored."""


class Figure(NamedTuple):
    """
    One figure of a run, or the reason why there is none.

    A tuple and unchecked on the way in, for a run has a million of them: the database checks.

    Attributes:
        measure: What was computed, as its definition is called.
        area: The code of the place, such as "E92000001".
        period: In its normal form, such as "AY 2019/20 T4".
        breakdown: The group, such as "phase=primary"; empty for all.
        value: In the measure's unit; None exactly when `state` is given.
        numerator: Whole, not negative; None when there is no value, or nothing was counted.
        denominator: Whole, not negative.
        state: Why there is no value. None of these is zero.
    """

    measure: str
    area: str
    period: str
    breakdown: str = ""
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    state: State | None = None


class Shown(NamedTuple):
    """
    A stored figure.

    Attributes:
        value: In the measure's unit; None exactly when there is a `state`.
        run: The key of the run that first said so.
    """

    value: float | None
    numerator: int | None
    denominator: int | None
    state: State | None
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    A file that a run read.

    Attributes:
        dataset: What it holds, such as "attendance-marks".
        load: Its number in the data directory.
        sha256: Of its bytes, in hexadecimal.
        rows: Rows read from it.
    """

    dataset: str
    load: int
    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    One computation: the provenance of all its figures.

    Attributes:
        known_at: When its figures became known; with a time zone.
        engine: What computed, such as "duckdb".
        version: Of Headway.
        sources: The files that it read.

    Raises:
        FiguresRefusedError: There is no engine or version, or the time is in no zone.
    """

    known_at: datetime
    engine: str
    version: str
    sources: Sequence[Source] = ()

    def __post_init__(self) -> None:
        if not (self.engine.strip() and self.version.strip()):
            raise FiguresRefusedError(
                "A run must name the engine and the version of Headway that computed it."
            )
        if self.known_at.tzinfo is None:
            raise FiguresRefusedError(
                f"A run must be known at a time with its zone, got {self.known_at}."
            )
