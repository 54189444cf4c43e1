"""
Connections on which a request must come in at a pace.

A thread is busy as long as a request comes in. Somebody who opens a few connections and sends a
byte now and then would keep all of them busy for ever: what comes of a request is kept here until
it is whole, which takes no thread, and it has some seconds, and more the more of it has come. A
web server in front does the same for the whole service; this holds where there is none.
"""

import errno
import re
import socket
from time import monotonic

SLOWEST = 10_000
"""Bytes a second at which a large body may come in, beyond the seconds that every request has."""
MOST_KEPT = 1 << 18
"""Bytes of a request that are kept without a thread; the rest of a larger one is read by one."""
_GLANCE = 1 << 16
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r$")
_BY_THREAD = re.compile(rb"(?im)^(?:transfer-encoding|expect)[ \t]*:")
"""What says where its body ends in another way, or waits to be told to send it."""


class PacedSocket(socket.socket):
    """A connection that is as good as broken off once its request comes in too slowly."""

    _kept: bytearray
    _seconds = 0.0
    _began = 0.0
    _got = 0
    _ends: int | None = None
    _is_coming = False
    _is_late = False

    @classmethod
    def over(cls, given: socket.socket, seconds: float) -> "PacedSocket":
        """The same connection, which the socket that was given no longer holds."""
        made = cls(given.family, given.type, given.proto, fileno=given.detach())
        made._seconds, made._kept = seconds, bytearray()
        made.begin()
        return made

    def begin(self) -> None:
        """From now on another request comes in."""
        self._began, self._got, self._ends, self._is_coming = monotonic(), 0, None, True

    @property
    def until(self) -> float:
        """When the request that comes in has had its time, by the clock that cannot be set."""
        return self._began + self._seconds + self._got / SLOWEST

    def is_whole(self) -> bool:
        """
        Keep what has come of a request, without waiting; whether a thread may go on with it.

        No more is taken than this request: whoever watches the connection must see the next.

        Raises:
            ConnectionResetError: The request has had its time.
        """
        if not self._is_coming:
            self.begin()
        while True:
            try:
                ahead = super().recv(_GLANCE, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            except BlockingIOError:
                ahead = None
            if monotonic() > self.until:
                raise self._too_slow()
            if ahead is None:
                return False
            if self._ends is None:
                self._ends = _end(self._kept + ahead)
            most = MOST_KEPT if self._ends is None else min(self._ends, MOST_KEPT)
            if ahead and len(self._kept) < most:
                self._kept += super().recv(min(len(ahead), most - len(self._kept)))
                self._got = len(self._kept)
            if not ahead or len(self._kept) >= most:
                self._is_coming = False
                return True

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """
        What was kept, then as sockets do.

        Raises:
            ConnectionResetError: The request has had its time.
        """
        if self._kept:
            given = bytes(self._kept[:size])
            del self._kept[:size]
            return given
        left = self.until - monotonic()
        waits = self.gettimeout()
        try:
            self.settimeout(max(left, 0.001) if waits is None else min(waits, max(left, 0.001)))
            found = super().recv(size, flags)
        except TimeoutError as error:
            raise self._too_slow() from error
        finally:
            self.settimeout(waits)
        self._got += len(found)
        return found

    def _too_slow(self) -> ConnectionResetError:
        self._is_late = True
        return ConnectionResetError(errno.ECONNRESET, "the request came too slowly")

    def is_done_with(self) -> bool:
        """Whether it may be closed at once: nothing is unread, so that the answer gets through."""
        try:
            return self._is_late or not super().recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except OSError:
            return True

    def setblocking(self, flag: bool, /) -> None:
        """As sockets do; a closed one has no more to do with it."""
        if self.fileno() != -1:
            super().setblocking(flag)


def _end(come: bytes | bytearray) -> int | None:
    r"""
    How long a request is that has come so far; of its head alone where a thread is to read on.

    >>> _end(b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhel")
    43
    >>> _end(b"GET / HTTP/1.1\r\n") is None
    True
    """
    begins = len(come) - len(come.lstrip(b"\r\n"))
    found = come.find(_END_OF_HEAD, begins)
    if found < 0:
        return None
    head = come[: found + 2]
    length = None if _BY_THREAD.search(head) else _LENGTH.search(head)
    return found + len(_END_OF_HEAD) + (int(length[1]) if length else 0)
