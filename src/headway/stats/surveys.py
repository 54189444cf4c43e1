"""
What a survey's answers say, and whether one round differs from the next.

Every share comes with how many answered, how many answers as exact as equally weighted
ones these are (Kish's effective number), and an interval: Wilson's, on the effective
number. Two rounds are compared by the methods for two proportions on effective numbers.
Many questions at once: adjust the changes' p with `multiplicity`.

A survey that people choose to answer is not a random sample. Its interval is the least
uncertainty there is, not all of it, and every result says so.

Linearised errors: Deville, J.-C. and Särndal, C.-E. (1992), "Calibration estimators in
survey sampling", Journal of the American Statistical Association 87, 376-382.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from headway.domain.quantities import Polarity
from headway.stats.comparisons import Change, compare_proportions
from headway.stats.counts import base_of, part_of, two_sided_z
from headway.stats.errors import FigureError
from headway.stats.proportions import wilson_interval
from headway.stats.raking import Weights, effective_n

FEWEST_ANSWERS = 10
"""A share of fewer answers than this is not given."""
SELF_SELECTED = (
    "People chose whether to answer, so the range is the least uncertainty, not all of it."
)
UNANIMOUS = (
    "Everybody gave the same answer, so the figure tells what each of them said: do not publish it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A figure that is not given, and why; it does not say how few there were."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """
    The share of a question's answers that are of one kind, with its base.

    Attributes:
        percent: From 0 to 100, weighted if weights were given.
        unweighted: The same without weights.
        low: Lower end of the interval, in percent.
        high: Upper end.
        level: Of the interval: 0.95 is the usual one.
        n: How many answered the question.
        effective_n: How many equally weighted answers would be as exact.
        effective_yes: `percent` of these: what a test of two shares takes.
        invited: How many were asked to take part; None where nobody knows.
        response_rate: How many in a hundred of them took part; None likewise.
        wording: The question's words, or the name of their version.
        weighted_by: The margins weighted to; empty if unweighted.
        cautions: What must stand beside the figure, in whole sentences.
    """

    percent: float
    unweighted: float
    low: float
    high: float
    level: float
    n: int
    effective_n: float
    effective_yes: float
    invited: int | None = None
    response_rate: float | None = None
    wording: str = ""
    weighted_by: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The bases in words: "159 answers", with the response rate and what weighting cost."""
        said = f"{self.n:,} answers"
        if self.response_rate is not None:
            said += f", {self.response_rate:.0f}% of the {self.invited:,} invited took part"
        if self.weighted_by:
            said += f"; weighted by {' and '.join(self.weighted_by)}, "
            said += f"as exact as {self.effective_n:,.0f} unweighted"
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChange:
    """
    One round of a survey against the one before.

    Attributes:
        before: The earlier round's share, with its base.
        after: The later one's.
        change: The difference in percentage points, its interval, test and verdict.
        cautions: Those of either round, and of comparing them.
    """

    before: Share
    after: Share
    change: Change
    cautions: tuple[str, ...] = ()


def share(
    answers: Sequence[bool | None],
    *,
    weights: Weights | None = None,
    wording: str = "",
    invited: int | None = None,
    self_selected: bool = True,
    fewest: int = FEWEST_ANSWERS,
    level: float = 0.95,
) -> Share | Withheld:
    """
    The share that answered yes, of those who answered.

    Args:
        answers: One for each who took part: True, False, or None for no answer.
        weights: In the same order; see `raking.rake`.
        wording: The question's words or their version; rounds that differ are not compared.
        invited: How many were asked to take part.
        self_selected: False only for a random sample, or where everybody was reached.
        fewest: Fewer answers than this give `Withheld`.
        level: Of the interval.

    >>> found = share([True] * 51 + [False] * 108)  # pupils with SEND among those who answered
    >>> found.n, round(found.percent), round(found.low), round(found.high)
    (159, 32, 25, 40)
    >>> share([True] * 8).sentence
    'Fewer than 10 people answered, so the figure is not given.'

    Raises:
        FigureError: An answer that is neither yes nor no; not one weight for each answer;
            more answers than were invited.
    """
    told = [_answer(answer) for answer in answers]
    yes, n = sum(one is True for one in told), sum(one is not None for one in told)
    rate = _response_rate(len(told), invited)
    values = _values(weights, len(told))
    if n < max(1, fewest):
        return Withheld(
            sentence=f"Fewer than {max(1, fewest)} people answered, so the figure is not given."
        )
    answered = [value for one, value in zip(told, values, strict=True) if one is not None]
    of_yes = [value for one, value in zip(told, values, strict=True) if one is True]
    exact = float(n) if weights is None else effective_n(answered)
    hits = float(yes) if weights is None else exact * min(1.0, fsum(of_yes) / fsum(answered))
    interval = wilson_interval(hits, exact, level)
    cautions = [
        *([SELF_SELECTED] if self_selected else []),
        *([UNANIMOUS] if yes in (0, n) else []),
        *(weights.notes if weights is not None else ()),
    ]
    return Share(
        percent=100 * hits / exact,
        unweighted=100 * yes / n,
        low=100 * interval.low,
        high=100 * interval.high,
        level=level,
        n=n,
        effective_n=exact,
        effective_yes=hits,
        invited=invited,
        response_rate=rate,
        wording=wording,
        weighted_by=weights.margins if weights is not None else (),
        cautions=tuple(cautions),
    )


