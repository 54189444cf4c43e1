"""`headway backup`: a copy of all that the service keeps."""

import argparse
import subprocess
import sys
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "backup",
        help="keep a copy of the service's database and files",
        description="Write the database as at one moment, and the data folder, into one file. "
        "The service may go on meanwhile.",
    )
    command.add_argument("file", help="the file to write, such as headway.tar")
    command.add_argument("--force", action="store_true", help="replace it if it is there")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out, in a process of the service's own."""
    asked = [sys.executable, "-m", "headway.web", "backup", arguments.file]
    asked += ["--force"] if arguments.force else []
    return subprocess.run(asked, check=False).returncode  # noqa: S603 - our own command, by our own interpreter
