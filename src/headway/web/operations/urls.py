"""Addresses for those who run the service."""

from django.urls import path

from headway.web.operations import views

app_name = "operations"

urlpatterns = [
    path("readyz", views.ready, name="ready"),
    path("metrics", views.metrics, name="metrics"),
    path(".well-known/security.txt", views.security, name="security"),
]
