"""The board's pack of a plan as it stands: the report with its round, and what is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from headway.domain.errors import HeadwayError
from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.judgement.standing import as_it_stood
from headway.judgement.wording import day
from headway.reporting import pack
from headway.reporting.building import build_report
from headway.reporting.naming import anchors, row_name
from headway.reporting.pack import Pack, pack_of, steps_named_before
from headway.reporting.report import Report
from headway.rounds.silence import Silence
from headway.web.board import queries
from headway.web.board.models import Matter
from headway.web.editions import queries as editions
from headway.web.plans import queries as plans
from headway.web.plans.access import Opened
from headway.web.rounds import queries as rounds

KEPT = 16
"""Reports kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """
    The pack, with which row each of its places is.

    Attributes:
        rows: The row's id by its anchor.
        since: The edition that changes are told against, or empty.
    """

    pack: Pack
    rows: dict[str, str]
    since: str


def packed(opened: Opened) -> Packed:
    """The pack as at the day that is looked at; the report is made once for each state."""
    slug = opened.plan.slug
    newest = rounds.latest(slug)
    silence = rounds.silence(newest, at=timezone.localdate()) if newest else None
    edition = editions.newest(slug)
    before = None
    if edition and edition.at <= opened.at:
        before = (edition.version.number, edition.version.digest, edition.at)
    report = _report(slug, (opened.version, opened.digest), opened.at, before, silence)
    plan = as_it_stood(opened.plan, opened.at)
    places = anchors(plan)
    lines = [_line(one, plan, places) for one in queries.open_matters(slug)]
    return Packed(
        pack=pack_of(report, lines, steps_named_before(plan)),
        rows={anchor: str(row) for row, anchor in places.items()},
        since=edition.label if edition and before else "",
    )


@lru_cache(maxsize=KEPT)
def _report(
    slug: str,
    version: tuple[int, str],
    at: date,
    before: tuple[int, str, date] | None,
    silence: Silence | None,
) -> Report:
    """Keyed by digests too: a number may come back with another content in a restored database."""
    plan = plans.version(slug, version[0]).plan
    previous = plans.version(slug, before[0]).plan if before else None
    return build_report(
        plan,
        at=at,
        previous=previous,
        previous_at=before[2] if before else None,
        silence=silence,
    )


def _line(matter: Matter, plan: Plan, places: Mapping[RowId, str]) -> pack.Matter:
    try:
        about = row_name(plan.row(RowId(matter.row)), 90)
    except HeadwayError:
        about = matter.row
    since = f"recorded {day(timezone.localdate(matter.made_at))}"
    return pack.Matter(
        anchor=places.get(RowId(matter.row), ""),
        kind=str(matter.get_kind_display()),
        about=about,
        words=matter.words,
        who=matter.whose,
        due=day(matter.due_on) if matter.due_on else "",
        since=f"{since} in {matter.round.label}" if matter.round else since,
    )
