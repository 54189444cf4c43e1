"""`headway serve`: the service, its worker and its clock, as one process tree."""

import argparse
import os
import subprocess
import sys
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "serve",
        help="serve the partnership's pages",
        description="Serve the pages, open rounds, remind and send mail, until told to stop. "
        "The database is brought up to date first, with a copy of it kept.",
    )
    command.add_argument("--host", help="where to listen; 127.0.0.1 if left out")
    command.add_argument("--port", type=int, help="0 finds a free one; 8000 if left out")
    command.add_argument("--workers", type=int, help="processes for the pages; 1 if left out")
    command.add_argument("--threads", type=int, help="of each process; 4 if left out")
    command.add_argument("--only", choices=["web", "worker"], help="one part alone")
    command.add_argument("--no-migrate", action="store_true", help="leave the database as it is")
    command.add_argument("--pulse", help="a file that the worker touches as long as it lives")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Become the service's own process, so that a signal reaches it."""
    asked = [sys.executable, "-m", "headway.web", "serve"]
    for name in ("host", "port", "workers", "threads", "only", "pulse"):
        if (value := getattr(arguments, name)) is not None:
            asked += [f"--{name}", str(value)]
    if arguments.no_migrate:
        asked.append("--no-migrate")
    if os.name == "posix":
        os.execv(sys.executable, asked)  # noqa: S606 - our own command, by our own interpreter
    return subprocess.run(asked, check=False).returncode  # noqa: S603 - as above
