"""What the board reads: the summary, each row with its reasons, and where every figure is from."""

from dataclasses import replace
from datetime import date

import pytest

from headway.domain.observations import RowId
from headway.domain.plan import ActionStatus, Plan, Progress, Wording
from headway.domain.provenance import Source
from headway.reporting.building import build_report
from headway.reporting.report import BoardRow, Report, ReportError
from tests.reporting.conftest import AT, EARLIER, NOW


def _row(report: Report, label: str) -> BoardRow:
    return next(row for row in report.rows() if row.label == label)


def test_the_counts_of_the_summary_add_up_to_the_measures_of_the_plan(report):
    summary = report.summary
    *outcomes, all_of_them = summary.tallies

    assert all_of_them.total == sum(row.is_measure for row in report.rows()) == 18
    assert sum(tally.total for tally in outcomes) == all_of_them.total
    assert all(sum(tally.counts) == tally.total for tally in summary.tallies)
    assert summary.headline.startswith("The plan has 18 measures: 4 breached, 6 off track")


def test_the_board_reads_what_is_breached_first_with_the_reason(report):
    first = report.summary.attention[0]

    assert (first.mark.word, first.label) == ("Breached", "Measure 3")
    assert "70 permanent exclusions" in first.text
    assert "65" in first.text
    words = [one.mark.word for one in report.summary.attention]
    assert words == sorted(words, key=["Breached", "Off track", "At risk"].index)


def test_the_summary_tells_what_changed_since_the_board_last_met(report):
    summary = report.summary

    assert summary.changes_note == "Since the plan as it was known on 31 December 2019."
    assert any("Measures 5, 6 and 11: now breached" in line for line in summary.changes)
    assert any(line.startswith("New figures: Measures 2, 3") for line in summary.changes)


def test_an_edition_with_nothing_before_it_says_so(plan):
    report = build_report(replace(plan, sources=plan.sources[1:]), at=AT)

    assert report.summary.changes_note == "There is no earlier edition to compare with."
    assert report.summary.changes == ()


def test_an_edition_in_which_nothing_changed_says_so(plan):
    report = build_report(plan, at=AT, previous=plan, previous_at=AT)

    assert report.summary.changes_note.endswith("Nothing has changed.")


def test_who_has_not_answered_is_named_with_the_rows_they_owe(report):
    silent = {one.who: one.rows for one in report.summary.not_answered}

    assert "Director of education" in silent
    assert any(row.startswith("Action 2:") for row in silent["Director of education"])


def test_a_row_stands_in_the_boards_own_columns_with_what_it_inherits(report):
    row = _row(report, "Measure 3")

    assert row.agencies == ("County council", "District councils", "Schools", "Voluntary sector")
    assert row.leads == ("Director of education",)
    assert row.timetable == "Each term"
    assert row.how == "Fewer permanent exclusions: 65 at most"


def test_progress_holds_the_figure_its_comparators_and_its_source(report):
    progress = _row(report, "Measure 3").progress
    facts = {fact.label: fact.text for fact in progress.facts}

    assert (progress.figure, progress.when) == ("70", "end of term 4, 2019/20")
    assert facts["Target"] == "65, academic year 2019/20"
    assert facts["Same point last year"] == "52, end of term 4, 2018/19"
    assert facts["Direction of travel"].startswith(
        "≈ No clear change since the same point last year. 52 to 70: could be chance"
    )
    assert progress.source == "progress-year-2.docx, table 1, row 3, column 7"
    assert progress.chart is not None


def test_a_national_figure_stands_beside_and_is_named(report):
    facts = {fact.label: fact.text for fact in _row(report, "Measure 1").progress.facts}

    assert facts["England"] == "72%, academic year 2018/19"


def test_a_measure_of_two_counts_shows_both(report):
    parts = _row(report, "Measure 14").progress.parts

    assert [part.line.split(",")[0] for part in parts] == ["Need plan: 16", "Protection plan: 2"]


def test_an_agencys_own_words_stand_whole_beside_the_judgement(report):
    said = _row(report, "Measure 4").progress.said

    assert [one.text for one in said] == ["Placements take longer where a school is full."]


def test_a_pointer_says_where_it_points(plan):
    pointing = Progress(
        row=RowId("m5"), text="Refer to above, no. 3", points_to=RowId("m3"), document=NOW
    )
    report = build_report(replace(plan, progress=(pointing,)), at=AT)

    said = _row(report, "Measure 5").progress.said

    assert said[0].text == "Refer to above, no. 3 (This points to Measure 3.)"


def test_a_halted_action_says_why(report):
    progress = _row(report, "Action 4").progress

    assert progress.mark.word == "Halted"
    assert "Recruitment was paused" in progress.sentence


def test_a_measure_tied_to_an_action_stands_under_it(plan):
    tied = tuple(replace(m, for_action=RowId("a2")) if m.id == "m9" else m for m in plan.measures)
    report = build_report(replace(plan, measures=tied), at=AT)

    labels = [row.label for row in report.outcomes[0].areas[0].rows]

    assert labels[:3] == ["Action 1", "Action 2", "Measure 9"]
    assert _row(report, "Action 2").how == "By Measure 9, below"
    assert _row(report, "Measure 9").action.startswith("Action 2: Agree one definition")


