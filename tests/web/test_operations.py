"""Running the service: started and stopped, looked after, copied while it is written to."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.test import Client

from headway.web.environment import security_contact
from headway.web.operations.counting import Counter, counted, counter_of
from headway.web.operations.supervising import Child, Pulse
from headway.web.operations.views import valid_until
from tests.databases import CHECKOUT

PATIENCE = 180.0
ANYWHERE = "0.0.0.0"  # noqa: S104 - which is what is refused


def surroundings(folder: Path, address: str = "", **more: str) -> dict[str, str]:
    return {**os.environ, "HEADWAY_DATA": str(folder), "HEADWAY_DATABASE": address, **more}


def headway(
    *words: str, folder: Path, address: str = "", **more: str
) -> "subprocess.CompletedProcess[str]":
    program = "import sys; from headway.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=CHECKOUT,
        env=surroundings(folder, address, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def manage(*words: str, folder: Path, address: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=CHECKOUT,
        env=surroundings(folder, address),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def another(address: str, folder: Path) -> str:
    """An empty database of the same kind."""
    if address.startswith("sqlite"):
        return f"sqlite:///{folder / 'headway.sqlite3'}"
    name = address.rpartition("/")[2] + "_b"
    program = (
        "import psycopg, sys; "
        "psycopg.connect(sys.argv[1], autocommit=True).execute(f'CREATE DATABASE {sys.argv[2]}')"
    )
    subprocess.run([sys.executable, "-c", program, address, name], check=True)
    return address.rpartition("/")[0] + f"/{name}"


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    """A data folder whose database is up to date and empty."""
    made = tmp_path / "here"
    made.mkdir()
    shutil.copy(migrated, made)
    return made


# ---------------------------------------------------------------------------- kept and put back


@pytest.mark.slow
def test_a_copy_made_while_people_write_is_whole_and_comes_back_as_it_was(database, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "evidence" / "plan" / "scratch").mkdir(parents=True)
    (here / "evidence" / "plan" / "load.csv").write_text("a,b\n", encoding="utf-8")
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.web.operations_writing", "write"],
        cwd=CHECKOUT,
        env=surroundings(here, database),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    before = [int(writer.stdout.readline()) for _ in range(20)][-1]
    kept = headway("backup", str(tmp_path / "kept.tar"), folder=here, address=database)
    assert writer.poll() is None, "the writer was stopped by the backup"
    writer.kill()
    after = [int(one) for one in writer.stdout.read().split()]

    there.mkdir()
    second = another(database, there)
    back = headway("restore", str(tmp_path / "kept.tar"), folder=there, address=second)

    assert kept.returncode == 0, kept.stderr
    assert back.returncode == 0, back.stderr
    counted = manage("tests.web.operations_writing", "count", folder=there, address=second)
    people, entries, alone = map(int, counted.split())
    assert people == entries
    assert alone == 0
    assert before <= people <= max(after, default=before)
    assert headway("audit", "verify", folder=there, address=second).returncode == 0
    assert (there / "evidence/plan/load.csv").read_text(encoding="utf-8") == "a,b\n"
    assert (there / "secret-key").read_bytes() == (here / "secret-key").read_bytes()
    assert (tmp_path / "kept.tar").stat().st_mode & 0o077 == 0
    more = subprocess.Popen(
        [sys.executable, "-m", "tests.web.operations_writing", "write"],
        cwd=CHECKOUT,
        env=surroundings(there, second),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert more.stdout is not None
    assert int(more.stdout.readline()) == people + 1, "numbers go on after the highest"
    more.kill()
    more.wait()


@pytest.mark.slow
def test_what_is_there_is_replaced_only_when_asked_and_is_put_aside(database, tmp_path):
    here = tmp_path / "here"
    kept = tmp_path / "kept.tar"
    assert headway("backup", str(kept), folder=here, address=database).returncode == 0
    manage("headway.web", "invite", "a@b.example", folder=here, address=database)
    manage("headway.web", "make_demo_people", folder=here, address=database)

    refused = headway("restore", str(kept), folder=here, address=database)
    replaced = headway("restore", str(kept), "--replace", folder=here, address=database)

    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert replaced.returncode == 0, replaced.stderr
    assert "replaced-" in replaced.stdout
    counted = manage("tests.web.operations_writing", "count", folder=here, address=database)
    assert counted.split()[0] == "0"


@pytest.mark.slow
def test_a_damaged_copy_is_refused_before_anything_is_touched(folder, tmp_path):
    kept = tmp_path / "kept.tar"
    headway("backup", str(kept), folder=folder)
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 0xFF
    kept.write_bytes(content)
    before = (folder / "headway.sqlite3").read_bytes()

    done = headway("restore", str(kept), "--replace", folder=folder)
    nothing = headway("restore", str(tmp_path / "none.tar"), folder=folder)

    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr + nothing.stderr
    assert nothing.returncode == 2
    assert (folder / "headway.sqlite3").read_bytes() == before


@pytest.mark.slow
def test_a_database_of_an_earlier_version_is_copied_before_it_is_migrated(folder):
    manage("headway.web", "make_demo_people", folder=folder)
    # as if what the worker believes of clocks were this version's
    manage("headway.web", "migrate", "-v0", "--skip-checks", "notices", "0002", folder=folder)

    with served(folder) as address:
        assert answer(f"{address}readyz")["migrated"]

    copies = list((folder / "backups").glob("before-*.tar"))
    assert len(copies) == 1
    with sqlite3.connect(folder / "headway.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM people_person").fetchone()[0] > 0


# ------------------------------------------------------------------------------------- serving


class served:  # noqa: N801 - reads as a verb
    """`headway serve` on a free port, as long as the block lasts."""

    def __init__(self, folder: Path, address: str = "", **more: str) -> None:
        program = "import sys; from headway.cli import main; sys.exit(main())"
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, "serve", "--port", "0"],
            cwd=CHECKOUT,
            env=surroundings(folder, address, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> str:
        assert self.process.stdout is not None
        said = re.fullmatch(r"Headway is at (http://\S+/)\n", self.process.stdout.readline())
        assert said, self.process.stderr.read() if self.process.stderr else ""
        return said.group(1)

    def __exit__(self, *ignored: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def answer(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address) as response:  # noqa: S310 - our own
        found: dict[str, object] = json.load(response)
    return found


def until(true, what: str) -> None:
    end = time.monotonic() + 90
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(one) for one in found.split()]


@pytest.mark.slow
def test_pages_and_worker_start_together_come_back_when_killed_and_stop_together(folder):
    service = served(folder)
    with service as address:
        until(lambda: answer(f"{address}readyz")["worker"] == "running", "the worker never ticked")
        first = children(service.process.pid)
        assert len(first) == 2
        for one in first:
            os.kill(one, signal.SIGKILL)

        until(lambda: len(set(children(service.process.pid)) - set(first)) == 2, "stayed dead")
        until(lambda: is_up(address), "the pages stayed away")
        second = children(service.process.pid)

    until(lambda: not any(Path(f"/proc/{one}").exists() for one in second), "left behind")
    assert service.process.returncode == 0


@pytest.mark.slow
def test_a_worker_on_its_own_is_looked_after_as_well_and_stops_in_order(folder):
    program = "import sys; from headway.cli import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--only", "worker"],
        cwd=CHECKOUT, env=surroundings(folder),
    )  # fmt: skip
    try:
        until(lambda: children(process.pid), "it never began")
        time.sleep(4)  # one that ends at once is not started again
        [first] = children(process.pid)
        os.kill(first, signal.SIGKILL)
        until(lambda: set(children(process.pid)) - {first}, "stayed dead")
        [second] = children(process.pid)
        process.terminate()
        assert process.wait(30) == 0
        assert not Path(f"/proc/{second}").exists()
    finally:
        process.kill()


@pytest.mark.slow
def test_when_the_parent_is_killed_nobody_is_left_behind(folder):
    service = served(folder)
    with service:
        both = children(service.process.pid)
        service.process.kill()
        until(lambda: not any(Path(f"/proc/{one}").exists() for one in both), "left behind")


def is_up(address: str) -> bool:
    try:
        return bool(answer(f"{address}healthz")["ok"])
    except (urllib.error.URLError, ConnectionError):
        return False


def test_where_others_can_reach_it_the_service_wants_https_and_a_name(tmp_path):
    bare = headway("serve", "--host", ANYWHERE, folder=tmp_path)
    nameless = headway("serve", "--host", ANYWHERE, folder=tmp_path, HEADWAY_HTTPS="yes")

    assert (bare.returncode, nameless.returncode) == (2, 2)
    assert "HEADWAY_HTTPS=yes" in bare.stderr
    assert "HEADWAY_HOSTS" in nameless.stderr


@pytest.mark.slow
def test_a_port_that_is_taken_is_told_in_a_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = headway("serve", "--port", str(taken.getsockname()[1]), folder=folder)

    assert done.returncode == 2
    assert "Choose another --port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def hung(tmp_path: Path) -> Iterator[Child]:
    """A worker that has touched its file, and does not any more."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    child = Child(name="worker", arguments=(), pulse=tmp_path / "pulse", process=process)
    Pulse(child.pulse).is_set()
    yield child
    process.kill()
    process.wait()


