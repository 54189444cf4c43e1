"""
`python -m bench [NAME…] [--england]`: the measurements that are named.

With no name those of speed, which take a few minutes; `all` stands for every one.
"""

import sys
from importlib import import_module

SPEED = ("startup", "imports", "reports", "suppression", "evidence", "figures")
"""How fast Headway is, beside something anybody can run: what runs when nothing is named."""

PROOFS = ("false_alarms", "attack", "spark", "service")
"""Whether what Headway says of itself holds: long, and run when they are named."""

ALL = "all"

OPTIONS = ("--england",)
"""What `evidence` can be asked to measure beside."""


def main(words: list[str]) -> int:
    """
    Run the measurements.

    Returns:
        0 when every goal is met, 1 when one is missed, 2 when a name is unknown.
    """
    benches = (*SPEED, *PROOFS)
    options = tuple(word for word in words if word in OPTIONS)
    names = [word for word in words if word not in OPTIONS]
    unknown = [name for name in names if name not in (*benches, ALL)]
    if unknown:
        print(f"There is no measurement {', '.join(unknown)}; there are {', '.join(benches)}.")
        return 2
    missed = []
    for name in benches if ALL in names else names or SPEED:
        print(f"== {name}", flush=True)
        asked = {"options": options} if name == "evidence" else {}
        if import_module(f"bench.{name}").main(**asked) is False:
            missed.append(name)
    if not names:
        print(f'Left out, for they take long: {", ".join(PROOFS)}. Name them, or "{ALL}".')
    if missed:
        print(f"Missed: {', '.join(missed)}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
