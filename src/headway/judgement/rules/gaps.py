"""Rules for what cannot be judged because a figure or a promise is not there."""

from headway.domain.observations import Observation, State
from headway.domain.plan import Target
from headway.domain.quantities import MeasureKind
from headway.domain.status import StatusKind
from headway.judgement import figures, wording
from headway.judgement.bounds import Shape
from headway.judgement.breaks import never_collected
from headway.judgement.cases import Case, newest
from headway.judgement.rules import phrases
from headway.judgement.rules.rule import Verdict
from headway.judgement.times import Timing, begun, over

_QUOTABLE = 160
"""A reason longer than this is a whole cell of a report, and no reason."""


def cannot_be_measured(case: Case) -> Verdict | None:
    """The plan itself names a reason why there is nothing to measure."""
    reason = case.measure.cannot_be_measured.strip().rstrip(".")
    if not reason or case.value is not None:
        return None
    return Verdict(
        kind=StatusKind.CANNOT_BE_ASSESSED, words=f"The plan says this cannot be measured: {reason}"
    )


def words_only(case: Case) -> Verdict | None:
    """A measure without a number, promised or reported: its progress is words."""
    if case.bound is not None or case.figure is not None:
        return None
    if case.measure.kind is not MeasureKind.WORDS or _number_promised(case.target):
        return None
    told = _told_in_words(case) or f"; nothing had been said of it by {wording.day(case.at)}"
    return Verdict(kind=StatusKind.WORDS_ONLY, words=f"This promises no number{told}")


def never_collected_for_its_year(case: Case) -> Verdict | None:
    """The target's year is one for which the figure was never collected."""
    if case.target is None or (case.timing is Timing.FINAL and case.value is not None):
        return None
    gap = never_collected(case.measure, case.target.period, case.at)
    if gap is None:
        return None
    aim = "This measure" if case.bound is None else _opening(phrases.dated_limit(case, case.bound))
    return Verdict(
        kind=StatusKind.CANNOT_BE_ASSESSED,
        words=f"{aim} cannot be assessed. {gap.sentence} {_last_known(case)}",
    )


def lost(case: Case) -> Verdict | None:
    """A figure stood in the document and can no longer be read."""
    if case.figure is None or case.figure.state is not State.LOST:
        return None
    return Verdict(
        kind=StatusKind.LOST,
        words=f"The figure {_for(case)} is lost: it stood in the document and cannot be read. "
        f"It is not zero. {_aim(case)}",
    )


def suppressed(case: Case) -> Verdict | None:
    """The figure is withheld because it is small enough to tell of somebody."""
    if case.figure is None or case.figure.state is not State.SUPPRESSED:
        return None
    return Verdict(
        kind=StatusKind.SUPPRESSED,
        words=f"The figure {_for(case)} is suppressed so that nobody can be recognised by it, "
        f"so it is not judged here. {_aim(case)}",
    )


def not_collected(case: Case) -> Verdict | None:
    """Somebody has said that there is no figure to be had."""
    if case.figure is None:
        return None
    if case.figure.state not in (State.NOT_COLLECTED, State.CANNOT_BE_ASSESSED):
        return None
    why = "was not collected" if case.figure.state is State.NOT_COLLECTED else "cannot be assessed"
    said = case.figure.words_for_all.strip().rstrip(".")
    quote = f': "{said}"' if 0 < len(said) <= _QUOTABLE else ""
    return Verdict(
        kind=StatusKind.CANNOT_BE_ASSESSED,
        words=f"The figure {_for(case)} {why}{quote}. {_aim(case)}",
    )


def said_not_yet_due(case: Case) -> Verdict | None:
    """Somebody has said that the figure is still to come."""
    if case.figure is None or case.figure.state is not State.NOT_YET_DUE:
        return None
    return Verdict(
        kind=StatusKind.NOT_YET_DUE,
        words=f"The figure {_for(case)} is not yet due. {_aim(case, verb='is')}",
    )


def no_target(case: Case) -> Verdict | None:
    """The plan gives no number to reach."""
    if case.bound is not None:
        return None
    latest = [one for one in case.alongside if one.value is not None]
    if not latest and case.figure is not None and case.value is not None:
        latest = [case.figure]
    if latest:
        close = newest(latest)
        same_time = [one for one in latest if close is not None and one.period == close.period]
        told = "The latest figure is " + _together(case, same_time)
    else:
        told = f"No figure had been reported by {wording.day(case.at)}{_told_in_words(case)}"
    return Verdict(
        kind=StatusKind.NO_TARGET,
        words=f"{_why_no_number(case)}. {told}{phrases.beside(case)}",
    )


def target_not_begun(case: Case) -> Verdict | None:
    """The target's time lies wholly after the date of judging."""
    if case.target is None or case.bound is None or begun(case.target.period, case.at):
        return None
    if case.timing in (Timing.FINAL, Timing.ON_THE_WAY) and case.value is not None:
        return None
    latest = ""
    if case.figure is not None and case.value is not None:
        latest = f"; the latest figure is {phrases.given(case.figure, case.noun)}"
    return Verdict(
        kind=StatusKind.NOT_YET_DUE,
        words=f"{_opening(phrases.dated_limit(case, case.bound))} is not yet due{latest}",
    )