def looked_after(child: Child, *, seconds: int) -> int | None:
    """How it ended, if it did, after so many seconds by the clock that cannot be set."""
    process = child.process
    assert process is not None
    for now in range(0, seconds, 5):
        child.look(float(now))
        if child.process is None:
            break
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.2)
    return process.poll()


def test_a_worker_that_hangs_is_killed(hung):
    assert looked_after(hung, seconds=1700) is None

    assert looked_after(hung, seconds=1900) == -signal.SIGKILL


def test_a_clock_that_is_set_ahead_ends_no_worker_in_the_middle_of_a_mail(hung):
    assert hung.pulse is not None
    an_hour_ago = time.time() - 3600
    os.utime(hung.pulse, (an_hour_ago, an_hour_ago))

    assert looked_after(hung, seconds=100) is None


def test_where_the_whole_machine_stood_still_nobody_is_held_to_have_hung(hung):
    for hour in range(24):
        hung.look(3600.0 * hour)

    assert hung.process is not None
    assert hung.process.poll() is None


# ------------------------------------------------------------------------------- looking after it


@pytest.mark.django_db
def test_the_service_says_whether_it_can_work():
    told = Client().get("/readyz").json()

    assert told == {"ready": True, "database": True, "migrated": True, "worker": "late"}


@pytest.mark.django_db(transaction=True)
def test_where_the_database_is_away_nobody_is_said_to_know_of_the_worker():
    def away(*_: Any) -> Any:
        raise OperationalError("the connection is closed")

    with connection.execute_wrapper(away):
        answer = Client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False, "database": False, "migrated": False, "worker": "unknown"
    }  # fmt: skip


