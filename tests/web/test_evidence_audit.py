"""Who had which bytes loaded and which figures computed, when: in the trail, whatever the way."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from headway.cli.main import main
from headway.web.audit.models import Entry
from headway.web.evidence.directory import data_directory
from headway.web.evidence.noting import note, tick
from headway.web.people.models import Person, Role
from tests import agencies
from tests.cli.test_benchmark_command import HEAD, PLACES
from tests.web.conftest import NOON, read
from tests.web.test_evidence_pages import DATA, TERM, at_once, plan, said, send

__all__ = ["at_once", "plan"]
TRAIL = "/partnerships/partnership/audit"


def entries(verb: str) -> list[Entry]:
    return list(Entry.objects.filter(verb=verb).order_by("seq"))


def by_command(slug: str, kind: str, text: str, folder: Path) -> None:
    """As an analyst loads a file into the service's own folder."""
    path = folder / f"synthetic-{kind}.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["data", "load", kind, str(path), "--data", str(data_directory(slug))]) == 0


def test_a_file_loaded_in_the_browser_is_recorded_with_who_and_its_digest(
    client: Client, plan: str, at_once: None, officer: Person, as_role
):
    send(client, "schools", agencies.SCHOOLS)

    [entry] = entries("data.loaded")
    digest = hashlib.sha256(agencies.SCHOOLS.encode()).hexdigest()
    assert (entry.actor, entry.key, entry.reason) == (officer, "p", "")
    assert entry.became["sha256"] == digest
    assert (entry.became["kind"], entry.became["rows"]) == ("schools", 2)
    assert "synthetic" not in entry.after, "a file's name may tell of somebody"
    for role in (Role.LEAD, Role.BOARD):
        page = said(read(as_role(role), TRAIL))
        assert "Data loaded: p" in page
        assert digest in page


def test_a_file_that_was_refused_is_recorded_too(
    client: Client, plan: str, at_once: None, officer: Person
):
    send(client, "schools", "nonsense\n1\n")

    [entry] = entries("data.refused")
    assert entry.actor == officer
    assert entry.became["sha256"] == hashlib.sha256(b"nonsense\n1\n").hexdigest()
    assert entries("data.loaded") == []


def test_what_came_by_command_is_noted_within_a_minute_and_once(plan: str, tmp_path: Path):
    by_command(plan, "schools", agencies.SCHOOLS, tmp_path)

    assert tick(NOON) == ["p: 1 changes of its data noted"]
    assert tick(NOON + timedelta(minutes=1)) == []
    assert note(plan, at=NOON) == 0

    [entry] = entries("data.loaded")
    assert (entry.actor, entry.reason) == (None, "By command, in the data directory")


def test_a_load_that_is_taken_back_is_noted_with_its_reason(plan: str, tmp_path: Path):
    by_command(plan, "schools", agencies.SCHOOLS, tmp_path)
    note(plan, at=NOON)
    folder = str(data_directory(plan))
    assert main(["data", "undo", "1", "--why", "The wrong year", "--data", folder]) == 0

    assert tick(NOON) == ["p: 1 changes of its data noted"]

    [entry] = entries("data.undone")
    assert entry.reason == "The wrong year"
    assert note(plan, at=NOON) == 0


def test_figures_computed_are_recorded_with_the_loads_they_rest_on(
    client: Client, plan: str, at_once: None, officer: Person
):
    send(client, "schools", agencies.SCHOOLS, name="agency-")
    send(client, "exclusions", agencies.exclusions(), name="agency-")
    client.post(f"{DATA}/compute", {"period": TERM})
    call_command("compute_measures", plan, "--period", TERM)

    asked, commanded = entries("data.computed")
    loads = {str(one.became["load"]): one.became["sha256"] for one in entries("data.loaded")}
    assert (asked.actor, commanded.actor, commanded.reason) == (officer, None, "By command")
    assert asked.became["periods"] == [TERM]
    assert asked.became["figures"] == commanded.became["figures"] > 0
    assert asked.became["loads"].items() <= loads.items()
    saved = Entry.objects.filter(verb="plan.saved").order_by("seq")
    assert [one.actor for one in saved] == [None, officer], "the figures in the plan are hers"


def test_published_statistics_are_noted_with_their_digest(plan: str, tmp_path: Path):
    path = tmp_path / "absence_201819.csv"
    content = f"{HEAD}201819,Academic year,{PLACES['Oxfordshire']},Total,200,2000,10\n"
    path.write_text(content, encoding="utf-8")
    assert main(["benchmark", "load", str(path), "--data", str(data_directory(plan))]) == 0

    assert tick(NOON) == ["p: 1 changes of its data noted"]

    [entry] = entries("benchmark.loaded")
    assert entry.became["sha256"] == hashlib.sha256(content.encode()).hexdigest()
    assert note(plan, at=NOON) == 0


@pytest.mark.django_db
def test_where_nothing_was_ever_loaded_nothing_is_noted(plan: str):
    assert tick(NOON) == []
