"""
Questions to the database that are put together once, for those asked with every request.

Django puts the words of a query together each time: with joined tables that takes several times
as long as the database takes to answer. Here they are kept, and only the value asked for changes.
"""

from collections.abc import Callable, Iterator
from threading import local
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)


class Prepared(Generic[Row]):
    """
    A query of whole rows, with what `select_related` brings, for one value that changes.

    `asked(value)` must give the same query for every value but for the value itself. What else
    restricts the rows (such as the time) is for whoever takes them.
    """

    def __init__(self, asked: Callable[[Any], "models.QuerySet[Row]"], like: int | str) -> None:
        """
        Not put together yet.

        Args:
            asked: The query for a value.
            like: A value of the right kind that occurs nowhere else in the query.
        """
        self._asked, self._like = asked, like
        self._known = local()  # as each thread has its own connection to the database

    def rows(self, value: int | str) -> list[Row]:
        """The rows for a value; one query."""
        words: _Words | None = getattr(self._known, "words", None)
        if words is None:
            words = self._known.words = _Words(self._asked(self._like))
        return list(words.rows(self._like, value))


class _Words:
    """A query as its database takes it."""

    def __init__(self, query: "models.QuerySet[Any]") -> None:
        self._compiler: SQLCompiler = query.query.get_compiler(using=query.db)
        self._sql, self._values = self._compiler.as_sql()
        found: Any = self._compiler.klass_info
        select: Any = self._compiler.select
        self._model: type[models.Model] = found["model"]
        fields = found["select_fields"]
        self._first, self._last = fields[0], fields[-1] + 1
        self._names = [one[0].target.attname for one in select[self._first : self._last]]
        self._beside = get_related_populators(  # type: ignore[call-arg] # typed for a later Django
            found, select, query.db
        )
        self._converters = self._compiler.get_converters([one[0] for one in select])

    def rows(self, like: int | str, value: int | str) -> Iterator[Any]:
        values = [value if one == like else one for one in self._values]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            found: Any = cursor.fetchall()
        if self._converters:
            found = self._compiler.apply_converters(found, self._converters)
        for row in found:
            made = self._model.from_db(connection.alias, self._names, row[self._first : self._last])
            for beside in self._beside:
                beside.populate(row, made)
            yield made
