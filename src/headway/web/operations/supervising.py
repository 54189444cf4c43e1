"""
One process that keeps the others going: the pages, and the worker with its clock.

A child that ends by itself is started again, after a pause that grows; a worker that gives no
sign of life is killed first. What it had in hand is taken up again: see `notices.claiming`. When
this process ends, however it ends, so do they.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

log = logging.getLogger(__name__)

SILENT = 1800.0
"""Seconds without a sign of life, after which a worker hangs: longer than whatever happens at its
time takes, and than one mail with the slowest of mail servers."""
PATIENCE = 50.0
"""Seconds that children get to end what they are at: less than the minute that this process gets
from systemd and from containers, for what is killed in the middle of a mail is sent again."""
LONGEST_PAUSE = 60.0
_STEADY = 30.0
_LOOK = 0.2
_LONGEST_LOOK = 5.0
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, of Linux


class Pulse(Event):
    """A worker's sign to stop, and its sign of life: asking the one gives the other."""

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._path = path

    def is_set(self) -> bool:
        """Whether to stop."""
        _touch(self._path)
        return super().is_set()


@dataclass(kw_only=True)
class Child:
    """
    A process that is kept going.

    Attributes:
        name: For the log.
        arguments: Of `python -m headway.web`.
        pulse: A file that it touches as long as it lives; None where others see to that.
        inherits: Sockets that it gets.
    """

    name: str
    arguments: Sequence[str]
    pulse: Path | None = None
    inherits: tuple[int, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    due: float = 0.0
    pause: float = field(default=1.0)
    _touched: int | None = None
    _looked: float = 0.0
    _silence: float = 0.0

    def start(self) -> None:
        """Begin it."""
        _touch(self.pulse)
        self._silence = 0.0
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-m", "headway.web", *self.arguments],
            pass_fds=self.inherits,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - this process has one thread
        )
        self.began = time.monotonic()

    def look(self, now: float) -> None:
        """Start it again where it ended; kill it where it hangs."""
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        status = self.process.poll()
        if status is not None:
            self.pause = 1.0 if now - self.began > _STEADY else min(2 * self.pause, LONGEST_PAUSE)
            log.error("%s ended with status %s; it is started again", self.name, status)
            self.process, self.due = None, now + self.pause
        elif self._hangs(now):
            log.error("%s gives no sign of life; it is killed and started again", self.name)
            self.process.kill()

    def _hangs(self, now: float) -> bool:
        """
        Whether it has given no sign of life for too long, while this process looked.

        By a clock that cannot be set: one that is set ahead ends nobody in the middle of a mail.
        And where the whole machine stood still, no time has passed.
        """
        touched = _touched(self.pulse)
        gave_none = touched is not None and touched == self._touched
        passed = min(now - self._looked, _LONGEST_LOOK)
        self._silence = self._silence + passed if gave_none else 0.0
        self._touched, self._looked = touched, now
        return self._silence > SILENT

    def stop(self, until: float) -> None:
        """Wait for its end, and bring it about where it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(children: Sequence[Child]) -> int:
    """
    Start all, keep them going until this process is told to stop, and stop them.

    Returns:
        0; or the status of a child that ended at once, before anything ever ran.
    """
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    for child in children:
        child.start()
    try:
        while not stop.wait(_LOOK):
            now = time.monotonic()
            for child in children:
                status = child.process.poll() if child.process else None
                if status and child.pause == 1.0 and now - child.began < 3 and not child.due:
                    return int(status)
                child.look(now)
    finally:
        for child in children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        until = time.monotonic() + PATIENCE
        for child in children:
            child.stop(until)
    return 0


def _touch(pulse: Path | None) -> None:
    """A sign of life; where the disk is full there is none, and nobody is killed for it."""
    if pulse is not None:
        with suppress(OSError):
            pulse.touch()


def _touched(pulse: Path | None) -> int | None:
    """When that file was last touched, by whatever clock; None where it cannot be seen."""
    try:
        return None if pulse is None else pulse.stat().st_mtime_ns
    except OSError:
        return None


def _end_with_parent() -> None:
    """In the child, before it becomes another program: a signal when its parent is gone."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
    os.setpgid(0, 0)  # Ctrl+C reaches this process alone, which then stops the others in order
