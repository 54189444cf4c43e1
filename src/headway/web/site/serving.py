"""Serving the pages from this process, without any set-up of a server."""

import socket
from collections.abc import Callable

from django.core.handlers.wsgi import WSGIHandler

LOOPBACK = "127.0.0.1"
"""Where nobody on another computer can reach the pages."""

THREADS = 4
SECONDS = 20.0
"""In which a request must have come in; larger ones have more."""


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
        from headway.web.site import by_gunicorn  # noqa: PLC0415 - not there on Windows
    except ImportError:
        _serve_simply(application, at, ready)
        return
    by_gunicorn.serve(
        application, at, ready=ready, workers=workers, threads=threads, seconds=seconds
    )


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
