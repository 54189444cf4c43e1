"""The one-minute briefing: what a busy reader takes away, on one page."""

from dataclasses import dataclass

from headway.reporting.marks import Mark
from headway.reporting.report import Mention, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    One key message: a heading, what it is about, and how many more there are.

    Attributes:
        entries: As many as a page may hold; `left_out` says how many it does not.
    """

    title: str
    entries: tuple[Mention, ...]
    left_out: int = 0
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many measures have one status."""

    mark: Mark
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """
    The page.

    Attributes:
        not_answered: One line for each who has not, with how many rows.
        title: Of the plan.
        awaiting: How many answers are not signed or not accepted yet, in a sentence, or empty.
    """

    title: str
    body: str
    as_at: str
    as_at_iso: str
    slug: str
    edition: str
    headline: str
    action_headline: str
    counts: tuple[Count, ...]
    messages: tuple[Message, ...]
    not_answered: tuple[str, ...]
    not_answered_left_out: int
    warning: str
    awaiting: str = ""


MOST_OF_CONCERN = 10
MOST_WELL = 6
MOST_SILENT = 5


def briefing_of(report: Report) -> Briefing:
    """The briefing that goes with a report, shortened to what one page can hold."""
    summary = report.summary
    totals = summary.tallies[-1].counts if summary.marks else ()
    return Briefing(
        title=report.title,
        body=report.body,
        as_at=report.as_at,
        as_at_iso=report.as_at_iso,
        slug=report.slug,
        edition=report.edition,
        headline=summary.headline,
        action_headline=summary.action_headline,
        counts=tuple(
            Count(mark=mark, number=number)
            for mark, number in zip(summary.marks, totals, strict=True)
        ),
        messages=(
            _message(
                "What needs attention",
                summary.attention,
                MOST_OF_CONCERN,
                "No measure is breached, off track or at risk.",
            ),
            _message(
                "What is going well",
                summary.achieved,
                MOST_WELL,
                "No measure is known to be met or on track.",
            ),
        ),
        not_answered=tuple(
            f"{one.who}: {one.number} row{'' if one.number == 1 else 's'}"
            for one in summary.not_answered[:MOST_SILENT]
        ),
        not_answered_left_out=max(0, len(summary.not_answered) - MOST_SILENT),
        warning=report.warning,
        awaiting=report.answers.awaiting if report.answers else "",
    )


def _message(title: str, mentions: tuple[Mention, ...], most: int, empty: str) -> Message:
    return Message(
        title=title,
        entries=mentions[:most],
        left_out=max(0, len(mentions) - most),
        empty=empty,
    )
