"""The lists of Annex A that are made up are read as the lists that authorities send."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headway.evidence.kinds import kind
from headway.evidence.store.directory import Store
from headway.evidence.store.taking_in import Manner, taken_in
from headway.evidence.synthetic import generate

AT = datetime(2024, 8, 1, tzinfo=UTC)


def made(folder: Path) -> Path:
    paths = generate(
        pupils=1500, seed=3, year=2023, kinds=["annex-a", "children-in-need"], to=folder
    )
    return next(path for path in paths if path.suffix == ".xlsx")


@pytest.mark.parametrize("name", ["children-in-need", "child-protection"])
def test_each_list_is_found_by_its_headings(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / "files")
    store = Store(tmp_path / "store")

    taken = taken_in(store, path, kind(name), Manner(), at=AT)

    assert taken.outcome is not None
    assert taken.outcome.sound
    rows = store.table(name).to_pylist()
    assert rows
    assert {row["sex"] for row in rows} <= {"M", "F"}
    assert all(row["start"] is not None for row in rows)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = {
        hashlib.sha256(made(tmp_path / name).read_bytes()).hexdigest() for name in ("a", "b")
    }

    assert len(digests) == 1
