"""What `deploy/` says is true: its commands, options, settings, files and units are there."""

import ast
import fnmatch
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from ruamel.yaml import YAML

from headway.cli.main import parser
from headway.web.operations import alive, supervising
from headway.web.operations.management.commands.serve import Command

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted(DEPLOY.glob("*.service"))
FILES = sorted(DEPLOY.iterdir())


def composed() -> dict[str, Any]:
    told: dict[str, Any] = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return told


def commands() -> list[list[str]]:
    """Every command that starts a part of the service, in words."""
    found = [ast.literal_eval(one) for one in re.findall(r"^CMD (\[.*\])$", CONTAINER, re.M)]
    found += [one["command"] for one in composed()["services"].values() if "command" in one]
    found += [
        shlex.split(line.removeprefix("ExecStart="))
        for unit in UNITS
        for line in unit.read_text(encoding="utf-8").splitlines()
        if line.startswith("ExecStart=")
    ]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_exists_with_its_options(words: list[str]):
    assert Path(words[0]).name == "headway"

    asked = parser().parse_args(words[1:])

    within = [f"--{name}={getattr(asked, name)}" for name in ("only", "workers", "host")
              if getattr(asked, name) is not None]  # fmt: skip
    Command().create_parser("headway", "serve").parse_args(within)


def test_a_worker_that_is_told_to_stop_has_time_to_end_what_it_is_at():
    [unit] = [one for one in UNITS if "worker" in one.name]
    given = re.findall(r"^TimeoutStopSec=(\d+)$", unit.read_text(encoding="utf-8"), re.M)
    given += re.findall(r"^(\d+)s$", composed()["services"]["worker"]["stop_grace_period"])

    assert len(given) == 2
    assert min(map(int, given)) > supervising.PATIENCE


def test_web_and_worker_are_both_started():
    for started in (
        [one for one in commands() if one[0] == "headway" and "--only" in one],
        [one for one in commands() if one[0].startswith("/")],
    ):
        assert {one[one.index("--only") + 1] for one in started} == {"web", "worker"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_setting_that_is_named_is_one(file: Path):
    documents = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")

    named = set(re.findall(r"HEADWAY_[A-Z_]+", file.read_text(encoding="utf-8")))

    assert {name for name in named if f"`{name}`" not in documents} == set()


def test_what_the_compose_file_cannot_do_without_is_told_at_its_head_and_where_it_lacks():
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    head = text.partition("\nname:")[0]
    needed = re.findall(r"\$\{(\w+):\?[^}]+\}", text)

    assert needed
    assert {*needed, "HEADWAY_HOSTS", "HEADWAY_ADDRESS"} <= set(re.findall(r"\w+", head))
    assert len(re.findall(r"\$\{", text)) == len(needed), (
        "each says that it is missing, in words: podman-compose takes `${NAME:?}` as it stands"
    )


def test_any_setting_reaches_web_and_worker_by_the_file_beside():
    for name in ("web", "worker"):
        part = composed()["services"][name]
        assert part["env_file"] == [".env"]
        assert set(part["environment"]) == {"HEADWAY_DATABASE", "HEADWAY_HTTPS"}


def sources() -> list[str]:
    """What the image is built from."""
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.M)
    return [one for words in copied for one in words.split()]


def test_the_image_is_built_from_files_that_are_there_and_from_no_others():
    rules = [one for one in (ROOT / ".dockerignore").read_text().splitlines() if one[:1] != "#"]
    let_in = {one.removeprefix("!") for one in rules if one.startswith("!")}

    assert rules[0] == "*"
    assert set(sources()) == let_in
    assert all((ROOT / one).exists() for one in sources())
    for kept_out in (".dev", ".venv", ".git", "tests"):
        assert not any(fnmatch.fnmatch(kept_out, one) for one in let_in)


def called(name: str) -> str:
    """A package's name as lock files write it."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def test_whatever_is_installed_is_locked_with_its_hash():
    locks = re.findall(r"-r (\S+)", CONTAINER)

    assert locks == [one for one in sources() if one.endswith(".lock")]
    for line in re.findall(r"pip install [^&]+", CONTAINER.replace("\\\n", " ")):
        assert "--require-hashes" in line or "--no-deps ." in line
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = "\n".join((ROOT / one).read_text() for one in locks)
    pinned = {called(one) for one in re.findall(r"^([\w.-]+)==", text, re.M)}
    for one in (*wanted["dependencies"], *wanted["optional-dependencies"]["postgres"]):
        assert called(re.split(r"[\[<>=]", one)[0]) in pinned, one


def test_the_image_has_a_python_that_the_package_runs_on_and_no_root():
    for version in re.findall(r"python:(\d+)\.(\d+)", CONTAINER):
        assert tuple(map(int, version)) >= (3, 11)
    users = re.findall(r"^USER (\w+)$", CONTAINER, re.M)
    assert users == ["headway"]
    assert CONTAINER.index("USER headway") < CONTAINER.index("\nCMD ")
    assert composed()["x-headway"]["read_only"] is True


def test_the_images_own_check_asks_where_the_pages_are_and_what_the_worker_touches():
    [check] = re.findall(r"^    CMD (\[.*\])$", CONTAINER, re.M)
    python, flag, module, pulse = ast.literal_eval(check)

    assert (python, flag, module) == ("python", "-m", alive.__name__)
    assert composed()["services"]["worker"]["command"][-2:] == ["--pulse", pulse]
    [written] = re.findall(r"^EXPOSE (\d+)$", CONTAINER, re.M)
    assert int(written) == alive.PORT
    assert composed()["services"]["web"]["ports"] == [f"127.0.0.1:{written}:{written}"]


@pytest.mark.parametrize(("minutes", "said"), [(1, True), (29, True), (31, False)])
def test_a_worker_lives_as_long_as_it_touches_its_file(tmp_path: Path, minutes: int, said: bool):
    pulse = tmp_path / "pulse"
    pulse.touch()

    assert alive.lives(pulse, now=pulse.stat().st_mtime + 60 * minutes) is said


class Pages(BaseHTTPRequestHandler):
    """Answer as the service does: by HTTPS alone, under its own name alone."""

    def do_GET(self) -> None:
        secure = self.headers["X-Forwarded-Proto"] == "https"
        right = self.path == "/healthz" and self.headers["Host"] == "plan.example"
        self.send_response(200 if secure and right else 400)
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


def test_pages_live_as_long_as_they_answer(tmp_path: Path):
    def live(host: str = "plan.example") -> bool:
        return alive.lives(tmp_path / "none", now=0, port=server.server_port, host=host)

    with HTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        assert live()
        assert not live("other.example")
        server.shutdown()
        thread.join()
    assert not live()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_wrong_with_the_units(unit: Path, tmp_path: Path):
    text = unit.read_text(encoding="utf-8").replace("/opt/headway/bin/headway", sys.executable)
    copy = tmp_path / unit.name
    copy.write_text(text, encoding="utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False
    )

    complaints = [one for one in done.stderr.splitlines() if unit.name in one]
    assert complaints == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_the_units_little_exposed(unit: Path):
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd looks at nothing but what runs")

    assert done.returncode == 0, done.stdout + done.stderr
