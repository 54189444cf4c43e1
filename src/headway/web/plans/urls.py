"""Addresses of the plans and their pages."""

from django.urls import path

from headway.web.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.plans, name="list"),
    path("example", views.load_example, name="load_example"),
    path("plans/<slug:slug>/", views.plans, name="glance"),
]
