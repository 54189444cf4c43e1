"""The figures of a plan's measures, from its data directory. All that is heavy is imported late."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from headway import planfile
from headway.domain.errors import HeadwayError
from headway.domain.periods import Period
from headway.domain.plan import Measure, Plan
from headway.judgement.wording import figure
from headway.web.audit.actions import record
from headway.web.evidence.directory import data_directory
from headway.web.evidence.noting import note
from headway.web.figures.computed import Result, keep_figures
from headway.web.people.models import Person
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version

if TYPE_CHECKING:
    from headway.analytics.accounts import Account
    from headway.analytics.computing import Computed, Evidence
    from headway.analytics.definition import Definition
    from headway.analytics.engines.protocol import Engine

CORES = 1
"""Of the machine's cores, how many one page may keep busy."""


class NothingToComputeError(HeadwayError):
    """No measure of the plan is computed, or none could be."""


def compute_plan(
    slug: str,
    periods: Iterable[str],
    *,
    at: datetime,
    by: Person | None = None,
    told: Callable[[str], object] = str,
) -> list[str]:
    """
    Compute every measure of a plan that names a definition, for each period; all is stored.

    Figures of the agencies' own data also become a new version of the plan. Those that rest on
    made-up data never do, so that nothing judged is ever made up: they stand apart in the store.

    Args:
        slug: The plan's.
        periods: For which figures are wanted.
        at: When the figures become known.
        by: Who asked for them; None for a command.
        told: Is told how far it has come.

    Returns:
        What came of each, in lines fit to show.

    Raises:
        NothingToComputeError: No measure names a definition, or none could be computed.
        HeadwayError: The plan was changed meanwhile.
    """
    saved, asked = plans.newest(slug), [Period.parse(one) for one in periods]
    found: list[Result] = []
    lines: list[str] = []
    for number, period in enumerate(asked, 1):
        told(f"Computing the plan's measures for {period}, {number} of {len(asked)}")
        results, said = _computed(saved.plan, slug, period)
        found += results
        lines += [f"{period}. {line}" if len(asked) > 1 else line for line in said]
    if len(asked) > 1 and found:
        lines = [line for line in lines if ": not computed. " in line]
        lines.insert(0, f"{_figures(len(found))} computed for {', '.join(map(str, asked))}.")
    if not found:
        raise NothingToComputeError("\n".join(lines))
    told("Keeping the figures")
    _keep(slug, found, saved.partnership.slug, at=at, by=by)
    told("Writing the figures into the plan")
    new = [one.observation for one in found if not one.made_up]
    fresh = [one for one in new if one not in saved.plan.observations]
    if fresh:
        changed = replace(saved.plan, observations=(*saved.plan.observations, *fresh))
        text = planfile.dumps(changed, previous=plans.content(slug))
        of = ", ".join(map(str, asked))
        reason = f"Computed from the data for {of}: {len(fresh)} new figures"
        save_version(text=text, reason=reason[:200], at=at, based_on=saved.number, by=by)
    lines.append(f"{_figures(len(fresh), 'new ')} in the plan.")
    if apart := sum(one.made_up for one in found):
        rest = "rests" if apart == 1 else "rest"
        lines.append(
            f"{_figures(apart)} {rest} on made-up data: shown beside the plan's own, and neither "
            "written into it nor judged."
        )
    return lines


def _keep(
    slug: str, results: list[Result], partnership: str, *, at: datetime, by: Person | None
) -> None:
    """Keep figures, and record who had them computed from which loads, in one transaction."""
    note(slug, at=at)
    loads = {load.id: load for one in results for load in one.loads}
    with transaction.atomic():
        run = keep_figures(slug, results, at=at)
        record(
            "data.computed", key=slug, by=by, at=at, partnership=partnership,
            after={
                "run": run.pk,
                "periods": sorted({str(one.observation.period) for one in results}),
                "figures": len(results),
                "of_made_up_data": sum(one.made_up for one in results),
                "loads": {str(number): loads[number].source.sha256 for number in sorted(loads)},
            },
            reason="" if by else "By command",
        )  # fmt: skip


