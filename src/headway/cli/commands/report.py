"""`headway report`: write the progress report."""

import argparse
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser("report", help="write the progress report")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    raise NotImplementedError
