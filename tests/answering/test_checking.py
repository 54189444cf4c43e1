"""An answer is held against its history, its target and the record before it is passed on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.answering.asking import asked
from headway.answering.checking_entries import check_entry, may_be_submitted
from headway.answering.drafts import Confidence, Draft, Kind, TypedFigure, as_json, from_json
from headway.answering.entries import read
from headway.answering.findings import EntryFinding, Severity
from tests.answering.plans import AT, PLAN, TERM, row


def findings(row_id: str, draft: Draft) -> list[EntryFinding]:
    wanted = asked(PLAN, row(row_id), period=TERM, at=AT)
    entry, unread = read(wanted, draft)
    return [*unread, *check_entry(PLAN, row(row_id), entry, AT, period=TERM)]


def typed(text: str, period: str = "", words: str = "", key: str = "all") -> Draft:
    return Draft(figures={key: TypedFigure(text=text, period=period)}, words=words)


def sentences(found: list[EntryFinding]) -> str:
    return " | ".join(one.sentence for one in found)


def test_a_slip_against_the_target_is_asked_about_where_there_is_no_history():
    (found,) = findings("missing", typed("73,390"))

    assert found.sentence == "73,390 against a target of 420: is the decimal point right?"
    assert "If 733.9 was meant, correct it." in found.advice
    assert (found.field, found.severity) == ("figure:all", Severity.WARNING)


@pytest.mark.parametrize(
    ("row_id", "text", "said"),
    [
        ("absence", "93", "93% against 9.3% at"),
        ("absence", "0.093", "0.093% against 9.3%"),
        ("absence", "930%", "930% is more than all of them."),
        ("absence", "30", "more than three times the largest ever, 9.3%"),
        ("absence", "-2", "-2% is below zero"),
        ("exclusions", "720", "720 against 72 at the end of term 6, 2018/19"),
        ("exclusions", "7200", "7,200 against 72"),
        ("exclusions", "7", "7 against 72"),
        ("exclusions", "41", "41 is less than 70 at the end of term 4, 2019/20"),
        ("exclusions", "70.5", "70.5 is no whole number"),
        ("exclusions", "seventy", 'such as 1,400; "seventy" cannot be read as one.'),
        ("exclusions", "9.3%", '"9.3%" is a percentage.'),
        ("exclusions", "1,40", "cannot be read as one"),
    ],
)
def test_what_is_likely_wrong_is_said_beside_the_figure(row_id: str, text: str, said: str):
    found = findings(row_id, typed(text))

    assert said in sentences(found)
    assert all(one.field == "figure:all" for one in found if said in one.sentence)


@pytest.mark.parametrize(
    ("row_id", "text"),
    [("exclusions", "78"), ("absence", "9.9"), ("absence", "8.4%"), ("missing", "390")],
)
def test_an_ordinary_figure_raises_nothing(row_id: str, text: str):
    assert findings(row_id, typed(text)) == []


def test_few_people_are_never_taken_for_a_slip():
    key = asked(PLAN, row("plans"), period=TERM, at=AT).figures[0].key

    found = findings("plans", typed("11", key=key))

    assert "decimal point" not in sentences(found)


def test_a_percentage_above_a_hundred_must_be_put_right_first():
    assert not may_be_submitted(tuple(findings("absence", typed("930"))))


def test_a_figure_for_a_time_that_has_not_begun_is_a_forecast():
    found = findings("exclusions", typed("80", period="AY 2021/22 T1"))

    assert "has not begun on 20 July 2020" in sentences(found)


def test_words_are_held_against_the_figure_given_with_them():
    found = findings("exclusions", typed("78", words="There were 87 permanent exclusions."))

    assert any(one.field == "words" and "87" in one.sentence for one in found)
    assert findings("exclusions", typed("78", words="There were 78 permanent exclusions.")) == []


def test_small_numbers_of_people_in_words_are_warned_of():
    found = findings("exclusions", typed("78", words="Of these, 3 pupils had a plan."))

    assert "could be recognised: 3." in sentences(found)


def test_nothing_at_all_is_no_answer():
    assert not may_be_submitted(tuple(findings("exclusions", Draft())))


def test_nothing_to_report_needs_its_reason():
    assert not may_be_submitted(tuple(findings("exclusions", Draft(kind=Kind.NOTHING_TO_REPORT))))
    because = Draft(kind=Kind.NOTHING_TO_REPORT, words="Schools were closed.")
    assert may_be_submitted(tuple(findings("exclusions", because)))


def test_no_change_needs_something_that_has_not_changed():
    assert findings("exclusions", Draft(kind=Kind.NO_CHANGE)) == []
    assert not may_be_submitted(tuple(findings("network", Draft(kind=Kind.NO_CHANGE))))


def test_a_figure_that_is_left_out_is_warned_of_and_a_reason_is_an_answer():
    assert "No figure is given" in sentences(findings("absence", Draft(words="We tried.")))
    reason = Draft(figures={"all": TypedFigure(state="not collected")}, words="We tried.")
    assert findings("absence", reason) == []


def test_a_halted_action_needs_its_reason():
    assert not may_be_submitted(tuple(findings("network", Draft(status="halted"))))


def test_both_a_figure_and_a_reason_is_one_too_many():
    both = Draft(figures={"all": TypedFigure(text="70", state="not collected")})

    assert "Keep one of them" in sentences(findings("exclusions", both))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://x", "a b"])
def test_a_link_that_is_no_web_page_is_refused(link: str):
    found = findings("network", Draft(words="Done.", links=(link,)))

    assert "is no address of a web page" in sentences(found)


_texts = st.text(max_size=60)
_drafts = st.builds(
    Draft,
    kind=st.sampled_from(Kind),
    figures=st.dictionaries(
        st.sampled_from(["all", "other"]),
        st.builds(TypedFigure, text=_texts, state=_texts, period=_texts),
    ),
    words=_texts,
    next_steps=_texts,
    barriers=_texts,
    confidence=st.sampled_from(Confidence),
    status=_texts,
    links=st.lists(_texts, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(_drafts, st.sampled_from(["exclusions", "absence", "network", "plans"]))
def test_whatever_is_typed_is_answered_with_sentences(draft: Draft, row_id: str):
    for one in findings(row_id, draft):
        assert one.sentence.strip().endswith((".", "?"))


@given(_drafts)
def test_a_draft_reads_back_the_same(draft: Draft):
    assert from_json(as_json(draft)) == draft


@settings(deadline=None)
@given(st.floats(1, 200).map(lambda value: round(value, 1)))
def test_a_slip_of_a_hundred_is_never_missed(value: float):
    found = findings("missing", typed(str(max(value * 100, 42_000))))

    assert "decimal point" in sentences(found)
