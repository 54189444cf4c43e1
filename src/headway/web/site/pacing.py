"""
Connections on which a request must come in at a pace.

A thread is busy as long as a request comes in. Somebody who opens a few connections and sends a
byte now and then would keep all of them busy for ever, so that a request has some seconds, and
more the more of it has come. A web server in front does the same for the whole service; this
holds where there is none.
"""

import errno
import socket
from time import monotonic

SLOWEST = 10_000
"""Bytes a second at which a large body may come in, beyond the seconds that every request has."""


class PacedSocket(socket.socket):
    """A connection that is as good as broken off once its request comes in too slowly."""

    _seconds = 0.0
    _began = 0.0
    _got = 0

    @classmethod
    def over(cls, given: socket.socket, seconds: float) -> "PacedSocket":
        """The same connection, which the socket that was given no longer holds."""
        made = cls(given.family, given.type, given.proto, fileno=given.detach())
        made._seconds = seconds
        return made

    def begin(self) -> None:
        """From now on another request comes in."""
        self._began, self._got = monotonic(), 0

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """
        As sockets do.

        Raises:
            ConnectionResetError: The request has had its time.
        """
        left = self._began + self._seconds + self._got / SLOWEST - monotonic()
        waits = self.gettimeout()
        try:
            self.settimeout(max(left, 0.001) if waits is None else min(waits, max(left, 0.001)))
            found = super().recv(size, flags)
        except TimeoutError as error:
            raise ConnectionResetError(errno.ECONNRESET, "the request came too slowly") from error
        finally:
            self.settimeout(waits)
        self._got += len(found)
        return found
