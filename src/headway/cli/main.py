"""
The command line.

Starting it must be quick, so a command's module imports only argparse and what is
light; the rooms it uses are imported when it runs.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from headway import __version__

COMMANDS: tuple[str, ...] = ("import_", "check", "status", "report", "briefing", "schema")
"""Modules of `headway.cli.commands`, in the order that help lists them."""


def parser() -> argparse.ArgumentParser:
    """The parser with every command; each command's module adds its own arguments."""
    root = argparse.ArgumentParser(
        prog="headway",
        description="Read a partnership's plan, judge each measure, issue the board's report.",
    )
    root.add_argument("--version", action="version", version=f"headway {__version__}")
    subparsers = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"headway.cli.commands.{name}").register(subparsers)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Returns:
        0 when all is well, 1 when a check found something, 2 when the input or the
        arguments are not usable (with one sentence on standard error).
    """
    arguments = parser().parse_args(argv)
    # Imported late: a wrong argument should be answered without it.
    from headway.domain.errors import HeadwayError

    try:
        return int(arguments.run(arguments))
    except HeadwayError as error:
        print(f"headway: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("headway: stopped; nothing was written.", file=sys.stderr)
        return 130
