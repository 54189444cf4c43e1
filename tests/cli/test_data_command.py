"""`headway data`, as a clerk types it."""

from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from headway.cli.main import main
from tests.evidence.files_made_up import exclusions, suspension


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["data", *words])
    out, err = capsys.readouterr()
    return status, out + err


def test_a_file_is_tried_refused_corrected_and_loaded(county, capsys):
    rows = [suspension(n) for n in range(5)]
    rows[2][3] = "whatever"
    exclusions(county / "file.csv", rows)

    status, tried = said(capsys, "load", "exclusions", "file.csv", "--dry-run")
    assert status == 1
    assert "Dry run: nothing was kept." in tried
    assert not (county / "headway-data").exists()

    status, refused = said(capsys, "load", "exclusions", "file.csv", "--report", "fix.xlsx")
    assert status == 1
    assert "Refused: nothing was kept." in refused
    assert "Not read and not kept: Forename." in refused

    status, kept = said(capsys, "load", "exclusions", "file.csv", "--keep-good")
    assert status == 1
    assert "Load 1 of exclusions: 4 rows kept; 1 were set aside." in kept

    workbook = openpyxl.load_workbook("fix.xlsx")
    workbook["Rows to correct"]["C2"] = "Suspension"
    workbook.save("fix.xlsx")
    status, added = said(capsys, "load", "exclusions", "fix.xlsx", "--adds")
    assert (status, "Load 2 of exclusions: 1 rows kept." in added) == (0, True)

    status, listed = said(capsys, "list")
    assert status == 0
    assert [line.split()[0] for line in listed.splitlines()[1:]] == ["1", "2"]

    status, written = said(capsys, "export", "exclusions", "-o", "out.parquet")
    assert written == "out.parquet: 5 rows of exclusions.\n"
    assert set(pq.read_table("out.parquet")["_load"].to_pylist()) == {1, 2}


def test_a_list_and_an_export_can_be_of_a_past_day(county, capsys):
    exclusions(county / "a.csv", [suspension(n) for n in range(5)])
    exclusions(county / "b.csv", [suspension(n) for n in (0, 4)])
    said(capsys, "load", "exclusions", "a.csv", "--known-at", "2020-03-01")
    _, second = said(capsys, "load", "exclusions", "b.csv", "--known-at", "2020-04-01")

    assert "It replaces 5 rows of load 1, which stays as it was known before." in second
    assert "2 rows" in said(capsys, "export", "exclusions", "-o", "now.csv")[1]
    then = said(capsys, "export", "exclusions", "-o", "then.csv", "--known-at", "2020-03-31")
    assert "5 rows" in then[1]
    assert "b.csv" not in said(capsys, "list", "--known-at", "2020-03-31")[1]
    assert "later loads, as a whole" in said(capsys, "show", "1")[1]

    assert said(capsys, "undo", "2", "--why", "the wrong file")[0] == 0
    assert "5 rows" in said(capsys, "export", "exclusions", "-o", "now.csv")[1]
    assert "the wrong file" in said(capsys, "show", "2")[1]


def test_the_same_file_twice_is_said_to_be_the_same(county, capsys):
    exclusions(county / "a.csv", [suspension(1)])
    said(capsys, "load", "exclusions", "a.csv", "--known-at", "2020-03-01")

    status, again = said(capsys, "load", "exclusions", "a.csv")

    assert status == 0
    assert again == "a.csv was loaded before, as load 1 on 01/03/2020: nothing was done.\n"


def test_what_is_late_is_told_with_a_status(county, capsys):
    exclusions(county / "a.csv", [suspension(n) for n in range(5)])
    said(capsys, "load", "exclusions", "a.csv")

    assert said(capsys, "late", "2019-09-02..2019-09-30")[0] == 0
    status, told = said(capsys, "late", "2020-01-06..2020-04-03")
    assert status == 1
    assert told == "exclusions: The latest day that has come is 06/09/2019.\n"


def test_kinds_are_listed_explained_and_recognised(county, capsys):
    exclusions(county / "a.csv", [suspension(1)])

    assert "one exclusion or suspension" in said(capsys, "kinds")[1]
    assert '"School URN"' in said(capsys, "kinds", "exclusions")[1]
    assert said(capsys, "kinds", "--of", "a.csv") == (0, "a.csv looks like exclusions.\n")
    assert said(capsys, "kinds", "--reference")[1].startswith("# Kinds of data")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("load", "exclusion", "a.csv"), '"exclusion" is not a kind of data'),
        (("load", "exclusions", "none.csv"), "none.csv cannot be read: No such file"),
        (("load", "placements", "a.csv"), "those of exclusions"),
        (("load", "exclusions", "a.csv", "--fill", "shoe=4"), 'no column "shoe"'),
        (("list",), "headway-data is no data directory"),
        (("export", "exclusions", "-o", "x.csv", "--data", "no"), "no is no data directory"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(county, capsys, words, sentence):
    exclusions(county / "a.csv", [suspension(1)])

    status, told = said(capsys, *words)

    assert status == 2
    assert sentence in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "words",
    [
        ("late", "2020-01-06"),
        ("late", "2020-04-03..2020-01-06"),
        ("load", "exclusions", "a.csv", "--fill", "urn"),
        ("list", "--known-at", "yesterday"),
    ],
)
def test_an_argument_that_cannot_be_meant_is_refused(county, capsys, words):
    with pytest.raises(SystemExit) as ended:
        main(["data", *words])

    assert ended.value.code == 2


def test_made_up_files_are_not_written_over_a_file(tmp_path, capsys):
    path = tmp_path / "afile"
    path.write_text("kept", encoding="utf-8")

    status = main(["data", "generate", "--pupils", "200", "--kinds", "schools", "-o", str(path)])

    assert status == 2
    assert "afile is no folder that can be written to: File exists." in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "kept"
