"""Next year's document taken into last year's plan."""

from pathlib import Path

import pytest

from headway.domain.doubts import DoubtReason
from headway.importing.drafting.assembly import read_plan
from headway.importing.next_year.matching import Fate, Surety, match
from headway.importing.next_year.merging import merge
from headway.importing.opening import open_document
from headway.importing.rows.draft import Draft

# ruff: noqa: E501 - a row of a spreadsheet is one line
LAST = """\
Area,Action,How we will know,Lead,Target 2021/22,Actual,Update
Roads,Teach cycling in every school,Reduce injuries on the way to school to 65 in 2021/22,Alice Ash,65,70,Going well
Roads,Paint crossings near all schools,Number of crossings painted,Alice Ash,20,12,Late
Parks,Plant 300 trees,Trees alive after a year,Bob Birch,250,,Not yet
"""
NEXT = """\
Area,Action,How we will know,Lead,Target 2022/23,Actual,Update
Roads,Teach cycling in every school,Reduce injuries on the way to school to 60 in 2022/23,Carol Cole,60,58,Better
Roads,Paint safe crossings close to all the schools,Number of crossings painted,Carol Cole,30,31,Done
Parks,Open a café by the lake,Visits to the café,Bob Birch,900,1000,Opened
"""


@pytest.fixture
def draft(tmp_path: Path):
    def drafting(name: str, content: str) -> Draft:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return read_plan(open_document(path))

    return drafting


def test_the_same_reworded_new_and_dropped_rows_are_told_apart(draft) -> None:
    report = match(draft("last.csv", LAST).plan, draft("next.csv", NEXT))

    fates = {one.new_text or one.old_text: (one.fate, one.surety) for one in report.matches}
    assert fates["Teach cycling in every school"] == (Fate.SAME, Surety.CERTAIN)
    assert fates["Reduce injuries on the way to school to 60 in 2022/23"] == (
        Fate.REWORDED,
        Surety.CERTAIN,
    )
    assert fates["Paint safe crossings close to all the schools"][0] is Fate.REWORDED
    assert fates["Open a café by the lake"] == (Fate.NEW, None)
    assert fates["Plant 300 trees"] == (Fate.DROPPED, None)


def test_a_matched_row_keeps_its_name_and_its_history(draft) -> None:
    old = draft("last.csv", LAST).plan
    before = next(m for m in old.measures if "injuries" in m.text)

    plan, _ = merge(old, draft("next.csv", NEXT))

    now = plan.row(before.id)
    assert now.text == "Reduce injuries on the way to school to 60 in 2022/23"
    assert [w.document for w in now.wordings] == ["last.csv", "next.csv"]
    assert [(t.value, str(t.period)) for t in now.targets] == [(65, "2021/22"), (60, "2022/23")]
    figures = {o.value for o in plan.observations if o.row == now.id}
    assert {70, 58} <= figures
    assert plan.responsibility(now).leads == ("Carol Cole",)


def test_a_dropped_row_stays_as_history_with_what_it_inherited(draft) -> None:
    old = draft("last.csv", LAST).plan
    trees = next(a for a in old.actions if "trees" in a.text)

    plan, _ = merge(old, draft("next.csv", NEXT))

    assert not plan.is_current(plan.row(trees.id))
    assert plan.responsibility(plan.row(trees.id)).leads == ("Bob Birch",)
    assert plan.current == "next.csv"


def test_the_same_content_in_another_format_is_not_taken_in_twice(draft) -> None:
    import csv
    import io

    old = draft("last.csv", LAST).plan
    rows = list(csv.reader(io.StringIO(LAST)))
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)

    plan, report = merge(
        old, draft("last.html", f"<html><body><table>{table}</table></body></html>")
    )

    assert report.same_content
    assert plan.measures == old.measures
    assert plan.progress == old.progress
    assert [source.name for source in plan.sources] == ["last.csv", "last.html"]


def test_a_weak_match_is_a_doubt_for_a_person(draft) -> None:
    old = draft(
        "a.csv", "Action,Lead\nAgree a charter for play with all primary schools,Alice Ash\n"
    ).plan
    new = draft(
        "b.csv", "Action,Lead\nAgree a charter on homework with each secondary school,Alice Ash\n"
    )

    plan, report = merge(old, new)

    (one,) = report.of(Fate.REWORDED)
    assert one.surety is Surety.WEAK
    assert [d.row for d in plan.doubts if d.reason is DoubtReason.WEAK_MATCH] == [one.old]
