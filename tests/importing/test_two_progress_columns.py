"""Some reports tell the figures in one column and what was done in another."""

from pathlib import Path

from headway.importing.drafting.assembly import read_plan
from headway.importing.opening import open_document

HEADER = "Actions\tHow we will know\tData progress\tLead\tProgress for the year"
ROW = (
    "<ul><li>Write a guide for parents</li><li>Agree a definition</li></ul>\t"
    "<ol><li>Reduce exclusions to 65 in 2020</li><li>Reduce absence to 6% in 2020</li>"
    "<li>Reduce waits to 20 days in 2020</li></ol>\t"
    "1. 70 in 2020  2. 7% in 2020  3. 22 days in 2020\tAnn Lee\t"
    "Guide completed and shared  Work has been halted due to the floods"
)


def test_what_was_done_is_said_of_the_actions_though_figures_bear_the_measures_numbers(
    tmp_path: Path,
):
    path = tmp_path / "report.txt"
    path.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")

    plan = read_plan(open_document(path)).plan

    said = {one.row: one.text for one in plan.progress}
    guide, definition = plan.actions
    assert "completed" in said[guide.id]
    assert "halted" in said[definition.id]
    assert [said[one.id] for one in plan.measures] == [
        "70 in 2020",
        "7% in 2020",
        "22 days in 2020",
    ]
