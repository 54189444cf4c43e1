"""The rows that are no longer in the plan, with what was last known of them."""

from dataclasses import dataclass

from headway.domain.plan import Measure, Row
from headway.judgement.actions import judge_action
from headway.reporting.marks import ACTION_MARKS, MARKS, Mark
from headway.reporting.naming import row_label
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import address
from headway.web.plans.pages.rows import row_address
from headway.web.plans.scorecards import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedLine:
    """
    A row that only earlier documents have.

    Attributes:
        href: Of a measure's page; an action has none of its own.
        last_seen: The last document that has it.
        sentence: Where it stood, by the figures known by the day.
    """

    label: str
    name: str
    href: str
    area: str
    area_href: str
    last_seen: str
    mark: Mark
    sentence: str
    is_measure: bool


def dropped_lines(card: Scorecard, opened: Opened) -> list[DroppedLine]:
    """Measures first, because theirs are the figures; each in the plan's order."""
    rows = sorted(card.dropped(), key=lambda row: not isinstance(row, Measure))
    return [_line(row, card, opened) for row in rows]


def _line(row: Row, card: Scorecard, opened: Opened) -> DroppedLine:
    plan = card.plan
    titles = {source.name: source.title or source.name for source in plan.sources}
    area = plan.area(row.area)
    if isinstance(row, Measure):
        mark, sentence = MARKS[card.statuses[row.id].kind], card.statuses[row.id].sentence
    else:
        judged = judge_action(plan, row, card.at)
        mark, sentence = ACTION_MARKS[judged.kind], judged.sentence
    last = row.wordings[-1].document if row.wordings else ""
    return DroppedLine(
        label=row_label(row),
        name=row.name,
        href=row_address(row, opened) if isinstance(row, Measure) else "",
        area=area.title,
        area_href=address("plans:area", opened, area.id),
        last_seen=titles.get(last, last),
        mark=mark,
        sentence=sentence,
        is_measure=isinstance(row, Measure),
    )
