"""The server that answers requests, wherever gunicorn runs: everywhere but on Windows."""

import socket
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from gunicorn import glogging, util  # type: ignore[import-untyped] # gunicorn has no types
from gunicorn.app import base  # type: ignore[import-untyped] # as above
from gunicorn.workers import gthread  # type: ignore[import-untyped] # as above

from headway.web.site.pacing import PacedSocket

TIMEOUT = 120
"""Seconds without a sign of life after which a process is replaced."""
_LINGER = 0.5
"""Seconds for which somebody may read the answer to a request that was too long to be read."""
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's sign of life, with a name of its own


class Log(glogging.Logger):  # type: ignore[misc] # gunicorn has no types
    """Says what it says by the service's own log, which leaves out who sent what."""

    def setup(self, cfg: Any) -> None:
        """Without handlers of its own."""
        super().setup(cfg)
        for one in (self.error_log, self.access_log):
            one.handlers.clear()
            one.propagate = True


class Worker(gthread.ThreadWorker):  # type: ignore[misc] # as above
    """Lets nobody keep a thread busy by sending slowly."""

    seconds: float

    def handle(self, conn: Any) -> Any:
        """One request, once it is whole: until then it is watched without a thread."""
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket.over(conn.sock, self.seconds)
        try:
            if _has_read_ahead(conn):
                conn.sock.begin()
            elif not conn.sock.is_whole():
                return gthread._DEFER  # noqa: SLF001 - gunicorn's own word for it
        except OSError:
            return self._ended(conn)
        conn.data_ready = True
        return super().handle(conn) or self._ended(conn)

    def _ended(self, conn: Any) -> bool:
        """Hung up here: gunicorn would do so, and wait, where it watches all the others."""
        if conn.sock.is_done_with():
            conn.sock.close()
        else:
            util.close_graceful(conn.sock, timeout=_LINGER)
        return False

    def murder_pending(self) -> None:
        """Hang up on those whose time is over, whether or not they still say something."""
        now = monotonic()
        for conn in [one for one in self.pending_conns if one.sock.until < now]:
            self.pending_conns.remove(conn)
            self.poller.unregister(conn.sock)
            self.nr_conns -= 1
            conn.close()


def _has_read_ahead(conn: Any) -> bool:
    """Whether the next request came with the one before, so that nobody would see it come."""
    return bool(conn.initialized and conn.parser.unreader.buf.getvalue())


class Service(base.BaseApplication):  # type: ignore[misc] # as above
    """The application, on a socket that is there already."""

    def __init__(self, application: WSGIHandler, at: socket.socket, **settings: Any) -> None:
        self._application, self._at, self._settings = application, at, settings
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn is told; a setting that this version of it lacks is left out."""
        for name, value in {
            "bind": f"fd://{self._at.fileno()}",
            "timeout": TIMEOUT,
            "graceful_timeout": 20,
            "keepalive": 15,
            "loglevel": "warning",
            "logger_class": Log,
            "control_socket_disable": True,
            **({"worker_tmp_dir": str(SHARED_MEMORY)} if SHARED_MEMORY.is_dir() else {}),
            **self._settings,
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application itself."""
        return self._application


def serve(
    application: WSGIHandler,
    at: socket.socket,
    *,
    ready: Callable[[], None],
    workers: int,
    threads: int,
    seconds: float,
) -> None:
    """Answer requests until somebody stops the process."""
    Service(
        application,
        at,
        worker_class=type("Worker", (Worker,), {"seconds": seconds}),
        workers=workers,
        threads=threads,
        when_ready=lambda server: ready(),
    ).run()
