"""What every room's tests share."""

import gc
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from headway.evidence.reading import files
from tests import databases
from tests.databases import database, migrated, postgres

__all__ = ["database", "migrated", "postgres"]

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


def pytest_configure(config: pytest.Config) -> None:
    """The processes of a run share a folder: what is slow to make is made in it, once."""
    until_the_end = ExitStack()
    until_the_end.enter_context(databases.shared_folder())
    config.add_cleanup(until_the_end.close)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[sqlite3.Connection | None]:
    """What tests find in the service's database is a copy of one that is up to date."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.READY
        yield None
        return
    name: str = connection.creation._get_test_db_name()  # type: ignore[attr-defined] # its stubs leave it out
    held = databases.copied_into_memory(name)
    yield held
    held.close()


@pytest.fixture(scope="session", autouse=True)
def nobody_is_still_writing() -> Iterator[None]:
    """Files that tests made a moment ago are whole: nobody waits to see whether they grow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_PAUSE", 0.0)
        yield


LONG = ("slow", "browser", "postgres", "verapdf")
"""Marks of tests that take long."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Files with long tests first, then the service's, so that no worker ends alone with a long file.

    Where the service's database is on PostgreSQL, nothing is run on SQLite, nor what asks none.
    """
    if connection.vendor == "postgresql":
        elsewhere = [item for item in items if _is_on_sqlite(item) or not _asks_a_database(item)]
        config.hook.pytest_deselected(items=elsewhere)
        apart = set(elsewhere)
        items[:] = [item for item in items if item not in apart]
    long = {item.path for item in items if any(one.name in LONG for one in item.iter_markers())}
    items.sort(key=lambda item: (item.path not in long, not item.nodeid.startswith("tests/web/")))


def _is_on_sqlite(item: pytest.Item) -> bool:
    chosen = getattr(item, "callspec", None)
    return chosen is not None and chosen.params.get("database") == "sqlite"


A_DATABASE = frozenset({"db", "transactional_db", "database", "postgres"})
"""Fixtures that bring a database, the service's or another of its kind."""


def _asks_a_database(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not A_DATABASE.isdisjoint(names)


CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real plans and published data; they lie beside the checkout and are not part of it."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "documents").is_dir():
        pytest.skip("the folder of real documents, ../shared, is not on this machine")
    return folder
