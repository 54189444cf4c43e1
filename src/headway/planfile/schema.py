"""The plan file's JSON Schema, made from its layout so that the two cannot differ."""

import json
from pathlib import Path
from typing import Any

from headway.planfile import layout
from headway.planfile.groups import groups_in


def schema() -> dict[str, Any]:
    """
    The JSON Schema (draft 2020-12) of a plan file.

    It says what editors need for completion and help; what it cannot say (ids that are
    used twice, a period that does not exist) is checked when the file is read.
    """
    groups = groups_in(layout.PLAN)
    plan = groups.pop(layout.PLAN.name).definition()
    plan["properties"]["headway"]["const"] = layout.FORMAT
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **plan,
        "$defs": {name.replace(" ", "-"): group.definition() for name, group in groups.items()},
    }


def published() -> str:
    """The schema as it stands in `schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # after the layout has changed: python -m headway.planfile.schema
    Path(__file__).with_name("schema.json").write_text(published(), encoding="utf-8")
