"""Whoever runs the service reads what is wrong round it, and what to do, and no traceback."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError

from headway.web.operations.errors import ServingError
from headway.web.operations.preparing import await_database
from headway.web.site.sentences import sentence
from tests.databases import CHECKOUT


def manage(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "headway.web", *words],
        cwd=CHECKOUT,
        env={**os.environ, "HEADWAY_DATABASE": "", **more},
        capture_output=True,
        text=True,
        check=False,
    )


def raised(*statements: str, path: str = ":memory:") -> DatabaseError:
    """As Django raises what SQLite raises."""
    try:
        with sqlite3.connect(path) as database:
            for one in statements:
                database.execute(one)
    except sqlite3.Error as error:
        told = OperationalError(str(error))
        told.__cause__ = error
        return told
    raise AssertionError("nothing was wrong")


def test_a_database_that_nobody_has_made_yet():
    words = sentence(raised("SELECT * FROM plans"))

    assert words is not None
    assert "no such table: plans" in words
    assert "migrate" in words


def test_a_file_that_is_no_database(tmp_path: Path):
    (tmp_path / "other").write_bytes(b"something else altogether" * 100)

    words = sentence(raised("SELECT 1 FROM sqlite_master", path=str(tmp_path / "other")))

    assert words is not None
    assert "headway restore" in words


def test_a_database_that_may_only_be_read():
    words = sentence(raised("PRAGMA query_only = on", "CREATE TABLE one (two)"))

    assert words is not None
    assert "Give the data folder to the service's user" in words


def test_a_disk_that_fails_is_told_apart_from_a_server_that_is_not_started():
    own = sqlite3.OperationalError("disk I/O error")
    own.sqlite_errorcode = sqlite3.SQLITE_IOERR

    words = sentence(own)

    assert words is not None
    assert words.startswith("The disk of the database is full, or fails")
    assert "HEADWAY_DATABASE" not in words


def test_a_database_that_somebody_else_holds(tmp_path: Path):
    path = str(tmp_path / "one")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        words = sentence(raised("PRAGMA busy_timeout = 0", "CREATE TABLE one (two)", path=path))
        other.execute("ROLLBACK")

    assert words is not None
    assert words.startswith("Something else holds the database (database is locked)")


def test_a_backup_of_a_database_that_cannot_be_opened(tmp_path: Path):
    (tmp_path / "headway.sqlite3").mkdir()

    done = manage("backup", str(tmp_path / "copy.tar"), HEADWAY_DATA=str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_our_own_fault_is_told_as_such():
    assert sentence(raised("SELECT WHERE")) is None
    assert sentence(FileNotFoundError(2, "No such file", "plan")) is None


def test_a_command_says_so_and_ends_with_2(tmp_path: Path):
    done = manage("invite", "anna@council.example", HEADWAY_DATA=str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no such table" in done.stderr


def test_a_data_folder_of_somebody_else_is_named(tmp_path: Path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)

    done = manage("serve", HEADWAY_DATA=str(tmp_path))

    assert done.returncode == 2
    assert str(tmp_path) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_server_that_starts_with_us_is_waited_for_and_told_of_once():
    asked: list[int] = []
    said: list[str] = []

    def reach() -> None:
        asked.append(1)
        if len(asked) <= 2:
            raise OperationalError("connection failed: refused\nIs the server running?")

    await_database(said.append, reach=reach, pause=0)

    assert len(asked) == 3
    assert said == [
        "The database does not answer yet (connection failed: refused); it is asked again."
    ]


def test_a_database_server_that_never_comes_is_told_in_a_sentence():
    def reach() -> None:
        raise OperationalError("connection failed: refused")

    with pytest.raises(ServingError, match="Start it, or put HEADWAY_DATABASE right"):
        await_database(lambda _: None, reach=reach, patience=0)
