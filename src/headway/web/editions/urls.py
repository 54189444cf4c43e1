"""Addresses of the editions of a plan."""

from django.urls import path

from headway.web.editions import views

app_name = "editions"

urlpatterns = [
    path("plans/<slug:slug>/editions", views.editions, name="list"),
    path("plans/<slug:slug>/public", views.public, name="public"),
    path(
        "plans/<slug:slug>/editions/<int:edition>/<slug:document>.<slug:suffix>",
        views.file,
        name="file",
    ),
]
