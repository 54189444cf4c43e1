"""Two officers at once, and a worker that is killed: one edition, whole, on both databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.test_killed import EVERY

ROOT = Path(__file__).parents[2]
WHOLE = ["1", "7", "1", "issued"]
"""One edition with its files, one entry in the audit trail, and the draft that became it."""


def told(what: str, first: int, second: int, *, at: str, folder: Path) -> list[list[str]]:
    """The lines that the program printed, each in its words."""
    surroundings = {
        **os.environ,
        "HEADWAY_DATA": str(folder),
        "HEADWAY_DATABASE": at,
        "DJANGO_SETTINGS_MODULE": "headway.web.settings",
    }
    command = [sys.executable, "-m", "tests.web.issuing_at_once", what, str(first), str(second)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_officers_who_issue_at_once_make_one_edition_and_all_are_shown_it(database, tmp_path):
    drafts = max(1, 8 // EVERY)
    lines = told("race", 3, drafts, at=database, folder=tmp_path)

    assert len(lines) == drafts
    for line in lines:
        assert line[1:5] == WHOLE, line
        said = line[5:]
        assert len({one.rstrip("+") for one in said}) == 1, line
        assert [one.endswith("+") for one in said].count(True) == 1, line


@pytest.mark.slow
def test_a_worker_killed_while_it_issues_loses_and_doubles_nothing(database, tmp_path):
    lines = told("kill", 1, 10 * EVERY, at=database, folder=tmp_path)

    assert len([line for line in lines if line[-1] == "killed"]) >= 20 / EVERY, (
        "it was hardly killed"
    )
    assert [line for line in lines if line[1:5] != WHOLE] == []
