"""
When an XmR chart must not be drawn, and what to do instead.

The chart assumes that each figure could have stood at any other's place: independent
periods of one kind, measured in one way, with room to vary on both sides. Where that
does not hold its limits are not a matter of taste but wrong, and it marks noise as news
or hides news as noise. `docs/explanation/honest-figures.md` states by how much.

Sources: NHS England, "Making Data Count", for 12 points before limits mean anything;
Provost, L.P. and Murray, S.K. (2011), "The Health Care Data Guide", Jossey-Bass, for
counts and rare events on charts of their own (c, u, g and t).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from headway.stats.errors import FigureError
from headway.stats.spc.charts import FEWEST, checked_figures

FEWEST_PER_PERIOD = 10
"""Counts that average fewer than this are too uneven for an XmR chart's limits."""


class RefusalKind(StrEnum):
    """Why a series cannot be charted."""

    CUMULATIVE = "cumulative"
    ANNUAL = "annual"
    DEFINITION = "across a change of definition"
    TOO_SHORT = "too short"
    SMALL_COUNTS = "small counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """
    A chart that would mislead.

    Attributes:
        sentence: Why, and what to do instead, for a board member.
    """

    kind: RefusalKind
    sentence: str


def chart_refusal(
    values: Sequence[float | None],
    *,
    cumulative: bool = False,
    annual: bool = False,
    counts: bool = False,
    definition_breaks: Sequence[int] = (),
    rebase_at: Sequence[int] = (),
) -> Refusal | None:
    """
    Why these figures must not be put on an XmR chart; None where they may.

    The gravest reason is given: one that more figures would not cure before one that
    they would.

    Args:
        values: In order of time, equally spaced; None where a figure is missing.
        cumulative: Each figure is the year's total so far.
        annual: There is one figure a year.
        counts: The figures are numbers of events or people, not shares or scores.
        definition_breaks: Positions, from 0, of the first figure measured in a new way.
        rebase_at: Where the chart would work its lines out anew. A change of definition
            there is no obstacle, if enough figures follow the last one.

    Raises:
        FigureError: The series is empty or all missing, a figure is not a finite number,
            or a count is negative.

    >>> chart_refusal([11, 14, 9], counts=True).kind.value
    'too short'
    >>> chart_refusal([2, 0, 1, 3, 0, 2, 1, 1, 0, 4, 2, 1], counts=True).kind.value
    'small counts'
    >>> chart_refusal([52, 47, 55, 50, 49, 53, 51, 46, 54, 50, 48, 52], counts=True) is None
    True
    """
    figures = checked_figures(values)
    known = [value for value in figures if value is not None]
    if counts and min(known) < 0:
        raise FigureError(f"A count cannot be negative, and {min(known):g} was given.")
    if cumulative:
        return _refused(RefusalKind.CUMULATIVE)
    if annual:
        return _refused(RefusalKind.ANNUAL)
    # A break at the first figure divides nothing.
    crossed = sorted(at for at in definition_breaks if 0 < at < len(figures))
    unmarked = [at for at in crossed if at not in rebase_at]
    if unmarked:
        return _refused(RefusalKind.DEFINITION, place=unmarked[-1] + 1)
    since = figures[crossed[-1] :] if crossed else figures
    usable = sum(value is not None for value in since)
    if usable < FEWEST:
        return _refused(
            RefusalKind.TOO_SHORT, usable=usable, since=" since then" if crossed else ""
        )
    if counts and (average := sum(known) / len(known)) < FEWEST_PER_PERIOD:
        return _refused(RefusalKind.SMALL_COUNTS, average=average)
    return None


_SENTENCES = {
    RefusalKind.CUMULATIVE: (
        "No control chart: each figure is the year's total so far and contains the one before "
        "it, so it must rise. Chart what was new in each period, or hold it against the same "
        "point last year."
    ),
    RefusalKind.ANNUAL: (
        "No control chart: with one figure a year the 12 it needs take 12 years, in which the "
        "measure itself seldom stays the same. Compare two years by a test of the difference."
    ),
    RefusalKind.DEFINITION: (
        "No control chart: from figure {place} on this is measured in another way, and figures "
        "before and after cannot share their limits. Start the chart there, or work the lines "
        "out anew from there."
    ),
    RefusalKind.TOO_SHORT: (
        "No control chart: {usable} figures{since} are not enough to tell signal from noise; it "
        "needs at least 12. Until then compare two periods by a test of the difference."
    ),
    RefusalKind.SMALL_COUNTS: (
        "No control chart: at {average:.1f} a period on average these counts are too small for "
        "its limits, which would take chance for news; it needs about 10. Compare two periods "
        "by a test of rates, count over longer periods, or chart the time between events."
    ),
}


def _refused(kind: RefusalKind, **figures: object) -> Refusal:
    return Refusal(kind=kind, sentence=_SENTENCES[kind].format(**figures))
