"""Taking the figures of a file into a plan: all of them, or none."""

import hashlib
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from headway import planfile
from headway.domain.observations import Observation
from headway.domain.quantities import plain
from headway.exchange.errors import ExchangeError
from headway.exchange.reading import Change, Line, Read, read
from headway.web.api.errors import ImportRefusedError
from headway.web.api.schemas import ImportedLine, ImportOut
from headway.web.audit.actions import record
from headway.web.people.models import Partnership
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord

MOST_SHOWN = 500


@transaction.atomic
def add_figures(
    *,
    slug: str,
    content: bytes,
    partnership: Partnership,
    given_by: str,
    token_id: int,
    dry_run: bool,
    at: datetime,
) -> ImportOut:
    """
    Put the figures of a tidy file into the newest version of a plan, as a version of their own.

    Those that the plan has already change nothing. The plan's row is locked meanwhile, so
    that nobody's change is lost.

    Raises:
        ImportRefusedError: Something in the file is wrong; the plan is as it was.
        UnknownPlanError: There is no such plan.
    """
    PlanRecord.objects.select_for_update().filter(slug=slug).first()
    saved = plans.newest(slug)
    try:
        found = read(content, saved.plan, known_at=timezone.localdate(at), given_by=given_by)
    except ExchangeError as error:
        raise ImportRefusedError(str(error), ()) from error
    if found.faults:
        raise ImportRefusedError(
            "Nothing was taken of the file. Put right what is named, and send it again.",
            tuple((one.where, one.words) for one in found.faults),
        )
    version = saved.number
    if found.observations and not dry_run:
        plan = replace(saved.plan, observations=(*saved.plan.observations, *found.observations))
        made = save_version(
            text=planfile.dumps(plan, previous=plans.content(slug, saved.number)),
            reason=f"Figures of a file, by {given_by}",
            at=at,
            based_on=saved.number,
            partnership=partnership,
        )
        version = made.number
        record(
            "figures.imported",
            key=slug,
            by=None,
            at=at,
            partnership=partnership.slug,
            before={"version": saved.number},
            after={
                "version": version,
                "token": token_id,
                "sha256": hashlib.sha256(content).hexdigest(),
                "figures": len(found.observations),
            },
        )
    return _told(found, dry_run=dry_run, version=version)


def _told(found: Read, *, dry_run: bool, version: int) -> ImportOut:
    count = dict.fromkeys(Change, 0)
    for one in found.lines:
        count[one.change] += 1
    return ImportOut(
        dry_run=dry_run,
        version=version,
        new=count[Change.NEW],
        corrected=count[Change.CORRECTED],
        unchanged=count[Change.UNCHANGED],
        lines=[_line(one) for one in found.lines[:MOST_SHOWN]],
    )


def _line(one: Line) -> ImportedLine:
    return ImportedLine(
        line=one.number,
        row=one.given.row,
        period=str(one.given.period) if one.given.period else None,
        what=one.change.value,
        before=_figure(one.before) if one.before else "",
        after=_figure(one.given),
    )


def _figure(one: Observation) -> str:
    return plain(one.value) if one.value is not None else str(one.state)
