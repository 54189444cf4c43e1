"""What an uploaded workbook would change, shown before anything is saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headway.answering.asking import Asked
from headway.answering.drafts import Draft, TypedFigure
from headway.answering.workbook import Returned, layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One part of one answer that would change.

    Attributes:
        row: The row's id.
        field: As in findings: "kind", "figure:all", "words".
        name: Of the field, for people.
        before: As it stands; empty where nothing does.
        after: As it would stand; empty where something would be taken out.
    """

    row: str
    field: str
    name: str
    before: str
    after: str


_WORDS = (("words", "Words"), ("next_steps", "Next steps"), ("barriers", "Barriers"))


def differences(
    asked: Sequence[Asked], before: Mapping[str, Draft], after: Returned
) -> tuple[Difference, ...]:
    """
    What differs between the answers as they stand and as uploaded, in the order of the rows.

    Line ends and spaces at the ends of texts are no difference. A cell that cannot be taken is
    one, with what stands in it.
    """
    return tuple(
        one
        for wanted in asked
        for one in _of_row(wanted, before.get(wanted.row.id, Draft()), after)
    )


def _of_row(asked: Asked, before: Draft, after: Returned) -> Iterator[Difference]:
    row = asked.row.id
    unread = {one.finding.field: one.words for one in after.unread.get(row, ())}
    for field, name, old, new in _fields(asked, before, after.drafts[row]):
        is_other = field in unread or _tidy(old) != _tidy(new)
        if is_other:
            shown = unread.pop(field, new)
            yield Difference(row=row, field=field, name=name, before=_tidy(old), after=_tidy(shown))
    for field, words in unread.items():
        yield Difference(row=row, field=field, name=field.capitalize(), before="", after=words)


def _fields(asked: Asked, before: Draft, after: Draft) -> Iterator[tuple[str, str, str, str]]:
    yield "kind", "Answer", layout.KINDS[before.kind], layout.KINDS[after.kind]
    for figure in asked.figures:
        old = before.figures.get(figure.key, TypedFigure())
        new = after.figures.get(figure.key, TypedFigure())
        period = str(figure.period or "")
        yield f"figure:{figure.key}", figure.label, _shown(old, period), _shown(new, period)
    for field, name in _WORDS:
        yield field, name, getattr(before, field), getattr(after, field)
    yield "confidence", "Confidence", before.confidence.value, after.confidence.value
    if asked.is_action:
        yield "status", "Status", before.status, after.status
    yield "links", "Links", "\n".join(before.links), "\n".join(after.links)


def _shown(one: TypedFigure, period: str) -> str:
    """A typed figure on one line; its time only where it is not the one asked for."""
    told = " / ".join(part.strip() for part in (one.text, one.state) if part.strip())
    if told and one.period and one.period != period:
        return f"{told} ({one.period})"
    return told


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
