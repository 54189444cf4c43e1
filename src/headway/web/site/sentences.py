"""What whoever runs the service reads where a command cannot go on, in place of a traceback."""

import errno
import sqlite3

from django.db import DatabaseError

from headway.web.site.hindrances import FULL, hindrance

_NOT_OURS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
_UNSHAPED = frozenset({"42P01", "42703"})  # of PostgreSQL: no such table, no such column
_UNSHAPED_WORDS = ("no such table", "no such column")  # of SQLite, which has no other language


def sentence(error: Exception) -> str | None:
    """
    What is wrong, and what to do; None where the fault is ours.

    >>> sentence(PermissionError(errno.EACCES, "Permission denied", "/data/secret-key"))
    "/data/secret-key: Permission denied. Give the data folder to the service's user."
    >>> sentence(ValueError("a mistake")) is None
    True
    """
    if hindrance(error) is FULL:
        return "The disk is full, and nothing was half done. Make room, then try again."
    if isinstance(error, OSError) and error.errno in _NOT_OURS:
        return f"{error.filename}: {error.strerror}. Give the data folder to the service's user."
    return _of_database(error) if isinstance(error, DatabaseError | sqlite3.Error) else None


def _of_database(error: DatabaseError | sqlite3.Error) -> str | None:
    own = error if isinstance(error, sqlite3.Error) else error.__cause__
    first = str(error).partition("\n")[0]
    if getattr(own, "sqlstate", None) in _UNSHAPED or first.startswith(_UNSHAPED_WORDS):
        return (
            f"The database lacks what this version needs ({first}). "
            "Run `python -m headway.web migrate`, or start `headway serve`, which does it."
        )
    code = getattr(own, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return (
            f"The database is damaged, or is no database ({first}). "
            "Put a backup back: headway restore FILE --replace."
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
        return (
            f"The database cannot be written to ({first}). Give the data folder to the service's "
            "user, and see that its disk may be written to."
        )
    if code == sqlite3.SQLITE_IOERR:
        return (
            f"The disk of the database is full, or fails ({first}). "
            "Make room, or see to the disk; then try again."
        )
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return (
            f"Something else holds the database ({first}). Wait until it has ended, then try again."
        )
    if hindrance(error) is not None:
        return (
            f"The database is busy or does not answer ({first}). "
            "Start it, or put HEADWAY_DATABASE right."
        )
    return None
