"""No file that people open in a spreadsheet carries out what somebody has typed."""

import ast
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from headway.cli import main
from headway.cli.methods.answer import Answer, as_csv
from headway.domain.spreadsheets import harmless
from tests.cli.test_benchmark_command import HEAD, PLACES

SOURCES = Path(__file__).parents[1] / "src/headway"
FORMULA = '=HYPERLINK("http://evil.example","x")'

HARMLESS = {
    "analytics/comparators/history.py",
    "analytics/comparators/showing.py",
    "answering/workbook/writing.py",
    "cli/commands/measures.py",
    "cli/computed_sheets.py",
    "cli/methods/answer.py",
    "exchange/tidy.py",
    "web/plans/files.py",
    "web/public/files.py",
}
"""Modules that write for spreadsheets, and make each text harmless as they do."""

STRINGS_ALONE = {
    "answering/workbook/writing.py",
    "evidence/validating/corrected_rows.py",
    "reporting/renderers/spreadsheet.py",
}
"""Modules that write workbooks: every text is written as a string, which nothing carries out."""

AS_THEY_CAME: dict[str, str] = {
    "disclosure/tables/files.py": "a person's own table comes back with their own labels",
    "evidence/calendar_files.py": "read again by the same module; terms have no words",
    "evidence/synthetic/annex_a.py": "made up: nobody has typed any of it",
    "evidence/synthetic/dirt.py": "made up, and spoilt on purpose",
    "evidence/synthetic/writing.py": "made up",
    "evidence/validating/checking.py": "passing files and rows set aside, byte for byte",
    "evidence/store/exporting.py": "data for programs, byte for byte what an agency handed over",
}
"""Modules whose files hold the very bytes that were given, and why."""

WRITERS = {"writer", "DictWriter", "CSVWriter", "write_csv", "to_csv", "Workbook"}


def writing() -> Iterator[str]:
    """Modules that write CSV files or workbooks."""
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(name in text for name in WRITERS):
            continue
        calls = (one.func for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Call))
        names = {one.attr for one in calls if isinstance(one, ast.Attribute)}
        if names & WRITERS:
            yield path.relative_to(SOURCES).as_posix()


def test_every_module_that_writes_for_spreadsheets_is_known():
    assert set(writing()) == HARMLESS | STRINGS_ALONE | set(AS_THEY_CAME)


@pytest.mark.parametrize("module", sorted(HARMLESS))
def test_a_module_that_writes_texts_makes_them_harmless(module: str):
    assert "harmless" in (SOURCES / module).read_text(encoding="utf-8")


@pytest.mark.parametrize("module", sorted(STRINGS_ALONE))
def test_a_workbook_holds_strings_and_no_formulas(module: str):
    text = (SOURCES / module).read_text(encoding="utf-8")

    assert '"strings_to_formulas": False' in text
    assert "write_formula" not in text


# ------------------------------------------------------------------------------- what comes out


def formulas(text: str) -> list[str]:
    """Cells that a spreadsheet would carry out."""
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if harmless(cell) != cell]


def test_figures_of_methods_whose_groups_somebody_named():
    answer = Answer(rows=[{"group": FORMULA, FORMULA: -1.5}], summary={})

    text = as_csv(answer)

    assert "HYPERLINK" in text
    assert formulas(text) == []


@pytest.mark.parametrize("form", ["", "--history"])
def test_published_figures_of_a_place_that_somebody_named(tmp_path, capsys, form):
    place = PLACES["Oxfordshire"].replace("Oxfordshire", "@Oxfordshire")
    path = tmp_path / "absence_201819.csv"
    path.write_text(f"{HEAD}201819,Academic year,{place},Total,200,2000,10\n", encoding="utf-8")
    assert main(["benchmark", "load", str(path), "--data", str(tmp_path)]) == 0
    asked = ["benchmark", "show", "enrolments_pa_10_exact_percent", "--area", "931", "--csv"]
    capsys.readouterr()

    assert main([*asked, *filter(None, [form]), "--data", str(tmp_path)]) == 0

    text = capsys.readouterr().out
    assert formulas(text) == []
