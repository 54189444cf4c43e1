"""
How fast pages are served: a plan of 200 measures, 6 years and 12 comparators, 50 past editions.

Gunicorn with threads on PostgreSQL, asked by another process over connections that are kept. A
page is held against a view with one query of its own in the same run. That goes through the same
middleware with the same cookie: the session and the person are looked up for it too, so that it
asks the database three questions. No page is answered with 304 here: nothing is sent that a
browser would send of what it has.
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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.postgres_server import NoServerError, running

MEASURES, YEARS, COMPARATORS, EDITIONS = 200, 6, 12, 50
CLIENTS = 4
SECONDS = 3.0
RUNS = 3
"""Each page is asked for next to the trivial view, this often; its best share counts."""
READY = 0.5
"""Seconds within which a page is answered by a process that has made it before."""
LEAST, LEAST_DAILY = 1 / 3, 0.1
"""Of the trivial view's rate, that a page must reach."""
TRIVIAL = "/trivial"
PAGES = (
    ("overview", "/plans/large/", LEAST),
    ("measure", "/plans/large/measures/m7", LEAST),
    ("measures", "/plans/large/measures", LEAST_DAILY),
    ("measures sorted", "/plans/large/measures?sort=status", LEAST_DAILY),
    ("area", "/plans/large/areas/a1", LEAST_DAILY),
    ("board", "/plans/large/board", LEAST_DAILY),
    ("rounds", "/plans/large/rounds", LEAST_DAILY),
    ("chase list", "/rounds/{round}", LEAST_DAILY),
    ("answering", "/rounds/{round}/answer?agency={agency}", LEAST_DAILY),
    ("answers", "/rounds/{round}/answers", LEAST_DAILY),
    ("data", "/plans/large/data", LEAST_DAILY),
    ("editions", "/plans/large/editions", LEAST_DAILY),
    ("not answered", "/plans/large/unanswered", LEAST_DAILY),
    ("checks", "/plans/large/checks", LEAST_DAILY),
    ("search", "/plans/large/search?q=number+7", LEAST_DAILY),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a page was answered in a second, and how long that took whoever asked."""

    each_second: float
    median: float
    p95: float
    processor: float


def main() -> bool:
    """Print rate, percentiles and share of each address; whether all are quick enough."""
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
            session, round_, agency = made.stdout.split()[-3:]
            pages = [
                (name, path.format(round=round_, agency=agency), least)
                for name, path, least in PAGES
            ]
            with _served(told) as (port, server):
                return _measured(port, server, session, pages)
    except NoServerError as error:
        print(f"service: not measured, {error}")
        return False


def _measured(
    port: int, server: int, session: str, pages: Sequence[tuple[str, str, float]]
) -> bool:
    print(f"{MEASURES} measures, {YEARS} years, {COMPARATORS} comparators, {EDITIONS} editions")
    print(f"gunicorn gthread, 2 processes of 4 threads; {CLIENTS} clients, {SECONDS:.0f} s each")
    print(f"best of {RUNS} runs, each beside the trivial view; ms of the web processes' own time")
    _warm(port, TRIVIAL, session)
    missed = []
    for name, path, least in pages:
        first = _warm(port, path, session)
        runs = []
        for _ in range(RUNS):
            base = _rate(port, server, TRIVIAL, session)
            runs.append((_rate(port, server, path, session), base))
        page, base = max(runs, key=lambda run: run[0].each_second / run[1].each_second)
        share = page.each_second / base.each_second
        print(
            f"{name:16} {page.each_second:6.1f}/s of {base.each_second:6.1f}  {share:5.2f}  "
            f"{page.processor:5.1f} of {base.processor:4.1f} ms  "
            f"median {page.median * 1000:6.1f}  p95 {page.p95 * 1000:6.1f} ms  "
            f"at first {first:5.2f} s{'' if share >= least else f'  MISSED {least:.2f}'}",
            flush=True,
        )
        if share < least:
            missed.append(name)
    print(f"not reached: {', '.join(missed)}" if missed else "reached")
    return not missed


def _warm(port: int, path: str, session: str) -> float:
    """
    Ask until both processes have made the page once; how long the first answer took.

    Each time over a new connection, which either may take: a kept one stays with one of them.
    """
    first, quick = 0.0, 0
    while quick < 10:
        took = ask(port, path, session, 0, 1)[0]
        first = first or took
        quick = quick + 1 if took < READY else 0
    return first


def _rate(port: int, server: int, path: str, session: str) -> Rate:
    before = _processor(server)
    took = sorted(_asked(port, path, session, SECONDS, CLIENTS))
    return Rate(
        each_second=len(took) / SECONDS,
        median=statistics.median(took),
        p95=took[int(0.95 * (len(took) - 1))],
        processor=(_processor(server) - before) / len(took) * 1000,
    )


def _processor(server: int) -> float:
    """Seconds of processor time that a server's own processes have taken."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(told[1]) == server:
                ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _asked(port: int, path: str, session: str, seconds: float, clients: int) -> list[float]:
    """How long each request took, of clients that ask without a pause in another process."""
    words = [str(port), path, session, str(seconds), str(clients)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.service", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(one) for one in done.stdout.split()]


def ask(port: int, path: str, session: str, seconds: float, clients: int) -> list[float]:
    """As `_asked`, in this process; each client asks once at least."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        headers = {"Cookie": f"sessionid={session}"}
        while True:
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"{path} answered {response.status}")
            took.append(time.perf_counter() - began)
            if time.perf_counter() >= until:
                break
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


@contextmanager
def _served(told: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Its port, and the number of the process whose children answer."""
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
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    for second in ask(
        int(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4]), int(sys.argv[5])
    ):
        print(second)
