"""How much each made-up enrolment misses, so that the published shares come out."""

import numpy as np

from headway.evidence.synthetic.draws import Chance, Flags, Floats, Ints
from headway.evidence.synthetic.levels import Absence


def rates_of_absence(
    chance: Chance, leaning: Floats, phase: Ints, counted: Flags, levels: tuple[Absence, ...]
) -> Floats:
    """
    What part of its sessions each enrolment misses.

    Within each phase the enrolments are put in order by what leads to absence, and each takes
    the rate of its place in a distribution with the published mean and the published shares
    above a tenth and a half. Those whom the rates do not count are put in an order of their own.
    """
    scores = leaning + 0.7 * chance.standard_normal(len(leaning))
    rates = np.zeros(len(leaning))
    for place, level in enumerate(levels):
        for group in (counted, ~counted):
            here = np.flatnonzero((phase == place) & group)
            order = np.argsort(scores[here], kind="stable")
            placed = np.empty(len(here))
            placed[order] = (np.arange(len(here)) + chance.random(len(here))) / max(1, len(here))
            rates[here] = _rate_at(placed, level)
    return rates


def _rate_at(placed: Floats, level: Absence) -> Floats:
    """The rate below which this part of all enrolments lies."""
    middle, few = 0.19, 1 - level.persistent
    severe_mean = 2 / 3
    for _ in range(40):
        rest = level.overall - level.severe * severe_mean
        low = (rest - (level.persistent - level.severe) * middle) / few
        if 0.012 <= low <= 0.055:
            break
        middle += 0.005 if low > 0.055 else -0.005
    low = min(max(low, 0.005), 0.095)
    bottom = 0.1 * np.clip(placed / few, 0, 0.999_999) ** (0.1 / low - 1)
    span = max(level.persistent - level.severe, 1e-9)
    centre = 0.1 + 0.4 * np.clip((placed - few) / span, 0, 0.999) ** (0.4 / (middle - 0.1) - 1)
    above = np.clip((placed - (1 - level.severe)) / max(level.severe, 1e-9), 0, 1)
    top = 0.5 + 0.5 * above**2
    return np.where(placed < few, bottom, np.where(placed < 1 - level.severe, centre, top))
