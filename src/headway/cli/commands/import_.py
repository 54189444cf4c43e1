"""`headway import`: read documents into a plan."""

import argparse
import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

_EPILOG = """\
Several documents are read in order into one plan: last year's first, then this year's. Rows
are matched by their words, number and area; what was dropped is kept as history. The same
document in two formats is taken in once. Ends with 0, or with 2 when a document or an
argument cannot be used; then nothing is written.
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser("import", help="read a document into a plan", epilog=_EPILOG)
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="Word, PDF, Excel, ODS, HTML, Markdown, CSV or plain text",
    )
    command.add_argument("-o", "--output", type=Path, metavar="PLAN", help="write a plan file here")
    command.add_argument(
        "--into", type=Path, metavar="PLAN", help="take the documents into this plan file"
    )
    command.add_argument("--rows", type=Path, metavar="OUT", help="write the rows as JSON here")
    command.add_argument(
        "--as-at",
        type=_day,
        metavar="DATE",
        help="the day the documents speak from, as 2020-05-31 (what they say)",
    )
    command.add_argument(
        "--part", type=int, metavar="N", help="which plan, where one document holds several"
    )
    command.add_argument("--force", action="store_true", help="replace the file that -o names")
    command.add_argument("--dry-run", action="store_true", help="show what is found; write nothing")
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people or for programs"
    )
    command.set_defaults(run=run)


def run(arguments: Any) -> int:
    """Carry the command out; everything is read before anything is written."""
    _refuse_overwriting(arguments)
    from headway import planfile
    from headway.importing.rows_json import rows_of
    from headway.importing.summary import as_json, as_text
    from headway.importing.taking_in import take_in

    into = planfile.load(arguments.into) if arguments.into else None
    plan, parts = take_in(arguments.files, into=into, part=arguments.part, as_at=arguments.as_at)
    written: list[Path] = []
    if not arguments.dry_run:
        if arguments.rows:
            _write(arguments.rows, json.dumps(rows_of(plan), ensure_ascii=False, indent=1) + "\n")
            written.append(arguments.rows)
        target = arguments.output or arguments.into
        if target is not None:
            if arguments.force:
                _write(target, planfile.dumps(plan))
            else:
                planfile.save(plan, target)
            written.append(target)
    if arguments.format == "json":
        told = as_json(plan, parts) | {"written": [str(path) for path in written]}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    print(as_text(plan, parts))
    print()
    print(_ending(written, arguments))
    return 0


def _ending(written: list[Path], arguments: Any) -> str:
    if written:
        return "Wrote " + " and ".join(str(path) for path in written) + "."
    if arguments.dry_run:
        return "Nothing was written (--dry-run)."
    return "Nothing was written; name a plan file with -o PLAN.yaml to keep this."


def _refuse_overwriting(arguments: Any) -> None:
    """A plan file may hold a person's work: it is taken into, or replaced when asked."""
    from headway.domain.errors import HeadwayError

    output = arguments.output
    if output is None or arguments.force or arguments.dry_run or not output.exists():
        return
    if arguments.into is not None and output.resolve() == arguments.into.resolve():
        return
    raise HeadwayError(
        f"{output} is there already and may hold your edits; take the document into it with "
        f"--into {output}, or replace it with --force."
    )


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    from headway.domain.errors import HeadwayError

    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(draft).chmod(path.stat().st_mode if path.exists() else 0o644)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise HeadwayError(
            f"{path} could not be written ({error.strerror}); name a folder that you may write to."
        ) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        print(f'"{text}" is no day; write it as 2020-05-31', file=sys.stderr)
        raise
