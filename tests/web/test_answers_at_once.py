"""Forty agencies save their drafts at once, and nothing is lost, on either database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import CHECKOUT

AGENCIES, SAVES = 40, 5


def saved_at_once(database: str, folder: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "tests.web.answers_at_once", str(AGENCIES), str(SAVES)],
        cwd=CHECKOUT,
        env={**os.environ, "HEADWAY_DATA": str(folder), "HEADWAY_DATABASE": database},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    assert not run.stderr, run.stderr[-3000:]
    return run.stdout


def nothing_lost(told: str) -> bool:
    every = AGENCIES * SAVES
    wanted = (f"answered={every} asked={every} lost=0", f"versions={every}", f"entries={every}")
    return all(one in told for one in wanted)


@pytest.mark.slow
def test_forty_agencies_lose_nothing(database: str, tmp_path: Path):
    told = saved_at_once(database, tmp_path)

    assert nothing_lost(told), told
