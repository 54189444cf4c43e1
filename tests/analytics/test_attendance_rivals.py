"""A made-up year counted by Headway, by DuckDB and by pandas: the same to the digit."""

import pytest
from bench import evidence_rivals
from bench.evidence_jobs import load_and_count, long_rows
from bench.evidence_made import year
from bench.evidence_rows import write_csv, write_long, write_strings

from headway.analytics.attendance.counting import count
from headway.analytics.attendance.kernel import tally
from headway.evidence.marks.files import open_matrix, write_matrix


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    few = year(700)
    write_matrix(
        folder / "year", sessions=few.sessions, roster=few.roster, blocks=few.blocks(rows=123)
    )
    write_csv(folder / "long.csv", few)
    write_long(folder / "long.parquet", few)
    write_long(folder / "numbered.parquet", few, numbered=True)
    write_strings(folder / "strings.parquet", few)
    return folder


@pytest.fixture(scope="module")
def digest(made):
    return count([open_matrix(made / "year")], kernel=tally).digest()


@pytest.mark.parametrize(
    ("way", "file"),
    [
        ("duckdb_long", "long.parquet"),
        ("duckdb_long", "numbered.parquet"),
        ("duckdb_strings", "strings.parquet"),
        ("pandas_long", "long.parquet"),
    ],
)
def test_other_engines_find_the_same(made, digest, way, file):
    assert getattr(evidence_rivals, way)(made / file, made / "year") == digest


@pytest.mark.parametrize(
    ("way", "file"), [(load_and_count, "long.csv"), (long_rows, "long.parquet")]
)
def test_long_rows_and_text_come_to_the_same(made, digest, tmp_path, way, file):
    assert way(made / file, made / "year", tmp_path / "made")[1] == digest
