"""Web and worker are killed at any moment, on both databases: nothing lost, twice or half."""

import os
import re
import subprocess
import sys

import pytest

from tests.databases import CHECKOUT


@pytest.mark.slow
def test_whatever_is_killed_whenever_is_there_once(database, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", "20", "7"],
        cwd=CHECKOUT,
        env={**os.environ, "HEADWAY_DATA": str(tmp_path), "HEADWAY_DATABASE": database},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert re.search(r"kills=20 faults=0", done.stdout), done.stdout
