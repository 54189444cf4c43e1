"""The published schema says what the file may hold, and what Headway writes fits it."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from headway.cli import main
from headway.domain.plan import Plan
from headway.planfile import dumps, example_path, schema_text
from headway.planfile.schema import published, schema
from tests.planfile.plans import plans

VALIDATOR = Draft202012Validator(schema())


def as_other_tools_read(text: str) -> Any:
    """What an editor's YAML reader gives; it knows dates, where JSON has words."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value.isoformat() if isinstance(value, date | datetime) else value

    return plain(YAML(typ="safe", pure=True).load(text))


def test_the_published_schema_is_the_one_that_follows_from_the_layout():
    assert schema_text() == published()


def test_the_schema_is_itself_in_order():
    Draft202012Validator.check_schema(schema())


def test_the_schema_asks_for_no_other_machine():
    text = schema_text().replace("https://json-schema.org/draft/2020-12/schema", "")

    assert "://" not in text


def test_the_example_fits_the_schema():
    VALIDATOR.validate(as_other_tools_read(example_path().read_text(encoding="utf-8")))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_whatever_headway_writes_fits_the_schema(plan):
    VALIDATOR.validate(as_other_tools_read(dumps(plan)))


def test_every_key_has_a_title_and_a_description():
    groups = [schema(), *schema()["$defs"].values()]

    for group in groups:
        keys = group.get("properties") or group["anyOf"][0]["properties"]
        assert group["title"]
        assert group["description"]
        for key, about in keys.items():
            assert about["title"], key
            assert about["description"].endswith((".", "”", "…")), key


# The file nests what the domain keeps flat, and writes some things in another way.
WRITTEN_OTHERWISE = {
    "areas": "beneath their outcomes",
    "actions": "beneath their areas",
    "measures": "beneath their areas",
    "observations": "beneath their rows",
    "benchmarks": "beneath their rows",
    "progress": "beneath their rows",
    "outcome": "areas stand beneath it",
    "responsibility": "agencies, leads and timetable",
    "comparator": "at_most, below, at_least, above, about, change_by",
}


def every_field(kind: type, seen: set[type]) -> set[str]:
    """The names of all fields of a dataclass and of those within it."""
    if kind in seen:
        return set()
    seen.add(kind)
    names = {one.name for one in fields(kind)}
    for hint in get_type_hints(kind).values():
        for inner in {hint, *get_args(hint)}:
            if (
                isinstance(inner, type)
                and is_dataclass(inner)
                and inner.__module__ != "headway.domain.periods"
            ):
                names |= every_field(inner, seen)
    return names


def test_every_field_of_the_domain_has_its_place_in_the_file():
    groups = [schema(), *schema()["$defs"].values()]
    keys = {
        key
        for group in groups
        for key in (group.get("properties") or group["anyOf"][0]["properties"])
    }

    assert every_field(Plan, set()) - keys - set(WRITTEN_OTHERWISE) == set()


def test_an_editor_marks_a_key_that_does_not_exist():
    wrong = as_other_tools_read(example_path().read_text(encoding="utf-8")) | {"tittle": "x"}

    [error] = VALIDATOR.iter_errors(wrong)

    assert "tittle" in error.message


def test_the_schema_command_prints_it(capsys: pytest.CaptureFixture[str]):
    assert main(["schema"]) == 0

    assert json.loads(capsys.readouterr().out) == schema()


def test_the_reference_page_has_a_line_for_every_key(capsys: pytest.CaptureFixture[str]):
    page = Path(__file__).parents[2] / "docs/reference/plan-file.md"

    assert main(["schema", "--reference"]) == 0

    assert page.read_text(encoding="utf-8").endswith(capsys.readouterr().out)
