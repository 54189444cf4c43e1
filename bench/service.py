"""
How fast pages are served: a plan of 200 measures, 6 years and 12 comparators, 50 past editions.

Gunicorn with threads on PostgreSQL, asked by another process over connections that are kept. A
page is held against a view with one query in the same run, through the same middleware.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.postgres_server import NoServerError, running

MEASURES, YEARS, COMPARATORS, EDITIONS = 200, 6, 12, 50
CLIENTS = 4
SECONDS = 8.0
WARM = 6
LEAST = 1 / 3
"""Of the trivial view's rate, that a page must reach."""


def main() -> bool:
    """Print rate and 95th percentile of each address; whether the pages are quick enough."""
    try:
        with running() as address, tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
            told = {**os.environ, "HEADWAY_DATABASE": address, "HEADWAY_DATA": folder}
            made = subprocess.run(
                [sys.executable, "-m", "bench.service_made"],
                env=told,
                capture_output=True,
                text=True,
                check=True,
            )
            session = made.stdout.split()[-1]
            with _served(told) as port:
                return _measured(port, session)
    except NoServerError as error:
        print(f"service: not measured, {error}")
        return False


def _measured(port: int, session: str) -> bool:
    print(f"{MEASURES} measures, {YEARS} years, {COMPARATORS} comparators, {EDITIONS} editions")
    print(f"gunicorn gthread, 2 processes of 4 threads; {CLIENTS} clients, {SECONDS:.0f} s each")
    rates: dict[str, float] = {}
    fine = True
    for name, path in (
        ("trivial view", "/trivial"),
        ("overview", "/plans/large/"),
        ("measure", "/plans/large/measures/m7"),
        ("measures", "/plans/large/measures"),
        ("editions", "/plans/large/editions"),
        ("trivial view again", "/trivial"),
    ):
        _asked(port, path, session, WARM, 1)
        took = _asked(port, path, session, SECONDS, CLIENTS)
        rates[name] = len(took) / SECONDS
        base = max(rates["trivial view"], rates.get("trivial view again", 0))
        share = rates[name] / base
        took.sort()
        p95 = took[int(0.95 * (len(took) - 1))]
        print(
            f"{name:20} {rates[name]:7.1f}/s  {share:5.2f} of trivial  "
            f"median {statistics.median(took) * 1000:6.1f} ms  p95 {p95 * 1000:6.1f} ms",
            flush=True,
        )
        if name in ("overview", "measure"):
            fine = fine and share >= LEAST
    print("reached" if fine else f"not reached: a page should have {LEAST:.2f} of the trivial rate")
    return fine


def _asked(port: int, path: str, session: str, seconds: float, clients: int) -> list[float]:
    """How long each request took, of clients that ask without a pause in another process."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bench.service",
            str(port),
            path,
            session,
            str(seconds),
            str(clients),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(one) for one in done.stdout.split()]


def ask(port: int, path: str, session: str, seconds: float, clients: int) -> list[float]:
    """As `_asked`, in this process."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Cookie": f"sessionid={session}"}
        while (began := time.perf_counter()) < until:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"{path} answered {response.status}")
            took.append(time.perf_counter() - began)

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


@contextmanager
def _served(told: dict[str, str]) -> Iterator[int]:
    import socket  # noqa: PLC0415 - of this function alone

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    words: Sequence[str] = [
        *("-m", "gunicorn", "bench.service_site:application", "-b", f"127.0.0.1:{port}"),
        *("-k", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "30"),
        *("--log-level", "warning", "--preload"),
    ]
    log = Path(told["HEADWAY_DATA"]) / "gunicorn.log"
    with log.open("wb") as file:
        server = subprocess.Popen([sys.executable, *words], env=told, stderr=file, stdout=file)
        try:
            end = time.monotonic() + 60
            while True:
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if server.poll() is not None or time.monotonic() > end:
                    raise NoServerError(log.read_text(encoding="utf-8")[-500:])
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    for second in ask(
        int(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4]), int(sys.argv[5])
    ):
        print(second)
