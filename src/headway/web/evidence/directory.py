"""Where a plan's data directory lies, and what the service may use of the machine for it."""

from pathlib import Path

from django.conf import settings

SECONDS = 600
"""Processor time that one uploaded file may take."""

MEMORY = 6 * 1024**3
"""Address space of the process that loads it; far more than it really uses."""


def data_directory(slug: str) -> Path:
    """
    The data directory of a plan, the same for commands and for the service.

    It need not be there yet. A slug has letters, digits and hyphens alone, so it is one folder.
    """
    return Path(settings.DATA_FOLDER) / "evidence" / slug
