"""The service keeps its plans on PostgreSQL as it does on SQLite."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 30
"""Seconds for a server to come up on a busy machine."""


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """A private server on this computer, as the address that HEADWAY_DATABASE takes."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="headway-postgres-"))
    user = _unprivileged(folder)
    data, port = folder / "data", _free_port()
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-A", "trust", "-U", "headway", "--no-sync"],
        user=user,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"a PostgreSQL server cannot be set up here: {made.stderr.strip()[-200:]}")
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, "-k", folder, "-p", str(port), "-c", "fsync=off"],
        user=user,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        yield f"postgresql://headway@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the server's programs: Debian's own place, else where the PATH finds them."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if found is None or not (Path(found).parent / "postgres").exists():
        pytest.skip("PostgreSQL's own programs, initdb and postgres, are not on this machine")
    return Path(found).parent


def _unprivileged(folder: Path) -> str | None:
    """The server refuses to run as root, so that then another user owns its folder."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no other user here")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return "nobody"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.skip("the PostgreSQL server did not come up")


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.parametrize("tests", ["test_plans.py", "test_figures.py", "test_answers.py"])
def test_plans_and_figures_are_kept_on_postgresql_by_the_same_rules(postgres: str, tests: str):
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/web/{tests}"],
        cwd=CHECKOUT,
        env={**os.environ, "HEADWAY_DATABASE": postgres},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
