"""Plan files on the disk: read whole, written whole or not at all."""

import os
import tempfile
from pathlib import Path

from headway.domain.plan import Plan
from headway.planfile import editing, emitting, nodes, reading, writing
from headway.planfile.errors import PlanFileError, Refusal

_HERE = Path(__file__).parent


def load(path: Path) -> Plan:
    """
    The plan in a file.

    Raises:
        PlanFileError: There is no such file, or it holds no plan; says where and why.
    """
    return loads(_text(path), name=path.name)


def loads(text: str, *, name: str = "plan file") -> Plan:
    """
    The plan that a text describes.

    Args:
        text: The YAML.
        name: How messages call it.

    Raises:
        PlanFileError: It describes none; the first thing wrong, with line and column.
    """
    try:
        return reading.read(nodes.compose(text.removeprefix("\ufeff")))
    except Refusal as refusal:
        raise refusal.named(name) from None


def dumps(plan: Plan, *, previous: str | None = None) -> str:
    """
    The text of a plan's file.

    Args:
        plan: What to write.
        previous: The text as it stood; its comments, order and formatting are kept
            wherever the plan has not changed.

    Raises:
        PlanFileError: The previous text is no plan file; it may hold a person's work, so
            nothing is written in its place.
    """
    after = writing.tree(plan)
    if previous is None:
        return emitting.text_of(after)
    mark = "\ufeff" if previous.startswith("\ufeff") else ""
    windows = "\n" not in previous.replace("\r\n", "")
    text = previous.removeprefix(mark).replace("\r\n", "\n" if windows else "\r\n")
    try:
        root = nodes.compose(text)
        before = writing.tree(reading.read(root))
    except Refusal as refusal:
        raise refusal.named("the file as it stands") from None
    new = editing.edited(text, root, before, after)
    if not _says(new, plan):
        # Formatted in a way that cannot be kept; the plan matters more than its looks.
        new = emitting.text_of(after)
    return mark + (new.replace("\n", "\r\n") if windows else new)


def _says(text: str, plan: Plan) -> bool:
    try:
        return loads(text) == plan
    except PlanFileError:
        return False


def save(plan: Plan, path: Path) -> None:
    """
    Write a plan to its file, keeping what a person formatted; all of it or nothing.

    Raises:
        PlanFileError: The folder cannot be written to.
    """
    path = path.resolve()  # a link stays a link
    previous = _text(path) if path.exists() else None
    text = dumps(plan, previous=previous)
    if text == previous:
        return
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(path.stat().st_mode if path.exists() else 0o644)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PlanFileError(
            f"{path}: the plan could not be written ({error.strerror}); "
            "name a folder that you may write to."
        ) from None


def example_path() -> Path:
    """The example plan that comes with Headway."""
    return _HERE / "example" / "oxfordshire.yaml"


def schema_text() -> str:
    """The plan file's JSON Schema, as published."""
    return (_HERE / "schema.json").read_text(encoding="utf-8")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PlanFileError(
            f"{path}: expected a plan file, and it cannot be read ({error.strerror}); "
            "check the name and the folder."
        ) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise PlanFileError(
            f"{path.name}, line {line}, column {column}: expected text in UTF-8, got the byte "
            f"0x{data[error.start]:02x}; save the file as UTF-8.",
            line=line,
            column=column,
        ) from None