def share_of_counts(
    yes: int,
    answered: int,
    *,
    wording: str = "",
    invited: int | None = None,
    self_selected: bool = True,
    fewest: int = FEWEST_ANSWERS,
    level: float = 0.95,
) -> Share | Withheld:
    """
    The same where only the counts are known.

    >>> round(share_of_counts(51, 159).percent, 2)
    32.08

    Raises:
        FigureError: Counts that are not whole, negative, or more yes than answers.
    """
    if answered != 0:
        part_of(yes, answered)
    if int(yes) != yes or int(answered) != answered or yes < 0 or yes > answered:
        raise FigureError(f"Whole numbers of answers were expected, got {yes} of {answered}.")
    return share(
        [True] * int(yes) + [False] * (int(answered) - int(yes)),
        wording=wording,
        invited=invited,
        self_selected=self_selected,
        fewest=fewest,
        level=level,
    )


def change_between(
    before: Share | Withheld,
    after: Share | Withheld,
    *,
    polarity: Polarity = Polarity.UNKNOWN,
) -> SurveyChange | Withheld:
    """
    Whether one round's share differs from the round before by more than chance.

    For different people in either round. `Withheld` if either share is.

    Unweighted shares of 292 in 412 and 269 in 358, 71% and 75%: the headline moved four
    points, which proves nothing.

    >>> found = change_between(share_of_counts(292, 412), share_of_counts(269, 358))
    >>> round(found.change.estimate, 1), round(found.change.p, 2), found.change.verdict.value
    (4.3, 0.18, 'no significant change')

    Raises:
        FigureError: The question was worded differently.
    """
    if isinstance(before, Withheld) or isinstance(after, Withheld):
        return Withheld(
            sentence="Too few people answered in one of the rounds, so they are not compared."
        )
    if before.wording.strip() != after.wording.strip():
        raise FigureError(
            f"The question was put differently, as “{before.wording}” and “{after.wording}”: "
            "answers to different questions cannot be compared. Show each round by itself."
        )
    tested = compare_proportions(
        before.effective_yes,
        before.effective_n,
        after.effective_yes,
        after.effective_n,
        polarity=polarity,
        confidence=after.level,
    )
    said = dict.fromkeys((*before.cautions, *after.cautions))
    if not after.wording.strip():
        said["The rounds are comparable only if the question was put in the same words."] = None
    if bool(before.weighted_by) != bool(after.weighted_by):
        said["One round is weighted and the other is not."] = None
    return SurveyChange(before=before, after=after, change=tested, cautions=tuple(said))


def margin_of_error(n: float, *, percent: float = 50.0, level: float = 0.95) -> float:
    """
    How many points a share of `n` answers may be off by chance, to either side.

    The simple normal figure, for saying beforehand what a survey can show; a result's own
    interval is in `Share`.

    >>> round(margin_of_error(159), 1)
    7.8

    Raises:
        FigureError: No answers, or a percentage outside 0 to 100.
    """
    answers = base_of(n, what="the number of answers")
    if not 0 <= percent <= 100:
        raise FigureError(f"A percentage lies between 0 and 100, got {percent:g}.")
    return two_sided_z(level) * sqrt(percent * (100 - percent) / answers)


def calibrated_error(
    answers: Sequence[bool], categories: Mapping[str, Sequence[str]], weights: Weights
) -> float:
    """
    The standard error of a raked share, in percentage points, by linearisation.

    What the margins explain of the answers is known for certain, so only the rest, the
    residuals of a weighted regression on the margins' categories, is left to chance. Smaller
    than the error on the effective number where the margins explain much.

    Args:
        answers: Yes or no of everybody who was weighted; nobody may be missing.
        categories: The margins' categories, as `rake` took them.
        weights: What `rake` gave.

    Raises:
        FigureError: Not one answer and one category for each weight, or a single answer.
    """
    count = len(weights.values)
    for name, column in {"answers": answers, **categories}.items():
        if len(column) != count:
            raise FigureError(f"{count} “{name}” were expected, one a weight, got {len(column)}.")
    if count < 2:
        raise FigureError("An error cannot be told from fewer than two answers.")
    said, weight = np.array(answers, dtype=float), np.array(weights.values)
    columns = [
        np.array([category == one for one in column], dtype=float)
        for column in categories.values()
        for category in dict.fromkeys(column)
    ]
    known = np.column_stack(columns or [np.ones(count)])
    root = np.sqrt(weight)
    fitted, *_ = np.linalg.lstsq(known * root[:, None], said * root, rcond=None)
    residual = (said - known @ fitted) * weight / np.sum(weight)
    return 100 * float(np.sqrt(count / (count - 1) * np.sum(residual**2)))


def _answer(answer: bool | None) -> bool | None:
    if answer is None:
        return None
    if answer not in (0, 1):
        raise FigureError(f"An answer must be yes, no or missing, got {answer!r}.")
    return bool(answer)


def _values(weights: Weights | None, count: int) -> Sequence[float]:
    if weights is None:
        return [1.0] * count
    if len(weights.values) != count:
        raise FigureError(
            f"One weight for each of {count} who took part was expected, got {len(weights.values)}."
        )
    return weights.values


def _response_rate(took_part: int, invited: int | None) -> float | None:
    if invited is None:
        return None
    if invited < max(1, took_part):
        raise FigureError(
            f"{took_part} took part, which is more than the {invited} invited. Check the two "
            "numbers, or leave out how many were invited."
        )
    return 100 * took_part / invited
