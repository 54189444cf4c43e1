"""`doctor`: what is well and what is not."""

from typing import Any

from django.core.management.base import BaseCommand

from headway.web.operations.doctoring import findings


class Command(BaseCommand):
    """Looks at everything the service needs."""

    requires_system_checks = ()  # they import every page, which proves nothing
    help = "Say what is well with the service and what is not, and what to do about it."

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each check; status 1 where the service cannot work."""
        found = findings()
        for one in found:
            mark = "WRONG" if one.is_error else ("note " if one.remedy else "ok   ")
            self.stdout.write(f"{mark}  {one.words}")
            if one.remedy:
                self.stdout.write(f"       {one.remedy}")
        if any(one.is_error for one in found):
            raise SystemExit(1)