def no_figure(case: Case) -> Verdict | None:
    """Nothing has been reported that could be held against the target."""
    if case.value is not None or case.bound is None:
        return None
    aim = phrases.dated_limit(case, case.bound)
    period = case.target.period if case.target is not None else None
    coming = case.measure.kind is MeasureKind.ANNUAL and case.figure is None
    if coming and period is not None and not over(period, case.at):
        return Verdict(
            kind=StatusKind.NOT_YET_DUE,
            words=f"{_opening(aim)} is not yet due: {_ends(case)}{phrases.beside(case)}",
        )
    return Verdict(
        kind=StatusKind.NO_FIGURE,
        words=f"No figure had been reported by {wording.day(case.at)} "
        f"for {aim}{_told_in_words(case)}{phrases.beside(case)}",
    )


def other_year(case: Case) -> Verdict | None:
    """The latest figure is for a year other than the target's."""
    if case.timing is not Timing.OTHER_YEAR or case.bound is None or case.target is None:
        return None
    if case.figure is None or case.target.period is None or case.figure.period is None:
        return None
    value = wording.figure(case.figure)
    aim = phrases.limit(case.bound)
    if case.measure.kind is MeasureKind.ANNUAL and not over(case.target.period, case.at):
        dated = _opening(phrases.dated_limit(case, case.bound))
        return Verdict(
            kind=StatusKind.NOT_YET_DUE,
            words=f"{dated} is not yet due: {_ends(case)}. "
            f"The latest figure, {value}, is {wording.when(case.figure.period)}",
        )
    return Verdict(
        kind=StatusKind.STALE,
        words=f"{_opening(value)} is {wording.when(case.figure.period)}; {aim} "
        f"is {wording.target_year(case.target.period)}, so they cannot be compared",
    )


def side_unknown(case: Case) -> Verdict | None:
    """The plan does not say which side of its number is the right one, or says both."""
    if case.bound is None or case.value is None or case.figure is None:
        return None
    level = wording.amount(case.bound.level, case.bound.unit)
    if case.bound.shape is Shape.CONFLICT:
        reason = (
            f"The plan's words set {level} as one limit while its direction asks for the opposite, "
            "so a person must say which side is right"
        )
    elif case.bound.shape is Shape.UNKNOWN and case.value != case.bound.level:
        reason = f"The plan does not say whether more or less than {level} is better"
    else:
        return None
    return Verdict(
        kind=StatusKind.CANNOT_BE_ASSESSED,
        words=f"{reason}. The latest figure is {phrases.given(case.figure, case.noun)}",
    )


def _told_in_words(case: Case) -> str:
    """A clause on what was said in place of a figure; empty where nothing was."""
    said = [
        one
        for one in case.plan.progress
        if one.row == case.measure.id and figures.known_by(one.known_at, case.at)
    ]
    if any(one.points_to is None for one in said):
        return "; its progress is told in words"
    return "; its progress only refers to another row" if said else ""


def _number_promised(target: Target | None) -> bool:
    return target is not None and (target.value is not None or bool(target.words))


def _why_no_number(case: Case) -> str:
    target = case.target
    if target is None:
        return "The plan gives no number to reach"
    if target.value is not None:
        by = wording.amount(abs(target.value), target.unit)
        return f"The plan promises a change of {by} but does not say from what"
    if target.words:
        return f'The target is given in words only ("{target.words.strip().rstrip(".")}")'
    if target.period is not None:
        return f"The plan names a time ({wording.period(target.period)}) but no number to reach"
    return "The plan gives no number to reach"


def _together(case: Case, latest: list[Observation]) -> str:
    if len(latest) == 1:
        return phrases.given(latest[0], case.noun) + phrases.same_point(case)
    parts = [f"{one.breakdown or one.of} {wording.figure(one)}".strip() for one in latest]
    return f"{wording.listed(parts)} {wording.when(latest[0].period)}"


def _for(case: Case) -> str:
    period = case.figure.period if case.figure is not None else None
    return wording.when(period)


def _aim(case: Case, verb: str = "was") -> str:
    """Sentences on what was to be reached, and on the last figure that can be read."""
    told = _last_known(case)
    if case.bound is None:
        return told
    return f"It {verb} to be held against {phrases.dated_limit(case, case.bound)}. {told}"


def _last_known(case: Case) -> str:
    """A sentence on the last figure with a value; empty where there is none."""
    one = case.figure
    if one is None or case.value is None:
        earlier = [seen for seen in case.answering if seen.value is not None]
        one = newest(earlier)
    return f"The last figure is {phrases.given(one, case.noun)}." if one is not None else ""


def _ends(case: Case) -> str:
    period = case.target.period if case.target is not None else None
    last = period.last_day() if period is not None else None
    if period is None or last is None:
        return "its time has not ended"
    return f"{wording.period(period)} ends on {wording.day(last)}"


def _opening(words: str) -> str:
    return words[:1].upper() + words[1:]
