"""The figures of a plan's measures, from its data directory. All that is heavy is imported late."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from headway import planfile
from headway.domain.errors import HeadwayError
from headway.domain.periods import Period
from headway.domain.plan import Measure
from headway.judgement.wording import figure
from headway.web.evidence.directory import data_directory
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version

if TYPE_CHECKING:
    from headway.analytics.accounts import Account
    from headway.analytics.computing import Evidence
    from headway.analytics.definition import Definition
    from headway.analytics.engines.protocol import Engine

CORES = 1
"""Of the machine's cores, how many one page may keep busy."""


class NothingToComputeError(HeadwayError):
    """No measure of the plan is computed, or none could be."""


def compute_plan(slug: str, period: str, *, at: datetime) -> list[str]:
    """
    Compute every measure of a plan that names a definition; the new figures are a new version.

    Returns:
        What came of each, in lines fit to show.

    Raises:
        NothingToComputeError: No measure names a definition, or none could be computed.
        HeadwayError: The plan was changed meanwhile.
    """
    from headway.analytics.computing import observed  # noqa: PLC0415 - late: slow to import
    from headway.analytics.observing import Wanted  # noqa: PLC0415 - as above
    from headway.evidence.errors import EvidenceError  # noqa: PLC0415 - as above

    saved, when = plans.newest(slug), Period.parse(period)
    measures = [one for one in saved.plan.measures if one.definition]
    if not measures:
        raise NothingToComputeError(
            "No measure of the plan names the definition that it is computed by. Add one to the "
            "plan file, such as `definition: persistent-absence`."
        )
    wanted = [Wanted.parse(one.definition).definition for one in measures]
    evidence = gathered_for(slug, wanted, when)
    engine = _engine(evidence)
    new, lines = [], []
    for measure in measures:
        try:
            new.append(observed(measure, evidence, when, engine))
        except EvidenceError as error:
            lines.append(f"{measure.name}: not computed. {error}")
        else:
            lines.append(f"{measure.name}: {figure(new[-1])}.")
    fresh = [one for one in new if one not in saved.plan.observations]
    if not new:
        raise NothingToComputeError("\n".join(lines))
    if fresh:
        changed = replace(saved.plan, observations=(*saved.plan.observations, *fresh))
        text = planfile.dumps(changed, previous=plans.content(slug))
        reason = f"Computed from the data for {period}: {len(fresh)} new figures"
        save_version(text=text, reason=reason, at=at, based_on=saved.number)
    lines.append(f"{len(fresh)} new figure{'' if len(fresh) == 1 else 's'} in the plan.")
    return lines


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
    from headway.evidence.store.directory import Store  # noqa: PLC0415 - late: slow to import

    loads = tuple(load.id for load in Store(data_directory(slug)).loads())
    return _account(slug, wanted.definition.name, period, columns, loads), wanted.definition


@lru_cache(maxsize=32)
def _account(
    slug: str, name: str, period: Period, by: tuple[str, ...], _loads: tuple[int, ...]
) -> "Account":
    from headway.analytics.accounts import account  # noqa: PLC0415 - late: slow to import
    from headway.analytics.definitions import definition  # noqa: PLC0415 - as above

    one = definition(name)
    evidence = gathered_for(slug, [one], period, by)
    return account(one, evidence, period, by=by, engine=_engine(evidence))


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
