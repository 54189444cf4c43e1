"""Locked databases and full disks: people read a sentence, nothing is half, all goes on after."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.databases import CHECKOUT

BUSY, FULL, BROKEN = (
    "is busy, or does not answer",
    "disk of the service is full",
    "cannot write to its disk",
)
ROOM = "12m"
"""Of a disk that is soon full."""


def met(how: str, *, folder: Path, database: str = "", before: tuple[str, ...] = ()) -> Any:
    """What came of it while it lasted, and after."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.faults.breaking", how],
        cwd=CHECKOUT,
        env={**os.environ, "HEADWAY_DATA": str(folder), "HEADWAY_DATABASE": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr, "the log is lines of JSON"
    return json.loads(done.stdout)


def goes_on(told: Any, *, more: int = 0) -> None:
    """After it, everything works, the mail that waited has gone, and it went once."""
    after = told["after"]
    assert after["read"][0] == after["saved"][0] == 200
    assert after["attached"] == "attached"
    assert after["uploaded"][0] == 302
    assert after["mails"] == 1
    left = after["left"]
    assert (left["due"], left["sent"], left["files"]) == (0, 1, 1)
    assert left["versions_agree"]
    assert left["imports"] == left["uploads"] == 1 + more


def nothing_is_half(told: Any) -> None:
    left = told["hindered"]["left"]
    assert left["versions_agree"]
    assert (left["words"], left["files"]) == (0, 0)
    assert left["imports"] == left["uploads"]
    assert left["due"] + left["sent"] == 1, "the mail is neither lost nor there twice"


def is_told(answer: list[Any], words: str) -> None:
    assert answer == [503, "Nothing was changed", words]


def test_while_somebody_else_writes_people_are_told_and_afterwards_it_is_done(database, tmp_path):
    told = met("locked", folder=tmp_path, database=database)

    assert told["hindered"]["read"][0] == 200, "reading goes on"
    is_told(told["hindered"]["saved"], BUSY)
    is_told(told["hindered"]["uploaded"], BUSY)
    assert BUSY in told["hindered"]["attached"]
    assert told["hindered"]["mails"] == 0
    nothing_is_half(told)
    goes_on(told)


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    shutil.copy(migrated, tmp_path)
    return tmp_path


def test_where_the_database_is_full_people_are_told_and_nothing_is_half(folder):
    told = met("full", folder=folder)

    assert told["hindered"]["read"][0] == 200
    is_told(told["hindered"]["saved"], FULL)
    assert FULL in told["hindered"]["attached"]
    nothing_is_half(told)
    goes_on(told, more=told["hindered"]["left"]["imports"])


def test_where_a_quota_ends_files_people_are_told_and_nothing_is_half(folder):
    told = met("limit", folder=folder)

    is_told(told["hindered"]["saved"], BROKEN)
    is_told(told["hindered"]["uploaded"], FULL)
    nothing_is_half(told)
    goes_on(told)


def test_where_the_disk_is_full_people_are_told_and_nothing_is_half(folder, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounting = f"mount -t tmpfs -o size={ROOM} tmpfs {small} && cp {folder}/*.sqlite3 {small}/"
    alone = ("unshare", "-rm", "sh", "-c")
    if subprocess.run([*alone, mounting], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be made here; the quota's test holds the same")

    told = met("disk", folder=small, before=(*alone, f'{mounting} && exec "$@"', "sh"))

    assert told["hindered"]["read"][0] == 200
    is_told(told["hindered"]["saved"], FULL)
    is_told(told["hindered"]["uploaded"], FULL)
    assert FULL in told["hindered"]["attached"]
    nothing_is_half(told)
    goes_on(told)
