"""
Many tests at once: some will look like news by chance.

Sources: Benjamini, Y. and Hochberg, Y. (1995), "Controlling the false discovery rate",
Journal of the Royal Statistical Society B 57, 289-300; Holm, S. (1979), "A simple
sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 65-70.

A measure that could not be tested keeps its place as None and counts for nothing.
"""

from collections.abc import Sequence

from headway.stats.errors import FigureError


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """
    Adjusted so that, of those at or below 0.05, about one in twenty is a false find.

    For any list of "measures that changed". Their fourth smallest of fifteen published
    p-values is the last kept at 5%:

    >>> published = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
    ...              .0459, .3240, .4262, .5719, .6528, .7590, 1.000]
    >>> sum(p <= 0.05 for p in benjamini_hochberg(published))
    4
    >>> benjamini_hochberg([0.01, None, 0.04])
    [0.02, None, 0.04]

    Raises:
        FigureError: A p-value outside 0 to 1.
    """
    order = _tested(p_values)
    adjusted: list[float | None] = [None] * len(p_values)
    smallest = 1.0
    for place, (p, position) in reversed(list(enumerate(order, start=1))):
        smallest = min(smallest, p * (len(order) / place))
        adjusted[position] = smallest
    return adjusted


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """
    Adjusted so that the chance of even one false find is at most 5% at 0.05. Strict.

    >>> holm([0.01, None, 0.04, 0.03])
    [0.03, None, 0.06, 0.06]

    Raises:
        FigureError: A p-value outside 0 to 1.
    """
    order = _tested(p_values)
    adjusted: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for place, (p, position) in enumerate(order):
        largest = max(largest, min(1.0, p * (len(order) - place)))
        adjusted[position] = largest
    return adjusted


def _tested(p_values: Sequence[float | None]) -> list[tuple[float, int]]:
    """The p-values there are, smallest first, each with its place in the list."""
    for p in p_values:
        if p is not None and not 0 <= p <= 1:
            raise FigureError(f"a p-value must lie between 0 and 1, got {p:g}")
    return sorted((p, position) for position, p in enumerate(p_values) if p is not None)


def chance_of_a_false_find(tests: int, level: float = 0.05) -> float:
    """
    The probability that at least one of so many independent tests is falsely "significant".

    >>> round(chance_of_a_false_find(60), 3)
    0.954

    Raises:
        FigureError: Fewer than no tests, or a level outside 0 to 1.
    """
    return 1 - (1 - _level(tests, level)) ** tests


def expected_false_finds(tests: int, level: float = 0.05) -> float:
    """
    How many of so many measures would look changed although none is.

    >>> expected_false_finds(60)
    3.0
    """
    return tests * _level(tests, level)


def _level(tests: int, level: float) -> float:
    if tests < 0:
        raise FigureError(f"a number of tests must be zero or more, got {tests}")
    if not 0 <= level <= 1:
        raise FigureError(f"a level must lie between 0 and 1, got {level:g}")
    return level
