"""
How many hidden figures come back from 1,000 series of linked tables, edition after edition.

Each series is protected edition by edition, in sight of those before; then all its editions
are attacked together, knowing which cells were revised. `python -m bench.attack 100` takes
the first hundred only, `python -m bench.attack 100 200` the second.
"""

import sys
import time
from dataclasses import dataclass

from tests.disclosure.linked_tables import (
    only_small_hidden,
    protected,
    protected_alone,
    series,
)

from headway.disclosure.editions.attacked import attack_editions, recovered_from

SERIES = 1000
LARGE_ONES = 5
"""One series of so many has up to 4 editions of up to 5 areas by 3 needs, the others fewer."""

CHECKED_IN_FULL = 23
"""Of every so many series the intervals are worked out too, and the two controls attacked."""


@dataclass(slots=True)
class _Tally:
    editions: int = 0
    cells: int = 0
    hidden: int = 0
    recovered: int = 0
    full: int = 0
    exposed: int = 0
    naive: int = 0
    alone: int = 0
    protecting: float = 0.0
    attacking: float = 0.0

    def take(self, seed: int) -> None:
        one = series(seed, small=seed % LARGE_ONES > 0)
        started = time.perf_counter()
        editions = protected(one)
        done = time.perf_counter()
        found = recovered_from(editions, revised=one.revised)
        self.attacking += time.perf_counter() - done
        self.protecting += done - started
        self.editions += len(editions)
        self.cells += sum(len(it.cells) for it in editions)
        self.hidden += sum(len(it.hidden) for it in editions)
        self.recovered += len(found)
        if found:
            print(f"series {seed}: {', '.join(found)}")
        if seed % CHECKED_IN_FULL == 0:
            self.full += 1
            verdict = attack_editions(editions, revised=one.revised)
            self.exposed += len(verdict.exposed)
            self.naive += bool(recovered_from(only_small_hidden(one), revised=one.revised))
            self.alone += bool(recovered_from(protected_alone(one), revised=one.revised))


def main(first: int = 0, last: int = SERIES) -> bool:
    """Protect, attack, print, and say whether nothing came back."""
    tally = _Tally()
    for seed in range(first, last):
        tally.take(seed)
        if (seed + 1) % 100 == 0 and seed + 1 < last:
            print(f"{seed + 1 - first} series, {tally.recovered} cells recovered", flush=True)
    met = tally.recovered == tally.exposed == 0
    print(
        f"{last - first} series of {tally.editions} editions with {tally.cells} cells, "
        f"{tally.hidden} of them hidden: {tally.recovered} recovered (goal 0): "
        f"{'met' if met else 'MISSED'}\n"
        f"{tally.protecting:.0f} s to protect, {tally.attacking:.0f} s to attack\n"
        f"of {tally.full} looked at closely: {tally.exposed} cells exposed; with small counts "
        f"alone hidden {tally.naive} series give some back, with each edition protected on its "
        f"own {tally.alone}"
    )
    return met


if __name__ == "__main__":
    bounds = [int(word) for word in sys.argv[1:]]
    sys.exit(not main(*([0, *bounds] if len(bounds) == 1 else bounds)))
