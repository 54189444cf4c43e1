"""Accepted answers come into the plan as new figures and new words, with who gave them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.answering.asking import asked
from headway.answering.drafts import Draft, Kind, TypedFigure
from headway.answering.entries import Entry, read
from headway.answering.errors import AnswerError
from headway.answering.folding import Accepted, Sharing, folded, without_round
from headway.domain.observations import RowId
from headway.domain.plan import ActionStatus
from headway.planfile import dumps, loads
from tests.answering.plans import AT, PLAN, TERM, row

EDUCATION, HEALTH = "Education service", "Health"


def entry(row_id: str, text: str = "", **others: object) -> Entry:
    figures = {"all": TypedFigure(text=text)} if text else {}
    wanted = asked(PLAN, row(row_id), period=TERM, at=AT)
    return read(wanted, Draft(figures=figures, **others))[0]  # type: ignore[arg-type]  # by name


def accepted(row_id: str, agency: str, given: Entry, on: date = AT) -> Accepted:
    return Accepted(
        row=RowId(row_id), agency=agency, entry=given, known_at=on, round="Term 6 2019/20"
    )


def figures(plan: object, row_id: str) -> list[tuple[object, ...]]:
    return [
        (one.value, one.breakdown, one.given_by)
        for one in plan.observations  # type: ignore[attr-defined]  # a plan
        if one.row == row_id and one.given_by
    ]


def test_a_figure_and_words_come_in_with_who_gave_them_and_when():
    plan = folded(
        PLAN,
        [accepted("exclusions", EDUCATION, entry("exclusions", "78", words="More than hoped."))],
    )

    (new,) = [one for one in plan.observations if one not in PLAN.observations]
    assert (new.value, new.period, new.known_at) == (78, TERM, AT)
    assert new.given_by == "Education service, signed by its lead, Term 6 2019/20"
    (said,) = [one for one in plan.progress if one not in PLAN.progress]
    assert (said.text, said.known_at, said.given_by) == ("More than hoped.", AT, new.given_by)
    assert set(PLAN.observations) <= set(plan.observations)


def test_agencies_that_agree_give_one_figure():
    same = [accepted("exclusions", one, entry("exclusions", "78")) for one in (HEALTH, EDUCATION)]

    assert figures(folded(PLAN, same), "exclusions") == [
        (78, "", "Education service and Health, each signed by its own, Term 6 2019/20")
    ]


@pytest.mark.parametrize(
    ("sharing", "values"),
    [
        (Sharing.APART, [(70, EDUCATION), (9, HEALTH)]),
        (Sharing.SUM, [(79, "")]),
        (Sharing.FIRST, [(70, "")]),
    ],
)
def test_agencies_that_differ_are_put_together_by_the_rule(
    sharing: Sharing, values: list[tuple[float, str]]
):
    both = [
        accepted("exclusions", HEALTH, entry("exclusions", "9")),
        accepted("exclusions", EDUCATION, entry("exclusions", "70")),
    ]

    plan = folded(PLAN, both, sharing={"exclusions": sharing})

    assert [one[:2] for one in figures(plan, "exclusions")] == values


def test_a_sum_waits_for_every_part_and_adds_no_percentages():
    one = [accepted("exclusions", HEALTH, entry("exclusions", "9"))]
    two = [
        accepted("absence", agency, entry("absence", text))
        for agency, text in ((HEALTH, "9"), (EDUCATION, "8"))
    ]

    waiting = folded(
        PLAN,
        [*one, accepted("exclusions", EDUCATION, entry("exclusions", "70"))],
        sharing={"exclusions": Sharing.SUM},
        parties={"exclusions": (HEALTH, EDUCATION, "Police")},
    )
    rates = folded(PLAN, two, sharing={"absence": Sharing.SUM})

    assert [one[1] for one in figures(waiting, "exclusions")] == [EDUCATION, HEALTH]
    assert [one[0] for one in figures(rates, "absence")] == [8, 9]


def test_no_change_repeats_what_was_said():
    plan = folded(PLAN, [accepted("exclusions", HEALTH, entry("exclusions", kind=Kind.NO_CHANGE))])

    assert plan.progress[-1].text.startswith(
        "No change since last time: End of term 4 = 70 permanent exclusions"
    )
    assert figures(plan, "exclusions") == []


def test_an_action_is_complete_only_when_everybody_says_so():
    done = accepted("network", HEALTH, entry("network", status="complete"))
    going = accepted("network", EDUCATION, entry("network", status="in progress"))
    halted = accepted("network", EDUCATION, entry("network", status="halted", barriers="No money."))

    def action(*given: Accepted) -> tuple[ActionStatus, str]:
        one = folded(PLAN, given).actions[0]
        return one.status, one.reason

    assert action(done) == (ActionStatus.COMPLETE, "")
    assert action(done, going) == (ActionStatus.IN_PROGRESS, "")
    assert action(done, halted) == (ActionStatus.HALTED, "No money.")


def test_what_the_plan_no_longer_has_is_refused():
    with pytest.raises(AnswerError, match="does not have any more"):
        folded(PLAN, [accepted("gone", HEALTH, entry("exclusions", "9"))])
    twice = accepted("exclusions", HEALTH, entry("exclusions", "9"))
    with pytest.raises(AnswerError, match="twice"):
        folded(PLAN, [twice, twice])


_values = st.integers(0, 5000).map(str)


@given(_values, _values, st.sampled_from(Sharing))
def test_folding_twice_is_folding_once_and_taking_back_leaves_no_trace(
    one: str, other: str, sharing: Sharing
):
    given_ = [
        accepted("exclusions", HEALTH, entry("exclusions", one, words="Said by one.")),
        accepted("exclusions", EDUCATION, entry("exclusions", other)),
        accepted("network", HEALTH, entry("network", status="complete")),
    ]
    rules = {"exclusions": sharing}

    plan = folded(PLAN, given_, sharing=rules)

    assert folded(plan, given_, sharing=rules) == plan
    assert without_round(plan, {"exclusions", "network"}, "Term 6 2019/20") == PLAN


@given(_values, st.text(max_size=40))
def test_what_was_folded_is_kept_by_the_plan_file_with_its_formatting(value: str, words: str):
    text = dumps(PLAN).replace("slug: example", "slug: example  # ours")
    plan = folded(
        PLAN,
        [accepted("exclusions", EDUCATION, entry("exclusions", value, words=words))],
    )

    new = dumps(plan, previous=text)

    assert loads(new) == plan
    assert "# ours" in new


def test_a_correction_on_a_later_day_leaves_the_earlier_figure_on_record():
    first = folded(PLAN, [accepted("exclusions", EDUCATION, entry("exclusions", "78"))])
    later = replace(
        accepted("exclusions", EDUCATION, entry("exclusions", "79"), date(2020, 9, 1)),
        round="Corrections",
    )

    plan = folded(first, [later])

    assert [one[0] for one in figures(plan, "exclusions")] == [78, 79]
