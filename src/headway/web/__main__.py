"""
Manage the service: `python -m headway.web COMMAND`.

The same commands as any Django project (`migrate`, `check`, …) and our own:
`demo`, `load_plan`, `export_plan`, `make_up_county`, `compute_measures`.
"""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the arguments name; one sentence where a setting is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")
    try:
        execute_from_command_line(["python -m headway.web", *sys.argv[1:]])
    except ImproperlyConfigured as error:
        sys.exit(_told(error))


def _told(error: Exception) -> int:
    sys.stderr.write(f"{error}\n")
    return 2


if __name__ == "__main__":
    main()
