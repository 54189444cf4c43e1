"""`headway schema`: print the plan file's JSON Schema."""

import argparse
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser("schema", help="print the plan file's JSON Schema")
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    raise NotImplementedError
