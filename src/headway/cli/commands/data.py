"""`headway data`: load what agencies hand over, see what is there, take a load back."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.evidence.store.directory import Store
    from headway.evidence.store.taking_in import Manner

_EPILOG = """\
`headway data ACTION --help` explains every option.

example:
  headway data load exclusions exclusions.csv --data county --report to-correct.xlsx
  headway data list --data county
"""
_DATA = "headway-data"
_BIG = 20_000_000
"""Bytes from which on a terminal is shown how far the reading has come."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command with its actions."""
    command = subparsers.add_parser(
        "data",
        help="load and keep what agencies hand over",
        description="Load files of agencies, see what has come and what is late.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    for add in (
        *(_add_load, _add_list, _add_show, _add_kinds, _add_export, _add_late, _add_undo),
        _add_generate,
    ):
        add(actions)


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, run: Any
) -> argparse.ArgumentParser:
    one = actions.add_parser(name, help=words, description=words[:1].upper() + words[1:] + ".")
    one.set_defaults(run=run)
    return one


def _with_store(one: argparse.ArgumentParser) -> None:
    one.add_argument("--data", metavar="DIR", default=_DATA, help=f"the data directory ({_DATA})")


def _with_moment(one: argparse.ArgumentParser, words: str) -> None:
    one.add_argument("--known-at", metavar="DATE", type=_day, help=words)


# ------------------------------------------------------------------------------------- load


def _add_load(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "load", "read, check and keep a file", run_load)
    one.add_argument("kind", metavar="KIND", help="what it holds; `headway data kinds` lists them")
    one.add_argument("file", metavar="FILE", type=Path, help="CSV, .xlsx, .ods or census XML")
    _with_store(one)
    one.add_argument("--keep-good", action="store_true", help="set bad rows aside, keep the rest")
    one.add_argument("--dry-run", action="store_true", help="only read and check")
    one.add_argument("--report", metavar="FILE.xlsx", type=Path, help="rows to correct, a workbook")
    one.add_argument("--adds", action="store_true", help="add to what is there, replace same keys")
    one.add_argument(
        "--covers", metavar="FIRST..LAST", type=_days, help="the days that the file speaks for"
    )
    one.add_argument(
        "--fill",
        metavar="COLUMN=VALUE",
        action="append",
        type=_fill,
        default=[],
        help="a value for a column that the file lacks; may be repeated",
    )
    one.add_argument("--sheet", metavar="NAME", default="", help="of a workbook, the sheet")
    _with_moment(one, "the day on which it came (now)")


def run_load(arguments: Any) -> int:
    """Load one file; 1 when rows were refused or set aside."""
    from headway.cli.data_lines import load_lines
    from headway.evidence.kinds import kind
    from headway.evidence.store.directory import Store
    from headway.evidence.store.taking_in import calendar_beside, schools_of, taken_in, tried

    dataset = kind(arguments.kind)
    manner = _manner(arguments)
    progress = _Progress(arguments.file)
    at = _moment(arguments.known_at) or datetime.now(UTC)
    store = Store(Path(arguments.data))
    if arguments.dry_run:
        taken = tried(
            arguments.file, dataset, manner, progress,
            at=at, calendar=calendar_beside(store.path), schools=schools_of(store),
        )  # fmt: skip
    else:
        taken = taken_in(store, arguments.file, dataset, manner, at=at, progress=progress)
    progress.end()
    for line in load_lines(taken, arguments, store):
        print(line)
    return 1 if taken.outcome is not None and not taken.outcome.sound else 0


def _manner(arguments: Any) -> "Manner":
    from headway.evidence.store.records import Covers
    from headway.evidence.store.taking_in import Manner

    covers = arguments.covers
    return Manner(
        keep_good=arguments.keep_good,
        adds=arguments.adds,
        covers=Covers(first=covers[0], last=covers[1]) if covers else None,
        fills=dict(arguments.fill),
        sheet=arguments.sheet,
        report=arguments.report,
    )


