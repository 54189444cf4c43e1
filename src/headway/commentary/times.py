"""The time that a text tells of, against the time that its row promises and the day it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from headway.commentary.findings import Finding, contradicted
from headway.commentary.record import Record
from headway.domain.periods import Period
from headway.judgement import wording
from headway.judgement.times import Timing, timing
from headway.language.claims.claim import Claim, ClaimKind
from headway.language.results import Part


def times_told(claims: Sequence[Claim], record: Record) -> Iterator[Finding]:
    """
    A figure for a time that has not begun; and a text whose newest figure is for another
    year than every target of its row, where no figure on record is for the right one.
    """
    dated = [
        one
        for one in claims
        if one.kind is ClaimKind.LEVEL and one.part is Part.RESULT and one.period is not None
    ]
    for one in dated:
        begins = one.period.first_day() if one.period else None
        if begins is not None and begins > record.at:
            told = wording.when(one.period)
            yield contradicted(
                replace(one, kind=ClaimKind.PERIOD),
                f"The words report {' '.join(one.words.split())} {told}, a time that had not begun "
                f"by {wording.day(record.at)}.",
            )
    if dated:
        yield from _other_year(max(dated, key=_time), record)


def _time(claim: Claim) -> tuple[object, ...]:
    return claim.period.sort_key() if claim.period else ()


def _other_year(newest: Claim, record: Record) -> Iterator[Finding]:
    due = [one.period for one in record.row.targets if one.period is not None]
    if not due or newest.period is None or record.strange(newest):
        return
    if any(_answers(newest.period, one) for one in due):
        return
    if any(_answers(one.period, period) for one in record.told for period in due if one.period):
        return
    yield contradicted(
        replace(newest, kind=ClaimKind.PERIOD),
        f"The words tell of {wording.period(newest.period)}; the row's target is for "
        f"{wording.period(due[-1])}.",
    )


def _answers(told: Period | None, due: Period) -> bool:
    return timing(told, due) is not Timing.OTHER_YEAR
