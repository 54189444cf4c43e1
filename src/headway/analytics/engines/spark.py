"""The engine for those who have a cluster: Spark, through the extra `spark`."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

from headway.analytics.engines.database import DatabaseEngine, conformed
from headway.analytics.tables import Given, rows_given, view_name
from headway.evidence.errors import EvidenceError

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.session.timeZone": "UTC",
}


def missing() -> str:
    """What Spark needs and is not there, as one sentence; empty where all is."""
    if find_spec("pyspark") is None:
        return "Spark needs the package pyspark: install headway[spark]."
    if which("java") is None:
        return "Spark needs Java 17 or later, and no `java` command was found."
    return ""


class SparkEngine(DatabaseEngine):
    """
    Spark through Ibis, in local mode or on the cluster of a session that is given.

    Args:
        session: A running Spark session; None starts one in this process.
        memory: What a started one may use, as Java writes it. Where it is short of what the
            largest table takes that is joined whole (the rolls: some 0.3 KB a pupil, twice), Java
            is busy with nothing but making room. It is taken only as it is needed.

    Raises:
        EvidenceError: pyspark or Java is missing.
    """

    name = "spark"

    def __init__(self, *, session: Any = None, memory: str = "4g") -> None:
        if problem := missing():
            raise EvidenceError(problem)
        import ibis  # noqa: PLC0415 - late: slow to import

        self._session = session or _local_session(memory)
        self._ibis = ibis.pyspark.connect(self._session)

    def _load(self, given: Given, needed: Sequence[str]) -> None:
        for name in needed:
            raw = f"raw_{view_name(name)}"
            self._frame(rows_given(given, name)).createOrReplaceTempView(raw)
            self._ibis.create_view(
                view_name(name), conformed(self._ibis.table(raw), name), overwrite=True
            )

    def _frame(self, table: Any) -> Any:
        if isinstance(table, Path):
            table = [table]
        if hasattr(table, "schema"):
            return self._session.createDataFrame(table)
        # A file may lack a column that a later one has.
        files = self._session.read.option("mergeSchema", "true")
        return files.parquet(*(str(path) for path in table))

    def _run(self, query: "ir.Table") -> "pa.Table":
        return self._ibis.to_pyarrow(query)


def _local_session(memory: str) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - late: an extra

    builder = SparkSession.builder.master("local[2]").appName("headway")
    for key, setting in {**_LOCAL, "spark.driver.memory": memory}.items():
        builder = builder.config(key, setting)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
