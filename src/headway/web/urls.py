"""Every address of the service."""

from django.urls import include, path

from headway.web.site import views as site

urlpatterns = [
    path("healthz", site.health, name="health"),
    path("", include("headway.web.operations.urls")),
    path("account/", include("allauth.urls")),
    path("", include("headway.web.people.urls")),
    path("import/", include("headway.web.imports.urls")),
    path("", include("headway.web.board.urls")),
    path("", include("headway.web.editions.urls")),
    path("", include("headway.web.evidence.urls")),
    path("", include("headway.web.answers.urls")),
    path("", include("headway.web.rounds.urls")),
    path("", include("headway.web.public.urls")),
    path("", include("headway.web.api.urls")),
    path("", include("headway.web.plans.urls")),
]

handler400 = "headway.web.site.views.bad_request"
handler403 = "headway.web.site.views.forbidden"
handler404 = "headway.web.site.views.not_found"
handler500 = "headway.web.site.views.server_error"
