"""`./dev` tells a newcomer in one line what is missing, and does nothing it was not asked to."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def dev(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", folder / "dev", *arguments],
        cwd="/",
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def clone(tmp_path):
    """A folder as after `git clone`, with a space in its name."""
    folder = tmp_path / "a clone"
    folder.mkdir()
    for name in ("dev", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def pretended(folder: Path, name: str, script: str) -> str:
    """A program that answers as another machine's would."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_help_names_every_command_there_is(clone):
    commands = re.findall(r"^([a-z]+)(?: \|[^)]*)?\)", (ROOT / "dev").read_text(), re.MULTILINE)

    said = dev(clone, "help")

    assert said.returncode == 0
    assert {"bench", "check", "demo", "faults", "help", "lock", "setup", "spark", "test"} == set(
        commands
    )
    assert all(f"./dev {command}" in said.stdout for command in commands)


def test_a_command_that_does_not_exist_is_named(clone):
    said = dev(clone, "tset")

    assert said.returncode == 1
    assert 'there is no command "tset"' in said.stderr


def test_a_python_that_is_too_old_is_named_with_the_way_out(clone):
    old = pretended(clone, "python3", '[ "$1" = -V ] && echo "Python 3.9.2" || exit 1')

    said = dev(clone, "setup", PYTHON=old)

    assert said.returncode == 1
    assert "Headway needs Python 3.11 or later and found Python 3.9.2" in said.stderr
    assert said.stderr.count("\n") == 1
    assert not (clone / ".venv").exists()


def test_a_python_without_its_venv_module_is_named_with_the_package_that_brings_it(clone):
    bare = pretended(
        clone,
        "python3",
        'case "$*" in -V) echo "Python 3.11.2" ;; *ensurepip*) exit 1 ;;'
        " *python%d*) echo python3.11-venv ;; esac",
    )

    said = dev(clone, "setup", PYTHON=bare)

    assert said.returncode == 1
    assert "Python 3.11.2 lacks its venv module" in said.stderr
    assert "sudo apt-get install python3.11-venv" in said.stderr
    assert said.stderr.count("\n") == 1
    assert not (clone / ".venv").exists()


def test_who_sets_up_while_another_installs_takes_away_no_tool_of_the_tests(clone):
    pretended_tools, asked = clone / ".venv/bin", clone / "asked"
    pretended_tools.mkdir(parents=True)
    (clone / ".venv/.installed-from-requirements-dev.lock").write_text("of an earlier version")
    pretended(pretended_tools, "python", "exit 0")
    another = f'[ "$(wc -l <"{asked}")" -gt 1 ] || sh "{clone}/dev" setup'
    pretended(pretended_tools, "uv", f'echo "$*" >>"{asked}"\n{another}')

    done = dev(clone, "setup")

    synced = [line for line in asked.read_text().splitlines() if line.startswith("pip sync")]
    assert done.returncode == 0, done.stderr
    assert [line.split()[-1] for line in synced] == ["requirements-dev.lock"] * 2


@pytest.fixture
def set_up(clone):
    """A clone with nothing to install, whose tools say that they ran and end as they are told."""
    dev_itself = clone / "dev"
    above, command, below = dev_itself.read_text(encoding="utf-8").partition("command=${1:-help}")
    nothing = "".join(f"{one}() {{ :; }}\n" for one in ("install", "install_debian_packages"))
    there = "is_there() { :; }\n"
    dev_itself.write_text(above + nothing + there + command + below, encoding="utf-8")
    (clone / ".venv/bin").mkdir(parents=True)
    ends = 'case "$*" in *on_postgresql*) exit ${POSTGRESQL:-0} ;; *) exit ${TESTS:-0} ;; esac'
    pretended(clone / ".venv/bin", "python", f'echo "$*"\n{ends}')
    for tool in ("mypy", "ruff", "lint-imports"):
        pretended(clone / ".venv/bin", tool, "exit ${CHECKS:-0}")
    return clone


def test_what_goes_on_beside_the_tests_is_told_of_after_them(set_up):
    done = dev(set_up, "test")

    tests, on_postgresql, checks = done.stdout.splitlines()
    assert done.returncode == 0
    assert tests.startswith("-m pytest -n ")
    assert on_postgresql.startswith("-m tests.on_postgresql tests/web tests/faults")
    assert checks == "Lint, formatting, layers and types are in order."


@pytest.mark.parametrize(("part", "status"), [("TESTS", "3"), ("POSTGRESQL", "4"), ("CHECKS", "1")])
def test_whatever_fails_of_all_that_is_run_fails_the_whole(set_up, part, status):
    assert dev(set_up, "test", **{part: status}).returncode == int(status)


def test_the_build_server_runs_the_same_tests():
    run = ROOT / ".ci/run"

    assert os.access(run, os.X_OK)
    assert "exec ./dev test" in run.read_text(encoding="utf-8")
