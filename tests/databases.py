"""
Databases for tests: one PostgreSQL server a run, and of each kind one that is up to date, to copy.

Bringing a database up to date takes seconds, and so does a server's start: the first of a run's
processes that needs one makes it, and the others wait for it and use the same. What is up to date
is kept in the checkout for the next run, for as long as nothing changes that it is made of.
"""

import fcntl
import hashlib
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from bench import postgres_server

CHECKOUT = Path(__file__).parents[1]
RUN = "HEADWAY_TEST_RUN"
"""The variable that tells a run's processes of the folder that they share."""
READY = "ready"
"""The database that is up to date and empty."""
HURRIED = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")
"""Settings of a server that may forget everything with the machine's next failure."""
KEPT = CHECKOUT / ".dev" / "tests"
"""Databases that are up to date, from one run to the next, each under what it was made of."""
_numbers = itertools.count(1)


@contextmanager
def shared_folder() -> Iterator[Path]:
    """The folder of a run, from its first process on until that ends, and what runs in it."""
    if named := os.environ.get(RUN):
        yield Path(named)
        return
    folder = Path(tempfile.mkdtemp(prefix="headway-tests-"))
    folder.chmod(0o755)  # the server's user walks through it
    os.environ[RUN] = str(folder)
    try:
        yield folder
    finally:
        del os.environ[RUN]
        postgres_server.stop(folder / "server")
        shutil.rmtree(folder, ignore_errors=True)


def once(name: str, make: Callable[[Path], str]) -> str:
    """What `make` says, when it is called with the run's folder by one process of the run alone."""
    folder = Path(os.environ[RUN])
    told = folder / f"{name}.told"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(make(folder), encoding="utf-8")
    return told.read_text(encoding="utf-8")


def ready_file() -> Path:
    """An SQLite file that is up to date and empty."""

    def make(folder: Path) -> str:
        file = folder / "sqlite" / "headway.sqlite3"
        file.parent.mkdir()
        kept = _kept("sqlite")
        if kept.exists():
            shutil.copy(kept, file)
        else:
            _migrate(HEADWAY_DATA=str(file.parent), HEADWAY_DATABASE="")
            _keep(kept, lambda new: shutil.copy(file, new))
        return str(file)

    return Path(once("sqlite", make))


def server() -> str:
    """
    The address of the run's PostgreSQL server, with a database that is up to date.

    Raises:
        NoServerError: There is none on this machine.
    """

    def make(folder: Path) -> str:
        kept = folder / "server"
        kept.mkdir(exist_ok=True)
        address = postgres_server.start(kept, HURRIED)
        ready, dump = named(address, READY), _kept(f"postgresql-{postgres_server.release()}")
        _execute(address, f"CREATE DATABASE {READY}")
        if dump.exists():
            try:
                postgres_server.restore(ready, dump)
                return address
            except postgres_server.NoServerError:  # the file is damaged, and is made anew
                _execute(address, f"DROP DATABASE {READY}")
                _execute(address, f"CREATE DATABASE {READY}")
        _migrate(HEADWAY_DATA=str(folder / "data"), HEADWAY_DATABASE=ready)
        _keep(dump, lambda new: postgres_server.dump(ready, new))
        return address

    return once("postgresql", make)


def new_on(address: str, template: str = READY) -> str:
    """The address of another new database on a server."""
    name = f"made_{os.getpid()}_{next(_numbers)}"
    _execute(address, f"CREATE DATABASE {name} TEMPLATE {template}")
    return named(address, name)


def named(address: str, name: str) -> str:
    """The address of a database of that name on the same server."""
    return f"{address.rpartition('/')[0]}/{name}"


def copied_into_memory(name: str) -> sqlite3.Connection:
    """A database in memory that is up to date; it lasts as long as the connection."""
    held = sqlite3.connect(name, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(ready_file())) as ready:
        ready.backup(held)
    return held


def _execute(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def _kept(name: str) -> Path:
    """
    Where one is kept that is made of what there is now, whether it is there already or not.

    It is made of the migrations and what they take from elsewhere, the models whose kinds and
    permissions are written down at the end, and the packages that have migrations of their own.
    """
    web = CHECKOUT / "src" / "headway" / "web"
    made_of = [*web.glob("*/migrations/*.py"), *web.glob("*/models.py")]
    made_of += [web / "audit" / "guards.py", web / "settings.py"]
    made_of += [CHECKOUT / "requirements-dev.lock", Path(__file__)]
    digest = hashlib.sha256()
    for one in sorted(made_of):
        digest.update(f"{one.relative_to(CHECKOUT)}\n".encode() + one.read_bytes())
    return KEPT / f"{name}-{digest.hexdigest()[:16]}"


def _keep(kept: Path, write: Callable[[Path], object]) -> None:
    """Write it for the next run, whole or not at all, in the place of those made of what was."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        new = Path(folder) / kept.name
        write(new)
        new.replace(kept)
    for old in sorted(kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*"), key=_age)[3:]:
        old.unlink(missing_ok=True)


def _age(file: Path) -> float:
    """By which files sort that are there, the newest first."""
    return -file.stat().st_mtime if file.exists() else 0


def _migrate(**surroundings: str) -> None:
    command = [sys.executable, "-m", "headway.web", "migrate", "-v0", "--skip-checks"]
    subprocess.run(command, env={**os.environ, **surroundings}, cwd=CHECKOUT, check=True)


# ------------------------------------------------------------------------------------- fixtures


@pytest.fixture(scope="session")
def migrated() -> Path:
    """An SQLite file that is up to date and empty, to copy."""
    return ready_file()


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a private PostgreSQL server on this computer."""
    try:
        return server()
    except postgres_server.NoServerError as error:
        pytest.skip(f"there is no PostgreSQL server: {error}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is up to date and empty, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(ready_file(), tmp_path / 'headway.sqlite3')}"
    return new_on(str(request.getfixturevalue("postgres")))
