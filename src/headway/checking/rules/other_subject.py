"""Progress that answers another row than the one it stands beside."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted, told
from headway.domain.doubts import DoubtReason
from headway.domain.observations import RowId
from headway.domain.plan import Progress, Row
from headway.language.content import content, stem, words

_FEWEST = 4
"""Words that progress must share with another row of its area before it is suspected."""
_FEWEST_ELSEWHERE = 6
_FEWEST_RARE = 3
"""Of these, words that hardly any row has; a plan on smoking says "smoking" everywhere."""
_TIMES = 4.0
"""How many times more weight must be shared with the other row than with its own."""
_OWN_COVER = 0.3
"""Above this share of its own row's weight, progress is about its row, whatever else it tells."""
_OTHER_COVER = 0.6
"""From this share of another row's weight on, fewer shared words will do."""


@dataclass(frozen=True, slots=True)
class _Shared:
    row: Row
    stems: frozenset[str]
    rare: int
    weight: float
    cover: float


class _Index:
    """The words of every row, those that few rows have weighing more."""

    def __init__(self, subject: Subject) -> None:
        self.meanings = [
            (entry.term, entry.meaning)
            for entry in subject.plan.glossary
            if entry.term.isalpha() and sum(letter.isupper() for letter in entry.term) > 1
        ]
        self.stems: Mapping[RowId, frozenset[str]] = {
            row.id: content(self._words_of(row), self.meanings) for row in subject.rows
        }
        rows_with = Counter(one for stems in self.stems.values() for one in stems)
        often = max(2, len(self.stems) // 30)
        self.rare = frozenset(one for one, n in rows_with.items() if n <= often)
        self.weights = {one: log((len(self.stems) + 1) / n) for one, n in rows_with.items()}

    def shared(self, row: Row, said: frozenset[str]) -> _Shared:
        """What a row's words and some progress have in common."""
        own = self.stems.get(row.id, frozenset())
        both = own & said
        weight = sum(self.weights[one] for one in sorted(both))
        whole = sum(self.weights[one] for one in sorted(own))
        return _Shared(
            row=row,
            stems=both,
            rare=len(both & self.rare),
            weight=weight,
            cover=weight / whole if whole else 0.0,
        )

    @staticmethod
    def _words_of(row: Row) -> str:
        quantity = getattr(row, "quantity", "")
        return f"{row.text} {row.title} {quantity}"


def _other_subject(subject: Subject) -> Iterator[Fault]:
    index = _Index(subject)
    for row in subject.rows:
        for said in subject.progress(row.id):
            fault = _fault(subject, index, row, said)
            if fault is not None:
                yield fault
                break
        else:
            for doubt in subject.doubts(row.id, DoubtReason.OTHER_SUBJECT):
                yield Fault(sentence=told(doubt), row=row.id, place=doubt.place)


def _fault(subject: Subject, index: _Index, row: Row, said: Progress) -> Fault | None:
    stems = content(said.text, index.meanings)
    own = index.shared(row, stems)
    if len(stems) < 2 or own.cover >= _OWN_COVER or not index.stems.get(row.id):
        return None
    others = [
        index.shared(other, stems)
        for other in subject.rows
        if other.id != row.id and not index.stems[other.id] & stems <= own.stems
    ]
    suspects = [one for one in others if _answers(one, own, same_area=one.row.area == row.area)]
    if not suspects:
        return None
    best = max(suspects, key=lambda one: (one.weight, one.cover))
    named = _as_written(said.text, best.stems - own.stems, index)
    return Fault(
        sentence=(
            f"What is said of {quoted(row)} reads like an answer to {quoted(best.row)}: "
            f"both speak of {named}."
        ),
        row=row.id,
        place=said.place or subject.place(row),
    )


def _answers(other: _Shared, own: _Shared, *, same_area: bool) -> bool:
    if other.weight < _TIMES * own.weight:
        return False
    if same_area:
        covers = not own.stems and len(other.stems) >= _FEWEST_RARE and other.cover >= _OTHER_COVER
        return covers or (len(other.stems) >= _FEWEST and other.rare >= _FEWEST_RARE)
    enough = len(other.stems) >= _FEWEST_ELSEWHERE and other.rare >= _FEWEST_RARE
    return enough and other.cover >= _OWN_COVER


def _as_written(text: str, stems: frozenset[str], index: _Index) -> str:
    """Up to four of the shared words, the weightiest first, as the progress writes them."""
    written: dict[str, str] = {}
    for acronym, meaning in index.meanings:
        written.update((stem(word), acronym) for word in words(meaning) if acronym in text)
    written.update((stem(word), word) for word in words(text))
    ranked = sorted(stems & set(written), key=lambda one: (-index.weights[one], one))
    return ", ".join(f'"{word}"' for word in list(dict.fromkeys(written[s] for s in ranked))[:4])


OTHER_SUBJECT = Rule(
    code="HW301",
    name="other-subject",
    severity=Severity.ERROR,
    title="What is reported of a row answers another row",
    why=(
        "The cell is full, so the row looks answered, and nothing in it is about the row. Often "
        "the cells slipped by one row when the table was filled in. The figures of such a cell "
        "must not be taken for the row's own."
    ),
    hint="Move the words to the row they answer, and ask the lead for this one.",
    bad="""\
actions:
  - id: workers
    text: Commission ten specialist domestic abuse workers for victims and perpetrators
measures:
  - id: notifications
    text: Increased number of Encompass notifications to schools, to 300 a term
    direction: increase
    targets: [{at_least: 300, period: per term}]
    progress:
      - {text: Specialist domestic abuse workers now support over 120 victims and perpetrators.}
""",
    good="""\
actions:
  - id: workers
    text: Commission ten specialist domestic abuse workers for victims and perpetrators
    progress:
      - {text: Specialist domestic abuse workers now support over 120 victims and perpetrators.}
measures:
  - id: notifications
    text: Increased number of Encompass notifications to schools, to 300 a term
    direction: increase
    targets: [{at_least: 300, period: per term}]
    progress:
      - {text: Schools had 310 notifications in the autumn.}
""",
    faults=_other_subject,
)
