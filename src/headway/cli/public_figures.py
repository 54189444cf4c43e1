"""What the commands that write public documents share: their options, and earlier figures."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.disclosure.editions.published import Published


def register_public(command: argparse.ArgumentParser) -> None:
    """Add the options of a document for everybody."""
    command.add_argument(
        "--public",
        action="store_true",
        help="the edition for everybody: small numbers are hidden, with what gives them back",
    )
    command.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="the public figures (JSON) of an earlier public edition; once for each of them",
    )


def figures(path: Path) -> "Published":
    """
    The public figures of an earlier edition.

    Raises:
        ReportError: The file cannot be read.
        TableError: It is no such file.
    """
    from headway.disclosure.editions.files import read
    from headway.reporting.report import ReportError

    try:
        return read(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{path} cannot be read ({error}); give the JSON of an edition") from None


def refuse_earlier(earlier: list[Path]) -> None:
    """
    Say that earlier public figures mean nothing to a document for the board.

    Raises:
        ReportError: Some were given.
    """
    from headway.reporting.report import ReportError

    if earlier:
        raise ReportError(
            "earlier public figures (--earlier) matter for the public edition only; "
            "add --public, or leave them out"
        )
