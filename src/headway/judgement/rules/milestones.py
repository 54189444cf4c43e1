"""Rules for what is done or not done, and has no number."""

import re

from headway.domain.periods import Period
from headway.domain.plan import Progress
from headway.domain.quantities import PERCENT, MeasureKind
from headway.domain.status import StatusKind
from headway.judgement import figures, wording
from headway.judgement.cases import Case
from headway.judgement.rules.rule import Verdict
from headway.judgement.times import over

_DONE = r"complete|completed|done|achieved|closed|finished|met|delivered|in place|implemented|blue"
_GOING_WELL = r"green|on track|on target|on schedule"
_IN_DOUBT = r"amber|yellow|at risk|some issues|delayed|behind schedule"
_GOING_BADLY = r"red|off track|off target|missed|overdue|not achieved|halted|stopped|paused"
_NOT_STARTED = r"not started|not yet started|planned|not begun"


def milestone(case: Case) -> Verdict | None:
    """A milestone is judged by the word reported for it and by its date."""
    if case.measure.kind is not MeasureKind.MILESTONE or case.bound is not None:
        return None
    if case.figure is not None:
        return None
    due = _due(case)
    late = over(due, case.at)
    said = latest_progress(case)
    if said is None:
        if due is not None and not late:
            return Verdict(
                kind=StatusKind.NOT_YET_DUE,
                words=f"This is to be done by {wording.by(due)}; nothing has been reported yet",
            )
        by = f"; it was to be done by {wording.by(due)}" if due is not None else ""
        return Verdict(
            kind=StatusKind.NO_FIGURE,
            words=f"Nothing had been reported of this by {wording.day(case.at)}{by}",
        )
    return _by_its_word(said, due, late=late)


def latest_progress(case: Case) -> Progress | None:
    """The last words on the row that were known at the date."""
    known = [
        one
        for one in case.plan.progress
        if one.row == case.measure.id and figures.known_by(one.known_at, case.at)
    ]
    if not known:
        return None
    last = max((one.known_at for one in known if one.known_at is not None), default=None)
    return [one for one in known if last is None or one.known_at == last][-1]


def _by_its_word(said: Progress, due: Period | None, *, late: bool) -> Verdict:
    word = said.status_word.strip()
    kind = _kind_of(word)
    if said.percent_complete is not None:
        word = word or f"{wording.amount(said.percent_complete, PERCENT)} complete"
        if said.percent_complete >= 100:
            kind = StatusKind.MET
        elif kind is None:
            kind = StatusKind.ON_TRACK
    by = f" by {wording.by(due)}" if due is not None else ""
    if kind is StatusKind.MET:
        ending = f"; it was to be done{by}" if by else ""
        return Verdict(kind=kind, words=f'This is reported as "{word}"{ending}')
    if kind is None:
        return Verdict(
            kind=StatusKind.WORDS_ONLY,
            words="This is to be done rather than counted; its progress is told in words and does "
            f"not say in one word whether it is done{f'. It was due{by}' if late else ''}",
        )
    if late:
        return Verdict(
            kind=StatusKind.OFF_TRACK,
            words=f'This was to be done{by} and is reported as "{word}", not as complete',
        )
    ending = f", to be done{by}" if by else ""
    return Verdict(kind=kind, words=f'This is reported as "{word}"{ending}')


def _kind_of(word: str) -> StatusKind | None:
    """The status that a report's own word stands for; None where it stands for none."""
    for pattern, kind in (
        (rf"not ({_DONE})|incomplete", StatusKind.AT_RISK),
        (_NOT_STARTED, StatusKind.NOT_YET_DUE),
        (_GOING_BADLY, StatusKind.OFF_TRACK),
        (_IN_DOUBT, StatusKind.AT_RISK),
        (_DONE, StatusKind.MET),
        (rf"{_GOING_WELL}|in progress|ongoing|on-going|started|underway", StatusKind.ON_TRACK),
    ):
        if re.search(rf"\b({pattern})\b", word, re.IGNORECASE):
            return kind
    return None


def _due(case: Case) -> Period | None:
    """When it is to be done: its target's time, else the date on its timetable."""
    if case.target is not None and case.target.period is not None:
        return case.target.period
    return case.plan.responsibility(case.measure).timetable.period
