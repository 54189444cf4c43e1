"""
Manage the service: `python -m headway.web COMMAND`.

The same commands as any Django project (`migrate`, `check`, …) and our own:
`demo`, `load_plan`, `export_plan`, `make_up_county`, `compute_measures`.
"""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")
    execute_from_command_line(["python -m headway.web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
