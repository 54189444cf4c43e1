"""Plans of other shapes, made up: what a reader takes from each."""

from pathlib import Path

import pytest

from headway.domain.doubts import DoubtReason
from headway.domain.observations import State
from headway.domain.plan import ActionStatus, Plan
from headway.domain.quantities import Polarity
from headway.importing.drafting.assembly import read_plan
from headway.importing.opening import open_document
from headway.importing.rows.draft import Draft


@pytest.fixture
def imported(tmp_path: Path):
    def importing(name: str, content: str) -> Draft:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8", newline="")
        return read_plan(open_document(path))

    return importing


def texts(plan: Plan) -> tuple[list[str], list[str]]:
    return [a.text for a in plan.actions], [m.text for m in plan.measures]


# ruff: noqa: E501 - a row of a spreadsheet is one line
COUNCIL = """\
Ref,Priority,What will we do,By when,Lead officer,How will we measure success,Baseline 2021/22,Target 2022/23,Q1,Q2,RAG
1.1,Early help,Launch a hub in each district,Mar 2023,Alice Ash,Number of families using a hub,120,"1,500",300,640,Green
1.2,Early help,Train visitors in brief advice,30/09/2022,Bob Birch,% of visitors trained,35%,90%,41%,*,Amber
2.1,Attendance,Write to parents,September 2022,Carol Cole,Reduce persistent absence,14.1%,12%,n/a,13.2%,Red
"""


def test_a_councils_spreadsheet_with_quarters_and_rag(imported) -> None:
    plan = imported("council.csv", COUNCIL).plan

    assert [area.title for area in plan.areas] == ["Early help", "Attendance"]
    hubs, trained, absence = plan.measures
    assert [(t.value, str(t.period)) for t in hubs.targets] == [(1500, "2022/23")]
    assert [(b.value, b.unit) for b in trained.baselines] == [(35, "%")]
    told = [(o.row, str(o.period), o.value, o.state) for o in plan.observations]
    assert (hubs.id, "FY 2022/23 Q2", 640, None) in told
    assert (trained.id, "FY 2022/23 Q2", None, State.SUPPRESSED) in told
    assert (absence.id, "FY 2022/23 Q1", None, State.NOT_COLLECTED) in told
    assert plan.responsibility(absence).leads == ("Carol Cole",)
    assert [p.status_word for p in plan.progress if p.row == plan.actions[0].id] == ["Green"]
    assert hubs.for_action == plan.actions[0].id


BULLETS = """\
# Borough Play Strategy 2021-2024

Our vision: Every child plays outdoors every day.

## Priority 1: Places to play

Lead: Dana Dean

Actions:

- Open six playgrounds by March 2023
- Refurbish 20 play areas

Success measures:

- 85% of children live near a play area by 2024 (baseline 61%)

## Priority 2: Time to play

Actions:

- Agree a play charter with all schools
"""


def test_a_heading_for_each_priority_with_bullets_under_labels(imported) -> None:
    plan = imported("play.md", BULLETS).plan

    assert texts(plan) == (
        [
            "Open six playgrounds by March 2023",
            "Refurbish 20 play areas",
            "Agree a play charter with all schools",
        ],
        ["85% of children live near a play area by 2024 (baseline 61%)"],
    )
    assert plan.vision == "Every child plays outdoors every day"
    assert [area.title for area in plan.areas] == [
        "Priority 1: Places to play",
        "Priority 2: Time to play",
    ]
    assert plan.responsibility(plan.measures[0]).leads == ("Dana Dean",)
    assert plan.responsibility(plan.actions[2]).leads == ()


NHS = """\
<html><body><h1>Board Delivery Plan 2023/24</h1><h2>Urgent care</h2>
<table><tr><th rowspan=2>Objective</th><th rowspan=2>KPI</th><th rowspan=2>SRO</th>
<th colspan=2>2023/24</th><th rowspan=2>Commentary</th></tr><tr><th>Target</th><th>Actual</th></tr>
<tr><td rowspan=2>Faster care</td><td>Percentage of patients seen within four hours</td>
<td>Faye Fox</td><td>76%</td><td>71.4%</td><td>A hard winter.</td></tr>
<tr><td>Handovers over 60 minutes</td><td>Gus Gale</td><td>0</td><td>112</td><td></td></tr>
</table></body></html>
"""


def test_a_health_boards_table_with_headers_over_two_rows_and_merged_cells(imported) -> None:
    plan = imported("nhs.html", NHS).plan

    seen, handovers = plan.measures
    assert (seen.text, seen.targets[0].value, str(seen.targets[0].period)) == (
        "Percentage of patients seen within four hours", 76, "2023/24",
    )  # fmt: skip
    assert {o.value for o in plan.observations if o.row == handovers.id} == {112}
    assert handovers.area == seen.area
    assert plan.responsibility(handovers).leads == ("Gus Gale",)


