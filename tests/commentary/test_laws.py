"""Laws of holding words against the record: whatever the words, whatever the figures."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from headway.checking.examples import plan_file
from headway.commentary.checking_words import (
    UnknownRowError,
    check_words,
    mismatches,
    tally,
)
from headway.domain.plan import Plan
from headway.planfile import loads
from tests.commentary.plans import AT, plan

HELD = plan()
ROWS = tuple(row.id for row in HELD.rows())
PIECES = (
    "permanent exclusions", "rose", "fell", "to", "from", "52", "70", "9.3%", "last year", "target",
    "above", "the national average", "all schools", "have", "not", "by the end of term 4", "19/20",
    "(", ")", ".", ",", "doubled", "a third", "highest ever", "on track", "–", "\n", "none", "-1",
    "1e9", "100%", "for the third year running", "improved", "99999999999999999999", "½", "٣",
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(row=st.sampled_from(ROWS), words=st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_jumble_of_words_is_answered_and_each_finding_has_its_place(row, words):
    text = " ".join(words)

    found = check_words(HELD, row, text, at=AT)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(text[one.start : one.end] == one.claim.words for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert sum(tally(found).values()) == len(found)
    assert all(one.sentence.strip() for one in found)
    assert found == check_words(HELD, row, text, at=AT)


@settings(deadline=None, max_examples=50)
@given(text=st.text(max_size=300))
def test_any_text_at_all_is_answered(text):
    check_words(HELD, "exclusions", text, at=AT)


def with_figures(now: int, before: int, target: int) -> Plan:
    return loads(
        plan_file(
            f"""\
sources: [{{name: report.docx, covers: 2019/20}}]
measures:
  - id: m
    text: Reduce the number of permanent exclusions to {target} in school year 19/20
    quantity: permanent exclusions
    direction: decrease
    kind: cumulative in the year
    targets: [{{at_most: {target}, period: AY 2019/20}}]
    observations:
      - {{period: AY 2018/19 T4, value: {before}}}
      - {{period: AY 2019/20 T4, value: {now}}}
"""
        )
    )


COUNTS = st.integers(min_value=7, max_value=9000).filter(lambda count: not 1900 < count < 2100)


@settings(deadline=None, max_examples=50)
@given(now=COUNTS, before=COUNTS, target=COUNTS)
def test_what_the_figures_say_is_never_called_wrong(now, before, target):
    assume(not 1900 < abs(now - before) < 2100)
    held = with_figures(now, before, target)
    way = "risen" if now > before else "fallen" if now < before else "remained the same"
    more = "up" if now > before else "down"
    told = "above" if now > target else "below" if now < target else "on"

    for words in (
        f"Permanent exclusions have {way} since last year.",
        f"By the end of term 4 in 19/20 it was {now} ({before} same point last year).",
        f"{now} permanent exclusions, {told} the target of {target}.",
        f"Permanent exclusions: {now}, compared with {before} at the same point last year.",
        f"{now} permanent exclusions, {more} from {before} at the same point last year."
        if now != before
        else f"{now} permanent exclusions.",
        f"Permanent exclusions are {more} by {abs(now - before)} on the same point last year."
        if now != before
        else "Permanent exclusions are unchanged.",
    ):
        assert mismatches(check_words(held, "m", words, at=AT)) == (), words


@settings(deadline=None, max_examples=50)
@given(now=COUNTS, before=COUNTS, target=COUNTS)
def test_the_opposite_of_what_the_figures_say_is_always_told(now, before, target):
    assume(now != before and not 1900 < abs(now - before) < 2100)
    held = with_figures(now, before, target)
    way = "fallen" if now > before else "risen"
    wrong = now + before + target

    for words in (
        f"Permanent exclusions have {way} since last year.",
        f"Permanent exclusions have {way} from {before} to {now}.",
        f"By the end of term 4 in 19/20 it was {wrong}.",
        f"Permanent exclusions have {'improved' if now > before else 'worsened'}.",
        "No pupils were permanently excluded.",
        f"Now {'down' if now > before else 'up'} by {abs(now - before)} on last year.",
    ):
        assert mismatches(check_words(held, "m", words, at=AT)), words


def test_a_row_that_is_not_there_is_named():
    with pytest.raises(UnknownRowError, match='got "nowhere"'):
        check_words(HELD, "nowhere", "Down.", at=AT)


def test_a_figure_that_was_not_known_yet_contradicts_nothing():
    held = loads(
        plan_file(
            """\
measures:
  - id: m
    text: Reduce permanent exclusions to 65
    direction: decrease
    observations: [{period: AY 2019/20 T4, value: 70, known_at: 2020-07-01}]
"""
        )
    )

    assert not mismatches(check_words(held, "m", "Permanent exclusions: 66", at=AT))
    assert mismatches(check_words(held, "m", "Permanent exclusions: 66", at=AT.replace(month=8)))
