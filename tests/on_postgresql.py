"""
Tests of the service with its database on PostgreSQL: `./dev test --postgres [ARGUMENTS]`.

A server of this run's own is started, and pytest is called with the arguments. The exit status is
pytest's.
"""

import os
import signal
import subprocess
import sys

from bench.postgres_server import NoServerError

from tests import databases


def main(arguments: list[str]) -> int:
    """Start, test, stop; the server too where somebody ends this."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell takes away beside it
    with databases.shared_folder():
        try:
            address = databases.server()
        except NoServerError as error:
            print(f"Not tried on PostgreSQL: {error}.", file=sys.stderr)
            return 1
        command = [sys.executable, "-m", "pytest", *arguments]
        surroundings = {**os.environ, "HEADWAY_DATABASE": databases.named(address, "headway")}
        return subprocess.run(command, env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
