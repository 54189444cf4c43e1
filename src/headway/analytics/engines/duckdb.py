"""The engine in use: DuckDB in the same process, on rows in memory or on Parquet files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from headway.analytics.definition import Definition, Window
from headway.analytics.engines.database import DatabaseEngine, conformed
from headway.analytics.tables import Given, rows_given, view_name
from headway.evidence.errors import EvidenceError

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


class DuckDBEngine(DatabaseEngine):
    """
    DuckDB through Ibis.

    It has no access to files or the network but to the Parquet files under `folders`, whatever
    a query says, and its settings are locked.

    Args:
        threads: How many cores it may use; None for all.
        memory: How much memory, as DuckDB writes it: "2GB". Larger work goes to `spill`.
        spill: A folder for what does not fit; None refuses such work.
        folders: Where Parquet files may be read.
    """

    name = "duckdb"

    def __init__(
        self,
        *,
        threads: int | None = None,
        memory: str = "2GB",
        spill: Path | None = None,
        folders: Sequence[Path] = (),
    ) -> None:
        import ibis  # noqa: PLC0415 - late: slow to import

        settings: dict[str, Any] = {"memory_limit": memory, "autoload_known_extensions": False}
        if threads is not None:
            settings["threads"] = threads
        self._ibis = ibis.duckdb.connect(**settings)
        self._connection = self._ibis.con
        self._behind: dict[str, Any] = {}
        self._connection.execute("SET temp_directory = ?", [str(spill) if spill else ""])
        allowed = [str(folder.resolve()) for folder in (*folders, *((spill,) if spill else ()))]
        self._connection.execute("SET allowed_directories = ?", [allowed])
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def sql(
        self,
        definition: Definition,
        given: Given,
        window: Window,
        by: Sequence[str] = (),
    ) -> str:
        """The query that `counts` runs, for `explain`; nothing is run."""
        import ibis  # noqa: PLC0415 - late: slow to import

        query, _ = self._query(definition, given, window, [by])
        return str(ibis.to_sql(query, dialect="duckdb"))

    def _load(self, given: Given, needed: Sequence[str]) -> None:
        for name in needed:
            rows = rows_given(given, name)
            if self._behind.get(name) is rows:
                continue  # neither rows in memory nor a load's files ever change
            raw, before = f"raw_{view_name(name)}", self._behind.get(name)
            if hasattr(rows, "schema") and rows.schema == getattr(before, "schema", None):
                self._connection.register(raw, rows)  # the view on it is right for these too
            else:
                loaded = self._loaded(rows, raw)
                self._ibis.create_view(view_name(name), conformed(loaded, name), overwrite=True)
            self._behind[name] = rows

    def _loaded(self, table: Any, raw: str) -> Any:
        if isinstance(table, Path):
            table = [table]
        if hasattr(table, "schema"):
            self._connection.register(raw, table)
            return self._ibis.table(raw)
        paths = [str(path.resolve()) for path in table]
        try:
            return self._ibis.read_parquet(paths, table_name=raw, union_by_name=True)
        except duckdb.PermissionException as fault:
            raise EvidenceError(
                f"{paths[0]} lies outside the folders that this engine may read. "
                "Give its folder when the engine is made."
            ) from fault

    def _run(self, query: "ir.Table") -> "pa.Table":
        try:
            return self._ibis.to_pyarrow(query)
        except duckdb.OutOfMemoryException as fault:
            raise EvidenceError(
                "The figures did not fit into the memory that DuckDB may use. Give it more, or a "
                "folder to spill to."
            ) from fault
