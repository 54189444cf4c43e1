"""Plans without tables: each action is a title with labelled lines under it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from headway.domain.plan import Plan
from headway.importing.drafting.assembly import read_plan
from headway.importing.opening import open_document

TOLD = (
    ("Lead", "Youth Work Manager"),
    ("Partners", "Canal Trust"),
    ("By when", "June 2031"),
    ("Success measure", "At least 40 young people sail each summer"),
    ("Progress", "31 sailed by August 2030"),
    ("RAG", "Amber"),
)


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[[str, str], Plan]:
    """The plan that a file of this ending and these words holds."""

    def read(ending: str, words: str) -> Plan:
        path = tmp_path / f"harbour{ending}"
        path.write_text(words, encoding="utf-8")
        return read_plan(open_document(path)).plan

    return read


def markdown() -> str:
    lines = "\n".join(f"- **{label}:** {value}" for label, value in TOLD)
    return f"# Harbour Plan\n\n## On the water\n\n### 1.1 Open a sailing club\n\n{lines}\n"


def text() -> str:
    lines = "\n".join(f"     {label}: {value}" for label, value in TOLD)
    return f"HARBOUR PLAN\n\nON THE WATER\n\n1.1  Open a sailing club\n{lines}\n"


def definitions() -> str:
    lines = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in TOLD)
    title = "<h3>1.1 Open a sailing club</h3>"
    return f"<h1>Harbour Plan</h1><h2>On the water</h2>{title}<dl>{lines}</dl>"


def divisions() -> str:
    lines = "".join(f"<div><strong>{label}:</strong> {value}</div>" for label, value in TOLD)
    title = "<div><b>1.1 Open a sailing club</b></div>"
    return f"<h1>Harbour Plan</h1><h2>On the water</h2>{title}{lines}"


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (".md", markdown()),
        (".txt", text()),
        (".html", definitions()),
        (".html", divisions()),
    ],
    ids=["bullets", "plain text", "definition list", "divisions"],
)
def test_labelled_lines_under_a_title_are_one_row(plan_of, ending, words):
    plan = plan_of(ending, words)

    [action], [measure] = plan.actions, plan.measures
    assert (action.number, action.text) == ("1.1", "Open a sailing club")
    assert plan.responsibility(action).leads == ("Youth Work Manager",)
    assert measure.text == "At least 40 young people sail each summer"
    assert [area.title.casefold() for area in plan.areas] == ["on the water"]


def test_an_area_with_a_lead_of_its_own_stays_an_area(plan_of):
    plan = plan_of(
        ".md",
        "# Harbour Plan\n\n## On the water\n\nLead: Harbour Master\n\nStatus: Green\n\n"
        "### Actions\n\n- Open a sailing club\n- Mend the slipway\n",
    )

    assert [action.text for action in plan.actions] == ["Open a sailing club", "Mend the slipway"]
    assert [area.title for area in plan.areas] == ["On the water"]


def test_a_page_that_makes_its_table_of_divisions_is_read_as_a_table(plan_of):
    def row(role: str, *cells: str) -> str:
        return f"<div role='row'>{''.join(f'<div role={role}>{c}</div>' for c in cells)}</div>"

    plan = plan_of(
        ".html",
        "<h1>Harbour Plan</h1><div role='table'>"
        + row("columnheader", "Action", "Lead", "By when")
        + row("cell", "Mend the slipway", "Harbour Master", "May 2031")
        + row("cell", "Paint the boats", "Bosun", "June 2031")
        + "</div>",
    )

    assert [action.text for action in plan.actions] == ["Mend the slipway", "Paint the boats"]


def test_a_heading_whose_paragraph_ends_with_a_target_is_a_measure(plan_of):
    plan = plan_of(
        ".md",
        "# Harbour measures\n\n## 1. Berths let\n\nWe let berths all year. To do well: "
        "Target: >95% of berths let\n\n## 2. Safe sailing\n\nTarget: 0 groundings\n",
    )

    assert [measure.text for measure in plan.measures] == ["Berths let", "Safe sailing"]
    assert [measure.targets[0].value for measure in plan.measures] == [95, 0]


def test_bold_codes_with_labelled_lines_are_actions_and_the_goal_over_them_an_area(plan_of):
    plan = plan_of(
        ".md",
        "# Harbour Plan\n\n## Goal 1. Safe and Sound Quays\n\n"
        "**Strategy 1.A** Rebuild the slipway.\n\n"
        "*Lead department:* Moorings  |  *Target completion:* June 30, 2031\n\n"
        "**Strategy 1.B** Light every quay.\n\n"
        "*Lead department:* Yard  |  *Target completion:* May 2032\n\n"
        "**Performance measures**\n\n| Measure | Baseline | Target |\n|---|---|---|\n"
        "| Berths let | 58% | 70% |\n| Boats lost | 9 | 4 |\n",
    )

    assert [action.text for action in plan.actions] == ["Rebuild the slipway.", "Light every quay."]
    assert [action.number for action in plan.actions] == ["1.A", "1.B"]
    assert plan.responsibility(plan.actions[0]).agencies == ("Moorings",)
    assert [measure.text for measure in plan.measures] == ["Berths let", "Boats lost"]
    assert [area.title for area in plan.areas] == ["Goal 1. Safe and Sound Quays"]


def test_headings_that_each_have_only_a_status_under_them_are_actions(plan_of):
    under = "".join(
        f"### {at}. {words}\n\n**Status:** {status}\n\nThe crew met in May.\n\n"
        for at, words, status in (
            (1, "Mend the slipway", "Complete"),
            (2, "Paint the boats", "On track"),
            (3, "Light the quay", "Not started"),
        )
    )
    plan = plan_of(".md", f"# Harbour Plan\n\n## Quays\n\n{under}")

    assert [action.text for action in plan.actions] == [
        "Mend the slipway",
        "Paint the boats",
        "Light the quay",
    ]
    assert [report.status_word for report in plan.progress] == [
        "Complete",
        "On track",
        "Not started",
    ]
    assert [area.title for area in plan.areas] == ["Quays"]


def test_a_lone_status_under_one_heading_makes_no_action(plan_of):
    plan = plan_of(".md", "# Harbour Plan\n\n## Quays\n\n**Status:** Draft\n\nThe quays are old.\n")

    assert not plan.actions


def test_promises_in_a_text_file_are_areas_each_with_its_own_table_and_goal(plan_of):
    plan = plan_of(
        ".txt",
        "Our Harbour Promises\n\n"
        "Promise 1 - You will have a safe berth\nWe want 80% of boats to be insured.\n\n"
        "What               Who                When\n"
        "Mend the slipway   Moorings Team      31 Mar 2031\n"
        "Paint the boats    Yard Team          May 2031\n\n"
        "Promise 2 - You will learn to sail\nWe want 40 crews to be trained by 2032.\n\n"
        "What               Who                When\n"
        "Train the crews    Sailing Club       Sep 2031\n"
        "Buy four dinghies  Sailing Club       May 2032\n",
    )

    assert [area.title for area in plan.areas] == [
        "Promise 1 - You will have a safe berth",
        "Promise 2 - You will learn to sail",
    ]
    assert len(plan.measures) == 2
    assert len(plan.actions) == 4
