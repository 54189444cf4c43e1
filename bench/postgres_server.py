"""A PostgreSQL server of our own, for as long as a measurement or the tests take."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_LOG = "log"


class NoServerError(Exception):
    """There is no PostgreSQL on this machine, or it cannot be started."""


@contextmanager
def running(settings: Sequence[str] = ()) -> Iterator[str]:
    """
    A server with an empty database, as the address that HEADWAY_DATABASE takes.

    Args:
        settings: What differs from the server's own defaults, such as `fsync=off`.

    Raises:
        NoServerError: Its programs are not here, or refuse.
    """
    folder = Path(tempfile.mkdtemp(prefix="headway-postgres-"))
    try:
        yield start(folder, settings)
    finally:
        stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path, settings: Sequence[str] = ()) -> str:
    """
    Start one that keeps what it has in a folder, until `stop` is called with the same.

    Returns:
        The address of its own database.

    Raises:
        NoServerError: Its programs are not here, or refuse.
    """
    programs, data, port = _programs(), folder / "data", _free_port()
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    _run([programs / "initdb", "-D", data, "-A", "trust", "-U", "headway", "--no-sync"], user)
    words = [f"-k {folder} -p {port} -c listen_addresses=127.0.0.1", *settings]
    begin: list[str | Path] = [
        programs / "pg_ctl",
        "-D",
        data,
        "-l",
        folder / _LOG,
        "-o",
        " -c ".join(words),
    ]
    _run([*begin, "-w", "start"], user)
    return f"postgresql://headway@127.0.0.1:{port}/postgres"


def stop(folder: Path) -> None:
    """End the server of that folder, where one runs."""
    data = folder / "data"
    if (data / "postmaster.pid").exists():
        _run([_programs() / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], _user())


def release() -> str:
    """
    Which release of the server this machine has: "15.14".

    Raises:
        NoServerError: None.
    """
    said = subprocess.run(
        [_programs() / "initdb", "--version"], capture_output=True, text=True, check=True
    )
    return said.stdout.split()[2]


def dump(address: str, file: Path) -> None:
    """
    Write a database to a file that `restore` reads.

    Raises:
        NoServerError: It could not be written.
    """
    _run([_programs() / "pg_dump", "-Fc", "-Z0", "-f", file, "-d", address], None)


def restore(address: str, file: Path) -> None:
    """
    Fill an empty database with what `dump` wrote.

    Raises:
        NoServerError: It could not be read.
    """
    _run([_programs() / "pg_restore", "--no-owner", "-e", "-d", address, file], None)


def _user() -> str | None:
    """The server refuses to run as root, so that then another user owns its folder."""
    return "nobody" if os.geteuid() == 0 else None


def _programs() -> Path:
    """The folder of the server's programs: Debian's own place, else where the PATH finds them."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if found is None:
        raise NoServerError("PostgreSQL's own programs are not on this machine")
    return Path(found).parent


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _run(command: Sequence[str | Path], user: str | None) -> None:
    # The server keeps what it is given as its output, so that no pipe may be read to its end.
    done = subprocess.run(
        command, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    if done.returncode != 0:
        raise NoServerError(f"{Path(command[0]).name} ended with status {done.returncode}")
