"""`headway restore`: put a backup back."""

import argparse
import subprocess
import sys
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "restore",
        help="put a backup of the service back",
        description="Read and check a backup, and put it into an installation that is empty, or "
        "in place of what is there. The service must be stopped.",
    )
    command.add_argument("file", help="the backup")
    command.add_argument(
        "--replace", action="store_true", help="put what is there aside, and this in its place"
    )
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out, in a process of the service's own."""
    asked = [sys.executable, "-m", "headway.web", "restore", arguments.file]
    asked += ["--replace"] if arguments.replace else []
    return subprocess.run(asked, check=False).returncode  # noqa: S603 - our own command, by our own interpreter
