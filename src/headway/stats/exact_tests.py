"""
Exact p-values and limits for small counts.

Two-sided in the usual way: the probability of every outcome no likelier than the one
seen (ties counted with a relative slack of one in ten million, as R does).

Sources: Fisher, R. A. (1935), "The logic of inductive inference", Journal of the Royal
Statistical Society 98, 39-82; Przyborowski, J. and Wilenski, H. (1940), "Homogeneity of
results in testing samples from Poisson series", Biometrika 31, 313-323; Clopper, C. J. and
Pearson, E. S. (1934), Biometrika 26, 404-413.
"""

from bisect import bisect_left
from collections.abc import Callable
from math import ceil, floor, fsum, inf, lgamma, log, log1p

_TIE = 1e-7


def fisher_p(hits: int, tries: int, other_hits: int, other_tries: int) -> float:
    """
    Fisher's exact p-value for two proportions.

    The tea taster's table, 3 of 4 against 1 of 4:

    >>> round(fisher_p(3, 4, 1, 4), 4)
    0.4857

    Cost grows with the smallest of the table's four sums, so it is for small counts.
    """
    drawn = hits + other_hits
    lowest, highest = max(0, drawn - other_tries), min(tries, drawn)
    weights = [1.0]
    for k in range(lowest, highest):
        step = (tries - k) * (drawn - k) / ((k + 1) * (other_tries - drawn + k + 1))
        weights.append(weights[-1] * step)
        if weights[-1] > 1e250:
            weights = [weight / 1e250 for weight in weights]
    seen = weights[hits - lowest] * (1 + _TIE)
    return min(1.0, fsum(w for w in weights if w <= seen) / fsum(weights))


def binomial_p(hits: int, tries: int, share: float) -> float:
    """
    The exact two-sided p-value that each try hits with probability `share`.

    >>> round(binomial_p(682, 925, 0.75), 4)  # Conover's seedlings
    0.3825
    """
    from scipy.special import bdtr, bdtrc  # noqa: PLC0415  # late: slow to import

    def likelihood(k: int) -> float:
        return _log_binomial(k, tries, share)

    mean, limit = share * tries, likelihood(hits) + log1p(_TIE)
    if hits == mean:
        return 1.0
    if hits < mean:
        far = _first_below(ceil(mean), tries + 1, limit, likelihood)
        return min(1.0, float(bdtr(hits, tries, share)) + float(bdtrc(far - 1, tries, share)))
    far = -_first_below(-floor(mean), 1, limit, lambda k: likelihood(-k))
    low = float(bdtr(far, tries, share)) if far >= 0 else 0.0
    return min(1.0, low + float(bdtrc(hits - 1, tries, share)))


def _first_below(start: int, end: int, limit: float, of: Callable[[int], float]) -> int:
    """The first whole number from `start` at which a falling function is at most `limit`."""
    return start + bisect_left(range(start, end), x=True, key=lambda k: of(k) <= limit)


def _log_binomial(k: int, n: int, share: float) -> float:
    if (share == 0 and k > 0) or (share == 1 and k < n):
        return -inf
    hits = k * log(share) if k else 0.0
    misses = (n - k) * log1p(-share) if n - k else 0.0
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + hits + misses


def binomial_limits(hits: int, tries: int, confidence: float) -> tuple[float, float]:
    """
    The exact (Clopper-Pearson) limits of a proportion, as fractions.

    >>> [round(limit, 4) for limit in binomial_limits(682, 925, 0.95)]
    [0.7077, 0.7654]
    """
    from scipy.special import betaincinv  # noqa: PLC0415  # late: slow to import

    tail = (1 - confidence) / 2
    low = float(betaincinv(hits, tries - hits + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, tries - hits, 1 - tail)) if hits < tries else 1.0
    return low, high
