"""`serve`: the pages, the worker and its clock together, or one of them."""

import signal
import socket
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections

from headway.domain.errors import HeadwayError
from headway.web.notices.working import work
from headway.web.operations.errors import ServingError
from headway.web.operations.locking import in_use
from headway.web.operations.preparing import await_database, prepare
from headway.web.operations.supervising import Child, Pulse, supervise
from headway.web.site.serving import LOOPBACK, THREADS, listening, serve

AT_HOME = (LOOPBACK, "localhost", "::1")


class Command(BaseCommand):
    """Brings the database up to date, and serves until it is told to stop."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Serve the pages, open rounds, remind and send mail, until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, how much of the machine, and which part."""
        parser.add_argument("--host", default=LOOPBACK, help="where to listen; 127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="0 finds a free one; 8000")
        parser.add_argument("--workers", type=int, default=1, help="processes for the pages; 1")
        parser.add_argument("--threads", type=int, default=THREADS, help="of each; 4")
        parser.add_argument("--only", choices=("web", "worker"), help="one part alone")
        parser.add_argument("--no-migrate", action="store_true", help="leave the database as it is")
        parser.add_argument("--fd", type=int, help="a socket that is there already")
        parser.add_argument("--pulse", type=Path, help="a file to touch as long as it lives")
        parser.add_argument("--unwatched", action="store_true", help="somebody else looks after it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve; one sentence where that cannot be."""
        try:
            if options["only"] != "worker" and options["fd"] is None:
                _refuse_open_doors(options["host"])
                _refuse_pages_without_files()
            await_database(self.stderr.write)
            with in_use(settings.DATA_FOLDER):
                if not options["no_migrate"]:
                    prepare(settings.DATA_FOLDER, self.stderr.write)
                match options["only"]:
                    case "web":
                        self._web(options)
                    case "worker":
                        self._worker(options)
                    case _:
                        self._both(options)
        except HeadwayError as error:
            raise CommandError(str(error), returncode=2) from error

    def _both(self, options: dict[str, Any]) -> None:
        at = _listening(options["host"], options["port"])
        web = ["serve", "--only", "web", "--no-migrate", "--fd", str(at.fileno())]
        web += ["--workers", str(options["workers"]), "--threads", str(options["threads"])]
        _keep_going(options["pulse"], Child(name="web", arguments=web, inherits=(at.fileno(),)))

    def _web(self, options: dict[str, Any]) -> None:
        if options["fd"] is None:
            at = _listening(options["host"], options["port"])
        else:
            at = socket.socket(fileno=options["fd"])
        host, port = at.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host

        def ready() -> None:
            self.stdout.write(f"Headway is at http://{shown}:{port}/")
            self.stdout.flush()

        application = get_wsgi_application()
        connections.close_all()  # none may be shared with the processes that answer
        serve(
            application,
            at,
            ready=ready,
            workers=options["workers"],
            threads=options["threads"],
            seconds=settings.REQUEST_SECONDS,
        )

    def _worker(self, options: dict[str, Any]) -> None:
        if not options["unwatched"]:
            _keep_going(options["pulse"])
            return
        stop = Pulse(options["pulse"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work(stop)


def _keep_going(pulse: Path | None, *others: Child) -> None:
    """A worker, and others beside it, for as long as this process runs."""
    connections.close_all()
    with TemporaryDirectory(prefix="headway-") as folder:
        touched = pulse or Path(folder) / "pulse"
        words = ["serve", "--only", "worker", "--no-migrate", "--unwatched", "--pulse"]
        worker = Child(name="worker", arguments=[*words, str(touched)], pulse=touched)
        if status := supervise([*others, worker]):
            raise SystemExit(status)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return listening(port, host)
    except OSError as error:
        raise ServingError(
            f"{host}:{port} cannot be used ({error.strerror or error}). Choose another --port; "
            "0 finds a free one."
        ) from error


def _refuse_pages_without_files() -> None:
    """
    Where static files are said to have been collected, they must be there.

    Raises:
        ServingError: They are not.
    """
    if settings.STATIC_IS_COLLECTED and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise ServingError(
            f"HEADWAY_STATIC_COLLECTED says that static files lie in {settings.STATIC_ROOT}, and "
            "none do. Run `python -m headway.web collectstatic --no-input`, or unset it."
        )


def _refuse_open_doors(host: str) -> None:
    """
    Where others can reach the service, what protects them must be set.

    Raises:
        ServingError: It is not.
    """
    if host in AT_HOME:
        return
    if settings.DEBUG:
        raise ServingError("With HEADWAY_DEBUG the service shows its insides; unset it first.")
    if not settings.HTTPS:
        raise ServingError(
            f"On {host} others can reach the service, and passwords would cross the network in "
            "the clear. Put a proxy with HTTPS before it and set HEADWAY_HTTPS=yes."
        )
    if set(settings.ALLOWED_HOSTS) <= {*AT_HOME, "[::1]"}:
        raise ServingError(
            "Set HEADWAY_HOSTS to the name that people reach the service by, such as plan.example."
        )
