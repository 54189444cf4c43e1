"""The made-up schools of one made-up authority, and its other settings."""

from dataclasses import dataclass

import numpy as np

from headway.evidence.errors import EvidenceError
from headway.evidence.synthetic.draws import Chance, Flags, Ints, Subject, shares, stream
from headway.evidence.synthetic.levels import PHASES, ROLL_SHARES
from headway.evidence.synthetic.texts import NONE, place_names

FIRST_LA = 500
"""Authorities are numbered from here; no authority of England or Wales has a number so."""

FIRST_URN = 800_001
"""Schools are numbered from here; the register's own numbers end far below."""

MOST_AREAS = 153
MOST_PUPILS = 250_000
"""Pupils of one area: what an area needs in memory grows with them."""

LEAST_PUPILS = 100

ALL_PHASES = (*PHASES, "independent", "sixteen-plus", "nursery")
_MEAN_ROLL = (268.0, 1060.0, 150.0, 45.0)
_SPREAD = (0.5, 0.3, 0.35, 0.4)
_FIRST_ESTAB = (2000, 4000, 7000, 1100, 6000, 8000, 1000)
_OTHERS_PER_PUPIL = (1 / 4000, 1 / 40_000, 1 / 22_000)
_URNS_PER_AREA = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    Schools and other settings, in the order of their URNs; those with pupils come first.

    Attributes:
        phase: Place in `ALL_PHASES`.
        roll: Pupils; `NONE` where the pupils are not made up.
        sixth: Whether the school has years 12 and 13.
        opened: Day of opening.
        schools: How many of them have pupils.
    """

    la: int
    urn: Ints
    laestab: Ints
    names: tuple[str, ...]
    phase: Ints
    roll: Ints
    sixth: Flags
    opened: Ints
    schools: int


def check_size(pupils: int, areas: int) -> None:
    """
    Raises:
        EvidenceError: So many pupils and areas cannot be made.
    """
    if not 1 <= areas <= MOST_AREAS:
        raise EvidenceError(
            f"From 1 to {MOST_AREAS} areas can be made up, as many as England has authorities; "
            f"got {areas}."
        )
    if pupils < LEAST_PUPILS * areas:
        raise EvidenceError(
            f"An area needs {LEAST_PUPILS} pupils to have a school of each phase; got {pupils} "
            f"for {areas}. Ask for more pupils or fewer areas."
        )
    if pupils > MOST_PUPILS * areas:
        fewest = -(-pupils // MOST_PUPILS)
        raise EvidenceError(
            f"An area has at most {MOST_PUPILS:,} pupils, so that it fits in memory; got "
            f"{pupils:,} for {areas}. Ask for {fewest} areas or more, or for fewer pupils."
        )


def sizes_of_areas(seed: int, pupils: int, areas: int) -> tuple[int, ...]:
    """Pupils of each area: some authorities are three times as big as others."""
    if areas == 1:
        return (pupils,)
    chance = stream(seed, 0, Subject.AREA)
    weights = np.clip(np.exp(0.5 * chance.standard_normal(areas)), 0.3, 3.0)
    spare = pupils - LEAST_PUPILS * areas
    even = np.full(areas, LEAST_PUPILS - 1) + shares(spare + areas, weights)
    return tuple(np.minimum(even, MOST_PUPILS * 2).tolist())


def make_settings(seed: int, area: int, pupils: int) -> Settings:
    """The settings of an area for so many pupils."""
    chance = stream(seed, area, Subject.SCHOOLS)
    by_phase = shares(pupils, np.array(ROLL_SHARES) * pupils)
    rolls = [_rolls(chance, place, int(count)) for place, count in enumerate(by_phase)]
    others = [max(1, round(pupils * rate)) for rate in _OTHERS_PER_PUPIL]
    counts = [*(len(roll) for roll in rolls), *others]
    phase = np.repeat(np.arange(len(counts)), counts)
    size = len(phase)
    ordinal = np.concatenate([np.arange(count) for count in counts])
    la = FIRST_LA + area
    secondary = phase == PHASES.index("secondary")
    return Settings(
        la=la,
        urn=FIRST_URN + area * _URNS_PER_AREA + np.arange(size),
        laestab=la * 10_000 + np.array(_FIRST_ESTAB)[phase] + ordinal,
        names=_names(chance, phase),
        phase=phase,
        roll=np.concatenate([*rolls, np.full(sum(others), NONE)]),
        sixth=secondary & (chance.random(size) < 0.6),
        opened=chance.integers(0, 15_000, size),
        schools=sum(counts[: len(PHASES)]),
    )


def _rolls(chance: Chance, phase: int, pupils: int) -> Ints:
    schools = max(1, min(round(pupils / _MEAN_ROLL[phase]), pupils // 10))
    weights = np.exp(_SPREAD[phase] * chance.standard_normal(schools))
    return shares(pupils, weights)


def _names(chance: Chance, phase: Ints) -> tuple[str, ...]:
    words = (
        "Primary School", "School", "Special School", "Pupil Referral Unit",
        "Independent School", "College", "Nursery School",
    )  # fmt: skip
    places = place_names(chance, len(phase))
    return tuple(
        f"{place} {words[kind]} (synthetic)"
        for place, kind in zip(places, phase.tolist(), strict=True)
    )
