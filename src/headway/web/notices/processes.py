"""Which process this is, and whether another one still runs."""

import os
import socket
from pathlib import Path


def this_process() -> str:
    """The machine, the process and when it began: no later process has the same name."""
    return f"{_machine()}/{os.getpid()}/{_began(os.getpid())}"


def has_ended(name: str) -> bool:
    """
    Whether a process surely runs no longer; False where it cannot be known from this machine.

    >>> has_ended(this_process()), has_ended("another-machine/1/2")
    (False, False)
    """
    machine, _, rest = name.partition("/")
    process, _, began = rest.partition("/")
    if machine != _machine() or not process.isdecimal():
        return False
    return _began(int(process)) != began


def runs_here(name: str) -> bool:
    """Whether a process surely still runs on this machine."""
    return name.startswith(f"{_machine()}/") and not has_ended(name)


def _machine() -> str:
    return socket.gethostname()[:60].replace("/", "-")


def _began(process: int) -> str:
    """Clock ticks from the machine's start to the process's; empty where there is none."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state in "ZX" else fields[18]
