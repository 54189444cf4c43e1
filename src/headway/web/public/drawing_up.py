"""From an issued public edition to what its pages say, once it is proved that both say the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from headway.disclosure.editions.files import written
from headway.disclosure.ids import telling_ids
from headway.disclosure.plans import ProtectedPlan, protected, said_safely
from headway.domain.observations import RowId
from headway.domain.plan import Plan, Row
from headway.exchange import tidy
from headway.exchange.tidy import TidyFiles
from headway.reporting.building import build_report
from headway.reporting.charts import svg
from headway.reporting.closing import withheld_note
from headway.reporting.figure_lines import figure_lines
from headway.reporting.marks import Mark
from headway.reporting.naming import anchors
from headway.reporting.printable import on_one_line
from headway.reporting.report import AreaSection, BoardRow, Fact, Report
from headway.web.editions.gathering import of_edition
from headway.web.editions.making import with_readers
from headway.web.editions.models import Edition
from headway.web.plans import queries as plans
from headway.web.plans.pages.policies import policy_lines
from headway.web.public import queries
from headway.web.public.content import (
    AreaPart,
    Badge,
    Content,
    Line,
    OutcomePart,
    PartLine,
    RowPart,
)
from headway.web.public.errors import NotAsIssuedError

CHART_WIDTH = 380.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remade:
    """
    An issued edition made again.

    Attributes:
        whole: The plan with all its figures: to tell what words are about, never for a page.
        safe: The same as everybody may see it.
    """

    whole: Plan
    safe: ProtectedPlan
    report: Report


def remade(edition: Edition) -> Remade:
    """
    The edition's protected plan and its report, made again from the version it was issued of.

    Costs as much as issuing it does, without the files; the last few are remembered.

    Raises:
        NotAsIssuedError: What would be shown is not what the issued figures show.
        TableError: The figures cannot be protected any more.
    """
    return _remade(edition.pk, edition.version.digest, queries.figures_of(edition))


@lru_cache(maxsize=4)
def _remade(pk: int, digest: str, figures: str) -> Remade:
    """Keyed by what it is made of: a number may come back with another in a restored database."""
    del digest
    edition = queries.edition(pk)
    wanted = of_edition(edition)
    plan, before = _plan(wanted.slug, wanted.version), wanted.before
    then = (_plan(wanted.slug, before[0]), before[1]) if before else None
    safe = protected(
        plan,
        at=wanted.at,
        earlier=wanted.earlier.figures,
        truths=wanted.earlier.truths,
        previous=then,
    )
    label = on_one_line(wanted.label)
    if written(replace(safe.public, edition=label or wanted.at.isoformat())) != figures:
        raise NotAsIssuedError(
            f'The pages of "{label}" would not show the figures that were issued with it. '
            "Nothing of it is shown. Issue an amended edition in its place."
        )
    name, note = said_safely((label, wanted.amends), whole=plan, safe=safe)
    report = build_report(
        safe.plan,
        at=wanted.at,
        previous=safe.previous,
        previous_at=then[1] if then else None,
        edition=name,
        amends=note,
    )
    notes = (withheld_note(plan), *report.notes) if safe.hides else report.notes
    report = replace(report, notes=notes, warning="", subtitle="Public progress report")
    return Remade(whole=plan, safe=safe, report=with_readers(report, wanted.pre_release))


def _plan(slug: str, number: int) -> Plan:
    return plans.version(slug, number).plan


def content_of(made: Remade) -> Content:
    """What the pages say: the words of the report, and its figures row by row."""
    report, plan = made.report, made.safe.plan
    keys = public_keys(plan)
    figures = tidy_files(made)
    by_anchor = {anchor: keys[row] for row, anchor in anchors(plan).items()}
    summary = report.summary
    return Content(
        title=report.title,
        body=report.body,
        edition=report.edition,
        as_at=report.as_at,
        as_at_iso=report.as_at_iso,
        amends=report.amends,
        term=report.term,
        vision=report.vision,
        headline=summary.headline,
        action_headline=summary.action_headline,
        marks=tuple(_badge(one) for one in summary.marks),
        tallies=summary.tallies,
        attention=tuple(by_anchor[one.anchor] for one in summary.attention),
        achieved=tuple(by_anchor[one.anchor] for one in summary.achieved),
        changes_note=summary.changes_note,
        changes=summary.changes,
        outcomes=tuple(_outcomes(made, keys, by_anchor)),
        notes=tuple(Fact(label=one.about, text=one.text) for one in report.notes),
        methods=report.methods,
        glossary=tuple(Fact(label=one.term, text=one.meaning) for one in report.glossary),
        sources=tuple(
            Fact(label=one.title or one.name, text=one.as_at or one.covers)
            for one in report.sources
        ),
        policy=tuple(
            Fact(label=label, text=words) for label, words in policy_lines(plan.disclosure)
        ),
        tidy=figures.data.decode(),
        tidy_meta=figures.meta.decode(),
    )


def tidy_files(made: Remade) -> TidyFiles:
    """The figures that everybody may see in the Department for Education's tidy layout."""
    plan = made.safe.plan
    return tidy.written(plan, at=made.safe.at, keys=public_keys(plan), public=True)


