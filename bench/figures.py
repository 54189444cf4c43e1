"""
A million computed figures into SQLite and PostgreSQL, and a dashboard of 14,400 out of them.

Writing goes beside Django's `bulk_create` of fewer into the same tables, by their rates: rows
with every constraint and index in place, on both. Reading goes beside the same SELECT through
the bare driver, taking turns. Each database has a process of its own.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from bench.postgres_server import NoServerError, running

if TYPE_CHECKING:
    from headway.web.figures.values import Figure

READ_GOAL = 2.0
"""Times a bare read that a dashboard may take."""

WRITE_GOAL = 5.0
"""Times as many rows a second as `bulk_create`."""

MEASURES = [f"measure-{number:03}" for number in range(200)]
PERIODS = [f"AY {year}/{year % 100 + 1:02}" for year in range(2014, 2020)]
AREAS = [f"E1{number:07}" for number in range(70)]
BREAKDOWNS = ["", *(f"group={letter}" for letter in "abcdefghijk")]
MANY = len(MEASURES) * len(PERIODS) * len(AREAS) * len(BREAKDOWNS)
FEW = 100_000
"""Rows that `bulk_create` is given."""

SHOWN = AREAS[:12]
READS = 25
NOON = datetime(2021, 6, 1, 12, tzinfo=UTC)


def main() -> bool:
    """Measure on both databases, print, and say whether every goal is met."""
    with tempfile.TemporaryDirectory() as folder:
        met = _apart(folder, f"sqlite:///{folder}/figures.sqlite3")
        try:
            with running() as address:
                met = _apart(folder, address) and met
        except NoServerError as error:
            print(f"PostgreSQL is left out: {error}.")
    return met


def _apart(folder: str, address: str) -> bool:
    """The measurement in a process that has this database."""
    told = {**os.environ, "HEADWAY_DATABASE": address, "HEADWAY_DATA": folder}
    told["DJANGO_SETTINGS_MODULE"] = "headway.web.settings"
    command = [sys.executable, "-c", "from bench.figures import work; work()"]
    return subprocess.run(command, env=told, check=False).returncode == 0


def work() -> None:
    """What the process does; its status says whether the goals are met."""
    import django  # noqa: PLC0415 - only where the settings are known

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above
    from django.db import connection  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}, {MANY:,} figures:", flush=True)
    written = _write()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as autovacuum does within a minute
            cursor.execute("VACUUM ANALYZE figures_computedfigure")
    read = _read()
    sys.exit(not (written and read))


def made(changed: int = 0) -> "Iterator[Figure]":
    """The figures; the first so many differ from what they are otherwise."""
    from headway.domain.observations import State  # noqa: PLC0415 - where the work is
    from headway.web.figures.values import Figure  # noqa: PLC0415 - as above

    keys = product(MEASURES, AREAS, PERIODS, BREAKDOWNS)
    for number, (measure, area, period, breakdown) in enumerate(keys):
        if number % 50 == 0:
            yield Figure(measure, area, period, breakdown, None, None, 90, State.SUPPRESSED)
        else:
            part = number % 997 + (number < changed)
            yield Figure(measure, area, period, breakdown, part / 9.97, part, 997, None)


def _write() -> bool:
    from headway.web.figures.actions import store  # noqa: PLC0415 - only after django.setup
    from headway.web.figures.models import ComputedFigure  # noqa: PLC0415 - as above
    from headway.web.figures.values import Run  # noqa: PLC0415 - as above

    def stored(day: int, changed: int = 0) -> tuple[float, int]:
        run = Run(known_at=NOON + timedelta(days=day), engine="bench", version="0.1.0")
        figures = list(made(changed))  # making them is not what is measured
        started = time.perf_counter()
        kept = store(run, figures)
        return time.perf_counter() - started, kept.written

    first, again, changed = stored(0), stored(1), stored(2, changed=10_000)
    theirs = _bulk_create()
    for words, (seconds, written) in (
        ("into empty tables", first),
        ("again, all the same", again),
        ("again, 1% corrected", changed),
    ):
        print(
            f"  store, {words:<20} {seconds:6.2f} s, {MANY / seconds:>9,.0f} a second, "
            f"{written:>9,} written",
            flush=True,
        )
    ratio = MANY / first[0] / theirs
    verdict = "met" if ratio >= WRITE_GOAL else "MISSED"
    print(
        f"  bulk_create of {FEW:,}: {theirs:,.0f} a second; store is {ratio:.1f} times as fast "
        f"(goal {WRITE_GOAL:g}): {verdict}",
        flush=True,
    )
    whole = first[1] == MANY and again[1] == 0 and changed[1] == 9_800
    whole = whole and ComputedFigure.objects.filter(superseded_by=None).count() == MANY
    return whole and ratio >= WRITE_GOAL


def _bulk_create() -> float:
    """Rows a second that Django writes by itself, under names of their own; gone afterwards."""
    from django.db import transaction  # noqa: PLC0415 - only after django.setup

    from headway.web.figures.models import (  # noqa: PLC0415 - as above
        AreaName,
        BreakdownName,
        ComputationRun,
        ComputedFigure,
        MeasureName,
        PeriodName,
    )

    with transaction.atomic():
        run = ComputationRun.objects.earliest("pk").pk
        measures = list(MeasureName.objects.values_list("pk", flat=True))
        periods = list(PeriodName.objects.values_list("pk", flat=True))
        breakdown = BreakdownName.objects.earliest("pk").pk
        places = -(-FEW // (len(measures) * len(periods)))
        areas = [AreaName.objects.create(name=f"X{number}").pk for number in range(places)]
        keys = list(product(areas, measures, periods))[:FEW]
        started = time.perf_counter()
        ComputedFigure.objects.bulk_create(
            [
                ComputedFigure(
                    run_id=run,
                    area_id=area,
                    measure_id=measure,
                    period_id=period,
                    breakdown_id=breakdown,
                    value=1.5,
                    numerator=3,
                    denominator=200,
                )
                for area, measure, period in keys
            ],
            batch_size=5_000,
        )
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return FEW / seconds


def _read() -> bool:
    from headway.web.figures.queries import dashboard  # noqa: PLC0415 - only after django.setup

    raw = _raw()

    def ours() -> int:
        return len(dashboard(measures=MEASURES, areas=SHOWN, periods=PERIODS))

    wanted = len(MEASURES) * len(SHOWN) * len(PERIODS)
    if (ours(), raw()) != (wanted, wanted):
        print("  The two reads do not give the dashboard's figures: MISSED")
        return False
    turns = [(_seconds(ours), _seconds(raw)) for _ in range(READS)]
    mine, theirs = (statistics.median(turn[way] for turn in turns) for way in range(2))
    then = statistics.median(
        _seconds(lambda: dashboard(measures=MEASURES, areas=SHOWN, periods=PERIODS, known_at=NOON))
        for _ in range(READS)
    )
    found = dashboard(measures=MEASURES, areas=SHOWN, periods=PERIODS)
    looked = statistics.median(_seconds(lambda: sum(1 for _ in found.values())) for _ in range(9))
    ratio = mine / theirs
    verdict = "met" if ratio < READ_GOAL else "MISSED"
    print(
        f"  dashboard of {wanted:,}: {mine * 1000:.1f} ms, bare driver {theirs * 1000:.1f} ms: "
        f"{ratio:.2f} times (goal {READ_GOAL:g}): {verdict}; looking at every one "
        f"of them {looked * 1000:.1f} ms more; as known at a day before {then * 1000:.1f} ms",
        flush=True,
    )
    return ratio < READ_GOAL


def _raw() -> Callable[[], int]:
    """The dashboard's SELECT through the driver alone, its numbers known beforehand."""
    from django.db import connection  # noqa: PLC0415 - only after django.setup

    from headway.web.figures.models import (  # noqa: PLC0415 - as above
        AreaName,
        BreakdownName,
        MeasureName,
        PeriodName,
    )

    def numbers(model: Any, names: list[str]) -> str:
        found = model.objects.filter(name__in=names).values_list("pk", flat=True)
        return ", ".join(map(str, found))

    question = (
        "SELECT measure_id, area_id, period_id, value, numerator, denominator, flag, run_id "  # noqa: S608 - our own numbers
        "FROM figures_computedfigure WHERE superseded_by_id IS NULL "
        f"AND area_id IN ({numbers(AreaName, SHOWN)}) "
        f"AND breakdown_id IN ({numbers(BreakdownName, [''])}) "
        f"AND measure_id IN ({numbers(MeasureName, MEASURES)}) "
        f"AND period_id IN ({numbers(PeriodName, PERIODS)})"
    )
    connection.ensure_connection()
    driver = connection.connection

    def read() -> int:
        with closing(driver.cursor()) as cursor:
            return len(cursor.execute(question).fetchall())

    return read


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(not main())
