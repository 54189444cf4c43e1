"""
The statistical methods that a judgement may use, each in words for a board and with its source.

One tuple, for the plan's methods page and for the docs. A travel, a forecast or an answer
to "how sure are we?" names its method by `Method.name`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """
    One way of getting from figures to a statement.

    Attributes:
        name: Short and plain; stands after "Method:".
        explanation: What it does and what it takes for granted, for somebody who never
            learnt statistics.
        source: Where it is published.
    """

    name: str
    explanation: str
    source: str


SHARE_RANGE = Method(
    name="range for a percentage (Wilson)",
    explanation="Another year of the same county would not give the same percentage to the "
    "decimal. The range holds the values that fit what was counted: of 100 such ranges "
    "about 95 hold the true level. It is wide where few were counted.",
    source='Wilson, E.B. (1927), "Probable inference, the law of succession, and statistical '
    'inference", Journal of the American Statistical Association 22, 209-212.',
)
COUNT_RANGE = Method(
    name="range for a count (Byar, exact below 10)",
    explanation="How far a count of separate events strays from year to year when nothing "
    "has changed. Events that come in groups, such as several pupils after one incident, "
    "stray further than the range says.",
    source="Breslow, N.E. and Day, N.E. (1987), Statistical Methods in Cancer Research, "
    "volume II, IARC, for Byar's approximation; the exact limits below 10 are those of "
    'Garwood, F. (1936), "Fiducial limits for the Poisson distribution", Biometrika 28, 437-442.',
)
TWO_SHARES = Method(
    name="two percentages compared",
    explanation="How often would two percentages of so many children differ this much if "
    "nothing had changed? Rarer than 1 time in 20 is called more than chance. A whole "
    "year group is no sample, and still its figure varies by chance from year to year.",
    source="Pearson's chi-squared test, and Fisher's exact test where few are expected; the "
    'range of the change after Newcombe, R.G. (1998), "Interval estimation for the difference '
    'between independent proportions", Statistics in Medicine 17, 873-890.',
)
TWO_COUNTS = Method(
    name="two counts compared",
    explanation="How often would two counts over equally long times differ this much if "
    "events came as often as before? Rarer than 1 time in 20 is called more than chance. "
    "It takes the events for separate ones and the number of children for unchanged; "
    "events that come in groups make chance larger than it says.",
    source='Przyborowski, J. and Wilenski, H. (1940), "Homogeneity of results in testing '
    'samples from Poisson series", Biometrika 31, 313-323 (the conditional exact test).',
)
MANY_CHANGES = Method(
    name="many changes at once",
    explanation="Of 60 measures that do not change, 3 seem to by chance alone. So a list of "
    "measures that changed is held to a stricter rule than one measure by itself: at most 5 "
    "in 100 of those listed may be chance.",
    source='Benjamini, Y. and Hochberg, Y. (1995), "Controlling the false discovery rate", '
    "Journal of the Royal Statistical Society B 57, 289-300.",
)
LAST_YEAR = Method(
    name="last year's profile",
    explanation="The year is taken to go on as last year went on from the same point. One "
    "year does not show how unlike years are, so there is no range.",
    source="The chain ladder on one earlier year; see the year's end from earlier years.",
)
LADDER = Method(
    name="year's end from earlier years (chain ladder)",
    explanation="The year is taken to go on as the earlier years went on from the same "
    "point, all of them together. How unlike they were gives the range.",
    source='Mack, T. (1993), "Distribution-free calculation of the standard error of chain '
    'ladder reserve estimates", ASTIN Bulletin 23(2), 213-225.',
)
USUAL_YEAR = Method(
    name="year's end from a usual year (Bornhuetter-Ferguson)",
    explanation="Too little has been counted yet to scale up. What has been counted stands, "
    "and the rest of the year is taken to be as in a usual year.",
    source='Bornhuetter, R.L. and Ferguson, R.E. (1972), "The actuary and IBNR", Proceedings '
    "of the Casualty Actuarial Society 59, 181-195.",
)
PARTS_APART = Method(
    name="year-end percentage from its two parts",
    explanation="How many, and of how many, are each carried to the year's end as earlier "
    "years went, and then divided.",
    source="The chain ladder on numerator and denominator apart; see the year's end from "
    "earlier years.",
)
RATIO = Method(
    name="year-end percentage by its ratio in earlier years",
    explanation="Percentages to date rise in some years and fall in others. The year is "
    "taken to end where earlier years ended in proportion to the same point.",
    source="Ratio to profile; equal to the chain ladder where there is one earlier year.",
)
CONTROL_CHART = Method(
    name="control chart (Making Data Count)",
    explanation="A figure moves every month. The chart shows how far it moves when nothing "
    "has changed, and marks what is more: a figure outside the limits, a run of seven on one "
    "side, a trend of seven, two of three near a limit.",
    source='NHS England, "Making Data Count"; Wheeler, D.J. (2000), Understanding Variation, '
    "2nd edition, SPC Press.",
)

METHODS: tuple[Method, ...] = (
    SHARE_RANGE,
    COUNT_RANGE,
    TWO_SHARES,
    TWO_COUNTS,
    MANY_CHANGES,
    LAST_YEAR,
    LADDER,
    USUAL_YEAR,
    PARTS_APART,
    RATIO,
    CONTROL_CHART,
)


def method_named(name: str) -> Method | None:
    """The method of that name; None where there is none."""
    return next((one for one in METHODS if one.name == name), None)
