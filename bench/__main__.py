"""`python -m bench [NAME…]`: every measurement, or those that are named."""

import sys
from importlib import import_module

BENCHES = ("startup", "imports", "reports", "false_alarms", "attack", "suppression")


def main(names: list[str]) -> int:
    """
    Run the measurements.

    Returns:
        0 when every goal is met, 1 when one is missed, 2 when a name is unknown.
    """
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no measurement {', '.join(unknown)}; there are {', '.join(BENCHES)}.")
        return 2
    missed = []
    for name in names or BENCHES:
        print(f"== {name}", flush=True)
        if import_module(f"bench.{name}").main() is False:
            missed.append(name)
    if missed:
        print(f"Missed: {', '.join(missed)}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
