"""What the frame of every page knows: who is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from headway.web.people import demo
from headway.web.people.access import viewer
from headway.web.people.duties import duties


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Whoever looks, and what waits for them; asked only by pages that show it."""
    shown: dict[str, Any] = {
        "viewer": lambda: viewer(request),
        "duties": lambda: duties(viewer(request)),
    }
    if request.path == reverse(settings.LOGIN_URL) and demo.is_demo(request):
        found = demo.people(timezone.now())
        shown["demo_people"] = found
        shown["demo_partnership"] = found[0].partnership if found else ""
    return shown
