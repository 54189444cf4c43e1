"""What is collected, in tests and in the docstrings of the product."""

from collections.abc import Generator
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path,
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Examples are looked for where there are any; each worker looks through a thousand files."""
    found = yield
    if not any(isinstance(one, DoctestModule) for one in found):
        return found
    if ">>>" in file_path.read_text(encoding="utf-8"):
        return found
    return [one for one in found if not isinstance(one, DoctestModule)]
