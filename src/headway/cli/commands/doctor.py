"""`headway doctor`: what is well with the service and what is not."""

import argparse
import subprocess
import sys
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "doctor",
        help="find what is wrong with the service",
        description="Look at Python, the data folder, the disk, the database, the clock, the "
        "worker, the mail server and the fonts, and say what to do about each.",
    )
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out, in a process of the service's own: 1 where something is wrong."""
    asked = [sys.executable, "-m", "headway.web", "doctor"]
    return subprocess.run(asked, check=False).returncode  # noqa: S603 - our own command, by our own interpreter
