"""
What runs definitions: engines that give the same whole numbers.

`duckdb` is the one in use; `quick` is the same but for rates of absence, which it adds up by
itself, so that a command need not wait for a database; `reference` is slow and plain, shares no
code with the others and says what is right; `spark` is for those who have a cluster.
"""

from collections.abc import Callable

from headway.analytics.engines.protocol import Engine
from headway.evidence.errors import EvidenceError


def _duckdb() -> Engine:
    from headway.analytics.engines.duckdb import DuckDBEngine  # noqa: PLC0415 - late: slow to import

    return DuckDBEngine()


def _quick() -> Engine:
    from headway.analytics.engines.quick import QuickEngine  # noqa: PLC0415 - late: slow to import

    return QuickEngine()


def _reference() -> Engine:
    from headway.analytics.engines.reference import ReferenceEngine  # noqa: PLC0415 - late: slow

    return ReferenceEngine()


def _spark() -> Engine:
    from headway.analytics.engines.spark import SparkEngine  # noqa: PLC0415 - late: an extra

    return SparkEngine()


_MAKERS: tuple[tuple[str, Callable[[], Engine]], ...] = (
    ("duckdb", _duckdb),
    ("quick", _quick),
    ("reference", _reference),
    ("spark", _spark),
)

ENGINES = tuple(name for name, _ in _MAKERS)


def engine(name: str = "duckdb") -> Engine:
    """
    A new engine of this name, with its usual settings.

    Raises:
        EvidenceError: There is no such engine, or what it needs is not installed.
    """
    for known, make in _MAKERS:
        if known == name:
            return make()
    raise EvidenceError(f'"{name}" is not an engine. The engines are {", ".join(ENGINES)}.')
