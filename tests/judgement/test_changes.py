"""What the board reads under "changed since the last edition"."""

from datetime import date

from headway.domain.observations import RowId
from headway.domain.plan import Action, ActionStatus, Wording
from headway.domain.provenance import Source
from headway.domain.quantities import Comparator
from headway.judgement.changes import ChangeKind, changes
from headway.judgement.editions import in_force, previous_edition
from tests.judgement.plans import AREA, measure, plan, seen, target

MARCH, JUNE = date(2020, 3, 1), date(2020, 6, 1)
CEILING = measure(target(65, comparator=Comparator.LE))


def changed(before, after):
    return changes(before, after, before_at=MARCH, after_at=JUNE)


def test_a_new_figure_that_breaches_its_ceiling_is_two_changes():
    board = plan(
        CEILING,
        observations=(
            seen(40, "AY 2019/20 T3", beside=50, known_at=MARCH),
            seen(70, known_at=JUNE),
        ),
    )

    status, figure = changed(board, board)

    assert (status.kind, status.before, status.after) == (
        ChangeKind.STATUS,
        "at risk",
        "breached",
    )
    assert status.sentence.startswith("Was at risk, now breached. 70 permanent exclusions")
    assert figure.sentence == "70 at the end of term 4, 2019/20 is new."


def test_a_corrected_figure_says_what_it_takes_the_place_of():
    board = plan(CEILING, observations=(seen(70, known_at=MARCH), seen(68, known_at=JUNE)))

    (correction,) = changed(board, board)

    assert correction.kind is ChangeKind.CORRECTED
    assert correction.sentence == "68 at the end of term 4, 2019/20 takes the place of 70."


def test_a_moved_target_is_told():
    before, after = plan(CEILING), plan(measure(target(80, comparator=Comparator.LE)))

    (moved,) = changed(before, after)

    assert moved.kind is ChangeKind.TARGET
    assert "no more than 65 for academic year 2019/20" in moved.sentence
    assert "is now no more than 80" in moved.sentence


def test_actions_completed_and_halted_are_told_and_others_are_not():
    def board(*statuses):
        actions = tuple(
            Action(id=RowId(f"a{i}"), area=AREA.id, text=f"Do {i}", status=status)
            for i, status in enumerate(statuses)
        )
        return plan(actions=actions)

    working, done, halted = (
        ActionStatus.IN_PROGRESS,
        ActionStatus.COMPLETE,
        ActionStatus.HALTED,
    )

    found = changed(board(working, working, working), board(done, halted, working))

    assert [(one.kind, one.name) for one in found] == [
        (ChangeKind.DONE, "Do 0"),
        (ChangeKind.HALTED, "Do 1"),
    ]


def test_rows_that_came_and_went_are_told():
    other = measure(id=RowId("other"), title="Absence")

    found = changed(plan(CEILING), plan(other))

    assert [(one.kind, one.row) for one in found] == [
        (ChangeKind.ADDED, "other"),
        (ChangeKind.DROPPED, "m"),
    ]


def two_years():
    sources = (
        Source(name="year 2", as_at=date(2020, 5, 31)),
        Source(name="year 3", as_at=date(2021, 5, 31)),
    )
    old = measure(wordings=(Wording(document="year 2", text=""),))
    new = measure(id=RowId("n"), wordings=(Wording(document="year 3", text=""),))
    return plan(old, new, sources=sources, current="year 3")


def test_the_document_in_force_is_the_last_that_spoke_by_the_day():
    board = two_years()

    assert in_force(board, date(2020, 12, 1)).current == "year 2"
    assert in_force(board, date(2021, 5, 31)).current == "year 3"
    assert in_force(board, date(2019, 1, 1)).current == "year 3"


def test_the_last_edition_is_the_plan_with_the_document_before_in_force():
    edition = previous_edition(two_years())

    assert edition is not None
    before, at = edition
    assert (before.current, at) == ("year 2", date(2020, 5, 31))
    kinds = [one.kind for one in changes(before, two_years(), before_at=at, after_at=JUNE)]
    assert kinds == [ChangeKind.ADDED, ChangeKind.DROPPED]


def test_a_plan_read_from_one_document_has_no_last_edition():
    assert previous_edition(plan(CEILING)) is None
