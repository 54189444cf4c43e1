"""`headway import`, as an officer types it."""

import json
from pathlib import Path

import pytest

from headway import planfile
from headway.cli.main import main

PLAN = (
    "Area,Action,How we will know,Lead\n"
    "Roads,Teach cycling,Reduce injuries to 65 in 2021/22,Alice Ash\n"
)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(PLAN)
    return path


def test_a_document_becomes_a_plan_file_that_can_be_read_back(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.yaml"

    assert main(["import", str(document), "-o", str(out)]) == 0

    assert "1 measure and 1 action in 1 area of focus" in capsys.readouterr().out
    plan = planfile.load(out)
    assert [m.text for m in plan.measures] == ["Reduce injuries to 65 in 2021/22"]


def test_rows_are_written_in_the_published_schema(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.json"

    assert main(["import", str(document), "--rows", str(out)]) == 0

    told = json.loads(out.read_text())
    assert told["schema_version"] == 1
    assert [(row["kind"], row["lead"]) for row in told["rows"]] == [
        ("action", ["Alice Ash"]), ("measure", ["Alice Ash"]),
    ]  # fmt: skip
    assert told["rows"][1]["target"]["value"] == 65


def test_a_plan_that_is_there_already_is_not_written_over(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.yaml"
    out.write_text("my own notes\n")

    assert main(["import", str(document), "-o", str(out)]) == 2

    assert "--into" in capsys.readouterr().err
    assert out.read_text() == "my own notes\n"


def test_next_years_document_goes_into_the_plan_and_says_what_matched(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, later = tmp_path / "plan.yaml", tmp_path / "later.csv"
    later.write_text(PLAN.replace("65 in 2021/22", "60 in 2022/23"))
    main(["import", str(document), "-o", str(out)])

    assert main(["import", str(later), "--into", str(out), "--format", "json"]) == 0

    told = json.loads(
        capsys.readouterr().out.split("\n", 1)[1].partition("{")[2].join(["{", ""]) or "{}"
    )
    fates = sorted(one["fate"] for one in told["documents"][0]["matches"])
    assert fates == ["reworded", "same words"]
    assert len(planfile.load(out).measures[0].wordings) == 2


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("minutes.md", "# Minutes\n\n- Present: the chair\n- Apologies\n", "holds no plan"),
        ("empty.txt", "", "is empty"),
    ],
)
def test_a_document_without_a_plan_is_refused_in_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, says: str
) -> None:
    path, out = tmp_path / name, tmp_path / "plan.yaml"
    path.write_text(content)

    assert main(["import", str(path), "-o", str(out)]) == 2

    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
    assert not out.exists()


def test_one_bad_document_of_two_leaves_the_plan_as_it_was(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, bad = tmp_path / "plan.yaml", tmp_path / "bad.txt"
    main(["import", str(document), "-o", str(out)])
    before = out.read_bytes()
    bad.write_text("")

    assert main(["import", str(document), str(bad), "--into", str(out)]) == 2

    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.txt", "plan.csv", "plan.yaml"]


TWO = """\
# Housing Plan 2021-22

| Action | Lead |
|---|---|
| Build homes | Alice Ash |

# Housing Plan 2022-23

| Action | Lead |
|---|---|
| Mend homes | Bob Birch |
"""


def test_two_plans_in_one_document_are_named_and_one_can_be_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "two.md", tmp_path / "plan.yaml"
    path.write_text(TWO)

    assert main(["import", str(path), "-o", str(out)]) == 2
    assert "--part 1 to --part 2" in capsys.readouterr().err
    assert main(["import", str(path), "--part", "2", "-o", str(out)]) == 0

    assert [a.text for a in planfile.load(out).actions] == ["Mend homes"]


def test_a_dry_run_writes_nothing(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.yaml"

    assert main(["import", str(document), "-o", str(out), "--dry-run"]) == 0

    assert not out.exists()
