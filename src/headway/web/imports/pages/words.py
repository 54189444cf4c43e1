"""What was said of a row, held against its own figures, targets and status."""

from dataclasses import dataclass
from datetime import date

from headway.checking.rules.commentary_people import few_in_words
from headway.commentary.checking_words import check_words, tally
from headway.commentary.findings import Finding, Verdict
from headway.domain.plan import Plan, Row

_AROUND = 60
"""Letters shown before and behind the words that a finding is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Words that the record does not bear out, between what stands around them."""

    sentence: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsHeld:
    """
    What the panel shows.

    Attributes:
        few: Numbers of so few people that a public edition hides them.
        agree: How many claims the record bears out.
        open: How many it neither bears out nor refutes.
    """

    mismatches: tuple[Mismatch, ...]
    few: tuple[str, ...]
    agree: int
    open: int


def words_held(plan: Plan, row: Row, at: date) -> WordsHeld | None:
    """All that is said of a row against the record; None where nothing in it can be checked."""
    mismatches: list[Mismatch] = []
    few: dict[str, None] = {}
    agree = unsettled = 0
    for said in plan.progress:
        if said.row != row.id:
            continue
        findings = check_words(plan, row.id, said.text, at=at, document=said.document)
        counted = tally(findings)
        agree += counted[Verdict.CONSISTENT]
        unsettled += counted[Verdict.UNCHECKABLE]
        mismatches += [_mismatch(said.text, one) for one in findings if one.is_mismatch]
        few.update(dict.fromkeys(few_in_words(plan, row, said.text)))
    if not (mismatches or few or agree or unsettled):
        return None
    return WordsHeld(mismatches=tuple(mismatches), few=tuple(few), agree=agree, open=unsettled)


def _mismatch(text: str, found: Finding) -> Mismatch:
    first, last = max(0, found.start - _AROUND), found.end + _AROUND
    before, after = text[first : found.start], text[found.end : last]
    if first:
        before = f"… {before.partition(' ')[2]}"
    if last < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return Mismatch(
        sentence=found.sentence, before=before, words=text[found.start : found.end], after=after
    )
