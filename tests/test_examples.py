"""What the tutorial and the README tell a newcomer to do works."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from headway import planfile
from headway.cli import main

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """The example's reports as documents, made by the script that the tutorial names."""
    folder = tmp_path_factory.mktemp("documents")
    script = ROOT / "examples/make_documents.py"
    subprocess.run([sys.executable, script, folder], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt"])
def test_the_examples_reports_are_taken_in_with_every_row(documents, tmp_path, suffix):
    plan = planfile.load(planfile.example_path())
    out = tmp_path / "again.yaml"
    years = [str(documents / f"{source.name}{suffix}") for source in plan.sources]

    assert main(["import", *years, "-o", str(out)]) == 0

    again = planfile.load(out)
    for source, name in zip(plan.sources, (Path(year).name for year in years), strict=True):
        ours = {w.text for row in plan.rows() for w in row.wordings if w.document == source.name}
        theirs = {w.text for row in again.rows() for w in row.wordings if w.document == name}
        assert ours <= theirs | {text.rstrip(".") for text in theirs}


def test_the_readmes_plan_is_judged_as_the_readme_says(tmp_path, capsys):
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    promised = re.search(r"From this Headway says: \*(.+?)\*", readme)
    assert promised is not None

    main(["status", str(planfile.example_path()), "--at", "2020-05-31"])

    assert promised[1] in " ".join(capsys.readouterr().out.split())


def test_the_yaml_in_the_docs_is_read_as_it_stands():
    page = (ROOT / "docs/reference/plan-file.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(headway: 1.+?)```", page, re.DOTALL)

    assert block is not None
    assert planfile.loads(block[1]).measures[0].targets[0].value == 65
