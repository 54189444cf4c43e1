"""
Processes of the service's own for tests, begun where everything is imported already.

Starting Python and importing what reads files takes a second and more, each time; a copy of a
process that has done both takes none. It is as much a process of its own: with its own bounds, its
own memory, and nothing of the one that asked.
"""

import json
import multiprocessing
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from headway.evidence.reading import files

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["headway.web.evidence.worker", "pandas"])


def answers(module: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """As `working._answers`: what the module's `main` writes, a line at a time."""
    reading, writing = _SERVER.Pipe(duplex=False)
    asked_of, asking = _SERVER.Pipe(duplex=False)
    process = _SERVER.Process(target=_main, args=(module, asked_of, writing))
    process.start()
    writing.close()
    asked_of.close()
    with os.fdopen(os.dup(asking.fileno()), "w", encoding="utf-8") as given:
        json.dump(asked, given)
    asking.close()
    with os.fdopen(os.dup(reading.fileno()), encoding="utf-8") as told:
        for line in told:
            yield json.loads(line)
    reading.close()
    process.join()


def _main(module: str, asked: Connection, told: Connection) -> None:
    with (
        os.fdopen(os.dup(asked.fileno()), encoding="utf-8") as sys.stdin,
        os.fdopen(os.dup(told.fileno()), "w", encoding="utf-8") as sys.stdout,
    ):
        asked.close()
        told.close()
        files._PAUSE = 0.0  # as in tests/conftest.py: what a test handed over is whole
        import_module(module).main()
