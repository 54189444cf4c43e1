"""Somebody who sends slowly, or without end, keeps nobody else from the pages."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.databases import CHECKOUT

SECONDS = 1
"""That a request has in these tests."""
THREADS = 2


@pytest.fixture(scope="module")
def service(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """The pages as `headway serve` serves them: host and port, on one process of two threads."""
    folder = tmp_path_factory.mktemp("service")
    shutil.copy(migrated, folder)
    command = [sys.executable, "-m", "headway.web", "serve", "--only", "web", "--no-migrate"]
    process = subprocess.Popen(
        [*command, "--port", "0", "--threads", str(THREADS)],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "HEADWAY_DATA": str(folder),
            "HEADWAY_DATABASE": "",
            "HEADWAY_REQUEST_SECONDS": str(SECONDS),
        },
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
    )
    assert process.stdout is not None
    said = re.fullmatch(r"Headway is at http://(\S+):(\d+)/\n", process.stdout.readline())
    assert said, (folder / "log").read_text()
    yield said[1], int(said[2])
    process.terminate()
    process.wait(30)
    log = (folder / "log").read_text()
    assert "Traceback" not in log
    assert "Worker failed" not in log


def seconds_for_a_page(service: tuple[str, int]) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(f"http://{service[0]}:{service[1]}/healthz", timeout=30) as answer:
        assert answer.status == 200
    return time.monotonic() - began


def is_closed(connection: socket.socket) -> bool:
    """Whether the other end has hung up, perhaps with an answer before."""
    connection.settimeout(3 * SECONDS + 5)
    try:
        while connection.recv(4096):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


HEADERS = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BODY = (
    b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2000000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="
)


@pytest.mark.slow  # it waits for seconds to pass
@pytest.mark.parametrize("begin", [HEADERS, BODY, b"G"], ids=["headers", "body", "first byte"])
def test_those_who_send_a_byte_now_and_then_are_cut_off_and_others_are_answered(service, begin):
    seconds_for_a_page(service)
    slow = [socket.create_connection(service) for _ in range(100)]
    for one in slow:
        one.sendall(begin)
    for _ in range(3):
        time.sleep(0.2)
        for one in slow:
            with suppress(OSError):
                one.sendall(b"a")

    assert seconds_for_a_page(service) < SECONDS
    assert all(is_closed(one) for one in slow)
    for one in slow:
        one.close()


@pytest.mark.slow  # likewise
def test_those_who_do_not_hang_up_keep_nobody_waiting(service):
    left = [socket.create_connection(service) for _ in range(100)]
    for one in left:
        one.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")

    assert seconds_for_a_page(service) < 3 * SECONDS
    assert all(is_closed(one) for one in left)
    for one in left:
        one.close()


@pytest.mark.parametrize("kept", [b"", b"a" * 100], ids=["short", "with a body"])
def test_requests_that_come_together_in_pieces_or_at_length_are_all_answered(service, kept):
    head = b"POST /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
    chunked = b"POST /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    requests = [head % len(kept) + kept] * 3 + [chunked + b"0\r\n\r\n"] + [head % len(kept) + kept]
    with socket.create_connection(service, timeout=10) as sender:
        everything = b"".join(requests)
        sender.sendall(everything[:50])
        time.sleep(0.1)
        sender.sendall(everything[50:])
        said = b""
        while said.count(b"HTTP/1.1 ") < len(requests):
            more = sender.recv(65536)
            assert more, said
            said += more


def test_whoever_connects_and_says_nothing_holds_up_nobody(service):
    idle = [socket.create_connection(service) for _ in range(50)]

    assert seconds_for_a_page(service) < 30

    for one in idle:
        one.close()


@pytest.mark.parametrize(
    "request_",
    [
        b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + b"x" * 3_000_000,
        b"POST /import/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000000\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n" + b"x" * 3_000_000,
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 10_000 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"FFFFFFFFFFFFFFFF\r\n" + b"x" * 100_000,
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\n",
    ],
    ids=["form", "upload", "address", "header", "headers", "chunk", "smuggled"],
)
def test_what_is_far_too_large_or_no_request_is_refused_and_the_service_goes_on(service, request_):
    with socket.create_connection(service, timeout=30) as sender:
        with suppress(OSError):  # hung up on while it still sends
            sender.sendall(request_)
        said = b""
        with suppress(OSError):
            while more := sender.recv(65536):
                said += more
                if b"\r\n\r\n" in said:
                    break

    status = said.split(b" ")[1:2]
    assert not status or status[0][:1] == b"4", said[:200]
    assert b"Traceback" not in said
    assert seconds_for_a_page(service) < 30
