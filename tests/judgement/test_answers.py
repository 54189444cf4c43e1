"""Who has not answered, and how long it has been."""

from datetime import date
from typing import Any

from headway.domain.observations import RowId
from headway.domain.plan import (
    Action,
    ActionStatus,
    Progress,
    Responsibility,
    Timetable,
    Wording,
)
from headway.judgement.actions import ActionKind, judge_action
from headway.judgement.answers import unanswered
from tests.judgement.plans import AREA, AT, measure, plan, seen, time


def asked(due: str | None = "2020-03", **more: Any) -> Responsibility:
    return Responsibility(
        agencies=("Health",),
        leads=more.pop("leads", ("Alice",)),
        timetable=Timetable(period=time(due), words=more.pop("words", "")),
    )


def said(row: str = "m", text: str = "Done.", **more: Any) -> Progress:
    return Progress(row=RowId(row), text=text, **more)


def action(**more: Any) -> Action:
    parts: dict[str, Any] = {"id": RowId("a"), "area": AREA.id, "text": "Set up a network"}
    return Action(**(parts | more))


def test_a_row_without_a_word_is_chased_with_its_lead_and_its_delay():
    board = plan(measure(responsibility=asked()))

    (open_row,) = unanswered(board, at=AT)

    assert (open_row.row, open_row.leads, open_row.agencies) == ("m", ("Alice",), ("Health",))
    assert open_row.days_overdue == 61
    assert open_row.sentence == (
        "Nothing is reported; Alice to answer, due March 2020, 61 days overdue."
    )


def test_words_or_a_figure_are_an_answer():
    assert unanswered(plan(measure(), progress=(said(),)), at=AT) == ()
    assert unanswered(plan(measure(), observations=(seen(70),)), at=AT) == ()


def test_an_answer_given_later_is_no_answer_yet():
    board = plan(measure(), progress=(said(known_at=date(2020, 6, 1)),))

    assert len(unanswered(board, at=AT)) == 1


def test_an_empty_answer_is_none():
    assert len(unanswered(plan(measure(), progress=(said(text="  "),)), at=AT)) == 1


def test_a_pointer_answers_only_if_the_row_it_points_to_does():
    other = measure(id=RowId("other"))
    pointer = said(text="Refer to above, no. 6", points_to=RowId("other"))

    open_rows = unanswered(plan(measure(), other, progress=(pointer,)), at=AT)
    closed = unanswered(plan(measure(), other, progress=(pointer, said("other"))), at=AT)

    assert [one.row for one in open_rows] == ["m", "other"]
    assert open_rows[0].points_to == "other"
    assert "only refers to a row that has none" in open_rows[0].sentence
    assert closed == ()


def test_two_rows_that_point_at_each_other_answer_nothing():
    other = measure(id=RowId("other"))
    circle = (
        said(points_to=RowId("other")),
        said("other", points_to=RowId("m")),
    )

    assert len(unanswered(plan(measure(), other, progress=circle), at=AT)) == 2


def test_what_last_years_report_said_does_not_answer_this_year():
    wordings = tuple(Wording(document=name, text="") for name in ("year 2", "year 3"))
    board = plan(measure(wordings=wordings), progress=(said(document="year 2"),), current="year 3")

    assert len(unanswered(board, at=AT)) == 1


def test_rows_that_were_dropped_are_not_chased():
    gone = measure(wordings=(Wording(document="year 2", text=""),))

    assert unanswered(plan(gone, current="year 3"), at=AT) == ()


def test_a_lead_to_be_confirmed_is_nobody():
    board = plan(measure(responsibility=Responsibility(leads=("TBC",))))

    (open_row,) = unanswered(board, at=AT)

    assert "nobody is named to answer" in open_row.sentence


def test_the_longest_overdue_comes_first():
    late = measure(id=RowId("late"), responsibility=asked("2019-10"))
    board = plan(measure(responsibility=asked()), late)

    assert [one.row for one in unanswered(board, at=AT)] == ["late", "m"]


def test_an_action_is_done_halted_overdue_or_due_soon():
    def stands(status: ActionStatus, at: date, reason: str = "") -> tuple[ActionKind, str]:
        one = action(status=status, reason=reason, responsibility=asked("2020-03"))
        judged = judge_action(plan(actions=(one,)), one, at)
        return judged.kind, judged.sentence

    early, soon, late = date(2020, 1, 1), date(2020, 3, 21), date(2020, 4, 1)
    halted = (ActionKind.HALTED, "Halted: schools were closed.")
    assert stands(ActionStatus.COMPLETE, late) == (ActionKind.DONE, "Done.")
    assert stands(ActionStatus.HALTED, late, "schools were closed.") == halted
    assert stands(ActionStatus.IN_PROGRESS, late) == (
        ActionKind.OVERDUE,
        "Due March 2020, 1 day overdue; it is in progress.",
    )
    assert stands(ActionStatus.UNKNOWN, soon) == (
        ActionKind.DUE_SOON,
        "Due March 2020, which ends in 10 days; nothing has been reported.",
    )
    assert stands(ActionStatus.IN_PROGRESS, early)[0] is ActionKind.UNDER_WAY
    assert stands(ActionStatus.NOT_STARTED, early)[0] is ActionKind.NOT_STARTED
    assert stands(ActionStatus.UNKNOWN, early)[0] is ActionKind.NOT_REPORTED


def test_an_action_reported_done_in_june_was_not_known_to_be_done_in_may():
    one = action(status=ActionStatus.COMPLETE)
    board = plan(actions=(one,), progress=(said("a", known_at=date(2020, 6, 1)),))

    assert judge_action(board, one, AT).kind is ActionKind.NOT_REPORTED
    assert judge_action(board, one, date(2020, 6, 1)).kind is ActionKind.DONE


def test_words_that_do_not_say_whether_it_is_done_are_not_called_silence():
    one = action(status=ActionStatus.UNKNOWN)
    board = plan(actions=(one,), progress=(said("a", "Workshops were held in colleges."),))

    assert "Nothing has been reported" in judge_action(plan(actions=(one,)), one, AT).sentence
    assert "does not say if it is done" in judge_action(board, one, AT).sentence
