"""Every claim of a text, held against what is on record of its row."""

from collections import Counter
from dataclasses import replace
from datetime import date

from headway.commentary.findings import Finding, Verdict
from headway.commentary.record import Record
from headway.commentary.rules import RULES
from headway.commentary.times import times_told
from headway.domain.errors import HeadwayError, PeriodError
from headway.domain.periods import Period
from headway.domain.plan import Action, Plan, Row
from headway.language.claims.reading import read_claims
from headway.language.readings import RowReading, Setting


class UnknownRowError(HeadwayError):
    """Words are to be held against a row that the plan does not have."""


def check_words(
    plan: Plan, row_id: str, text: str, *, at: date, document: str = ""
) -> tuple[Finding, ...]:
    """
    What the words of one update claim, and whether the record bears it out.

    Costs a few milliseconds, so that it can be asked while somebody types. Whatever the
    text, it answers; a mismatch is certain as far as the record is.

    Args:
        plan: With everything on record.
        row_id: Of the measure or action that the words are about.
        text: As written; places in the findings are places in it.
        at: The day; later figures are not known yet.
        document: The source that the words stand in, whose year settles "term 4"; the
            plan in force where none is given.

    Returns:
        The findings in the order of their words.

    Raises:
        UnknownRowError: The plan has no such row.
    """
    row = next((one for one in plan.rows() if one.id == row_id), None)
    if row is None:
        raise UnknownRowError(
            f'expected the id of a row of the plan "{plan.title}", got "{row_id}".'
        )
    claims = read_claims(text, reading=_reading(row), setting=_setting(plan, at, document))
    record = Record(plan, row, at, claims)
    found = [RULES[claim.kind](claim, record) for claim in claims]
    found += times_told(claims, record)
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))


def mismatches(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that a person should look at."""
    return tuple(one for one in findings if one.is_mismatch)


def tally(findings: tuple[Finding, ...]) -> dict[Verdict, int]:
    """How many claims were borne out, refuted, and neither."""
    counted = Counter(one.verdict for one in findings)
    return {verdict: counted[verdict] for verdict in Verdict}


def _reading(row: Row) -> RowReading:
    """What the row promises, as the reader of its progress knew it."""
    if isinstance(row, Action):
        return RowReading(direction=row.direction, targets=row.targets, baselines=row.baselines)
    return RowReading(
        direction=row.direction,
        polarity=row.polarity,
        kind=row.kind,
        unit=row.unit,
        quantity=row.quantity,
        targets=tuple(replace(one) for one in row.targets),
        baselines=row.baselines,
    )


def _setting(plan: Plan, at: date, document: str) -> Setting:
    wanted = document or plan.current
    sources = [one for one in plan.sources if one.name == wanted] or list(plan.sources[-1:])
    if not sources:
        return Setting(as_at=at)
    try:
        covers = Period.parse(sources[0].covers)
    except PeriodError:
        covers = None
    return Setting(covers=covers, as_at=sources[0].as_at or at)
