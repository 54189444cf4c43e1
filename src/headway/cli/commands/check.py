"""`headway check`: find what is wrong with a plan."""

import argparse
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser("check", help="find what is wrong with a plan")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    raise NotImplementedError
