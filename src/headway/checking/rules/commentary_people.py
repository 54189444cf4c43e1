"""Small numbers of people in the words of progress."""

from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.disclosure.people import speaks_of_people
from headway.disclosure.secrets import Setting
from headway.disclosure.words import hidden_in
from headway.domain.plan import Plan, Row
from headway.judgement.wording import listed
from headway.language.numerals import worded_value


def few_in_words(plan: Plan, row: Row, text: str) -> tuple[str, ...]:
    """
    The small numbers of people in a row's words, which a public edition hides.

    A larger number that is hidden because it leaves few others ("22 of 26") is not listed.

    >>> from headway.domain.observations import RowId
    >>> from headway.domain.plan import Action, AreaId
    >>> plan = Plan(slug="p", title="P")
    >>> row = Action(id=RowId("a"), area=AreaId("b"), text="Place each excluded pupil")
    >>> few_in_words(plan, row, "By term 4 two pupils and 60 others were placed in 3 schools.")
    ('two',)
    """
    if row.id in plan.disclosure.exempt:
        return ()
    setting = Setting(policy=plan.disclosure, people=speaks_of_people(plan, row))
    return tuple(one for one in hidden_in(text, setting) if _is_small(plan, one))


def _is_small(plan: Plan, words: str) -> bool:
    """Whether the number itself is small; "both" and "a pair of" are."""
    digits = words.replace(",", "").strip()
    if any(letter.isdigit() for letter in digits):
        return digits.isdigit() and plan.disclosure.is_small(float(digits))
    value = worded_value(words)
    return value is None or plan.disclosure.is_small(value)


def _few(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for said in subject.progress(row.id):
            few = few_in_words(subject.plan, row, said.text)
            if few:
                yield Fault(
                    sentence=(
                        f"What is said of {quoted(row)} counts so few people that the public "
                        f"edition hides it: {listed(list(few))}."
                    ),
                    row=row.id,
                    place=said.place or subject.place(row),
                    unless=("HW502",),
                )


FEW_IN_WORDS = Rule(
    code="HW607",
    name="few-people-in-words",
    severity=Severity.NOTE,
    title="The words count so few people that they could be recognised",
    why=(
        "“2 children” in a village, or “both pupils” of a school, are somebody. The public edition "
        "hides such a number wherever it stands, and a sentence with a hole in it reads badly."
    ),
    hint="Reword it without the number (“fewer than six”), or leave it for the board's edition.",
    bad="""\
actions:
  - id: placed
    text: Find a school place for each excluded pupil
    progress:
      - {text: In July there were still 2 pupils without a place.}
""",
    good="""\
actions:
  - id: placed
    text: Find a school place for each excluded pupil
    progress:
      - {text: By July all but a few pupils had a place.}
""",
    faults=_few,
)
