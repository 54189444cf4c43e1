"""What keeps the service from its work for a while: a locked database, a disk that is full."""

import errno
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_DISK = frozenset({errno.EROFS, errno.EIO})
_FULL_ON_POSTGRESQL = "53100"
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_BROKEN = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """
    Why something cannot be done now that can be done later.

    Attributes:
        words: For whoever asked for it.
        seconds: After which they may try again.
    """

    words: str
    seconds: int


BUSY = Hindrance(
    words="The database is busy, or does not answer at the moment. Wait a minute, then try again.",
    seconds=30,
)
FULL = Hindrance(
    words="The disk of the service is full. Tell the person who runs it; once there is room, "
    "try again.",
    seconds=300,
)
BROKEN = Hindrance(
    words="The service cannot write to its disk. Tell the person who runs it; once that is put "
    "right, try again.",
    seconds=300,
)


def hindrance(error: BaseException | None) -> Hindrance | None:
    """
    What stood in the way where something failed; None where the fault is ours.

    >>> hindrance(OSError(errno.ENOSPC, "No space left on device")) is FULL
    True
    >>> hindrance(OSError(errno.EROFS, "Read-only file system")) is BROKEN
    True
    >>> hindrance(ValueError("a mistake")) is None
    True
    """
    for one in _causes(error):
        if isinstance(one, OSError) and one.errno in _NO_ROOM:
            return FULL
        if isinstance(one, OSError) and one.errno in _NO_DISK:
            return BROKEN
        if isinstance(one, DatabaseError | sqlite3.Error) and (found := _of_database(one)):
            return found
    return None


def _of_database(error: Exception) -> Hindrance | None:
    """By the code of the database's own error, for its words are in any language."""
    own = error.__cause__ if isinstance(error, DatabaseError) else error
    if isinstance(own, sqlite3.Error):
        code = getattr(own, "sqlite_errorcode", 0) & 0xFF  # without what SQLite adds to it
        if code == sqlite3.SQLITE_FULL:
            return FULL
        if code in _BROKEN:
            return BROKEN
        return BUSY if code in _BUSY else None
    if getattr(own, "sqlstate", None) == _FULL_ON_POSTGRESQL:
        return FULL
    # Of psycopg: not to be reached, shut down, locked for too long, in a deadlock.
    return BUSY if type(error).__name__ in {"OperationalError", "InterfaceError"} else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
