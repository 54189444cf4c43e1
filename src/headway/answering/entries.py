"""An answer that has been read: figures with their units and times, and words."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from headway.answering import typed
from headway.answering.asking import Asked, AskedFigure
from headway.answering.drafts import (
    LONGEST_FIGURE,
    LONGEST_LINK,
    LONGEST_WORDS,
    MOST_LINKS,
    Confidence,
    Draft,
    Kind,
    TypedFigure,
)
from headway.answering.errors import AnswerError
from headway.answering.findings import EntryFinding, error
from headway.domain.errors import PeriodError
from headway.domain.observations import Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import ActionStatus
from headway.domain.quantities import COUNT, Comparator, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    One figure of an answer, or the reason why there is none.

    Attributes:
        key: Of the figure that was asked for.
        value: In `unit`; None exactly when `state` is given.
    """

    key: str
    value: float | None = None
    state: State | None = None
    unit: Unit = COUNT
    comparator: Comparator = Comparator.EQ
    period: Period | None = None
    of: str = ""
    breakdown: str = ""

    def observation(self, row: RowId, *, known_at: date, given_by: str = "") -> Observation:
        """The figure as the plan keeps it."""
        return Observation(
            row=row,
            period=self.period,
            value=self.value,
            state=self.state,
            unit=self.unit,
            comparator=self.comparator,
            of=self.of,
            breakdown=self.breakdown,
            known_at=known_at,
            given_by=given_by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One agency's answer to one row, read.

    Attributes:
        status: Of an action, where the agency says how far it has come.
        files: Names of evidence files that go with it.
    """

    kind: Kind = Kind.FIGURES
    figures: tuple[Figure, ...] = ()
    words: str = ""
    next_steps: str = ""
    barriers: str = ""
    confidence: Confidence = Confidence.NOT_SAID
    status: ActionStatus | None = None
    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def read(asked: Asked, draft: Draft) -> tuple[Entry, tuple[EntryFinding, ...]]:
    """
    What was typed, as figures and words; with a finding for each part that cannot be read.

    Never raises: a part that cannot be read is left out of the entry, and the finding
    says so. Figures are read only where the answer has any: "no change" has none.
    """
    found: list[EntryFinding] = []
    figures: list[Figure] = []
    if draft.kind is Kind.FIGURES:
        for one in asked.figures:
            given = draft.figures.get(one.key, TypedFigure())
            try:
                made = _figure(one, given)
            except AnswerError as wrong:
                found.append(error(f"figure:{one.key}", str(wrong)))
                continue
            if made is not None:
                figures.append(made)
    found += _too_long(draft)
    status = next((one for one in ActionStatus if one.value == draft.status), None)
    entry = Entry(
        kind=draft.kind,
        figures=tuple(figures),
        words=draft.words.strip(),
        next_steps=draft.next_steps.strip(),
        barriers=draft.barriers.strip(),
        confidence=draft.confidence,
        status=status if asked.is_action else None,
        links=tuple(one.strip() for one in draft.links if one.strip()),
    )
    return entry, (*found, *_bad_links(entry))


def _figure(asked: AskedFigure, given: TypedFigure) -> Figure | None:
    if given.is_blank:
        return None
    if given.text.strip() and given.state:
        raise AnswerError(
            f'A figure ("{given.text.strip()[:LONGEST_FIGURE]}") and a reason why there is none '
            "are both given. Keep one of them."
        )
    made = partial(
        Figure,
        key=asked.key,
        unit=asked.unit,
        of=asked.of,
        breakdown=asked.breakdown,
        period=_period(asked, given.period),
    )
    if given.state:
        state = next((one for one in State if one.value == given.state), None)
        if state is None:
            raise AnswerError(f'"{given.state[:LONGEST_FIGURE]}" is no reason in the list.')
        return made(state=state)
    read_as = typed.figure(given.text, asked.unit)
    return made(value=read_as.value, comparator=read_as.comparator)


def _period(asked: AskedFigure, words: str) -> Period | None:
    if not words.strip():
        return asked.period
    try:
        return Period.parse(words)
    except PeriodError as wrong:
        raise AnswerError(str(wrong)) from None


def _too_long(draft: Draft) -> list[EntryFinding]:
    return [
        error(
            field,
            f"At most {LONGEST_WORDS:,} characters fit here, and there are {len(text):,}.",
            "Shorten it, and attach the rest as a file.",
        )
        for field in ("words", "next_steps", "barriers")
        if len(text := getattr(draft, field)) > LONGEST_WORDS
    ]


def _bad_links(entry: Entry) -> tuple[EntryFinding, ...]:
    found = []
    if len(entry.links) > MOST_LINKS:
        found.append(error("links", f"At most {MOST_LINKS} links can be kept with one answer."))
    for link in entry.links:
        plain = link.lower().startswith(("https://", "http://")) and not any(
            one.isspace() or ord(one) < 32 for one in link
        )
        if not plain or len(link) > LONGEST_LINK:
            found.append(
                error(
                    "links",
                    f'"{link[:80]}" is no address of a web page.',
                    "Copy it from the browser's address line; it begins with https://",
                )
            )
    return tuple(found)
