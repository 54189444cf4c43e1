"""Addresses of the editions of a plan."""

from django.urls import path

from headway.web.editions import preparing_views, views

app_name = "editions"

_DRAFT = "plans/<slug:slug>/editions/drafts/<int:draft>"

urlpatterns = [
    path("plans/<slug:slug>/editions", views.editions, name="list"),
    path("plans/<slug:slug>/public", views.public, name="public"),
    path(_DRAFT, preparing_views.draft, name="draft"),
    path(f"{_DRAFT}/accept", preparing_views.accept, name="accept"),
    path(f"{_DRAFT}/issue", preparing_views.issue, name="issue"),
    path(f"{_DRAFT}/schedule", preparing_views.schedule, name="schedule"),
    path(f"{_DRAFT}/withdraw", preparing_views.withdraw, name="withdraw"),
    path(f"{_DRAFT}/readers", preparing_views.name_reader, name="name_reader"),
    path(
        f"{_DRAFT}/readers/<int:reader>/revoke", preparing_views.revoke_reader, name="revoke_reader"
    ),
    path(f"{_DRAFT}/read", preparing_views.read, name="read"),
    path(f"{_DRAFT}/read/<slug:suffix>", preparing_views.read_file, name="read_file"),
    path("plans/<slug:slug>/editions/<int:edition>", views.edition, name="edition"),
    path("plans/<slug:slug>/editions/<int:edition>/verify", views.verify_edition, name="verify"),
    path(
        "plans/<slug:slug>/editions/<int:edition>/<slug:document>.<slug:suffix>",
        views.file,
        name="file",
    ),
]