def _outcomes(
    made: Remade, keys: dict[RowId, str], by_anchor: dict[str, str]
) -> Iterator[OutcomePart]:
    plan = made.safe.plan
    lines = {keys[row.id]: tuple(_lines(plan, row, made)) for row in plan.rows()}
    for one in made.report.outcomes:
        yield OutcomePart(
            title=one.title,
            statements=one.statements,
            priority=one.priority,
            areas=tuple(_area(area, plan, by_anchor, lines) for area in one.areas),
        )


def public_keys(plan: Plan) -> dict[RowId, str]:
    """Each row's name in addresses: its id, unless a number of people may be told by it."""
    telling = telling_ids(plan)
    places = anchors(plan)
    return {row.id: places[row.id] if row.id in telling else str(row.id) for row in plan.rows()}


def _lines(plan: Plan, row: Row, made: Remade) -> Iterator[Line]:
    alone = replace(
        plan,
        measures=tuple(one for one in plan.measures if one.id == row.id),
        actions=tuple(one for one in plan.actions if one.id == row.id),
        observations=tuple(one for one in plan.observations if one.row == row.id),
        benchmarks=tuple(one for one in plan.benchmarks if one.row == row.id),
        progress=tuple(one for one in plan.progress if one.row == row.id),
    )
    for one in figure_lines(alone, made.safe.at):
        yield Line(
            role=one.role,
            group=one.group,
            period=one.period,
            value=one.value,
            shorthand=one.shorthand,
            unit=one.unit,
            bound=one.bound,
            text=one.text,
            source=one.source,
        )


def _area(
    area: AreaSection, plan: Plan, keys: dict[str, str], lines: dict[str, tuple[Line, ...]]
) -> AreaPart:
    number = int(area.anchor.rpartition("-")[2])
    return AreaPart(
        key=plan.areas[number - 1].id,
        title=area.title,
        remarks=area.remarks,
        rows=tuple(_row(row, keys[row.anchor], lines[keys[row.anchor]]) for row in area.rows),
    )


def _row(row: BoardRow, key: str, lines: tuple[Line, ...]) -> RowPart:
    told = row.progress
    return RowPart(
        key=key,
        label=row.label,
        name=row.name,
        words=row.how if row.is_measure else row.action,
        is_measure=row.is_measure,
        badge=_badge(told.mark),
        agencies=row.agencies,
        timetable=row.timetable,
        figure=told.figure,
        when=told.when,
        sentence=told.sentence,
        facts=told.facts,
        parts=tuple(
            PartLine(name=one.name, badge=_badge(one.mark), text=one.text) for one in told.parts
        ),
        said=tuple(Fact(label=one.by, text=one.text) for one in told.said),
        chart=svg(told.chart, width=CHART_WIDTH) if told.chart else "",
        source=told.source,
        lines=lines,
    )


def _badge(mark: Mark) -> Badge:
    return Badge(css=mark.css, shape=mark.shape, word=mark.word, meaning=mark.meaning)
