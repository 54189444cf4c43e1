"""Addresses of the interface, and of the pages on which its tokens are made."""

from django.urls import URLPattern, URLResolver, include, path

from headway.web.api import views
from headway.web.api.operations import editions, figures, plans, rounds
from headway.web.api.service import api, guarded, nowhere

for one in (plans.router, figures.router, rounds.router, editions.router):
    api.add_router("", one)


def _guarded() -> list[URLPattern | URLResolver]:
    patterns: list[URLPattern | URLResolver] = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern):
            pattern.callback = guarded(pattern.callback)
        patterns.append(pattern)
    return patterns


pages = (
    [
        path("partnerships/<slug:slug>/programs", views.programs, name="programs"),
        path("partnerships/<slug:slug>/programs/token", views.make_token, name="make_token"),
        path(
            "partnerships/<slug:slug>/programs/tokens/<int:number>/revoke",
            views.revoke_token,
            name="revoke_token",
        ),
        path("partnerships/<slug:slug>/programs/webhook", views.make_webhook, name="make_webhook"),
        path(
            "partnerships/<slug:slug>/programs/webhooks/<int:number>/end",
            views.end_webhook,
            name="end_webhook",
        ),
        path(
            "partnerships/<slug:slug>/programs/deliveries/<int:number>/send-again",
            views.send_again,
            name="send_again",
        ),
        path("api/v1/docs", views.reference, name="reference"),
    ],
    "api",
)

urlpatterns = [
    path("", include(pages)),
    path("api/v1/", include((_guarded(), "ninja"), namespace="api-v1")),
    path("api/v1/<path:rest>", nowhere, name="api-nowhere"),
]
