"""Better, worse, or no more than chance: one word for a tested change."""

from enum import StrEnum

from headway.domain.quantities import Polarity


class Verdict(StrEnum):
    """What a test lets one say. Nothing here is a colour: that is a target's business."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    INCREASED = "increased"
    """More than chance, where neither way is better or none is stated."""
    DECREASED = "decreased"
    NO_SIGNIFICANT_CHANGE = "no significant change"
    NOT_TESTABLE = "not testable"


def verdict_of(change: float, p: float, *, level: float, polarity: Polarity) -> Verdict:
    """
    The word for a change of some size and sign whose test gave `p`.

    Args:
        change: After minus before, or a slope; only its sign counts.
        p: Two-sided.
        level: Significant means below it: 0.05 beside a 95% interval.
        polarity: Which way is better.

    >>> verdict_of(-2.0, 0.01, level=0.05, polarity=Polarity.LOW).value
    'improved'
    >>> verdict_of(-2.0, 0.30, level=0.05, polarity=Polarity.LOW).value
    'no significant change'
    """
    if p >= level or change == 0:
        return Verdict.NO_SIGNIFICANT_CHANGE
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return Verdict.INCREASED if change > 0 else Verdict.DECREASED
    better = (change > 0) == (polarity is Polarity.HIGH)
    return Verdict.IMPROVED if better else Verdict.WORSENED
