"""What the frame of every page knows: who is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from headway.web.people.access import viewer


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Whoever looks, and where they may manage people; asked only by pages that show it."""
    return {
        "viewer": lambda: viewer(request),
        "is_demo": settings.DEMO,
    }
