"""
Known margins of a population, held against who answered; and small categories put together.

A category with a handful of respondents makes each of them speak for a crowd: it is put
together with another before weighting, never weighted as it is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isclose, isfinite

from headway.stats.errors import FigureError

FEWEST_IN_CELL = 5
"""Respondents in a category, below which weighting is refused."""

Groups = tuple[tuple[str, ...], ...]
"""Categories to be taken as one, each group in the margin's own order."""


def check_margins(
    answers: Mapping[str, Sequence[str | None]],
    margins: Mapping[str, Mapping[str, float]],
    *,
    fewest: int = FEWEST_IN_CELL,
) -> None:
    """
    Whether respondents can be weighted to margins, one sentence if not.

    Raises:
        FigureError: No margin or no respondents; a margin that was not asked; columns of
            different lengths; a respondent without a category, or with one that the margin
            does not know or holds to be empty; a category of the population in which nobody,
            or fewer than `fewest`, answered; margins that add up to different totals.
    """
    if not margins:
        raise FigureError("At least one known margin is needed to weight to, such as by phase.")
    for name, totals in margins.items():
        _check_totals(name, totals)
        if name not in answers:
            raise FigureError(
                f"There is a margin “{name}”, but no respondent's “{name}” was given."
            )
    _check_lengths({name: len(answers[name]) for name in margins})
    _check_agreement(margins)
    for name, totals in margins.items():
        _check_categories(name, answers[name], totals, fewest)


def collapse(
    answers: Sequence[str | None],
    totals: Mapping[str, float],
    *,
    fewest: int = FEWEST_IN_CELL,
    ordered: bool = False,
) -> Groups:
    """
    A proposal which categories to put together, so that each has `fewest` respondents.

    The smallest group joins the next smallest; where categories have an order (age bands)
    the smaller of its two neighbours. Whether they make sense together, a person decides.

    >>> asked = ["5-7"] * 3 + ["8-10"] * 9 + ["11-15"] * 20
    >>> collapse(asked, {"5-7": 40, "8-10": 40, "11-15": 60}, ordered=True)
    (('5-7', '8-10'), ('11-15',))
    """
    counts = Counter(answer for answer in answers if answer is not None)
    groups = [(category,) for category in totals]
    order = {category: at for at, category in enumerate(totals)}

    def size(group: tuple[str, ...]) -> int:
        return sum(counts[category] for category in group)

    merged: list[tuple[str, ...]] = list(groups)
    while len(merged) > 1:
        small = min(range(len(merged)), key=lambda at: size(merged[at]))
        if size(merged[small]) >= fewest:
            break
        beside = (small - 1, small + 1) if ordered else range(len(merged))
        others = [at for at in beside if 0 <= at < len(merged) and at != small]
        other = min(others, key=lambda at: size(merged[at]))
        joined = tuple(sorted((*merged[small], *merged[other]), key=order.__getitem__))
        kept = [group for at, group in enumerate(merged) if at not in (small, other)]
        merged = sorted([*kept, joined], key=lambda group: order[group[0]])
    return tuple(merged)


def collapsed(
    answers: Sequence[str | None], totals: Mapping[str, float], groups: Groups
) -> tuple[tuple[str | None, ...], dict[str, float]]:
    """
    A margin's answers and totals with groups of categories taken as one, named "a or b".

    >>> collapsed(["a", "b", "c"], {"a": 10, "b": 20, "c": 30}, (("a", "b"), ("c",)))
    (('a or b', 'a or b', 'c'), {'a or b': 30, 'c': 30})

    Raises:
        FigureError: The groups do not hold every category of the margin exactly once.
    """
    if sorted(category for group in groups for category in group) != sorted(totals):
        raise FigureError("Every category of the margin must be in exactly one of the groups.")
    named = {category: " or ".join(group) for group in groups for category in group}
    told = tuple(None if answer is None else named.get(answer, answer) for answer in answers)
    return told, {
        " or ".join(group): sum(totals[category] for category in group) for group in groups
    }


def _check_totals(name: str, totals: Mapping[str, float]) -> None:
    for category, total in totals.items():
        if not (isfinite(total) and total >= 0):
            raise FigureError(
                f"Margin “{name}” must have a count of zero or more for each category, "
                f"got {total:g} for “{category}”."
            )
    if not sum(totals.values()) > 0:
        raise FigureError(f"Margin “{name}” adds up to nobody. Give the population's counts.")


def _check_lengths(lengths: Mapping[str, int]) -> None:
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{count} for “{name}”" for name, count in lengths.items())
        raise FigureError(f"Each respondent needs a category in every margin, got {listed}.")
    if not all(lengths.values()):
        raise FigureError("There are no answers, so there is nothing to weight.")


def _check_agreement(margins: Mapping[str, Mapping[str, float]]) -> None:
    (first, total), *others = ((name, sum(totals.values())) for name, totals in margins.items())
    for name, other in others:
        if not isclose(total, other, rel_tol=1e-6):
            raise FigureError(
                f"The margins are of different populations: “{first}” adds up to {total:,.6g}, "
                f"“{name}” to {other:,.6g}. Bring them to one total first."
            )


def _check_categories(
    name: str, answers: Sequence[str | None], totals: Mapping[str, float], fewest: int
) -> None:
    counts = Counter(answers)
    if counts[None]:
        raise FigureError(
            f"{_people(counts[None])} no “{name}”. Leave them out, or give them a category "
            "with its own total."
        )
    for category, count in counts.items():
        if not totals.get(str(category)):
            known = "unknown to" if category not in totals else "empty in"
            raise FigureError(
                f"{_people(count)} “{name}” “{category}”, which is {known} the margin. "
                "Correct the answers, or add the category and its total."
            )
    for category, total in totals.items():
        count = counts[category]
        if total > 0 and count < max(1, fewest):
            said = "Nobody" if count == 0 else f"Only {count}"
            raise FigureError(
                f"{said} of “{name}” “{category}” answered, which is too few to weight: at least "
                f"{max(1, fewest)} are needed. Put “{category}” together with another category."
            )


def _people(count: int) -> str:
    return "1 respondent has" if count == 1 else f"{count} respondents have"
