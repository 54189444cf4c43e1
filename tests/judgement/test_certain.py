"""Of many measures some seem to change: only those are listed that chance does not explain."""

from dataclasses import replace
from datetime import date

from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.domain.quantities import MeasureKind
from headway.domain.status import Evidence
from headway.judgement.certain import change_counts, changed_for_certain
from headway.judgement.method_uses import methods_used
from headway.judgement.methods import METHODS, method_named
from headway.judgement.statuses import judge_plan
from tests.judgement.plans import AT, YEAR_TWO, measure, plan, seen


def board(*changes: tuple[int, int]) -> Plan:
    measures = [measure(id=RowId(f"m{n}"), kind=MeasureKind.SNAPSHOT) for n in range(len(changes))]
    told = [seen(after, row=f"m{n}", beside=before) for n, (before, after) in enumerate(changes)]
    return plan(*measures, observations=tuple(told))


def test_one_change_in_twenty_is_no_news_in_a_list_of_twenty():
    one_of_many = board((100, 70), *[(100 + n, 101 + n) for n in range(19)])

    statuses = judge_plan(one_of_many, at=AT)

    assert statuses[0].travel is not None
    assert statuses[0].travel.evidence is Evidence.REAL  # asked by itself
    assert changed_for_certain(statuses) == ()
    assert change_counts(statuses).alone == 1


def test_the_same_change_alone_is_certain():
    statuses = judge_plan(board((100, 70)), at=AT)

    (found,) = changed_for_certain(statuses)
    assert found.status == statuses[0]
    assert found.status.travel is not None
    assert found.adjusted_p == found.status.travel.p


def test_what_cannot_be_tested_keeps_its_place_and_counts_for_nothing():
    tested = judge_plan(board((100, 40), (90, 95)), at=AT)
    untested = replace(tested[1], travel=None)

    with_it = changed_for_certain((untested, tested[0], tested[1]))
    without = changed_for_certain(tested)

    assert with_it == without


def test_the_board_reads_how_many_changes_are_more_than_chance():
    counts = change_counts(judge_plan(YEAR_TWO, at=AT))

    assert (counts.certain, counts.chance, counts.untested) == (2, 5, 3)
    assert counts.sentence == (
        "2 of 7 tested changes are more than chance (1 better, 1 worse); 5 could be chance; "
        "3 could not be tested."
    )


def test_a_plan_without_a_figure_has_no_change_to_count():
    assert "No change could be tested" in change_counts(judge_plan(plan(), at=AT)).sentence


def test_the_methods_page_names_what_was_used_and_by_which_measures():
    uses = {one.method.name: one.rows for one in methods_used(YEAR_TWO, AT)}

    assert uses["last year's profile"] == ("s3",)
    assert uses["two counts compared"] == ("s3", "s9", "s10", "s11", "s13", "s14")
    assert "many changes at once" in uses
    assert "control chart (Making Data Count)" not in uses


def test_a_plan_without_figures_used_no_method():
    assert methods_used(plan(measure()), date(2020, 1, 1)) == ()


def test_every_method_has_its_explanation_and_its_source_and_is_found_by_its_name():
    for one in METHODS:
        assert one.explanation.endswith(".")
        assert one.source.endswith(".")
        assert method_named(one.name) == one
    assert method_named("reading the leaves") is None
