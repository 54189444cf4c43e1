"""Real plans, read by hand and by us: the words of each gold row through the two entry points."""

import importlib.util
import json
from types import ModuleType
from typing import Any

import pytest

from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.domain.plan import Target
from headway.domain.quantities import TEXT
from headway.language.dates import read_timetable
from headway.language.progress import read_progress
from headway.language.readings import Setting
from headway.language.rows import read_row

COVERS = {
    "year-2-2019-20": "2019/20",
    "year-3-2020-21": "2020/21",
    "federal-data-strategy-2020": "2020",
}
FLOORS = {
    "seeds": {"direction": 0.97, "target": 0.97, "target_period": 0.97, "baseline": 1.0,
              "latest": 0.97, "due": 0.97},
    "dev": {"direction": 0.92, "target": 0.93, "latest": 0.92, "due": 0.93},
}  # fmt: skip


@pytest.fixture(scope="module")
def scorer(shared) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "score_import", shared / "documents" / "score_import.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(target: Target) -> dict[str, Any]:
    value = target.words if target.unit == TEXT else target.value
    period = str(target.period) if target.period else None
    return {"value": value, "unit": str(target.unit), "period": period}


def predicted(row: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """The row as our reading of its words makes it; what layout tells is taken from the gold."""
    reading = read_row(row["text"], setting=setting, is_measure=row["kind"] == "measure")
    told = row.get("progress_text") or (row["text"] if reading.tells_fact else "")
    progress = read_progress(told, row=RowId("x"), reading=reading, setting=setting)
    targets = [written(target) for target in reading.targets]
    if not any(target["value"] for target in targets):
        targets = [written(target) for target in progress.targets] + targets
    timetable = read_timetable(row.get("due_text") or "", setting=setting)
    due = timetable.period if row.get("due_text") else reading.due
    return {
        "text": row["text"],
        "kind": row["kind"],
        "direction": reading.direction.value,
        "target": targets[0] if targets else None,
        "milestones": targets[1:],
        "baseline": [{"value": b.value, "unit": str(b.unit)} for b in reading.baselines],
        "latest": [
            {"value": o.value, "unit": str(o.unit), "period": str(o.period) if o.period else None}
            for o in progress.observations
            if o.value is not None
        ],
        "due": str(due) if due else None,
    }


@pytest.mark.parametrize("folder", ["seeds", "dev"])
def test_the_words_of_real_rows_are_read_as_by_hand(shared, scorer, folder):
    totals = {field: scorer.Count() for field in scorer.FIELDS}
    for path in sorted((shared / "documents" / folder).glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        covers = COVERS.get(gold["document"]["id"])
        setting = Setting(covers=Period.parse(covers) if covers else None)
        for row in gold["rows"]:
            scorer.score_row(row, predicted(row, setting), totals, gold["document"])

    for field, floor in FLOORS[folder].items():
        f1 = totals[field].prf()[2]
        assert f1 >= floor, f"{folder} {field}: {f1:.3f} is below {floor}"
