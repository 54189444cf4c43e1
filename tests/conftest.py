"""What every room's tests share."""

import gc
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine makes examples slow to draw and to run; neither is a fault of what is tested.
settings.register_profile(
    "house", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# What collecting makes stays to the end: looking through it for garbage, again and again, took a
# third of the time of collecting, in each worker, and some of every test after it.
gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Garbage is looked for from here on, among what the tests themselves leave behind."""
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


LONG = ("slow", "browser", "postgres", "verapdf")
"""Marks of tests that take long."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests first, so that of two workers neither ends alone with a long file."""
    long = {item.path for item in items if any(map(item.get_closest_marker, LONG))}
    items.sort(key=lambda item: item.path not in long)


CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real plans and published data; they lie beside the checkout and are not part of it."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "documents").is_dir():
        pytest.skip("the folder of real documents, ../shared, is not on this machine")
    return folder
