"""The sums of a table of counts, one by one, compiled: what each needs hidden."""

import numpy as np
from numpy.typing import NDArray

from headway.evidence.marks.compiling import compiled


@compiled
def guard(values: NDArray[np.int32], hidden: NDArray[np.bool_], threshold: int) -> int:
    """
    Hide more, where a sum would give away what is hidden in it.

    A sum with a shown total needs two of its parts hidden or none, and those hidden together
    must be no small number themselves, for together they can be worked out. One with a hidden
    total needs a hidden part. Hidden next is always the part with fewest pupils, the total last.

    Args:
        values: Sums: which, its parts and then its total, which again, and of each cell the
            pupils and two counts of some of them.
        hidden: By the first three.
        threshold: Counts from 1 to this are small.

    Returns:
        How many cells were hidden.
    """
    added, last = 0, values.shape[1] - 1
    for one in range(values.shape[0]):
        for other in range(values.shape[2]):
            if values[one, last, other, 0] == 0:
                continue
            many, pupils, first, second = 0, 0, 0, 0
            for part in range(last):
                if hidden[one, part, other] and values[one, part, other, 0] > 0:
                    many += 1
                    pupils += values[one, part, other, 0]
                    first += values[one, part, other, 1]
                    second += values[one, part, other, 2]
            while not hidden[one, last, other] or many == 0:
                small = (
                    0 < pupils <= threshold
                    or 0 < first <= threshold
                    or 0 < second <= threshold
                    or 0 < pupils - first <= threshold
                    or 0 < pupils - second <= threshold
                )
                if not hidden[one, last, other] and (many == 0 or (many > 1 and not small)):
                    break
                least = last
                for part in range(last):
                    here = values[one, part, other, 0]
                    fewer = least == last or here < values[one, least, other, 0]
                    if here > 0 and fewer and not hidden[one, part, other]:
                        least = part
                hidden[one, least, other] = True
                added += 1
                if least < last:
                    many += 1
                    pupils += values[one, least, other, 0]
                    first += values[one, least, other, 1]
                    second += values[one, least, other, 2]
    return added
