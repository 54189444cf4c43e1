"""Serving the pages from this process, without any set-up of a server."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler

from headway.web.site.pacing import PacedSocket

LOOPBACK = "127.0.0.1"
"""Where nobody on another computer can reach the pages."""

THREADS = 4
SECONDS = 20.0
"""In which a request must have come in; larger ones have more."""
TIMEOUT = 120
"""Seconds without a sign of life after which a process is replaced."""
_GLANCE = 0.1
"""Seconds that a thread waits for the first byte of a new connection."""
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's sign of life, with a name of its own


def listening(port: int, host: str = LOOPBACK) -> socket.socket:
    """
    A socket that this computer alone can reach, unless another address is given.

    Port 0 takes any that is free.

    Raises:
        OSError: The port is taken, or the address is not one of this computer's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=64)


def serve(
    application: WSGIHandler,
    at: socket.socket,
    *,
    ready: Callable[[], None],
    workers: int = 1,
    threads: int = THREADS,
    seconds: float = SECONDS,
) -> None:
    """
    Answer requests until somebody stops the process; each has `seconds` to come in.

    By gunicorn with threads, or where there is none (on Windows) by the standard
    library's own server, which answers one request at a time.
    """
    try:
        # Not there on Windows.
        from gunicorn import glogging  # type: ignore[import-untyped]  # noqa: PLC0415
        from gunicorn.app import base  # type: ignore[import-untyped]  # noqa: PLC0415
        from gunicorn.workers import gthread  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        _serve_simply(application, at, ready)
        return

    class Log(glogging.Logger):  # type: ignore[misc] # as below
        """Says what it says by the service's own log, which leaves out who sent what."""

        def setup(self, cfg: Any) -> None:
            super().setup(cfg)
            for one in (self.error_log, self.access_log):
                one.handlers.clear()
                one.propagate = True

    class Worker(gthread.ThreadWorker):  # type: ignore[misc] # as below
        """Lets nobody keep a thread busy by sending slowly."""

        def handle(self, conn: Any) -> Any:
            if not isinstance(conn.sock, PacedSocket):
                conn.sock = PacedSocket.over(conn.sock, seconds)
            if not conn.initialized and not conn.wait_for_data(_GLANCE):
                return gthread._DEFER  # noqa: SLF001 - watched without a thread until it says something
            conn.sock.begin()
            return super().handle(conn)

    class Service(base.BaseApplication):  # type: ignore[misc] # gunicorn has no types
        def load_config(self) -> None:
            for name, value in {
                "bind": f"fd://{at.fileno()}",
                "worker_class": Worker,
                "workers": workers,
                "threads": threads,
                "timeout": TIMEOUT,
                "graceful_timeout": 20,
                "keepalive": 15,
                "loglevel": "warning",
                "logger_class": Log,
                "when_ready": lambda server: ready(),
                "control_socket_disable": True,
                **({"worker_tmp_dir": str(SHARED_MEMORY)} if SHARED_MEMORY.is_dir() else {}),
            }.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Service().run()


def _serve_simply(application: WSGIHandler, at: socket.socket, ready: Callable[[], None]) -> None:
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer  # noqa: PLC0415 - only where gunicorn cannot run

    server = WSGIServer(at.getsockname()[:2], WSGIRequestHandler, bind_and_activate=False)
    server.socket.close()
    server.socket = at
    server.server_name, server.server_port = LOOPBACK, at.getsockname()[1]
    server.setup_environ()
    server.set_app(application)
    ready()
    server.serve_forever()
