"""Addresses of the data behind a plan."""

from django.urls import path

from headway.web.evidence import views

app_name = "evidence"

urlpatterns = [
    path("plans/<slug:slug>/data", views.data, name="data"),
    path("plans/<slug:slug>/data/compute", views.compute, name="compute"),
    path("plans/<slug:slug>/data/make-up", views.make_up, name="make-up"),
    path("plans/<slug:slug>/data/jobs/<str:key>", views.job, name="job"),
    path("plans/<slug:slug>/data/jobs/<str:key>/progress", views.progress, name="progress"),
    path("plans/<slug:slug>/data/jobs/<str:key>/again", views.again, name="again"),
    path("plans/<slug:slug>/data/jobs/<str:key>/to-correct.xlsx", views.workbook, name="workbook"),
    path("plans/<slug:slug>/measures/<str:row_id>/computed", views.computed, name="computed"),
]
