"""
Whether the part of the service that runs in this container lives: `python -m` this, with a file.

Where the file is there, the worker touches it; else the pages are asked. No Django: this runs
every half minute.
"""

import os
import sys
import time
import urllib.request
from pathlib import Path

PORT = 8000
_WAIT = 4.0
_SILENT = 1800.0  # as `supervising.SILENT`, which would bring in more than this needs


def lives(pulse: Path, *, now: float, port: int = PORT, host: str = "localhost") -> bool:
    """
    Whether the worker gave a sign of life of late, or the pages answer.

    Args:
        pulse: The file that the worker touches; pages have none.
        now: Seconds since 1970.
        port: Where the pages listen.
        host: The name that they are reached by.
    """
    try:
        return now - pulse.stat().st_mtime <= _SILENT
    except FileNotFoundError:
        pass
    headers = {"X-Forwarded-Proto": "https", "Host": host}
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=_WAIT) as answer:  # noqa: S310 - as above
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    first = os.environ.get("HEADWAY_HOSTS", "localhost").split(",")[0].strip()
    sys.exit(not lives(Path(sys.argv[1]), now=time.time(), host=first))
