"""From the shell: the files asked for, whole or not at all, and the same again tomorrow."""

import pytest

from headway.cli.main import main
from headway.planfile import example_path
from headway.reporting.saving import SavingError, save_all

EXAMPLE = str(example_path())


def test_an_officer_gets_the_formats_asked_for_and_a_list_of_them(tmp_path, capsys):
    folder = tmp_path / "papers"

    code = main(
        ["report", EXAMPLE, "--at", "2020-05-31", "--formats", "html,xlsx", "-o", str(folder)]
    )

    assert code == 0
    assert sorted(path.suffix for path in folder.iterdir()) == [".html", ".xlsx"]
    out, err = capsys.readouterr()
    assert all(str(path) in out for path in folder.iterdir())
    assert "as at 31 May 2020" in err


def test_an_edition_is_checked_against_what_the_plan_gives(tmp_path, capsys):
    wanted = ["report", EXAMPLE, "--at", "2020-05-31", "--formats", "html", "-o", str(tmp_path)]
    main(wanted)

    assert main([*wanted, "--check"]) == 0
    file = next(tmp_path.iterdir())
    file.write_bytes(b"something else")
    assert main([*wanted, "--check"]) == 1
    assert file.read_bytes() == b"something else"
    file.unlink()
    assert main([*wanted, "--check"]) == 1
    assert "is missing" in capsys.readouterr().out


def test_changes_are_told_against_the_edition_before(tmp_path):
    code = main(
        [
            *("report", EXAMPLE, "--at", "2021-06-30", "--formats", "html", "-o", str(tmp_path)),
            *("--previous", EXAMPLE, "--previous-at", "2020-05-31", "--edition", "Summer 2021"),
        ]
    )

    page = next(tmp_path.iterdir()).read_text("utf-8")
    assert code == 0
    assert "Since the plan as it was known on 31 May 2020." in page
    assert "Summer 2021" in page


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["report", EXAMPLE, "--formats", "rtf"], '"rtf" is not a format'),
        (["report", "no-such-plan.yaml"], "no-such-plan.yaml"),
        (["briefing", EXAMPLE, "-o", "briefing.txt"], "Choose from pdf, docx, html"),
        (["briefing", EXAMPLE, "--earlier", "x.json"], "add --public"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(argv, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(argv) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_is_none_is_answered_with_one_that_is(capsys):
    with pytest.raises(SystemExit):
        main(["report", EXAMPLE, "--at", "31/05/2020"])

    assert "such as 2020-05-31" in capsys.readouterr().err


def test_a_public_briefing_hides_small_numbers_and_does_not_warn_of_them(tmp_path):
    board, public = tmp_path / "board.html", tmp_path / "public.html"
    wanted = ["briefing", EXAMPLE, "--at", "2020-05-31"]

    assert main([*wanted, "-o", str(board)]) == 0
    assert main([*wanted, "--public", "-o", str(public)]) == 0

    assert "contains small numbers" in board.read_text("utf-8")
    assert "contains small numbers" not in public.read_text("utf-8")


def test_a_briefing_is_written_where_it_is_wanted(tmp_path, capsys):
    file = tmp_path / "deep" / "briefing.html"

    assert main(["briefing", EXAMPLE, "--at", "2020-05-31", "-o", str(file)]) == 0
    assert "One-minute briefing" in file.read_text("utf-8")
    assert str(file) in capsys.readouterr().out


def test_a_file_that_cannot_be_written_leaves_the_old_one_whole(tmp_path):
    blocked = tmp_path / "folder"
    blocked.mkdir()
    (blocked / "x").write_text("kept")

    with pytest.raises(SavingError, match="could not be written"):
        save_all({blocked: b"new"})

    assert (blocked / "x").read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