def test_a_row_that_the_plan_in_force_lacks_is_in_the_annex_and_not_in_the_tables(report):
    assert [row.label for row in report.dropped] == ["Action 6"]
    assert report.dropped[0].last_seen == "plan-2018.docx"
    assert "Action 6" not in [row.label for row in report.rows()]


def test_every_known_figure_is_on_a_line_with_its_source(plan, report):
    stated = [one for one in report.figures if one.role == "Figure"]

    assert len(stated) == len(plan.observations)
    assert all(one.source for one in report.figures)
    lost = [one for one in stated if one.value is None]
    assert [(one.row, one.shorthand, one.text) for one in lost] == [
        ("Measure 12", "[l]", "no figure (lost)")
    ]


def test_a_doubt_is_told_beside_its_row_and_in_the_notes_until_it_is_settled(plan, report):
    doubt = plan.doubts[0]

    assert _row(report, "Measure 12").progress.doubts == (doubt.sentence,)
    assert doubt.sentence in [note.text for note in report.notes]

    settled = build_report(replace(plan, doubts=(replace(doubt, settled="asked again"),)), at=AT)

    assert _row(settled, "Measure 12").progress.doubts == ()
    assert doubt.sentence not in [note.text for note in settled.notes]


def test_breaks_in_what_is_collected_are_in_the_notes(report):
    assert any("Schools closed to most pupils" in note.text for note in report.notes)


def test_small_counts_are_warned_of_and_a_report_without_them_is_not(plan, report):
    assert report.warning.startswith("Board edition: contains small numbers, not for publication")

    without = replace(
        plan,
        measures=tuple(one for one in plan.measures if one.id != "m14"),
        observations=tuple(one for one in plan.observations if one.row != "m14"),
        progress=tuple(one for one in plan.progress if one.row != "m14"),
        doubts=tuple(one for one in plan.doubts if one.row != "m14"),
    )

    assert build_report(without, at=AT).warning == ""


def test_a_report_of_an_earlier_day_knows_nothing_of_what_came_later(plan):
    report = build_report(plan, at=EARLIER)

    assert _row(report, "Measure 3").progress.figure == "72"
    assert "70" not in [one.text for one in report.figures if one.row == "Measure 3"]


def test_a_row_that_only_a_later_document_holds_is_not_one_that_was_dropped(plan):
    newer = "progress-year-3.docx"
    added = replace(
        plan.actions[0],
        id=RowId("a9"),
        status=ActionStatus.UNKNOWN,
        wordings=(Wording(document=newer, text="A new action"),),
    )
    later = replace(
        plan,
        current=newer,
        actions=(*plan.actions, added),
        sources=(*plan.sources, Source(name=newer, as_at=date(2021, 5, 1))),
    )

    report = build_report(later, at=AT)

    assert [row.label for row in report.dropped] == ["Action 6"]
    assert newer not in [source.name for source in report.sources]
    assert len([row for row in report.rows() if row.label == "Measure 3"]) == 1


def test_an_empty_plan_gives_a_report_that_says_it_is_empty():
    report = build_report(Plan(slug="x", title=""), at=AT)

    assert report.title == "Plan without a title"
    assert report.summary.headline.startswith("The plan in force has no measures")
    assert report.rows() == ()


def test_names_that_many_rows_repeat_are_said_once_and_those_of_one_row_stay_with_it(plan):
    own = ("Police", "Probation", "Refuge", "Courts", "Housing")
    one = replace(
        plan.measures[8],
        responsibility=replace(plan.measures[8].responsibility, agencies=own),
    )
    measures = tuple(one if m.id == one.id else m for m in plan.measures)

    area = build_report(replace(plan, measures=measures), at=AT).outcomes[0].areas[0]

    assert area.shared == (
        "Responsible agencies, unless a row names its own: "
        "County council, District councils, Schools and Voluntary sector.",
    )
    lines = {row.label: row.agency_lines for row in area.rows}
    assert lines["Measure 3"] == ("All agencies named above",)
    assert lines["Measure 9"] == own


def test_a_new_plan_with_new_rows_throughout_is_told_in_counts(plan):
    empty = replace(plan, measures=(), actions=(), observations=(), progress=(), benchmarks=())

    report = build_report(
        plan, at=AT, previous=replace(empty, doubts=(), sources=()), previous_at=EARLIER
    )

    assert "New in the plan: 5 actions and 18 measures." in report.summary.changes


def test_an_earlier_edition_words_and_numbers_a_row_as_its_document_did(plan):
    newer = "progress-year-3.docx"
    reworded = replace(
        plan.measures[2],
        text="Fewer exclusions, of any kind",
        number="9",
        wordings=(
            *plan.measures[2].wordings,
            Wording(document=newer, text="Fewer exclusions, of any kind", number="9"),
        ),
    )
    later = replace(
        plan,
        current=newer,
        measures=(*plan.measures[:2], reworded, *plan.measures[3:]),
        sources=(*plan.sources, Source(name=newer, as_at=date(2021, 5, 1))),
    )

    then = build_report(later, at=AT)
    now = build_report(later, at=date(2021, 6, 1))

    assert _row(then, "Measure 3").how == "Fewer permanent exclusions: 65 at most"
    assert _row(now, "Measure 9").how == "Fewer exclusions, of any kind"


def test_an_edition_before_that_is_younger_than_this_one_is_refused(plan):
    with pytest.raises(ReportError, match="stood at 31 May 2020 and this one at 31 December 2019"):
        build_report(plan, at=EARLIER, previous_at=AT)
