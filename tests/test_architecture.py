"""The house rules, as far as a machine can hold them."""

import argparse
import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from headway import __version__
from headway.cli.main import COMMANDS, parser
from headway.domain.doubts import DoubtReason
from headway.importing.readers import READERS

ROOT = Path(__file__).parents[1]
SOURCES = sorted(p for p in (ROOT / "src").rglob("*.py") if "migrations" not in p.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SERVICE = ("web", "faults")
LONGEST_MODULE = 400
LONGEST_BODY = 40


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def tracked() -> list[Path]:
    """Every file of the repository that is text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout, so what belongs to the repository is not known")
    binary = {".png", ".ttf", ".docx", ".pdf", ".xlsx", ".ods", ".ico", ".woff2", ".jar"}
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.suffix not in binary and path.is_file()]


def documentation() -> list[Path]:
    return sorted(p for p in tracked() if p.suffix == ".md" and "src" not in p.parts)


# ------------------------------------------------------------------------------------- the code


def test_imports_point_down_and_django_lives_in_web_alone():
    lint = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_no_module_leans_on_one_that_leans_on_it():
    graph = grimp.build_graph(
        "headway", exclude_type_checking_imports=True, cache_dir=str(ROOT / ".import_linter_cache")
    )
    below = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}

    while ground := {name for name, others in below.items() if not others & below.keys()}:
        below = {name: others for name, others in below.items() if name not in ground}

    assert not below, f"in a circle, or built on one: {sorted(below)}"


def test_a_module_is_short_enough_to_hold_in_mind():
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in SOURCES}
    long = [path for path in SOURCES if lines[path] >= LONGEST_MODULE]

    assert long == [], f"which noun is hiding in each? {named(long)}"


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code, the docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def reason_beside(function: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> bool:
    """Whether a comment stands above the function or beside its head."""
    first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
    head = lines[first - 2 : function.body[0].lineno - 1]
    return any("#" in line for line in head)


def test_a_long_body_has_its_reason_beside_it():
    long = []
    for module in SOURCES:
        lines = module.read_text(encoding="utf-8").split("\n")
        for function in functions(module):
            size = body_lines(function)
            if size > LONGEST_BODY and not reason_beside(function, lines):
                long.append(f"{module.relative_to(ROOT)}: {function.name} has {size} lines")

    assert not long, "\n".join(long)


def test_a_module_is_named_for_what_it_works_on():
    vague = {"util", "utils", "helper", "helpers", "misc", "common", "tools"}
    places = [*(ROOT / "src").rglob("*"), *TESTS]

    assert [str(path) for path in places if path.stem in vague] == []


def test_only_tests_of_the_service_ask_its_database():
    """Else `./dev test --postgres` would leave them out."""
    elsewhere = [one for one in TESTS if one.relative_to(ROOT / "tests").parts[0] not in SERVICE]

    asking = [one for one in elsewhere if "headway.web" in one.read_text(encoding="utf-8")]

    assert {one.name for one in asking} == {"databases.py", "test_architecture.py"}


def test_an_exception_to_a_rule_has_its_reason_beside_it():
    bare = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^]]*\])?)\s*$")
    found = []
    for path in SOURCES + TESTS:
        before = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if bare.search(line) and not before.strip().startswith("#"):
                found.append(f"{path.relative_to(ROOT)}:{number}")
            before = line

    assert not found, "\n".join(found)


# ------------------------------------------------------------------------------------- the docs


def words_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def subcommands() -> dict[str, argparse.ArgumentParser]:
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the command line has no commands")


@pytest.mark.parametrize("command", [name.rstrip("_") for name in COMMANDS])
def test_a_command_is_in_the_reference_with_every_option(command):
    reference = words_of("docs/reference/commands.md")
    _, heading, section = reference.partition(f"\n## headway {command}\n")
    section = section.partition("\n## ")[0]

    assert heading, f"docs/reference/commands.md lacks a section on headway {command}"
    for action in subcommands()[command]._actions:
        for option in action.option_strings:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, option


def test_a_command_of_the_service_is_in_the_reference():
    reference = words_of("docs/reference/service.md")
    commands = (ROOT / "src/headway/web").rglob("management/commands/*.py")

    for path in commands:
        if path.stem != "__init__":
            assert f"python -m headway.web {path.stem}" in reference, path.stem


def test_every_setting_is_in_the_reference_and_none_that_is_not():
    setting = re.compile(r"HEADWAY_[A-Z][A-Z_]*[A-Z]")
    read = {name for path in SOURCES for name in setting.findall(path.read_text(encoding="utf-8"))}
    documented = set(setting.findall(words_of("docs/reference/settings.md")))

    assert read == documented


def test_every_term_of_the_glossary_is_a_word_of_the_code_or_the_docs():
    terms = re.findall(r"^- \*\*(.+?)\*\*", words_of("GLOSSARY.md"), flags=re.MULTILINE)
    everything = [*SOURCES, *(p for p in documentation() if p.name != "GLOSSARY.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in everything).lower()

    assert terms
    assert [term for term in terms if term.lower() not in text] == []


def test_the_changelog_tells_of_this_version():
    assert re.search(rf"^## {re.escape(__version__)}\b", words_of("CHANGELOG.md"), re.MULTILINE)
    project = tomllib.loads(words_of("pyproject.toml"))["project"]
    assert project["version"] == __version__


def test_a_link_within_the_docs_leads_somewhere():
    broken = []
    for page in documentation():
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            path = target.partition("#")[0]
            if path and "://" not in target and not (page.parent / path).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")

    assert not broken, "\n".join(broken)


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/adr").glob("[0-9]*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


# ------------------------------------------------------------------------------ what is left out


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_no_address_and_a_hash_for_every_package(lock):
    text = words_of(lock)
    packages = re.findall(r"^\S+==", text, flags=re.MULTILINE)

    assert "://" not in text
    assert len(packages) > 20
    assert len(re.findall(r"^\S+==[^\n]*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(packages)


def test_nothing_in_the_repository_names_a_machine_or_a_registry():
    # Put together here, so that this file does not hold what it looks for.
    folders = ["/".join(["", top, ""]) for top in ("work", "root", "home")]
    hosts = [
        ".".join(host) for host in (("pypi", "org"), ("files", "pythonhosted"), ("npmjs", "com"))
    ]
    texts = ((path, path.read_text(encoding="utf-8", errors="replace")) for path in tracked())
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path, text in texts
        for word in [*folders, *hosts]
        if word in text and re.search(rf"(?<![\w.]){re.escape(word)}", text)
    ]

    assert not found, "\n".join(found)


def test_every_format_that_is_read_is_in_the_reference_with_its_file_names():
    page = words_of("docs/reference/formats-read.md")

    for reader in READERS:
        for suffix in reader.suffixes:
            assert f"`{suffix}`" in page, suffix


def test_every_reason_for_a_doubt_is_explained():
    page = words_of("docs/explanation/doubts.md")

    assert [reason.value for reason in DoubtReason if f"`{reason.value}`" not in page] == []
