"""A database of the release before accounts comes up to date with all that it holds."""

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from headway import planfile

BEFORE = (("plans", "0001"), ("imports", "0001"), ("editions", "0003"), ("evidence", "0001"),
          ("figures", "0001"))  # fmt: skip
"""How far each app was in the release before."""

MOMENT = "2021-06-01 12:00:00"


UP_TO_BEFORE = f"""
import django; django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
by_number = executor.loader.get_migration_by_prefix
executor.migrate([(app, by_number(app, number).name) for app, number in {BEFORE}])
"""


def manage(folder: Path, *arguments: str) -> str:
    return python(folder, "-m", "headway.web", *arguments)


def python(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "HEADWAY_DATA": str(folder),
        "HEADWAY_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "headway.web.settings",
    }
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_plans_editions_and_imports_of_the_release_before_belong_to_a_partnership(tmp_path):
    python(tmp_path, "-c", UP_TO_BEFORE)
    text = planfile.example_path().read_text(encoding="utf-8")
    with sqlite3.connect(tmp_path / "headway.sqlite3") as old:
        old.create_function("REGEXP", 2, lambda pattern, said: bool(re.search(pattern, said)))
        old.execute("INSERT INTO plans_planrecord VALUES (1, 'oxfordshire', 'Ours', ?)", (MOMENT,))
        old.execute(
            "INSERT INTO plans_planversion (id, number, content, digest, saved_at, reason, plan_id)"
            " VALUES (1, 1, ?, ?, ?, '', 1)",
            (text, hashlib.sha256(text.encode()).hexdigest(), MOMENT),
        )
        old.execute(
            "INSERT INTO editions_edition (id, at, label, audience, issued_at, plan_id, version_id)"
            " VALUES (1, '2021-06-01', 'Summer', 'board', ?, 1, 1)",
            (MOMENT,),
        )
        old.execute(
            "INSERT INTO imports_import (id, key, name, file, size, [into], state, stage, refusal,"
            " document, matches, position, saved_as, uploaded_at, started_at)"
            " VALUES (1, 'k', 'plan.docx', 'k', 1, '', 'read', '', '', '', '', 0, '', ?, ?)",
            (MOMENT, MOMENT),
        )

    manage(tmp_path, "migrate", "-v0", "--skip-checks")

    assert manage(tmp_path, "export_plan", "oxfordshire") == text
    assert "0 entries" in manage(tmp_path, "audit_verify")
    with sqlite3.connect(tmp_path / "headway.sqlite3") as new:
        assert new.execute("SELECT slug FROM people_partnership").fetchall() == [("partnership",)]
        for table in ("plans_planrecord", "imports_import"):
            owners = new.execute(f"SELECT partnership_id FROM {table}").fetchall()  # noqa: S608 - our own names
            assert owners == [(1,)]
        assert new.execute("SELECT label FROM editions_edition").fetchall() == [("Summer",)]
    assert "/join/" in manage(tmp_path, "invite", "anna@council.example")
