"""Whether it can be made at all, and whether what stands round it tells what it withholds."""

import hashlib
import pickle
import re
from collections.abc import Iterator

from headway.disclosure.ids import telling_ids
from headway.domain.errors import HeadwayError
from headway.domain.plan import Plan
from headway.reporting.printable import on_one_line
from headway.reporting.report import Report
from headway.web.editions import making
from headway.web.editions.checklist.examined import Examined
from headway.web.editions.checklist.items import Item
from headway.web.editions.making import Ingredients
from headway.web.editions.models import Audience
from headway.web.keeping import Shelf
from headway.web.plans import queries as plans

_REPORTS: Shelf[tuple[str, ...], Report | HeadwayError] = Shelf(16)
"""
What the edition would say, or why it cannot, by all that it would be made of: the checklist is
drawn up at each step on the way to an edition. What is issued is made anew.
"""


def found(seen: Examined) -> Iterator[Item]:
    """What keeps it from being made at all, disclosure first of all."""
    wanted = seen.wanted
    report = _REPORTS.get(_key(wanted), lambda: _report(wanted))
    if isinstance(report, HeadwayError):
        yield Item(
            title="It cannot be made", sentence=str(report), is_error=True,
            page=("editions:public",),
        )  # fmt: skip
        return
    said = ((wanted.label, report.edition), (wanted.amends, report.amends))
    telling = tuple(told for words, told in said if told != on_one_line(words))
    if telling:
        yield Item(
            title="Its name or its note tells a number of people",
            sentence="Everybody reads it, and the edition withholds that number. Withdraw this one "
            "and begin it with other words.",
            details=telling,
            is_error=True,
        )
    told = (
        tuple(_told_outside(seen.saved.plan, report)) if wanted.audience == Audience.PUBLIC else ()
    )
    if told:
        yield Item(
            title="The plan's title or an id in it tells a number of people",
            sentence="It stands in lists, letters and addresses as it is, and the edition "
            "withholds that number. Change it in the plan file and save the plan.",
            details=told,
            is_error=True,
        )


def _key(wanted: Ingredients) -> tuple[str, ...]:
    """Its versions by their text too: in a restored database a number may mean another."""
    numbers = (wanted.version, *((wanted.before[0],) if wanted.before else ()))
    texts = (plans.version(wanted.slug, number).digest for number in numbers)
    return (hashlib.sha256(pickle.dumps(wanted)).hexdigest(), *texts)


def _report(wanted: Ingredients) -> Report | HeadwayError:
    try:
        report, _ = making.report_of(wanted)
    except HeadwayError as error:
        return error
    return report


def _told_outside(plan: Plan, report: Report) -> Iterator[str]:
    """The title, as the edition shows it, and ids that say what the edition hides in words."""
    if plan.title and report.title != on_one_line(plan.title):
        yield report.title
    rows = {str(one.id) for one in plan.rows()}  # in addresses they have names of their own
    others = (one for one in telling_ids(plan) if one not in rows)
    yield from dict.fromkeys((*_in_titles(plan, report), *others))


def _in_titles(plan: Plan, report: Report) -> Iterator[str]:
    """Ids of areas that repeat what leads to a hidden figure, and so is hidden in their title."""
    for shown in (area for outcome in report.outcomes for area in outcome.areas):
        area = plan.areas[int(shown.anchor.rpartition("-")[2]) - 1]
        hidden = _words(area.title) - _words(shown.title)
        if hidden & _words(area.id):
            yield area.id


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))
