"""`./dev faults [--kills N] [--seed S]`: the loop of `killing`, on SQLite and on PostgreSQL."""

import argparse
import os
import subprocess
import sys
import tempfile

from bench.postgres_server import NoServerError, running


def main() -> int:
    """Half of the kills on each; 1 where anything was lost, doubled or half done."""
    asked = argparse.ArgumentParser(prog="./dev faults", description=__doc__)
    asked.add_argument("--kills", type=int, default=500, help="of both databases together; 500")
    asked.add_argument("--seed", type=int, default=1, help="decides at which moments; 1")
    options = asked.parse_args()
    half = (options.kills + 1) // 2
    status = _killed(half, options.seed, database="", name="SQLite")
    try:
        with running() as address:
            status |= _killed(half, options.seed + 1, database=address, name="PostgreSQL")
    except NoServerError as error:
        print(f"PostgreSQL: not tried, {error}")
        return 1
    return status


def _killed(kills: int, seed: int, *, database: str, name: str) -> int:
    with tempfile.TemporaryDirectory(prefix="headway-faults-") as folder:
        print(f"{name}:", flush=True)
        return subprocess.run(
            [sys.executable, "-m", "tests.faults.killing", str(kills), str(seed)],
            env={**os.environ, "HEADWAY_DATA": folder, "HEADWAY_DATABASE": database},
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
