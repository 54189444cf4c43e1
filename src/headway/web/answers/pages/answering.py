"""The page on which an agency answers: each row with what was said last time, and its fields."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from headway.answering.drafts import Confidence, Draft, Kind, TypedFigure
from headway.answering.findings import EntryFinding, Severity
from headway.answering.folding import Sharing
from headway.answering.workbook import layout
from headway.answering.workbook.writing import last_words
from headway.judgement import wording
from headway.web.answers import queries
from headway.web.answers.access import Mine
from headway.web.answers.actions.accepting import sharing_of
from headway.web.answers.models import AnswerState
from headway.web.answers.notes import notes_for
from headway.web.answers.pages.sharing import told_to
from headway.web.answers.queries import Line
from headway.web.plans import queries as plans

KINDS = {
    Kind.FIGURES: "Figures or words",
    Kind.NO_CHANGE: "No change since last time",
    Kind.NOTHING_TO_REPORT: "Nothing to report, because…",
}
_STANDINGS = {
    AnswerState.ACCEPTED: "accepted",
    AnswerState.SIGNED: "signed",
    AnswerState.SUBMITTED: "to be signed",
    AnswerState.RETURNED: "returned to you",
}
_BEGUN, _BLANK = "begun", "not answered"
_HEADS = {Severity.ERROR: "Put right", Severity.WARNING: "Look again", Severity.NOTE: "Note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    Two texts for one row.

    Attributes:
        mine: What was typed here, and not saved.
        revision: Of theirs.
    """

    mine: Draft
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubles:
    """
    What kept a page from being saved as it was sent, by request.

    Attributes:
        unsaved: What was typed into a row that takes nothing any more.
        typed: What was typed before somebody was signed out, and into which revision.
    """

    conflicts: Mapping[int, Conflict] = field(default_factory=dict)
    unsaved: Mapping[int, Draft] = field(default_factory=dict)
    typed: Mapping[int, tuple[Draft, int]] = field(default_factory=dict)
    refusals: Mapping[int, str] = field(default_factory=dict)
    incomplete: Sequence[int] = ()

    @property
    def are_any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.conflicts or self.refusals or self.incomplete)


def page(mine: Mine, lines: Sequence[Line], *, troubles: Troubles, today: date) -> dict[str, Any]:
    """Everything the template needs."""
    notes = notes_for(mine.round.plan.slug, mine.agency, [one.request.row for one in lines])
    sharers = queries.sharers(mine.round)
    rules = sharing_of(mine.round.plan, list(sharers))
    titles = _titles(mine)
    rows = [
        {
            **_row(one, troubles, notes),
            "said_by": _said_by(one, titles),
            "shared": _shared(one, mine, sharers, rules),
        }
        for one in lines
    ]
    shown = {one.request.row for one in lines}
    open_rows = [one for one in lines if one.is_open]
    return {
        "round": mine.round,
        "agency": mine.agency,
        "agencies": mine.agencies if len(mine.agencies) > 1 else (),
        "may_sign": mine.may_sign,
        "is_link": mine.viewer.person is None,
        "rows": rows,
        "notes": [words for row, words in notes if row not in shown],
        "errors": _errors(rows, troubles),
        "typed": bool(troubles.typed),
        "closed": not mine.round.is_open,
        "due": due_words(mine.round.due_on, today),
        "standing": _standing(lines),
        "can_submit": bool(open_rows),
        "can_sign": mine.may_sign
        and any(one.is_open or one.state == AnswerState.SUBMITTED for one in lines),
        "can_take_back": [
            one
            for one in rows
            if one["state"] == AnswerState.SUBMITTED
            or (one["state"] == AnswerState.SIGNED and mine.may_sign)
        ],
        "crumbs": [] if mine.viewer.person is None else _crumbs(mine),
    }


def _titles(mine: Mine) -> dict[str, str]:
    """What people call each document that the plan was read from."""
    sources = plans.newest(mine.round.plan.slug).plan.sources
    return {one.name: one.title or one.name for one in sources}


def _said_by(line: Line, titles: Mapping[str, str]) -> str:
    """Who said last time's words, or which document did."""
    said = line.asked.said
    if said is None:
        return ""
    return said.given_by or titles.get(said.document, said.document)


def _shared(
    line: Line, mine: Mine, sharers: Mapping[str, Sequence[str]], rules: Mapping[str, Sharing]
) -> str:
    row = line.request.row
    if not line.asked.figures:
        return ""
    return told_to(mine.agency.name, sharers.get(row, ()), rules.get(row, Sharing.APART))


def due_words(due: date, today: date) -> str:
    """When it is due, and how long that is from today."""
    days = (due - today).days
    if days > 1:
        near = f", in {days} days"
    else:
        near = {1: ", tomorrow", 0: ", today"}.get(days, f": {-days} days ago")
    return f"{'Due' if days >= 0 else 'It was due'} {wording.day(due)}{near}."


def found_json(findings: Sequence[EntryFinding]) -> list[dict[str, str]]:
    """Findings for the script that shows them beside their fields."""
    return [
        {"field": one.field, "severity": one.severity.value, "head": _HEADS[one.severity],
         "sentence": one.sentence, "advice": one.advice}
        for one in findings
    ]  # fmt: skip