class _Progress:
    """How far a big file has been read, on a terminal only."""

    def __init__(self, path: Path) -> None:
        size = path.stat().st_size if path.is_file() else 0
        self._size = size if size >= _BIG and sys.stderr.isatty() else 0
        self._shown = -1

    def __call__(self, read: int) -> None:
        share = 100 * read // self._size if self._size else -1
        if share != self._shown:
            self._shown = share
            bar = "█" * (share // 4) + "·" * (25 - share // 4)
            print(f"\r{bar} {share:3d}%", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._size:
            print("\r" + " " * 32 + "\r", end="", file=sys.stderr, flush=True)


# ----------------------------------------------------------------------------- list and show


def _add_list(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "list", "list what has been loaded", run_list)
    one.add_argument("kind", metavar="KIND", nargs="?", help="of this kind only")
    _with_store(one)
    _with_moment(one, "as known at the end of this day")


def run_list(arguments: Any) -> int:
    """Print a line for each load."""
    from headway.evidence.kinds import kind

    store = _store(arguments)
    dataset = kind(arguments.kind).name if arguments.kind else None
    at = _moment(arguments.known_at)
    loads = [
        load
        for load in store.every_load()
        if (dataset is None or load.dataset == dataset) and (at is None or load.known_at <= at)
    ]
    if not loads:
        print(f"Nothing has been loaded into {store.path}.")
        return 0
    print(f"{'load':>5}  {'kind':24} {'rows':>10} {'aside':>7}  {'came':10}  {'covers':24} file")
    for load in loads:
        covers = f"{load.covers.first} to {load.covers.last}" if load.covers else ""
        undone = " (undone)" if load.undone_at and (at is None or load.undone_at <= at) else ""
        print(
            f"{load.id:>5}  {load.dataset:24} {load.kept:>10,} {load.quarantined:>7,}  "
            f"{load.known_at:%d/%m/%Y}  {covers:24} {load.source.name}{undone}"
        )
    return 0


def _add_show(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "show", "show one load with its file's digest", run_show)
    one.add_argument("load", metavar="LOAD", type=int, help="its number")
    _with_store(one)
    one.add_argument("--rows-in", metavar="FILE", type=Path, help="its file: say which rows fit")
    one.add_argument(
        "--where", metavar="COLUMN=VALUE", action="append", type=_fill, default=[],
        help="with --rows-in, what the rows have, as upn=H500200017000; may be repeated",
    )  # fmt: skip


def run_show(arguments: Any) -> int:
    """Print everything that the catalogue holds of one load, or rows of its file that fit."""
    from headway.cli.data_lines import facts_of, found_lines

    store = _store(arguments)
    if arguments.rows_in is not None:
        lines = found_lines(store.one(arguments.load), arguments.rows_in, dict(arguments.where))
        print("\n".join(lines))
        return 0
    for words, value in facts_of(store, store.one(arguments.load)):
        print(f"{words + ':':14} {value}")
    return 0


# ---------------------------------------------------------------------------- kinds and export


def _add_kinds(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "kinds", "list the kinds of data, or the columns of one", run_kinds)
    one.add_argument("kind", metavar="KIND", nargs="?", help="the one to explain")
    one.add_argument("--reference", action="store_true", help="the reference page, in Markdown")
    one.add_argument("--of", metavar="FILE", type=Path, help="which kind a file looks like")


def run_kinds(arguments: Any) -> int:
    """Print the kinds, or one kind's columns with what files head them."""
    from headway.cli.data_lines import column_lines
    from headway.evidence.kinds import KINDS, kind

    if arguments.of is not None:
        from headway.evidence.reading.opening import kind_of

        found = kind_of(arguments.of)
        print(f"{arguments.of.name} looks like {found.name}." if found else "It is like no kind.")
        return 0 if found else 1
    if arguments.reference:
        from headway.evidence.reference import page

        print(page(), end="")
        return 0
    if arguments.kind is None:
        for dataset in KINDS:
            print(f"{dataset.name:28} {dataset.grain}")
        return 0
    dataset = kind(arguments.kind)
    print(f"{dataset.title}. {dataset.about}\nOne row is {dataset.grain}.\n")
    for line in column_lines(dataset):
        print(line)
    return 0


def _add_export(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "export", "write the rows that stand to a file", run_export)
    one.add_argument("kind", metavar="KIND", help="what to write")
    _with_store(one)
    one.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help=".csv or .parquet"
    )
    _with_moment(one, "as known at the end of this day")


def run_export(arguments: Any) -> int:
    """Write the rows of a kind that stand, with the load and the row each came from."""
    from headway.evidence.kinds import kind
    from headway.evidence.store.exporting import export

    store = _store(arguments)
    dataset = kind(arguments.kind)
    rows = export(store, dataset, arguments.output, known_at=_moment(arguments.known_at))
    print(f"{arguments.output}: {rows:,} rows of {dataset.name}.")
    return 0


# ------------------------------------------------------------------------------ late and undo


def _add_late(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "late", "say what has not come for a stretch of days", run_late)
    one.add_argument(
        "days",
        metavar="FIRST..LAST",
        type=_days,
        nargs="?",
        help="only what has not come for these days, school by school; such as a term's",
    )
    one.add_argument("--at", metavar="DATE", type=_day, help="late on this day (today)")
    _with_store(one)
    _with_moment(one, "as known at the end of this day")


def run_late(arguments: Any) -> int:
    """Print what has not come; 1 when something has not."""
    from headway.evidence.store.lateness import late

    store = _store(arguments)
    if arguments.days is None:
        from headway.cli.data_lines import late_lines

        lines = late_lines(store, arguments.at, _moment(arguments.known_at))
        print("\n".join(lines) or "Nothing is late.")
        return 1 if lines else 0
    first, last = arguments.days
    gaps = late(store, first, last, known_at=_moment(arguments.known_at))
    if not gaps:
        print(f"Everything that has ever come has come for {first:%d/%m/%Y} to {last:%d/%m/%Y}.")
        return 0
    for gap in gaps:
        print(f"{gap.dataset}: {gap.sentence}")
    return 1


def _add_undo(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "undo", "let a load count no more; nothing is erased", run_undo)
    one.add_argument("load", metavar="LOAD", type=int, help="its number")
    _with_store(one)
    one.add_argument("--why", metavar="WORDS", default="", help="the reason, kept with it")


def run_undo(arguments: Any) -> int:
    """Undo one load from now on."""
    store = _store(arguments)
    load = store.undo(arguments.load, at=datetime.now(UTC), why=arguments.why)
    print(
        f"Load {load.id} ({load.source.name}) no longer counts. What it had replaced stands "
        f"again; as known at any moment before now, it still counts."
    )
    return 0


# ------------------------------------------------------------------------------------ generate


def _add_generate(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(
        actions, "generate", "make up files to try with: no real child's data", run_generate
    )
    one.add_argument("--pupils", type=int, default=5_000, help="on the rolls (5000)")
    one.add_argument("--seed", type=int, default=1, help="the same seed, the same bytes (1)")
    one.add_argument("--year", type=int, default=2023, help="2023 for 2023/24, the default")
    one.add_argument("--areas", type=int, help="authorities (one for 100,000 pupils)")
    one.add_argument("--kinds", nargs="+", metavar="KIND", help="only these (every kind)")
    one.add_argument(
        "--dirt", type=float, default=0.0, help="share of rows to spoil, as 0.01; with a key"
    )
    one.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="the folder")


def run_generate(arguments: Any) -> int:
    """Write made-up files."""
    from headway.evidence.synthetic import generate

    areas = arguments.areas or max(1, -(-arguments.pupils // 100_000))
    written = generate(
        pupils=arguments.pupils,
        seed=arguments.seed,
        year=arguments.year,
        kinds=arguments.kinds,
        to=arguments.output,
        areas=areas,
        dirt=arguments.dirt,
    )
    for path in written:
        print(path)
    print("All of it is made up: no file is about anybody.")
    return 0


# ---------------------------------------------------------------------------------- arguments


def _store(arguments: Any) -> "Store":
    from headway.evidence.errors import EvidenceError
    from headway.evidence.store.directory import Store

    path = Path(arguments.data)
    if not (path / "catalogue.sqlite").exists():
        raise EvidenceError(
            f"{path} is no data directory. `headway data load KIND FILE --data {path}` makes one."
        )
    return Store(path)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no day; write 2024-03-28') from None


def _days(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    if not dots or _day(first) > _day(last):
        raise argparse.ArgumentTypeError(f'"{text}" is not FIRST..LAST, as 2023-09-01..2024-07-31')
    return _day(first), _day(last)


def _fill(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not equals or not column:
        raise argparse.ArgumentTypeError(f'"{text}" is not COLUMN=VALUE')
    return column, value


def _moment(day: date | None) -> datetime | None:
    """The last moment of a day; None for now."""
    return None if day is None else datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
