"""“All” and “none” against the figures on record, and words of an action against its status."""

from headway.commentary.findings import Finding, consistent, contradicted, uncheckable
from headway.commentary.record import Record, when
from headway.domain.observations import Observation
from headway.domain.plan import Action, ActionStatus
from headway.domain.quantities import COUNT, PERCENT, Comparator
from headway.judgement import wording
from headway.language.claims.claim import Claim
from headway.language.content import content

_NOTHING = "No figure on record says how many of them."


def universal(claim: Claim, record: Record) -> Finding:
    """“All schools have signed up”, “no pupils were excluded”."""
    who = content(claim.of)
    strange = record.topic.strange(claim.about | who)
    speaks = record.topic.names(claim.about - who) or record.topic.names(who)
    told = [one for one in record.latest(claim) if one.comparator is Comparator.EQ]
    told = told or [one for one in _of_them(record, who) if one.comparator is Comparator.EQ]
    for one in told:
        if _is_whole(claim, one):
            return consistent(claim, f"On record: {wording.figure(one)} {when(one.period)}".strip())
    if not told or strange or not speaks:
        return uncheckable(claim, _NOTHING)
    against = [one for one in told if _is_part(claim, one)]
    if len(against) != len(told):
        return uncheckable(claim, _NOTHING)
    one = against[0]
    words = " ".join(claim.words.split())
    on_record = f"{wording.counted(one, one.of)} {when(one.period)}".strip()
    return contradicted(claim, f'The words say "{words}"; on record: {on_record}.')


def _of_them(record: Record, who: frozenset[str]) -> list[Observation]:
    return [one for one in record.told if who and content(one.of) == who]


def _is_whole(claim: Claim, one: Observation) -> bool:
    if claim.value == 0.0:
        return one.value == 0.0
    if one.unit == PERCENT:
        return one.value == 100.0
    return one.denominator is not None and one.numerator == one.denominator


def _is_part(claim: Claim, one: Observation) -> bool:
    """Whether the figure is of some and not of all, or of some and not of none."""
    value = one.value or 0.0
    if claim.value == 0.0:
        return one.unit in (COUNT, PERCENT) and value > 0
    if one.unit == PERCENT:
        return value < 100.0
    return one.denominator is not None and (one.numerator or 0.0) < one.denominator


_CLASH = {
    "halted": (ActionStatus.COMPLETE, ActionStatus.NOT_STARTED),
    "complete": (ActionStatus.HALTED, ActionStatus.NOT_STARTED),
    "not started": (ActionStatus.COMPLETE, ActionStatus.IN_PROGRESS),
}
_SAYS = {"halted": ActionStatus.HALTED, "complete": ActionStatus.COMPLETE,
         "not started": ActionStatus.NOT_STARTED}  # fmt: skip


def status(claim: Claim, record: Record) -> Finding:
    """“Has been halted”, “is complete”, “not started”."""
    row = record.row
    if not isinstance(row, Action) or row.status is ActionStatus.UNKNOWN:
        return uncheckable(claim, "No status is on record.")
    if row.status is _SAYS[claim.status]:
        return consistent(claim, f"Its status is {row.status.value}.")
    if row.status in _CLASH[claim.status] and not record.topic.strange(claim.about):
        words = " ".join(claim.words.split()).lower()
        return contradicted(claim, f'The words say "{words}"; its status is {row.status.value}.')
    return uncheckable(claim, f"Its status is {row.status.value}.")