def _computed(plan: Plan, slug: str, period: Period) -> tuple[list[Result], list[str]]:
    """What came of each measure for one period, and in words."""
    from headway.analytics.computing import observed  # noqa: PLC0415 - late: slow to import
    from headway.analytics.observing import Wanted  # noqa: PLC0415 - as above
    from headway.evidence.errors import EvidenceError  # noqa: PLC0415 - as above

    measures = [one for one in plan.measures if one.definition]
    if not measures:
        raise NothingToComputeError(
            "No measure of the plan names the definition that it is computed by. Add one to the "
            "plan file, such as `definition: persistent-absence`."
        )
    wanted = {one.id: Wanted.parse(one.definition) for one in measures}
    evidence = gathered_for(slug, [one.definition for one in wanted.values()], period)
    engine = _engine(evidence)
    results, lines = [], []
    for measure in measures:
        try:
            one = observed(measure, evidence, period, engine)
        except EvidenceError as error:
            lines.append(f"{measure.name}: not computed. {error}")
            continue
        loads = evidence.behind(wanted[measure.id].definition, wanted[measure.id].group)
        made_up = any(load.made_up for load in loads)
        results.append(Result(measure=measure, observation=one, loads=loads, made_up=made_up))
        lines.append(f"{measure.name}: {figure(one)}.")
    return results, lines


def _figures(number: int, which: str = "") -> str:
    return f"{number:,} {which}figure{'' if number == 1 else 's'}"


def account_of(
    slug: str, measure: Measure, period: Period, by: tuple[str, ...]
) -> "tuple[Account, Definition]":
    """
    How a measure's figures for a period come about, split or not; kept while the data stands.

    Raises:
        EvidenceError: A dataset is missing, or it has no such breakdown.
    """
    from headway.analytics.observing import Wanted  # noqa: PLC0415 - late: slow to import

    wanted = Wanted.parse(measure.definition)
    columns = tuple(dict.fromkeys((*wanted.group, *by)))
    one = wanted.definition
    return _account(slug, one.name, period, columns, _stands(data_directory(slug))), one


def splits_of(slug: str, measure: Measure, period: Period) -> "Computed":
    """
    A measure's figures for a period by every breakdown, one at a time; kept as `account_of`.

    Raises:
        EvidenceError: A dataset is missing.
    """
    from headway.analytics.observing import Wanted  # noqa: PLC0415 - late: slow to import

    name = Wanted.parse(measure.definition).definition.name
    return _splits(slug, name, period, _stands(data_directory(slug)))


def _stands(folder: Path) -> tuple[Hashable, ...]:
    """
    What figures rest on: the directory, its loads by content, and its terms.

    Loads are numbered from 1 in every directory, so numbers alone would take figures of another
    for these, such as of one that was set up anew.
    """
    from headway.evidence.store.directory import Store  # noqa: PLC0415 - late: slow to import

    loads = Store(folder).loads()
    terms = folder / "calendar.csv"
    calendar = terms.read_bytes() if terms.exists() else b""
    digests = tuple((load.id, load.source.sha256, load.kept, load.known_at) for load in loads)
    return (str(folder), digests, sha256(calendar).hexdigest())


@lru_cache(maxsize=32)
def _account(
    slug: str, name: str, period: Period, by: tuple[str, ...], _stands: tuple[Hashable, ...]
) -> "Account":
    from headway.analytics.accounts import account  # noqa: PLC0415 - late: slow to import
    from headway.analytics.definitions import definition  # noqa: PLC0415 - as above

    one = definition(name)
    evidence = gathered_for(slug, [one], period, by)
    return account(one, evidence, period, by=by, engine=_engine(evidence))


@lru_cache(maxsize=32)
def _splits(slug: str, name: str, period: Period, _stands: tuple[Hashable, ...]) -> "Computed":
    from headway.analytics.computing import every_split  # noqa: PLC0415 - late: slow to import
    from headway.analytics.definitions import definition  # noqa: PLC0415 - as above

    one = definition(name)
    evidence = gathered_for(slug, [one], period, one.breakdowns)
    return every_split(one, evidence, period, engine=_engine(evidence))


def gathered_for(
    slug: str, definitions: "Iterable[Definition]", period: Period, by: Iterable[str] = ()
) -> "Evidence":
    """What a plan's data directory holds for these measures, now."""
    from headway.analytics.computing import (  # noqa: PLC0415 - late: slow to import
        calendar_for,
        gathered,
        needed,
    )
    from headway.evidence.store.directory import Store  # noqa: PLC0415 - as above

    folder = data_directory(slug)
    calendar = calendar_for(folder, [period])
    return gathered(Store(folder), calendar, needed(definitions, by))


def _engine(evidence: "Evidence") -> "Engine":
    from headway.analytics.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - late: slow

    return DuckDBEngine(threads=CORES, folders=evidence.folders)
