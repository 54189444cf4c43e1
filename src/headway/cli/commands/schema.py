"""`headway schema`: print the plan file's JSON Schema."""

import argparse
import sys
from typing import Any


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "schema",
        help="print the plan file's JSON Schema",
        description="Print the JSON Schema of plan files, for editors and other tools.",
    )
    command.add_argument(
        "--reference", action="store_true", help="the same for people: tables in Markdown"
    )
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out."""
    from headway.planfile import reference, schema_text

    sys.stdout.write(reference.tables() if arguments.reference else schema_text())
    return 0
