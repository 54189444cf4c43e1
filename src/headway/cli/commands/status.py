"""`headway status`: judge every measure at a date."""

import argparse
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser("status", help="judge every measure at a date")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    raise NotImplementedError
