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

COMMANDS: dict[str, str] = {
    "import_": "read a document into a plan",
    "check": "find what is wrong with a plan",
    "status": "judge every measure of a plan at a date",
    "report": "issue the board's progress report",
    "briefing": "print the one-page briefing",
    "disclosure": "protect small numbers, or try to recover them",
    "stats": "apply one of the statistical methods to a file of figures",
    "measures": "compute measures from the agencies' own data, and explain them",
    "data": "load and keep what agencies hand over",
    "benchmark": "compare with England, the region and statistical neighbours",
    "serve": "serve the partnership's pages",
    "backup": "keep a copy of the service's database and files",
    "restore": "put a backup of the service back",
    "doctor": "find what is wrong with the service",
    "audit": "prove that the service's audit trail is whole",
    "schema": "print the plan file's JSON Schema",
}
"""Modules of `headway.cli.commands`, in the order that help lists them, with what it says."""


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """
    The parser with every command; each command's module adds its own arguments.

    Args:
        wanted: The command that will be run. The others are then only listed, so that
            their modules need not be imported; empty for all of them in full.
    """
    root = argparse.ArgumentParser(
        prog="headway",
        description="Read a partnership's plan, judge each measure, issue the board's report.",
    )
    root.add_argument("--version", action="version", version=f"headway {__version__}")
    subparsers = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, help_text in COMMANDS.items():
        word = name.rstrip("_")
        if wanted in ("", word):
            import_module(f"headway.cli.commands.{name}").register(subparsers)
        else:
            subparsers.add_parser(word, help=help_text)
    return root


def _wanted(argv: Sequence[str]) -> str:
    """The command named first; a word that is none of them where only help is asked for."""
    words = [word for word in argv if not word.startswith("-")]
    return words[0] if words else "--help"


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Returns:
        0 when all is well, 1 when a check found something, 2 when the input or the
        arguments are not usable (with one sentence on standard error).
    """
    argv = sys.argv[1:] if argv is None else argv
    arguments = parser(_wanted(argv)).parse_args(argv)
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
