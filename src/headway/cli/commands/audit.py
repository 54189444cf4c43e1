"""`headway audit`: prove that the service's audit trail is what was written."""

import argparse
import subprocess
import sys
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "audit",
        help="prove that the service's audit trail is whole",
        description="Read the audit trail of the service, whose database HEADWAY_DATA and "
        "HEADWAY_DATABASE name, and prove that no entry was changed, removed or put in.",
    )
    command.add_argument("what", choices=["verify"], help="the one thing to do with it")
    command.add_argument(
        "--noted", default="", metavar="HASH", help="a hash noted earlier, which must be there"
    )
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out, in a process of the service's own: 1 where the chain is broken."""
    asked = [sys.executable, "-m", "headway.web", "audit_verify", "--noted", arguments.noted]
    return subprocess.run(asked, check=False).returncode  # noqa: S603 - our own command, by our own interpreter
