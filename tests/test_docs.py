"""The commands of the documentation: each is understood, and the tutorial does what it says."""

import argparse
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headway import planfile
from headway.cli import main
from headway.cli.main import parser

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OF_DJANGO = {"collectstatic", "migrate"}


def words(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def lines(page: Path) -> Iterator[str]:
    """What a page tells to type, one command a line, without remarks."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", words(page), re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").split("\n"):
            if line.strip() and not line.strip().startswith("#"):
                yield re.sub(r"\$\([^)]*\)", "made-by-the-shell", line.strip())


def typed(line: str, command: str) -> list[str] | None:
    """The words after a command; None where the line is another's."""
    found = re.match(rf"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?{re.escape(command)} (.*)", line)
    if found is None:
        return None
    given = shlex.split(found[1], comments=True)
    ends = [place for place, word in enumerate(given) if word in ("|", ">", "<", "&&")]
    return given[: min(ends, default=len(given))]


def commands() -> Iterator[tuple[str, list[str]]]:
    for page in PAGES:
        for line in lines(page):
            given = typed(line, "headway")
            if given is not None:
                yield f"{page.relative_to(ROOT)}: {line}", given


@pytest.mark.parametrize(("line", "given"), [pytest.param(*one, id=one[0]) for one in commands()])
def test_a_command_in_the_docs_is_one_that_headway_understands(line, given, capsys):
    stopped: str | int | None = None
    try:
        parser().parse_args(given)
    except SystemExit as stop:
        stopped = stop.code

    assert not stopped, f"{line}\n{capsys.readouterr().err}"


def test_the_services_commands_in_the_docs_are_there():
    there = {path.stem for path in (ROOT / "src/headway/web").rglob("management/commands/*.py")}
    named = {
        (str(page.relative_to(ROOT)), name)
        for page in PAGES
        for name in re.findall(r"python -m headway\.web ([a-z_]+)", words(page))
    }

    assert named
    assert [one for one in sorted(named) if one[1] not in there | OF_DJANGO] == []


def test_what_the_docs_have_dev_do_it_can():
    told = set(re.findall(r"^\./dev ([a-z]+)", words(ROOT / "dev"), re.MULTILINE))
    named = {
        (str(page.relative_to(ROOT)), name)
        for page in PAGES
        for name in re.findall(r"\./dev ([a-z]+)", words(page))
    }

    assert told
    assert [one for one in sorted(named) if one[1] not in told] == []


def options(command: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, str]]:
    """Every option of a command and of its actions."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one, below in action.choices.items():
                yield from options(below, f"{name} {one}")
        yield from ((name, each) for each in action.option_strings if each.startswith("--"))


def test_every_option_of_every_action_is_in_the_reference():
    sections = dict(
        re.findall(
            r"^## (headway \w+)\n(.*?)(?=^## |\Z)",
            words(ROOT / "docs/reference/commands.md"),
            re.MULTILINE | re.DOTALL,
        )
    )

    missing = [
        f"{name} {option}"
        for name, option in options(parser(), "headway")
        if option not in ("--help", "--version")
        and not re.search(rf"{option}(?![\w-])", sections.get(" ".join(name.split()[:2]), ""))
    ]

    assert missing == []


def test_every_decision_and_every_page_is_reached_from_another():
    reached = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s#]+)", words(page))
        if "://" not in target
    }
    reached |= {page for folder in reached if folder.is_dir() for page in folder.glob("*.md")}

    unreached = [one for one in PAGES if "docs" in one.parts and one.resolve() not in reached]
    assert [one.name for one in unreached] == []


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", words(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_a_link_to_a_heading_finds_it():
    broken = [
        f"{page.relative_to(ROOT)}: {target}#{anchor}"
        for page in PAGES
        for target, anchor in re.findall(r"\]\(([^)\s#]*)#([^)\s]+)\)", words(page))
        if "://" not in target and anchor not in anchors(page.parent / target if target else page)
    ]

    assert broken == []


# ----------------------------------------------------------------------- what the tutorial promises


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """Somebody in a folder of their own, with the example's plan."""
    shutil.copy(planfile.example_path(), tmp_path / "plan.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow  # two imports and a report in every format: what the tutorial has them do
def test_every_command_of_the_tutorial_works_in_its_turn(learner):
    script = ROOT / "examples/make_documents.py"
    subprocess.run([sys.executable, script, learner / "out"], check=True, capture_output=True)
    shutil.copy(learner / "out" / "year-3-2020-21.docx", learner / "our plan.docx")

    found = {}
    for line in lines(ROOT / "docs/tutorial.md"):
        given = typed(line, "headway")
        if given is not None:
            found[line] = main(given)

    assert len(found) > 5
    unmet = {line: status for line, status in found.items() if status != ended(line)}
    assert unmet == {}
    made = {path.suffix for path in (learner / "out").iterdir()}
    assert {".docx", ".pdf", ".html", ".xlsx"} <= made


def ended(line: str) -> int:
    """1 for a check that has findings, as each of the example's has; 0 for all others."""
    return int(" check " in line and "--explain" not in line)


def test_putting_right_what_the_tutorial_names_makes_the_finding_go(learner, capsys):
    plan = learner / "plan.yaml"
    before = plan.read_text(encoding="utf-8")
    head, _, rest = before.partition("- id: encompass-notifications\n")
    indent = " " * (len(head) - len(head.rstrip(" ")) + 2)

    def finding(target):
        added = f"{indent}targets:\n{indent}  - {{{target}, period: AY 2020/21}}\n"
        text = f"{head}- id: encompass-notifications\n{added}{rest}" if target else before
        plan.write_text(text, encoding="utf-8")
        capsys.readouterr()
        main(["check", "plan.yaml", "--at", "2021-05-31", "--select", "HW101"])
        said = capsys.readouterr()
        return said.out + said.err

    assert "Encompass" in finding("")
    assert "Encompass" not in finding("at_least: 500")
    wrong = finding("at_least: 500 or so")
    assert re.search(r"plan\.yaml:\d+:\d+|line \d+, column \d+", wrong), wrong


def test_the_comparison_in_the_docs_is_what_is_printed(shared, tmp_path, capsys):
    page = ROOT / "docs/how-to/compare-with-others.md"
    published = shared / "data" / "published"
    files = ("absence_by_geography_200607_to_201819.csv",
             "New_Statistical_Neighbour_Groupings_April_2021.csv")  # fmt: skip
    main(["benchmark", "load", *(str(published / one) for one in files), "--data", str(tmp_path)])
    asked = next(line for line in lines(page) if line.startswith("headway benchmark show"))
    promised = re.search(r"prints\n\n```text\n(.*?)```", words(page), re.DOTALL)
    assert promised is not None
    capsys.readouterr()

    main([*(typed(asked, "headway") or [])[:-1], str(tmp_path)])

    printed = {" ".join(line.split()) for line in capsys.readouterr().out.split("\n")}
    wanted = [" ".join(line.split()) for line in promised[1].split("\n")]
    assert [line for line in wanted if line not in printed | {"…"}] == []