SHARED = (
    "BE SAFE – Focus on Roads\t\t\t\t\n"
    "Actions\tResponsible Agencies (for all actions stated)\tHow we will know\t"
    "Leads (for all actions unless otherwise stated)\tProgress\n"
    "• Teach cycling\tPolice, Schools\t1. Reduce injuries to 40 in school year 20/21.\tAlice Ash\t"
    "1. End of term 4 20/21 = 31 (35 for T4 last year)\n"
    "• Paint crossings near all\t\t2. More children walk to school\t\tRefer to above, no. 1\n"
    "\n\n"
    "schools in the county.\t\tand cycle.\t\t\n"
    "\t\t3. Fewer speeding drivers\t\tRefer to above, no. 9\n"
)


def test_agencies_and_leads_for_all_actions_are_inherited_and_numbers_pair_progress(
    imported,
) -> None:
    draft = imported("roads.txt", SHARED)
    plan = draft.plan

    assert texts(plan) == (
        ["Teach cycling", "Paint crossings near all schools in the county."],
        [
            "Reduce injuries to 40 in school year 20/21.",
            "More children walk to school and cycle.",
            "Fewer speeding drivers",
        ],
    )
    for row in plan.rows():
        assert plan.responsibility(row).agencies == ("Police", "Schools")
        assert plan.responsibility(row).leads == ("Alice Ash",)
    injuries, walking, speeding = plan.measures
    (figure,) = [o for o in plan.observations if o.row == injuries.id]
    assert (figure.value, str(figure.period)) == (31, "AY 2020/21 T4")
    assert figure.compared_with is not None
    assert figure.compared_with.value == 35
    pointers = {p.row: p.points_to for p in plan.progress}
    assert pointers[walking.id] == injuries.id
    dangling = [d for d in plan.doubts if d.reason is DoubtReason.DANGLING_POINTER]
    assert [d.row for d in dangling] == [speeding.id]
    (join,) = draft.joins
    assert (join.first.line, join.second.line) == (4, 7)
    assert any(d.reason is DoubtReason.JOINED_ROWS for d in plan.doubts)


CARE = """\
<html><body><h1>Care Delivery Plan 2022-23</h1><table><tr><td colspan=6>Priority 1: Living well</td></tr>
<tr><th>No.</th><th>Action</th><th>Outcome</th><th>Owner</th><th>Timescale</th><th>Progress / RAG</th></tr>
<tr><td>1.1</td><td>Roll out telecare to 500 homes</td><td>Fewer falls among over-65s</td><td>Head of Care</td>
<td>March 2023</td><td>Amber – 320 homes fitted by December 2022</td></tr>
<tr><td colspan=6>Priority 2: Carers</td></tr>
<tr><td>2.1</td><td>Publish a charter</td><td>Carers know their rights</td><td>Jane Doe and John Roe</td>
<td>Ongoing</td><td>Not started</td></tr></table></body></html>
"""


def test_title_rows_inside_a_table_are_areas_and_a_colour_with_words_is_both(imported) -> None:
    plan = imported("care.html", CARE).plan

    assert [area.title for area in plan.areas] == ["Priority 1: Living well", "Priority 2: Carers"]
    telecare, charter = plan.actions
    (said,) = [p for p in plan.progress if p.row == telecare.id]
    assert (said.status_word, said.text) == ("Amber", "320 homes fitted by December 2022")
    assert charter.status is ActionStatus.NOT_STARTED
    assert plan.responsibility(charter).leads == ("Jane Doe", "John Roe")


def test_a_measures_polarity_stands_in_its_own_column(imported) -> None:
    plan = imported(
        "kpi.csv",
        "Indicator,Polarity,2019/20,2020/21,Target 2021/22,Lead\n"
        "Care leavers in education (%),Higher is better,51%,47%,55%,Virtual School\n"
        "New entrants to youth justice,Lower,198,205,180,YOT Manager\n"
        "Apprenticeships started,Higher,1240,980,1300,\n",
    ).plan

    leavers, entrants, apprentices = plan.measures
    assert (leavers.polarity, entrants.polarity) == (Polarity.HIGH, Polarity.LOW)
    assert [t.comparator.value for t in (*leavers.targets, *entrants.targets)] == ["ge", "le"]
    assert plan.responsibility(apprentices).leads == ()


CITY = """\
City of Somewhere
Strategic Plan FY20

Goal 1: Improve response times
   Objective 1.1: Respond to 90% of calls within 8 minutes by FY2021
      Strategy: Add two ambulances
      Strategy: Retrain dispatchers
"""


def test_lines_that_name_themselves_goals_objectives_and_strategies(imported) -> None:
    plan = imported("city.txt", CITY).plan

    assert texts(plan) == (
        ["Add two ambulances", "Retrain dispatchers"],
        ["Improve response times", "Respond to 90% of calls within 8 minutes by FY2021"],
    )


GOALS = """\
Strategic Plan for the Parks

Goals:
Goal 1: Increase visits to 5,000 a year by 2022
Goal 2: Plant 300 trees

Goal 1: Increase visits to 5,000 a year by 2022
Goal Owner: Dora Dale
What                  Who                   When
Open the gate         Alice Ash             June 2020
Mow the lawn          Bob Birch             May 2020

Goal 2: Plant 300 trees
What                  Who                   When
Buy the trees         Carol Cole            April 2021
Dig the holes         Carol Cole            April 2021
"""


