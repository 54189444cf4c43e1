"""Forty agencies save their drafts at once, and nothing is lost, on either database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.test_postgres import CHECKOUT, postgres

__all__ = ["postgres"]
AGENCIES, SAVES = 40, 5


def saved_at_once(environment: dict[str, str]) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "tests.web.answers_at_once", str(AGENCIES), str(SAVES)],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
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
def test_forty_agencies_lose_nothing_on_sqlite(tmp_path: Path):
    told = saved_at_once({"HEADWAY_DATA": str(tmp_path), "HEADWAY_DATABASE": ""})

    assert nothing_lost(told), told


@pytest.mark.slow
@pytest.mark.postgres
def test_forty_agencies_lose_nothing_on_postgresql(postgres: str, tmp_path: Path):
    told = saved_at_once({"HEADWAY_DATA": str(tmp_path), "HEADWAY_DATABASE": postgres})

    assert nothing_lost(told), told
