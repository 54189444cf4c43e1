"""Plans written as lists: what names a list, and what the ends of its items say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from headway.domain.plan import Plan
from headway.importing.drafting.assembly import read_plan
from headway.importing.opening import open_document
from headway.importing.rows import tails
from headway.importing.structure import outline


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[[str], Plan]:
    """The plan that a page of these words holds."""

    def read(words: str) -> Plan:
        path = tmp_path / "harbour.html"
        path.write_text(words, encoding="utf-8")
        return read_plan(open_document(path)).plan

    return read


@pytest.mark.parametrize(
    ("text", "words", "names", "dates"),
    [
        ("Mend the old slipway (Harbour Master, May 2031)", 4, ("Harbour Master",), ("May 2031",)),
        (
            "Teach every child to row – Sea Scouts Group, by summer 2031",
            5,
            ("Sea Scouts Group",),
            1,
        ),
        ("Offer free moorings to charities (Quay Trust)", 5, ("Quay Trust",), ()),
        ("Raise the share who swim (from 40% to 50%)", 9, (), ()),
        ("Find work for those without (NEET)", 6, (), ()),
        ("Publish the tide tables online (see annex 2)", 8, (), ()),
    ],
)
def test_the_end_of_an_item_says_who_and_when(text, words, names, dates):
    tail = tails.cut(text)

    assert len(tail.text.split()) == words
    assert tail.names == names
    assert len(tail.dates) == (dates if isinstance(dates, int) else len(dates))


def test_a_lone_name_counts_only_where_the_list_ends_so(plan_of):
    listed = "".join(
        f"<li>{text}</li>"
        for text in ("Mend the old slipway – Moorings", "Paint all the boats – Yard")
    )
    plan = plan_of(f"<h1>Harbour Plan</h1><h2>Actions</h2><ul>{listed}</ul>")

    assert [action.text for action in plan.actions] == [
        "Mend the old slipway",
        "Paint all the boats",
    ]


def test_labels_behind_an_item_are_its_owner_and_status(plan_of):
    plan = plan_of(
        "<h1>Harbour Plan</h1><h2>Actions</h2><ul>"
        "<li>Mend the old slipway by May 2031. <b>Owner:</b> Harbour Master. <b>Status:</b> "
        "Complete</li><li>Paint all the boats. <b>Owner:</b> Bosun. <b>Status:</b> Late</li></ul>"
    )

    slipway = plan.actions[0]
    assert slipway.text == "Mend the old slipway by May 2031."
    assert plan.responsibility(slipway).leads == ("Harbour Master",)
    assert plan.progress[0].status_word == "Complete"


@pytest.mark.parametrize(
    ("lead_in", "role"),
    [
        ("We will know we have succeeded when:", "measure"),
        ("The harbour plan sets nine key performance targets for the year. These are:", "measure"),
        ("Our actions", "action"),
        ("The Harbour Trust will:", "action"),
        ("2.3 Run a programme of activities", ""),
        ("The harbour is open on the following days:", ""),
        ("I will:", "action"),
        ("Together we shall:", "action"),
        ("The Westhaven Quay Trust is going to:", "action"),
        ("Success will mean:", "measure"),
        ("The outcomes of this work:", "measure"),
        ("Children in the harbour will:", ""),
    ],
)
def test_a_lead_in_says_what_is_listed_under_it(lead_in, role):
    found = outline.list_role(lead_in)

    assert (found.value if found else "") == role


def test_items_without_marks_are_listed_where_they_end_in_semicolons(plan_of):
    plan = plan_of(
        "<h1>Harbour Plan</h1><p>Our key performance targets for the year are:</p>"
        "<p>at least 90 per cent of boats insured;</p><p>no more than 3 groundings; and</p>"
        "<p>95 per cent of moorings let.</p><p>The harbour opened in 1902.</p>"
    )

    assert [measure.text for measure in plan.measures] == [
        "at least 90 per cent of boats insured",
        "no more than 3 groundings",
        "95 per cent of moorings let.",
    ]


def test_a_table_of_names_and_numbers_under_a_list_heading_gives_no_rows(plan_of):
    plan = plan_of(
        "<h1>Harbour Plan</h1><h2>Actions</h2><table>"
        "<tr><td>Berths</td><td>204</td></tr><tr><td>Moorings</td><td>31</td></tr>"
        "<tr><td>Harbour Master</td><td>Vacant</td></tr></table>"
    )

    assert not plan.actions


def test_a_heading_of_measures_ends_the_area_that_a_table_named(plan_of):
    rows = "".join(
        f"<tr><td>{area}</td><td>{action}</td><td>Bosun</td></tr>"
        for area, action in (("Quays", "Mend the slipway"), ("Boats", "Paint the boats"))
    )
    plan = plan_of(
        "<h1>Harbour Plan</h1><h2>Actions</h2><table><tr><th>Area</th><th>Action</th>"
        f"<th>Lead</th></tr>{rows}</table><h2>Measures</h2><ul><li>90% of berths let</li>"
        "<li>Fewer than 3 groundings</li></ul>"
    )

    areas = {area.id: area.title for area in plan.areas}
    assert {areas[measure.area] for measure in plan.measures} == {"Harbour Plan"}


def test_a_measure_that_a_list_names_and_a_table_repeats_is_one_measure(plan_of):
    plan = plan_of(
        "<h1>Harbour Plan</h1><p>Our measures are as follows:</p><ul><li>Let 90% of berths</li>"
        "<li>Train 12 crews</li></ul><h2>Data</h2><table><tr><th>Measure</th><th>Lead</th></tr>"
        "<tr><td>Let 90% of berths</td><td>Harbour Master</td></tr>"
        "<tr><td>Train 12 crews</td><td>Bosun</td></tr></table>"
    )

    assert [measure.text for measure in plan.measures] == ["Let 90% of berths", "Train 12 crews"]


def test_bullets_that_change_a_figure_are_measures_in_a_list_of_actions(plan_of):
    plan = plan_of(
        "<h1>Harbour Plan</h1><h2>Quays</h2><p>We will:</p><ul><li>Mend the slipway</li>"
        "<li>Boat thefts cut by a third</li><li>Berths let to rise from 40% to 60%</li>"
        "<li>Reduce the fees so that fewer than 9 boats leave</li></ul>"
    )

    assert [action.text[:6] for action in plan.actions] == ["Mend t", "Reduce"]
    assert [measure.text[:6] for measure in plan.measures] == ["Boat t", "Berths"]


def test_a_list_of_deeds_before_a_list_of_measures_is_read_too(plan_of):
    plan = plan_of(
        "<h1>Harbour Plan</h1><h2>Quays</h2><p>I will:</p><ul><li>Mend the slipway</li>"
        "<li>Paint the boats</li></ul><p>Success measures:</p><ul><li>90% of berths let</li></ul>"
    )

    assert (len(plan.actions), len(plan.measures)) == (2, 1)


def test_a_list_that_was_not_read_is_doubted(plan_of):
    plan = plan_of(
        "<h1>Harbour Plan</h1><h2>Quays</h2><p>Here is what we noticed.</p><ul>"
        "<li>Cleaner water than before</li><li>Quieter nights in the port</li></ul>"
        "<p>Success measures:</p><ul><li>90% of berths let</li></ul>"
    )

    assert len(plan.measures) == 1
    assert any("Cleaner water" in doubt.words for doubt in plan.doubts)