@pytest.mark.django_db
def test_metrics_are_for_this_computer_or_for_who_has_the_token(settings):
    here = Client().get("/metrics")
    behind = Client().get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"})
    far = Client().get("/metrics", REMOTE_ADDR="192.0.2.1")
    settings.METRICS_TOKEN = "a-token"  # noqa: S105 - of this test alone
    wrong = Client().get("/metrics", headers={"Authorization": "Bearer other"})
    right = Client().get(
        "/metrics", headers={"Authorization": "Bearer a-token"}, REMOTE_ADDR="192.0.2.1"
    )

    assert [one.status_code for one in (here, behind, far, wrong, right)] == [
        200,
        404,
        404,
        404,
        200,
    ]
    sample = re.compile(r'(# (HELP|TYPE) .+|\w+(\{\w+="[^"]*"\})? -?(\d[\d.e+-]*|NaN))')
    lines = here.content.decode().splitlines()
    assert [line for line in lines if not sample.fullmatch(line)] == []
    assert "headway_notices_waiting 0" in lines


def test_requests_of_every_process_are_added_up_and_outlive_it(tmp_path):
    counter = Counter(tmp_path)
    for seconds in (0.001, 0.2, 60):
        counter.count(200, seconds)
    program = (
        "import sys, os, signal; from pathlib import Path; "
        "from headway.web.operations.counting import Counter; "
        "Counter(Path(sys.argv[1])).count(404, 0.01); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=CHECKOUT, check=False)

    found = counted(tmp_path)

    assert found.by_class == {"1xx": 0, "2xx": 3, "3xx": 0, "4xx": 1, "5xx": 0}
    assert (found.within[0], found.within[-2], found.within[-1]) == (1, 3, 4)
    assert found.seconds == pytest.approx(60.211)


def test_a_second_counter_in_the_same_process_ends_nobody(tmp_path):
    first, second = Counter(tmp_path), Counter(tmp_path)

    for counter in (first, second, first):
        counter.count(200, 0.01)

    assert counted(tmp_path).by_class["2xx"] >= 1
    assert counter_of(tmp_path) is counter_of(tmp_path)


@pytest.mark.slow
def test_the_doctor_says_what_is_well_and_what_to_do_about_the_rest(folder):
    folder.chmod(0o700)
    well = headway("doctor", folder=folder)
    (folder / "secret-key").chmod(0o644)
    ill = headway("doctor", folder=folder, HEADWAY_MAIL="smtp://127.0.0.1:1")

    assert well.returncode == 0, well.stdout
    assert "up to date" in well.stdout
    assert ill.returncode == 1
    assert "chmod 600" in ill.stdout
    assert "does not answer" in ill.stdout
    assert "Traceback" not in ill.stderr


@pytest.mark.django_db
def test_security_txt_is_there_once_somebody_is_named(settings, client):
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@council.example"

    told = Client().get("/.well-known/security.txt")

    assert told["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:security@council.example" in told.content.decode()
    expires = re.search(r"^Expires: (\S+)$", told.content.decode(), re.MULTILINE)
    assert expires is not None
    assert datetime.fromisoformat(expires[1]) > datetime.now(UTC) + timedelta(days=80)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", ""),
        (" security@council.example ", "mailto:security@council.example"),
        ("mailto:security@council.example", "mailto:security@council.example"),
        ("https://council.example/security", "https://council.example/security"),
        ("tel:+44-1865-000000", "tel:+44-1865-000000"),
    ],
)
def test_security_txt_names_its_contact_as_the_rules_want_it(said, told):
    assert security_contact({"HEADWAY_SECURITY_CONTACT": said}) == told


@pytest.mark.parametrize(
    "said", ["ask at the desk", "http://council.example/", "mailto:a@b.example\nExpires: never"]
)
def test_a_contact_that_nobody_can_reach_stops_the_start_in_a_sentence(said):
    with pytest.raises(ImproperlyConfigured, match="HEADWAY_SECURITY_CONTACT must be an address"):
        security_contact({"HEADWAY_SECURITY_CONTACT": said})


@pytest.mark.parametrize("day", ["2026-12-31T23:59:59+00:00", "2028-02-29T00:00:00+00:00"])
def test_security_txt_expires_neither_today_nor_in_more_than_a_year(day):
    now = datetime.fromisoformat(day)

    assert timedelta(days=80) < valid_until(now) - now < timedelta(days=365)
