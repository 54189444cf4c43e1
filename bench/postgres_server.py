"""A PostgreSQL server of our own, with its defaults, for as long as a measurement takes."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoServerError(Exception):
    """There is no PostgreSQL on this machine, or it cannot be started."""


@contextmanager
def running() -> Iterator[str]:
    """
    A server with an empty database, as the address that HEADWAY_DATABASE takes.

    Raises:
        NoServerError: Its programs are not here, or refuse.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="headway-bench-"))
    data, port = folder / "data", _free_port()
    user = None
    if os.geteuid() == 0:  # the server refuses to run as root
        user = "nobody"
        shutil.chown(folder, user)
    try:
        _run([programs / "initdb", "-D", data, "-A", "trust", "-U", "headway"], user)
        options = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1"
        start: list[str | Path] = [
            programs / "pg_ctl",
            "-D",
            data,
            "-l",
            folder / "log",
            "-o",
            options,
            "-w",
        ]
        _run([*start, "start"], user)
        try:
            yield f"postgresql://headway@127.0.0.1:{port}/postgres"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if found is None:
        raise NoServerError("PostgreSQL's own programs are not on this machine")
    return Path(found).parent


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _run(command: list[str | Path], user: str | None) -> None:
    # The server keeps what it is given as its output, so that no pipe may be read to its end.
    done = subprocess.run(
        command, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    if done.returncode != 0:
        raise NoServerError(f"{Path(command[0]).name} ended with status {done.returncode}")
