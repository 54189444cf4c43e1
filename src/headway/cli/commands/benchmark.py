"""`headway benchmark`: published statistics, and how an area compares in them."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.analytics.comparators.binding import Binding
    from headway.analytics.comparators.comparison import Comparison
    from headway.domain.plan import Plan
    from headway.evidence.published.releases import Shelf
    from headway.evidence.published.series import Entry

_EPILOG = """\
SERIES is an address, dataset:indicator[filter=value; …], or words that one series alone
answers to. `headway benchmark ACTION --help` explains every option.

example:
  headway benchmark load published/*.csv --data county
  headway benchmark show "absence_by_geography:enrolments_pa_10_exact_percent" \\
      --where school_type=secondary --area Oxfordshire --neighbours 2021 --data county
"""
_DATA = "headway-data"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command with its actions."""
    command = subparsers.add_parser(
        "benchmark",
        help="compare with England, the region and statistical neighbours",
        description="Keep published statistics and compare areas in them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    for add in (_add_load, _add_series, _add_show, _add_neighbours, _add_bind):
        add(actions)


def run(arguments: Any) -> int:
    """Carry out one action on the shelf of the data directory."""
    from headway.evidence.published.releases import Shelf

    at = getattr(arguments, "at", None)
    shelf = Shelf(Path(arguments.data), at=at.isoformat() if at is not None else "")
    for line in arguments.act(shelf, arguments):
        print(line)
    return 0


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    act: Any = None,
) -> argparse.ArgumentParser:
    one = actions.add_parser(name, help=words, description=words[:1].upper() + words[1:] + ".")
    one.add_argument("--data", metavar="DIR", default=_DATA, help=f"the data directory ({_DATA})")
    one.set_defaults(run=run, act=act)
    return one


def _format(one: argparse.ArgumentParser, *, csv: bool = True) -> None:
    either = one.add_mutually_exclusive_group()
    either.add_argument("--json", action="store_true", help="print JSON, with every digit")
    if csv:
        either.add_argument("--csv", action="store_true", help="print CSV, with every digit")


def _chooses_series(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--where", action="append", default=[], metavar="FILTER=VALUE", help="narrow by a filter"
    )
    one.add_argument("--release", default="", help="part of a release's file name or hash")


def _chooses_comparison(one: argparse.ArgumentParser, *, area: bool) -> None:
    one.add_argument(
        "--area", required=area, help="931, E10000025, Oxfordshire, South East or England"
    )
    one.add_argument("--neighbours", metavar="MODEL", default="", help="2021 or 2025")
    one.add_argument("--better", choices=("lower", "higher", "neither"), help="which way is better")
    one.add_argument(
        "--rate-per", type=float, metavar="N", help="make a rate of a count, per N children"
    )
    one.add_argument(
        "--base", default="", metavar="SERIES", help="what the rate is per (population at mid-year)"
    )
    one.add_argument(
        "--less", default="", metavar="SERIES", help="take this off: a gap in percentage points"
    )
    one.add_argument("--at", metavar="DATE", type=date.fromisoformat, help="judge as known then")


def _add_load(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "load", "keep published files, each recognised by its columns")
    one.set_defaults(run=run_load)
    one.add_argument("files", metavar="FILE", nargs="+", type=Path)
    one.add_argument("--dataset", default="", help="what its releases share, for one file")
    one.add_argument("--released", default="", metavar="DATE", help="the day of publication")
    one.add_argument("--provisional", action="store_true", help="its figures are provisional")
    one.add_argument(
        "--symbol", action="append", default=[], metavar="SYMBOL=MEANING",
        help="what a symbol means in this release",
    )  # fmt: skip


def _add_series(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "series", "list what is there, with filters and years", _list)
    one.add_argument("words", metavar="WORD", nargs="*")
    _format(one, csv=False)


def _add_show(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "show", "compare an area in one series", _show)
    one.add_argument("series", metavar="SERIES", nargs="+")
    _chooses_series(one)
    _chooses_comparison(one, area=True)
    one.add_argument("--period", default="", help="2018/19, 2024 (latest)")
    one.add_argument("--history", action="store_true", help="every period, one line for each")
    _format(one)


def _add_neighbours(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "neighbours", "name an authority's statistical neighbours", _neighbours)
    one.add_argument("area", metavar="AREA")
    one.add_argument("--model", default="", help="2021 or 2025 (latest)")
    _format(one, csv=False)


def _add_bind(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = _action(actions, "bind", "bind a measure to a series and fill its benchmarks", _bind)
    one.add_argument("plan", metavar="PLAN", type=Path)
    one.add_argument("--measure", required=True, metavar="ID", help="the measure's id")
    one.add_argument("--series", default="", help="left out: as it was bound before")
    _chooses_series(one)
    _chooses_comparison(one, area=False)
    one.add_argument("--period", action="append", default=[], help="may be given again (latest)")
    one.add_argument("--dry-run", action="store_true", help="print, and write nothing")


# The actions


def run_load(arguments: Any) -> int:
    """Keep published files; 1 where some were refused, each with its reason."""
    from headway.cli.benchmark_lines import loaded_lines
    from headway.evidence.published.loading import Told, load_all
    from headway.evidence.published.releases import Shelf

    told = Told(
        dataset=arguments.dataset,
        released=arguments.released,
        provisional=arguments.provisional,
        symbols=_pairs(arguments.symbol),
    )
    # The clock is read here and nowhere below.
    now = datetime.now().astimezone().isoformat(timespec="microseconds")
    found = load_all(arguments.files, Shelf(Path(arguments.data)), loaded=now, told=told)
    for line in loaded_lines(found):
        print(line)
    return 1 if any(one.refused for one in found) else 0


def _list(shelf: "Shelf", arguments: Any) -> Iterator[str]:
    import json

    from headway.evidence.errors import EvidenceError
    from headway.evidence.published.series import entries

    words = " ".join(arguments.words)
    found = entries(shelf, words)
    if not found:
        raise EvidenceError(
            f'nothing here answers to "{words}".'
            if words
            else f"{arguments.data} holds no published statistics; load files first."
        )
    if arguments.json:
        yield json.dumps([_entry(one) for one in found], ensure_ascii=False, indent=2)
        return
    dataset = ""
    for one in found:
        if one.dataset != dataset:
            dataset = one.dataset
            yield f"{dataset}: {one.title}"
            for name, values in one.filters.items():
                shown = "; ".join(values[:12]) + ("; …" if len(values) > 12 else "")
                yield f"  filter {name}: {shown}"
            for release in one.releases:
                yield f"  release {release.edition} (sha256 {release.sha256[:12]})"
        span = f"{one.periods[0]} to {one.periods[-1]}" if one.periods else ""
        yield f"    {one.dataset}:{one.indicator.name}  {one.indicator.label} " \
              f"({one.indicator.unit}) {span}"  # fmt: skip


def _entry(one: "Entry") -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "series": f"{one.dataset}:{one.indicator.name}",
        "title": one.title,
        **asdict(one.indicator),
        "filters": {name: list(values) for name, values in one.filters.items()},
        "periods": list(one.periods),
        "releases": [
            {"file": r.file, "sha256": r.sha256, "released": r.released, "loaded": r.loaded}
            for r in one.releases
        ],
    }


def _show(shelf: "Shelf", arguments: Any) -> Iterator[str]:
    import json

    from headway.analytics.comparators import showing

    series = " ".join(arguments.series)
    if arguments.history:
        yield from _history(shelf, arguments, series)
        return
    (one,) = _comparisons(shelf, arguments, series, [arguments.period])
    if arguments.json:
        yield json.dumps(showing.values(one), ensure_ascii=False, indent=2, allow_nan=False)
    elif arguments.csv:
        yield showing.as_csv(one).rstrip("\n")
    else:
        yield from showing.text(one)


def _history(shelf: "Shelf", arguments: Any, series: str) -> Iterator[str]:
    import json

    from headway.analytics.comparators import history, showing

    every = _comparisons(shelf, arguments, series, None)
    if arguments.json:
        values = [showing.values(one) for one in every]
        yield json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False)
    elif arguments.csv:
        yield history.as_csv(every).rstrip("\n")
    else:
        yield from history.text(every)


def _comparisons(
    shelf: "Shelf", arguments: Any, series: str, periods: Sequence[str] | None
) -> "list[Comparison]":
    """One for each period asked for; for each that the series has where None is given."""
    from headway.analytics.comparators.comparison import compare
    from headway.domain.quantities import Polarity
    from headway.evidence.published import models, places
    from headway.evidence.published.alternatives import alternatives
    from headway.evidence.published.series import find
    from headway.evidence.published.worked_out import asked_for

    area = places.place(arguments.area)
    found = find(shelf, series, where=_pairs(arguments.where), release=arguments.release)
    less, base, per = arguments.less, arguments.base, arguments.rate_per or 0.0
    held = asked_for(shelf, found, less=less, base=base, per=per, release=arguments.release)
    hood = models.neighbourhood(shelf, area, arguments.neighbours) if arguments.neighbours else None
    better = {"lower": Polarity.LOW, "higher": Polarity.HIGH, "neither": Polarity.NEUTRAL}
    others = () if less or base else alternatives(shelf, held.series)
    # The one other place where the clock is read.
    at = arguments.at or date.today()  # noqa: DTZ011 - the shell's own day is meant
    return [
        compare(
            held, area, period=period, neighbourhood=hood,
            polarity=better.get(arguments.better), others=others, at=at,
        )
        for period in (held.periods if periods is None else periods)
    ]  # fmt: skip


def _neighbours(shelf: "Shelf", arguments: Any) -> Iterator[str]:
    import json
    from dataclasses import asdict

    from headway.evidence.published import models, places

    known = models.models(shelf)
    model = arguments.model or (known[-1] if known else "any year")
    hood = models.neighbourhood(shelf, places.place(arguments.area), model)
    if arguments.json:
        yield json.dumps(asdict(hood), ensure_ascii=False, indent=2)
        return
    yield f"Statistical neighbours of {hood.of.name} ({hood.of.code}), {hood.model} model"
    for one in hood.neighbours:
        yield f"  {one.position:2}  {one.number}  {one.name}  ({one.closeness.lower()})"


def _bind(shelf: "Shelf", arguments: Any) -> Iterator[str]:
    from dataclasses import replace

    from headway.analytics.comparators.binding import benchmarks, remember
    from headway.cli.benchmark_lines import gap_lines, warnings_of
    from headway.judgement.wording import benchmark
    from headway.planfile import load, save

    plan = load(arguments.plan)
    row = plan.row(arguments.measure).id
    binding = _binding(shelf, arguments, plan)
    arguments.area, arguments.neighbours = binding.area, binding.model
    arguments.release = binding.release
    arguments.better, arguments.rate_per = binding.better or None, binding.per or None
    arguments.less, arguments.base = binding.less, binding.base
    found = _comparisons(shelf, arguments, binding.series, binding.periods or [""])
    new = [one for comparison in found for one in benchmarks(comparison, row)]
    periods = {one.period for one in new}  # another model's neighbours of that time go
    kept = [
        one
        for one in plan.benchmarks
        if one.row != row
        or one.period not in periods
        or not one.source.startswith("Published statistics")
    ]
    yield f"{row} is bound to {binding.series}"
    yield from gap_lines(plan, row, binding)
    yield from warnings_of(plan, row, new)
    for one in new:
        yield f"  {benchmark(one)}{f' ({one.told})' if one.told else ''}"
    if not arguments.dry_run:
        save(replace(plan, benchmarks=(*kept, *new)), arguments.plan)
        remember(binding, shelf.folder)


def _binding(shelf: "Shelf", arguments: Any, plan: "Plan") -> "Binding":
    """The binding asked for; what is left out is as the measure was bound before."""
    from headway.analytics.comparators.binding import Binding, remembered
    from headway.evidence.errors import EvidenceError
    from headway.evidence.published.series import find

    if not arguments.series:
        earlier = remembered(plan.slug, arguments.measure, shelf.folder)
        arguments.where = []
        periods = tuple(arguments.period) or earlier.periods
        return Binding(
            plan=plan.slug, measure=arguments.measure, series=earlier.series, periods=periods,
            area=arguments.area or earlier.area, model=arguments.neighbours or earlier.model,
            release=arguments.release or earlier.release,
            per=arguments.rate_per or earlier.per, better=arguments.better or earlier.better,
            less=arguments.less or earlier.less, base=arguments.base or earlier.base,
        )  # fmt: skip
    if not arguments.area:
        raise EvidenceError("say with --area which place the plan is for, such as --area 931.")
    where = _pairs(arguments.where)
    series = find(shelf, arguments.series, where=where, release=arguments.release)
    arguments.where = []
    return Binding(
        plan=plan.slug, measure=arguments.measure, series=series.address, area=arguments.area,
        release=arguments.release, model=arguments.neighbours, periods=tuple(arguments.period),
        per=arguments.rate_per or 0.0, better=arguments.better or "",
        less=arguments.less, base=arguments.base,
    )  # fmt: skip


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """`NAME=VALUE`, as often as given."""
    from headway.evidence.errors import EvidenceError

    out = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise EvidenceError(f'"{one}" should be a name and a value with = between them.')
        out[name.strip()] = value.strip()
    return out
