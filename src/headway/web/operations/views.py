"""What the service says of itself to those who run it."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from headway.web.operations import access
from headway.web.operations.metrics import MEDIA_TYPE, exposition
from headway.web.operations.readiness import readiness


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Whether pages can be served: 200 when the database answers and is migrated, else 503."""
    stands = readiness()
    worker = "late" if stands.worker_is_late(timezone.now()) else "running"
    told = {
        "ready": stands.can_answer,
        "database": stands.database,
        "migrated": stands.migrated,
        "worker": worker if stands.can_answer else "unknown",
    }
    return JsonResponse(told, status=200 if stands.can_answer else 503)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Metrics for Prometheus."""
    access.metrics(request)
    said = exposition(settings.DATA_FOLDER / "counted", timezone.now())
    return HttpResponse(said, content_type=MEDIA_TYPE)


def valid_until(now: datetime) -> datetime:
    """
    Until when the contact may be relied on, as long as the service runs: never a day that is near.

    >>> str(valid_until(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)))
    '2027-03-31 00:00:00+00:00'
    """
    day = now.astimezone(UTC) + timedelta(days=90)
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """To whom a weakness is told: RFC 9116. 404 until the operator has said it."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = valid_until(timezone.now())
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.ADDRESS}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
