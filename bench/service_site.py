"""The service as it is measured: all its own addresses, and one that does next to nothing."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

application = get_wsgi_application()

from headway.web.plans.models import PlanRecord  # noqa: E402 - once Django is set up
from headway.web.urls import urlpatterns as ours  # noqa: E402 - once Django is set up


@login_not_required
def trivial(request: HttpRequest) -> HttpResponse:
    """One query, one line."""
    return HttpResponse(f"{PlanRecord.objects.count()} plans", content_type="text/plain")


urlpatterns = [path("trivial", trivial), *ours]
settings.ROOT_URLCONF = "bench.service_site"
