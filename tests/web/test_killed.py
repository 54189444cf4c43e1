"""
What is sent and opened while it is killed between any two statements, on both databases.

A child process kills itself with SIGKILL before the nth line that it runs, for each n; another
goes on after it. Nothing is lost, nothing comes twice, and nothing stays half done.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.mail_server import Postbox, free_port, smtp_server

ROOT = Path(__file__).parents[2]

EVERY = int(os.environ.get("HEADWAY_KILL_EVERY", "8"))
"""Kill before every line with 1, which takes four minutes; before every eighth in passing."""


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A real mail server."""
    made = Postbox()
    made.port = free_port()
    server = smtp_server(made, made.port)
    server.start()
    yield made
    server.stop()


def told(what: str, first: int, second: int, *, database: str, box: Postbox, folder: Path):
    """The lines that the program printed, each in its words."""
    surroundings = {
        **os.environ,
        "HEADWAY_DATA": str(folder),
        "HEADWAY_DATABASE": database,
        "HEADWAY_MAIL": f"smtp://127.0.0.1:{box.port}",
        "DJANGO_SETTINGS_MODULE": "headway.web.settings",
    }
    command = [sys.executable, "-m", "tests.web.notices_sending", what, str(first), str(second)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_a_worker_killed_between_any_two_statements_loses_and_doubles_nothing(
    box, database, tmp_path
):
    lines = told("send", 1, EVERY, database=database, box=box, folder=tmp_path)

    came = [str(mail["Subject"]) for mail in box.mails]
    killed = [line for line in lines if line[-1] == "killed"]
    assert len(killed) > 80 / EVERY, "it was hardly killed"
    assert [line for line in lines if line[2] != "sent"] == []
    assert set(came) == {line[1] for line in lines}, "lost"
    twice = {name for name in came if came.count(name) > 1}
    # Between the server's answer and our writing it down nobody can know.
    unknowable = {line[1] for line in lines if line[3] == "handed"}
    assert twice <= unknowable, "doubled where it could be known"
    assert len(set(box.ids)) == len(lines), "the same mail keeps its name"


@pytest.mark.slow
def test_a_round_killed_while_it_opens_is_opened_whole_and_once(box, database, tmp_path):
    lines = told("open", 1, 4 * EVERY, database=database, box=box, folder=tmp_path)

    assert len([line for line in lines if line[-1] == "killed"]) > 80 / EVERY, (
        "it was hardly killed"
    )
    assert {tuple(line[1:5]) for line in lines} == {("1", "4", "2", "1")}


@pytest.mark.slow
def test_workers_that_share_the_work_send_each_notice_once(box, database, tmp_path):
    lines = told("share", 4, 60, database=database, box=box, folder=tmp_path)

    assert [line for line in lines if line[2] != "sent"] == []
    assert len(box.ids) == len(set(box.ids)) == 60
