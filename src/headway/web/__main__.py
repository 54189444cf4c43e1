"""
Manage the service: `python -m headway.web COMMAND`.

The same commands as any Django project (`migrate`, `check`, …) and our own:
`demo`, `load_plan`, `export_plan`, `make_up_county`, `compute_measures`.
"""

import os
import sqlite3
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

from headway.web.site.sentences import sentence


def main() -> None:
    """Run the command that the arguments name; one sentence where what is round it is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")
    try:
        execute_from_command_line(["python -m headway.web", *sys.argv[1:]])
    except ImproperlyConfigured as error:
        sys.exit(_told(str(error)))
    except (DatabaseError, sqlite3.Error, OSError) as error:
        if (words := sentence(error)) is None:
            raise
        sys.exit(_told(words))


def _told(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 2


if __name__ == "__main__":
    main()
