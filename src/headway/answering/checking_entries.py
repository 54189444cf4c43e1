"""An answer held against what is on record and what was promised, before it is passed on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from headway.answering.asking import Asked, asked, last_said
from headway.answering.drafts import Kind
from headway.answering.entries import Entry
from headway.answering.findings import EntryFinding, Severity, error, note, warning
from headway.answering.outliers import figure_findings
from headway.commentary.checking_words import check_words, mismatches
from headway.disclosure.people import speaks_of_people
from headway.disclosure.secrets import Setting
from headway.disclosure.words import hidden_in
from headway.domain.periods import Period
from headway.domain.plan import ActionStatus, Plan, Row
from headway.judgement import wording
from headway.language.content import words as content_words

_FIELDS = ("words", "next_steps", "barriers")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check_entry(
    plan: Plan, row: Row, entry: Entry, at: date, *, period: Period | None = None
) -> tuple[EntryFinding, ...]:
    """
    What somebody should look at in an answer, the gravest first.

    Costs some milliseconds, most of them for the words. Never raises, whatever was typed.

    Args:
        plan: With everything on record, the answer itself left out.
        row: The measure or action that is answered.
        entry: The answer, read.
        at: The day; what became known later is not held against it.
        period: The round's, for the figures that the row asks for.
    """
    wanted = asked(plan, row, period=period, at=at)
    found = [
        *_whole(wanted, entry),
        *_said(plan, row, entry, at),
    ]
    if entry.kind is Kind.FIGURES:
        for figure in entry.figures:
            found += figure_findings(plan, row, figure, entry.figures, at)
    found += _words(plan, row, entry, at)
    return tuple(sorted(found, key=lambda one: _ORDER[one.severity]))


def may_be_submitted(findings: tuple[EntryFinding, ...]) -> bool:
    """Whether nothing is left that must be put right first."""
    return all(one.severity is not Severity.ERROR for one in findings)


def _whole(wanted: Asked, entry: Entry) -> Iterator[EntryFinding]:
    """Whether it is an answer at all."""
    match entry.kind:
        case Kind.NOTHING_TO_REPORT if not entry.words:
            yield error(
                "words",
                "“Nothing to report” needs its reason: the board reads why.",
                "Say in a sentence why there is nothing to report.",
            )
        case Kind.NO_CHANGE if wanted.said is None and not any(one.last for one in wanted.figures):
            yield error(
                "kind",
                "“No change since last time” cannot stand: nothing was said last time.",
                "Answer in figures or words, or say why there is nothing to report.",
            )
        case Kind.FIGURES:
            yield from _parts(wanted, entry)


def _parts(wanted: Asked, entry: Entry) -> Iterator[EntryFinding]:
    told = bool(entry.words or entry.figures or entry.status)
    if not told:
        yield error(
            "kind",
            "Nothing is answered yet.",
            "Give a figure or words, or choose “no change” or “nothing to report”.",
        )
        return
    given = {one.key for one in entry.figures}
    for one in wanted.figures:
        if one.required and one.key not in given:
            which = f" ({one.label})" if one.label != "Figure" else ""
            yield warning(
                f"figure:{one.key}",
                f"No figure is given{which}, and no reason why there is none.",
                "Give the figure, or choose the reason: an empty field tells the board nothing.",
            )
    if entry.status is ActionStatus.HALTED and not (entry.words or entry.barriers):
        yield error("status", "A halted action needs its reason.", "Say why it was halted.")


def _said(plan: Plan, row: Row, entry: Entry, at: date) -> Iterator[EntryFinding]:
    """Whether the words are those of last time."""
    before = last_said(plan, row, at)
    if before is None or entry.kind is not Kind.FIGURES or not entry.words:
        return
    told = content_words(entry.words)
    if len(told) >= 4 and told == content_words(before.text):
        yield note(
            "words",
            "These are the words of last time.",
            "If nothing has changed, choose “no change since last time”: it reads as an answer.",
        )


def _words(plan: Plan, row: Row, entry: Entry, at: date) -> Iterator[EntryFinding]:
    """The words held against the record, with the answer's own figures on it."""
    new = tuple(one.observation(row.id, known_at=at) for one in entry.figures)
    with_new = replace(plan, observations=(*plan.observations, *new)) if new else plan
    for field in _FIELDS:
        text = getattr(entry, field)
        if not text:
            continue
        for held in mismatches(check_words(with_new, row.id, text, at=at)):
            yield warning(
                field,
                held.sentence,
                "Change the words or the figure, whichever is wrong.",
            )
        few = few_people(plan, row, text)
        if few:
            yield warning(
                field,
                f"So few people are counted here that they could be recognised: "
                f"{wording.listed(list(few))}. The public edition will hide it.",
                "Reword it without the number, such as “fewer than six”.",
            )


def few_people(plan: Plan, row: Row, text: str) -> tuple[str, ...]:
    """
    The numbers in a row's words that a public edition hides, in the order they stand.

    >>> from headway.domain.observations import RowId
    >>> from headway.domain.plan import Action, AreaId
    >>> plan = Plan(slug="p", title="P")
    >>> row = Action(id=RowId("a"), area=AreaId("b"), text="Place each excluded pupil")
    >>> few_people(plan, row, "By term 4 two pupils and 60 others were placed in 3 schools.")
    ('two',)
    """
    if row.id in plan.disclosure.exempt:
        return ()
    setting = Setting(policy=plan.disclosure, people=speaks_of_people(plan, row))
    return hidden_in(text, setting)
