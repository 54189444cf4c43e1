"""How well real plans are read, by the scorer that lies beside them."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from headway.importing.drafting.assembly import read_plan
from headway.importing.opening import open_document
from headway.importing.rows_json import rows_of
from tests.importing.real import read_once

SEEDS = {
    "rows": 0.98, "kind": 0.95, "direction": 0.95, "target": 0.95, "target_period": 0.95,
    "latest": 0.95, "baseline": 1.0, "agencies": 0.97, "lead": 0.97, "due": 0.97,
}  # fmt: skip
OTHERS = {"rows": 0.93, "target": 0.90, "latest": 0.90, "agencies": 0.90, "lead": 0.90, "due": 0.90}
FEWEST = 10
"""A field of which a set of documents holds fewer values than this proves nothing."""


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "score_import", shared / "documents" / "score_import.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(folder: Path, ending: str) -> Iterator[tuple[Path, Path]]:
    for gold in sorted(folder.glob("*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        yield from ((found, gold) for found in sorted(folder.glob(f"{name}{ending}")))


def score(scorer: ModuleType, folder: Path, ending: str) -> dict[str, Any]:
    """Each field's count over all the folder's documents with this ending."""
    total = {field: scorer.Count() for field in scorer.FIELDS}
    for path, gold_path in documents(folder, ending):
        rows = rows_of(read_plan(read_once(path)).plan)["rows"]
        gold, told = scorer.load(gold_path)
        counted = scorer.score_document(gold, rows, doc=told)
        for field in scorer.FIELDS:
            total[field].add(counted[field])
    return total


def short_of(total: dict[str, Any], wanted: dict[str, float]) -> dict[str, float]:
    """The fields that fall short, with what they reach."""
    reached = {
        field: total[field].prf()[2]
        for field in wanted
        if total[field].tp + total[field].fn >= FEWEST or field == "rows"
    }
    return {f: round(r, 3) for f, r in reached.items() if r is not None and r < wanted[f]}


def test_the_partnerships_two_reports_are_read_as_a_careful_reader_reads_them(
    scorer: ModuleType, shared: Path
) -> None:
    total = score(scorer, shared / "documents" / "seeds", ".txt")

    assert short_of(total, SEEDS) == {}


@pytest.mark.parametrize(
    "ending",
    [".txt", ".md", ".html", ".docx", ".xlsx", pytest.param(".pdf", marks=pytest.mark.slow)],
)
def test_other_bodies_plans_are_read_in_every_format(
    scorer: ModuleType, shared: Path, ending: str
) -> None:
    total = score(scorer, shared / "documents" / "dev", ending)

    assert short_of(total, OTHERS) == {}


def test_the_destroyed_figure_of_measure_12_stays_missing(shared: Path) -> None:
    from headway.domain.doubts import DoubtReason
    from headway.domain.observations import State

    path = shared / "documents" / "seeds" / "year-2-2019-20.txt"
    plan = read_plan(open_document(path)).plan
    twelve = next(m for m in plan.measures if m.number == "12")
    thirteen = next(m for m in plan.measures if m.number == "13")

    told = [o for o in plan.observations if o.row == twelve.id]
    assert [(o.value, o.state) for o in told] == [(None, State.LOST)]
    assert any(d.reason is DoubtReason.LOST_FIGURE and d.row == twelve.id for d in plan.doubts)
    assert [o.value for o in plan.observations if o.row == thirteen.id] == [54]
