"""`headway briefing`: write the one-page briefing."""

import argparse
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser("briefing", help="write the one-page briefing")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    raise NotImplementedError