def summary_of(draft: Draft, line: Line) -> list[tuple[str, str]]:
    """An answer in words, for reading: each part with its name."""
    parts: list[tuple[str, str]] = []
    if draft.kind is not Kind.FIGURES:
        parts.append(("Answer", layout.KINDS[draft.kind]))
    for asked in line.asked.figures:
        given = draft.figures.get(asked.key, TypedFigure())
        if not given.is_blank and draft.kind is Kind.FIGURES:
            period = given.period or str(asked.period or "")
            told = given.text or f"None: {given.state}"
            parts.append((asked.label, f"{told} ({period})" if period else told))
    named = (
        ("Status", draft.status.capitalize()),
        ("Words", draft.words),
        ("Next steps", draft.next_steps),
        ("Barriers", draft.barriers),
        ("Confidence", draft.confidence.value.capitalize()),
        ("Links", "\n".join(draft.links)),
    )
    return [*parts, *((name, text) for name, text in named if text)]


def _row(line: Line, troubles: Troubles, notes: Sequence[tuple[str, str]]) -> dict[str, Any]:
    conflict = troubles.conflicts.get(line.request.pk)
    revision = conflict.revision if conflict else line.revision
    draft, revision = troubles.typed.get(
        line.request.pk, (conflict.mine if conflict else line.draft, revision)
    )
    unsaved = troubles.unsaved.get(line.request.pk)
    findings = found_json(line.findings) if not conflict else []
    by_field: dict[str, list[dict[str, str]]] = {}
    for one in findings:
        by_field.setdefault(one["field"], []).append(one)
    said = line.asked.said
    return {
        "id": line.request.pk,
        "prefix": f"r{line.request.pk}-",
        "name": line.asked.row.name,
        "notes": [words for row, words in notes if row == line.request.row],
        "text": line.asked.row.text if line.asked.row.title else "",
        "number": line.asked.row.number,
        "is_action": line.asked.is_action,
        "state": line.state,
        "state_words": line.state.label if line.answer else "Not answered",
        "is_open": line.is_open,
        "revision": revision,
        "return_reason": line.answer.return_reason if line.answer else "",
        "refusal": troubles.refusals.get(line.request.pk, ""),
        "unsaved": summary_of(unsaved, line) if unsaved else (),
        "conflict": conflict is not None,
        "theirs": summary_of(line.draft, line) if conflict else (),
        "summary": summary_of(line.draft, line),
        **_fields(line, draft, by_field),
        "kinds": _kinds(line, draft),
        "said": said.text if said else "",
        "files": line.files,
        "found": by_field,
        "found_elsewhere": [one for one in findings if one["field"] in ("kind", "links", "status")],
        "has_errors": line.has_errors,
    }


def _fields(line: Line, draft: Draft, found: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the fields, and what can be chosen there."""
    return {
        "figures": [_figure(one, draft, found) for one in line.asked.figures],
        "words": draft.words,
        "next_steps": draft.next_steps,
        "barriers": draft.barriers,
        "links": "\n".join(draft.links),
        "more": any((draft.next_steps, draft.barriers, draft.links, draft.confidence, line.files)),
        "confidences": [
            ("", "Not said", draft.confidence is Confidence.NOT_SAID),
            *((c.value, words, c is draft.confidence) for c, words in layout.CONFIDENCES.items()),
        ],
        "statuses": [
            ("", "As it was", not draft.status),
            *((s.value, words, s.value == draft.status) for s, words in layout.STATUSES.items()),
        ],
    }


def _kinds(line: Line, draft: Draft) -> list[tuple[str, str, bool]]:
    """The ways to answer; no change only since something."""
    offered = set(KINDS)
    if line.asked.said is None and not any(one.last for one in line.asked.figures):
        offered -= {Kind.NO_CHANGE} - {draft.kind}
    return [(one.value, words, one is draft.kind) for one, words in KINDS.items() if one in offered]


def _figure(asked: Any, draft: Draft, found: Mapping[str, Any]) -> dict[str, Any]:
    given = draft.figures.get(asked.key, TypedFigure())
    return {
        "key": asked.key,
        "label": asked.label,
        "unit": {"count": "", "%": "%", "pp": "percentage points"}.get(asked.unit, asked.unit),
        "last": last_words(asked),
        "target": asked.target,
        "text": given.text,
        "period": given.period or str(asked.period or ""),
        "states": [
            ("", "–", not given.state),
            *((s.value, words, s.value == given.state) for s, words in layout.STATES.items()),
        ],
        "found": found.get(f"figure:{asked.key}", []),
    }


def _errors(rows: Sequence[dict[str, Any]], troubles: Troubles) -> list[dict[str, str]]:
    made = []
    for row in rows:
        href, name = f"#row-{row['id']}", row["name"].rstrip(".:")
        if row["conflict"]:
            made.append({"href": href, "text": f"{name}: somebody else changed it too."})
        elif row["refusal"]:
            made.append({"href": href, "text": f"{name}: {row['refusal']}"})
        elif row["id"] in troubles.incomplete:
            made.append({"href": href, "text": f"{name}: put right what is marked."})
    return made


def _standing(lines: Sequence[Line]) -> str:
    """How far the rows have come, each counted once."""
    count = Counter(_how_far(one) for one in lines)
    told = [f"{count[words]} {words}" for words in (*_STANDINGS.values(), _BEGUN, _BLANK)
            if count[words]]  # fmt: skip
    every = f"{len(lines)} row{' is' if len(lines) == 1 else 's are'} asked for"
    return f"{every}: {wording.listed(told)}." if lines else ""


def _how_far(line: Line) -> str:
    if line.state != AnswerState.DRAFT:
        return _STANDINGS[line.state]
    return _BLANK if line.draft.is_blank else _BEGUN


def _crumbs(mine: Mine) -> list[dict[str, str]]:
    plan = mine.round.plan
    return [
        {"text": "Plans", "href": "/?all"},
        {"text": plan.title, "href": f"/plans/{plan.slug}/"},
        {"text": mine.round.label, "href": f"/rounds/{mine.round.key}"},
    ]
