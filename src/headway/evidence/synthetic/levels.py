"""
How much there is of everything: England's published figures, year by year.

Absence: DfE, pupil absence in schools, years to 2024/25; by phase for 2017/18 and 2018/19 as
published, afterwards by phase so that the published total comes out. Severe absence of primary
schools follows from the total and from the secondary schools. Reasons: pupil attendance in
schools, 2024/25 to date. Exclusions: suspensions and permanent exclusions. Profile: early years
foundation stage profile results. Alternative provision is our own guess: no such table is at
hand. Years without figures (2019/20, and those to come) take the nearest that has some.
"""

from dataclasses import dataclass
from types import MappingProxyType

PHASES = ("primary", "secondary", "special", "alternative")
"""The phases that have pupils here, in the order of all tables by phase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """
    The absence of a phase, in parts of one.

    Attributes:
        overall: Sessions missed of sessions possible.
        persistent: Enrolments that missed a tenth or more.
        severe: Enrolments that missed half or more.
    """

    overall: float
    persistent: float
    severe: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """
    The levels of one academic year; rates are parts of one.

    Attributes:
        absence: By phase.
        suspended: Pupils with one or more suspensions, by phase.
        suspensions: Suspensions of each pupil who has one, on average.
        excluded: Permanent exclusions by pupils, by phase.
        gld: Children with a good level of development: eligible for free meals, and others.
        in_time: New plans, of those without exceptions, issued in 20 weeks.
        home: Children educated at home on an autumn day, by pupils.
        missing: Children missing education on an autumn day, by pupils.
        fsm: Pupils eligible for free meals.
    """

    absence: tuple[Absence, ...]
    suspended: tuple[float, ...]
    suspensions: float
    excluded: tuple[float, ...]
    gld: tuple[float, float]
    in_time: float
    home: float
    missing: float
    fsm: float


_ABSENCE = MappingProxyType(
    {  # overall, persistent, severe of primary, secondary, special
        2017: ((4.17, 8.67, 0.38), (5.53, 13.91, 1.17), (10.2, 29.6, 4.0)),
        2018: ((4.03, 8.25, 0.41), (5.49, 13.69, 1.32), (10.1, 28.8, 4.2)),
        2020: ((3.6, 8.78, 0.6), (5.5, 14.83, 1.48), (13.0, 38.0, 6.0)),
        2021: ((6.3, 17.70, 0.65), (9.0, 27.71, 2.74), (13.1, 40.0, 5.9)),
        2022: ((5.9, 16.21, 0.76), (9.0, 26.52, 3.40), (13.0, 39.0, 6.2)),
        2023: ((5.5, 14.56, 0.84), (8.9, 25.56, 3.81), (12.8, 37.0, 6.5)),
        2024: ((5.2, 12.99, 0.95), (8.45, 23.37, 3.88), (12.8, 35.8, 6.7)),
    }
)
_ALTERNATIVE = (35.0, 80.0, 35.0)

_EVENTS = MappingProxyType(
    {  # per 100 pupils: suspended in primary and secondary; suspensions, exclusions in all
        2017: (0.62, 4.71, 5.08, 0.10),
        2018: (0.63, 4.93, 5.36, 0.10),
        2020: (0.52, 4.38, 4.25, 0.05),
        2021: (0.68, 6.02, 6.91, 0.08),
        2022: (0.82, 7.12, 9.33, 0.11),
        2023: (0.99, 7.83, 11.31, 0.13),
    }
)
_SUSPENDED_SPECIAL, _SUSPENDED_ALTERNATIVE = 5.1, 30.0

_OTHERS = MappingProxyType(
    {  # good level with free meals and without; in 20 weeks; at home; missing; free meals
        2017: (57.0, 74.0, 60.1, 0.7, 0.4, 13.6),
        2018: (57.0, 74.0, 60.4, 0.7, 0.4, 15.4),
        2020: (49.1, 69.5, 59.9, 1.0, 0.4, 20.8),
        2021: (49.1, 69.5, 49.2, 1.0, 0.4, 22.5),
        2022: (51.6, 71.5, 50.3, 1.0, 0.4, 23.8),
        2023: (51.5, 72.0, 46.4, 1.1, 0.4, 24.6),
        2024: (51.3, 72.5, 46.4, 1.4, 0.5, 25.7),
    }
)

ROLL_SHARES = (0.545, 0.435, 0.0185, 0.0015)
"""Pupils by phase, in parts of one."""

REASONS = MappingProxyType(
    {  # per 100 possible sessions in primary, secondary, special schools; the last also serves
        # alternative provision
        "I": (2.858, 3.629, 5.122),
        "R": (0.102, 0.092, 0.077),
        "T": (0.015, 0.003, 0.008),
        "C": (0.323, 0.462, 1.674),
        "G": (0.564, 0.343, 0.409),
        "O": (0.729, 2.590, 2.610),
        "N": (0.050, 0.066, 0.074),
    }
)
"""Reasons for whole days of absence."""

HALF_DAY_REASONS = MappingProxyType({"M": 0.48, "U": 0.27, "I": 0.17, "C": 0.08})
"""Reasons for half days."""

ELSEWHERE = MappingProxyType(
    {  # per 100 possible sessions
        "L": (1.102, 2.857, 0.769),
        "B": (0.179, 0.314, 0.894),
        "P": (0.090, 0.152, 0.053),
        "V": (0.758, 0.816, 0.499),
        "W": (0.0, 0.308, 0.061),
        "K": (0.013, 0.064, 0.110),
    }
)
"""Marks of those who came late or were taught elsewhere."""


def _nearest(table: "MappingProxyType[int, tuple[float, ...]]", year: int) -> int:
    earlier = [known for known in table if known <= year]
    return max(earlier) if earlier else min(table)


def levels(year: int) -> Levels:
    """
    The levels of the academic year that begins in `year`.

    >>> levels(2023).absence[1].persistent
    0.2556
    """
    known = max([found for found in _ABSENCE if found <= year], default=min(_ABSENCE))
    rows = (*_ABSENCE[known], _ALTERNATIVE)
    primary, secondary, suspensions, excluded = _EVENTS[_nearest(_EVENTS, year)]
    suspended = (primary, secondary, _SUSPENDED_SPECIAL, _SUSPENDED_ALTERNATIVE)
    pupils = sum(rate * share for rate, share in zip(suspended, ROLL_SHARES, strict=True))
    fsm_gld, other_gld, in_time, home, missing, fsm = _OTHERS[_nearest(_OTHERS, year)]
    return Levels(
        absence=tuple(
            Absence(overall=overall / 100, persistent=persistent / 100, severe=severe / 100)
            for overall, persistent, severe in rows
        ),
        suspended=tuple(rate / 100 for rate in suspended),
        suspensions=suspensions / pupils,
        excluded=tuple(excluded / 100 * factor for factor in (0.22, 2.0, 0.6, 2.0)),
        gld=(fsm_gld / 100, other_gld / 100),
        in_time=in_time / 100,
        home=home / 100,
        missing=missing / 100,
        fsm=fsm / 100,
    )
