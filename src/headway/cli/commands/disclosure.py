"""`headway disclosure`: protect a table of counts; attack what was published."""

import argparse
import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.disclosure.cells import CellId, Model
    from headway.disclosure.editions.attacked import Exposure, Verdict
    from headway.disclosure.editions.published import Published
    from headway.disclosure.tables.files import Table
    from headway.domain.disclosing import DisclosurePolicy

_PROTECT = """\
The table is a CSV file: a column for each breakdown and one of counts, or areas down and groups
across. Rows and columns called "Total" or "All …" are taken for the sums that they are.
A file written with --format json is what the next edition gives as --earlier.

example: headway disclosure protect spring.csv --earlier autumn.json -o spring-public.csv
"""
_ATTACK = """\
An edition is a file written by "protect --format json" or by a public report, or a protected
CSV table. Figures of one name in two editions are taken for the same; write NAME=FILE.csv to tell
one table's names from another's.

Ends with 0 when nothing is recovered, 1 when something is, 2 when a file cannot be used.
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    command = subparsers.add_parser(
        "disclosure",
        help="protect small numbers, or try to recover them",
        description="Protect a table's small numbers, or try to recover them from what is out.",
    )
    verbs = command.add_subparsers(title="what to do", metavar="VERB", required=True)
    for one in (_protect(verbs), _attack(verbs)):
        one.add_argument(
            "--threshold", type=int, default=5, metavar="N", help="1 to this is small (5)"
        )
        one.add_argument(
            "--zeros", choices=("show", "hide"), default="show", help="print a zero? (show)"
        )
        one.add_argument(
            "--round", type=int, metavar="BASE", help="counts are rounded to this, none hidden"
        )
        _several(one, "--revised", "CELL", "a cell that was revised between editions")


def _protect(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    protect = verbs.add_parser(
        "protect",
        help="hide or round small counts",
        epilog=_PROTECT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    protect.add_argument("table", metavar="TABLE", help="a CSV file of true counts")
    protect.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it here")
    protect.add_argument(
        "--format", choices=("csv", "json"), help="a table, or an edition for later (csv)"
    )
    protect.add_argument(
        "--dominance",
        type=float,
        metavar="PERCENT",
        help="hide too what one contributor holds more of, by a column `largest` (no such rule)",
    )
    protect.add_argument("--symbol", default="c", help='what stands for a hidden count ("c")')
    _several(protect, "--earlier", "EDITION", "what was published before")
    protect.add_argument(
        "--since", metavar="EDITION", help="the same counts earlier in the year, as published"
    )
    protect.add_argument("--as", dest="of", default="", metavar="NAME", help="what it is of")
    _several(protect, "--total", "LABEL", "a further label that means a total")
    protect.add_argument("--edition", default="", metavar="NAME", help='such as "Spring 2020"')
    protect.add_argument("--at", type=_day, metavar="DATE", help="the edition's day")
    protect.set_defaults(run=run_protect)
    return protect


def _attack(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    attack = verbs.add_parser(
        "attack",
        help="try to recover what is hidden",
        epilog=_ATTACK,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    attack.add_argument("editions", nargs="+", metavar="EDITION", help="everything published")
    attack.add_argument(
        "--width", type=float, default=1.0, metavar="N", help="closer than this is exposed (1)"
    )
    attack.add_argument("--json", action="store_true", help="for programs")
    attack.set_defaults(run=run_attack)
    return attack


def _several(command: argparse.ArgumentParser, option: str, metavar: str, help_text: str) -> None:
    """An option that may be repeated."""
    command.add_argument(
        option, action="append", default=[], metavar=metavar, help=f"{help_text}; may be repeated"
    )


def run_protect(arguments: Any) -> int:
    """Carry `protect` out."""
    from headway.disclosure.editions.files import written
    from headway.disclosure.editions.growth import same_figures, with_growth
    from headway.disclosure.tables.files import table
    from headway.reporting.saving import save_all

    policy = _policy(arguments, arguments.symbol)
    path = Path(arguments.table)
    one = table(_text(path), path.name, of=arguments.of, totals=arguments.total)
    earlier = [_edition(name, policy) for name in arguments.earlier]
    model = one.model(policy)
    if arguments.since:
        then = _edition(arguments.since, policy)
        pairs = same_figures(model, then)
        model = with_growth(model, then, pairs, policy, others=earlier)
        earlier.append(then)
    if arguments.round:
        out, told = _rounded(model, arguments.round, earlier)
    else:
        out, told = _suppressed(model, one.values, earlier, arguments.revised)
    unprinted = frozenset(name for name in model.cells if name not in one.values)
    edition = _as_edition(out, model, unprinted, policy, arguments)
    suffix = arguments.output.suffix.casefold() if arguments.output else ""
    wanted = arguments.format or ("json" if suffix == ".json" else "csv")
    text = written(edition) if wanted == "json" else one.written(_texts(edition, one, policy))
    if arguments.output:
        save_all({arguments.output: text.encode()})
    else:
        print(text, end="")
    for line in told:
        print(line, file=sys.stderr)
    return 0


class _Outcome:
    """What is to be printed of a model: which cells are hidden, or what they are rounded to."""

    def __init__(
        self,
        hidden: "frozenset[CellId]" = frozenset(),
        values: "Mapping[CellId, float] | None" = None,
        reach: int = 1,
    ) -> None:
        self.hidden, self.values, self.reach = hidden, values, reach


def _suppressed(
    model: "Model",
    printed: "Collection[CellId]",
    earlier: "Sequence[Published]",
    revised: Sequence[str],
) -> tuple[_Outcome, list[str]]:
    from headway.disclosure.cells import CellId
    from headway.disclosure.editions.history import already_printed, assumed_revised, with_history
    from headway.disclosure.suppression.secondary import protect

    cells = [CellId(name) for name in revised]
    whole = with_history(model, earlier, revised=cells)
    pattern = protect(whole)
    hidden = frozenset(name for name in pattern.hidden if name in printed)
    small = sum(model.cells[name].primary for name in hidden)
    told = [
        f"{len(hidden)} of {len(printed)} counts are hidden: {small} small, "
        f"{len(hidden) - small} to protect them"
        + ("; no fewer would do." if pattern.proved else "; perhaps fewer would do.")
    ]
    if out := already_printed(model, earlier):
        told.append(f"Printed in an earlier edition, so nothing hides them now: {_listed(out)}.")
    if assumed := assumed_revised(model, earlier, revised=cells):
        told.append(
            f"Taken to be revised since, for nothing fits otherwise: {_listed(assumed)}. If they "
            'are other figures under the same name, give the table another ("--as").'
        )
    return _Outcome(hidden), told + _unrelated(model, earlier)


def _rounded(
    model: "Model", base: int, earlier: "Sequence[Published]"
) -> tuple[_Outcome, list[str]]:
    from headway.disclosure.rounding import rounded
    from headway.domain.disclosing import Method

    fixed = {
        name: float(cell.value)
        for one in earlier
        if one.policy.method is Method.ROUND and one.policy.rounding_base == base
        for name, cell in one.cells.items()
        if cell.value is not None and name in model.cells
        if abs(cell.value - model.cells[name].value) < base
    }
    found = rounded(model, base, fixed=fixed)
    told = [
        f"{len(found.values)} counts are rounded to multiples of {base}, and every sum holds; "
        f"the change is {found.change:g} in all."
    ]
    if found.further:
        told.append(
            f"So that the sums hold, these went beyond the next multiple: {_listed(found.further)}."
        )
    return _Outcome(values=found.values, reach=found.reach), told + _unrelated(model, earlier)


def _unrelated(model: "Model", earlier: "Sequence[Published]") -> list[str]:
    """A warning for each earlier edition that has no figure in common with the table."""
    return [
        f'"{one.edition or one.title}" shares no figure with this table, so the two are not '
        'reckoned with together; do both give the same name ("--as")?'
        for one in earlier
        if not any(
            one.cells.keys() & other
            for other in [model.cells.keys(), *(it.cells.keys() for it in earlier if it is not one)]
        )
    ]


def _as_edition(
    out: _Outcome,
    model: "Model",
    unprinted: "frozenset[CellId]",
    policy: "DisclosurePolicy",
    arguments: Any,
) -> "Published":
    from headway.disclosure.editions.published import published

    return published(
        model,
        out.hidden,
        policy=policy,
        values=out.values,
        reach=out.reach,
        unprinted=unprinted,
        title=arguments.of,
        edition=arguments.edition or Path(arguments.table).stem,
        at=arguments.at,
    )


def _texts(edition: "Published", one: "Table", policy: "DisclosurePolicy") -> "dict[CellId, str]":
    return {
        name: policy.symbol if (value := edition.cells[name].value) is None else f"{value:.0f}"
        for name in one.values
    }


def run_attack(arguments: Any) -> int:
    """Carry `attack` out."""
    from headway.disclosure.cells import CellId
    from headway.disclosure.editions.attacked import attack_editions

    policy = _policy(arguments, "c")
    editions = [_edition(name, policy) for name in arguments.editions]
    revised = [CellId(name) for name in arguments.revised]
    verdict = attack_editions(editions, revised=revised, width=arguments.width)
    print(_as_json(verdict) if arguments.json else _as_text(verdict, len(editions)))
    return 1 if verdict.recovered or verdict.exposed else 0


def _as_text(verdict: "Verdict", editions: int) -> str:
    rows = [
        (str(one.id), ", ".join(one.editions) or "not printed", _interval(one), _mark(one))
        for one in sorted(verdict.figures, key=lambda one: not one.recovered)
    ]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    lines = [
        "  ".join([*(row[at].ljust(widths[at]) for at in range(3)), row[3]]).rstrip()
        for row in rows
    ]
    if verdict.assumed:
        lines += ["", "Taken to be revised between editions, since nothing fits otherwise: "
                  f"{_listed(verdict.assumed)}."]  # fmt: skip
    cells = "cell" if len(rows) == 1 else "cells"
    of = "1 edition" if editions == 1 else f"{editions} editions"
    lines += ["", f"{len(verdict.recovered)} of {len(rows)} hidden {cells} recovered from {of}."]
    if len(verdict.exposed) > len(verdict.recovered):
        lines.append(f"{len(verdict.exposed)} known more closely than asked for.")
    return "\n".join(lines).lstrip("\n")


def _as_json(verdict: "Verdict") -> str:
    import json

    figures = [
        {
            "id": one.id,
            "editions": list(one.editions),
            "shown": one.shown.value,
            "low": _bound(one.low),
            "high": _bound(one.high),
            "recovered": one.recovered,
            "exposed": one.exposed,
        }
        for one in verdict.figures
    ]
    told = {
        "hidden": len(figures),
        "recovered": len(verdict.recovered),
        "exposed": len(verdict.exposed),
        "assumed_revised": list(verdict.assumed),
        "figures": figures,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _bound(value: float) -> float | int | None:
    if abs(value) == inf:
        return None
    return int(value) if float(value).is_integer() else value


def _interval(one: "Exposure") -> str:
    if one.recovered:
        return f"{one.low:g}"
    return f"{one.low:g} or more" if one.high == inf else f"{one.low:g} to {one.high:g}"


def _mark(one: "Exposure") -> str:
    return "RECOVERED" if one.recovered else "too close" if one.exposed else ""


def _listed(names: "Sequence[CellId]") -> str:
    first = [f'"{name}"' for name in names[:5]]
    left = len(names) - len(first)
    return ", ".join(first) + (f" and {left} more" if left else "")


def _policy(arguments: Any, symbol: str) -> "DisclosurePolicy":
    from headway.domain.disclosing import DisclosurePolicy, Method, ZeroRule

    return DisclosurePolicy(
        threshold=arguments.threshold,
        zeros=ZeroRule(arguments.zeros),
        dominance=getattr(arguments, "dominance", None),
        method=Method.SUPPRESS if arguments.round is None else Method.ROUND,
        rounding_base=5 if arguments.round is None else arguments.round,
        symbol=symbol,
    )


def _edition(argument: str, policy: "DisclosurePolicy") -> "Published":
    """An edition from its file; of a CSV table the command's own options tell the policy."""
    from headway.disclosure.editions.files import read
    from headway.disclosure.tables.files import table

    of, _, file = ("", "", argument) if Path(argument).exists() else argument.rpartition("=")
    path = Path(file)
    text = _text(path)
    if path.suffix.casefold() == ".json" or text.lstrip().startswith("{"):
        return read(text, path.name)
    return table(text, path.name, of=of).published(policy, path.stem)


def _text(path: Path) -> str:
    from headway.disclosure.cells import TableError

    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path} could not be read: {error.strerror}") from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(f"{path} is neither a CSV table nor JSON: it holds bytes that are no text")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a day; write it as year-month-day, such as 2020-05-31'
        ) from None