def test_goals_listed_first_and_repeated_over_their_tables_are_one_row_each(imported) -> None:
    plan = imported("parks.txt", GOALS).plan

    assert texts(plan) == (
        ["Open the gate", "Mow the lawn", "Buy the trees", "Dig the holes"],
        ["Increase visits to 5,000 a year by 2022", "Plant 300 trees"],
    )
    assert plan.responsibility(plan.measures[0]).leads == ("Dora Dale",)
    assert [plan.area(a.area).title for a in plan.actions[2:]] == ["Goal 2: Plant 300 trees"] * 2


def test_milestones_with_a_moved_date_and_a_status(imported) -> None:
    plan = imported(
        "open.md",
        "# Open Data Action Plan\n\n## Action 1: Publish data\n\n"
        "| Milestone | Target Date | Responsible Party | Status |\n|---|---|---|---|\n"
        "| Publish a list | <s>June 30, 2020</s> <b>July 31, 2020</b> | OMB | Complete |\n"
        "| Ask for views | December 31, 2020 | GSA and OMB | In progress |\n",
    ).plan

    listed, asked = (a for a in plan.actions if a.text in ("Publish a list", "Ask for views"))
    assert str(plan.responsibility(listed).timetable.period) == "2020-07-31"
    assert (listed.status, asked.status) == (ActionStatus.COMPLETE, ActionStatus.IN_PROGRESS)
    assert plan.responsibility(asked).agencies == ("GSA", "OMB")


def test_a_glossary_in_running_lines_is_read(imported) -> None:
    plan = imported(
        "glossary.txt",
        "Actions\tLead\nPlant trees\tAlice Ash\n\nGlossary of Terms\n\nCTB Children's Trust Board\n\n"
        "FE\nFurther Education\n\nVOXY\n",
    ).plan

    assert [(entry.term, entry.meaning) for entry in plan.glossary] == [
        ("CTB", "Children's Trust Board"), ("FE", "Further Education"), ("VOXY", ""),
    ]  # fmt: skip


def test_words_in_a_row_without_an_action_are_a_doubt_and_not_lost(imported) -> None:
    plan = imported(
        "stray.csv",
        "Action,Lead,By when\nPlant trees,Alice Ash,May 2020\n,Somebody unknown,June 2020\n",
    ).plan

    stray = [d for d in plan.doubts if d.reason is DoubtReason.UNPLACED_TEXT]
    assert {d.words for d in stray} == {"Somebody unknown", "June 2020"}


def test_a_table_without_a_header_is_read_by_what_is_in_it(imported) -> None:
    plan = imported(
        "bare.csv",
        "Develop a training offer for all staff,Alice Ash,March 2021\n"
        "Review the parking policy with residents,Bob Birch,June 2021\n"
        "Publish the results of the survey,Carol Cole,July 2021\n",
    ).plan

    assert [str(plan.responsibility(a).timetable.period) for a in plan.actions] == [
        "2021-03", "2021-06", "2021-07",
    ]  # fmt: skip
    assert plan.responsibility(plan.actions[1]).leads == ("Bob Birch",)


def test_a_status_that_is_only_a_colour_is_read(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.styles import PatternFill

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ref", "Action", "Owner", "Due", "RAG"])
    sheet.append(["C1", "Recruit 12 social workers", "Head of Service", "31/03/2024", None])
    sheet["E2"].fill = PatternFill("solid", fgColor="FFC000")
    book.save(tmp_path / "plan.xlsx")

    plan = read_plan(open_document(tmp_path / "plan.xlsx")).plan

    assert [said.status_word for said in plan.progress] == ["Amber"]


def test_paragraphs_side_by_side_in_a_word_table_are_rows_of_their_own(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Priority 1: Prevention", 1)
    table = document.add_table(rows=2, cols=4)
    for cell, words in zip(
        table.rows[0].cells, ("What we will do", "Who", "By when", "Progress"), strict=True
    ):
        cell.text = words
    for cell, words in zip(
        table.rows[1].cells,
        ("Deliver sessions\nTrain mentors", "Police", "Mar 2022\nJun 2022", "42 held\n31 trained"),
        strict=True,
    ):
        first, *rest = words.split("\n")
        cell.text = first
        for paragraph in rest:
            cell.add_paragraph(paragraph)
    document.save(str(tmp_path / "plan.docx"))

    plan = read_plan(open_document(tmp_path / "plan.docx")).plan

    told = [
        (
            a.text,
            str(plan.responsibility(a).timetable.period),
            plan.responsibility(a).agencies or plan.responsibility(a).leads,
        )
        for a in plan.actions
    ]
    assert told == [
        ("Deliver sessions", "2022-03", ("Police",)),
        ("Train mentors", "2022-06", ("Police",)),
    ]
    assert [said.text for said in plan.progress] == ["42 held", "31 trained"]
