"""Addresses of the plans and their pages."""

from django.urls import path

from headway.web.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.plans, name="list"),
    path("example", views.load_example, name="load_example"),
    path("plans/<slug:slug>/", views.glance, name="glance"),
    path("plans/<slug:slug>/areas/<str:area_id>", views.area, name="area"),
    path("plans/<slug:slug>/measures", views.measures, name="measures"),
    path("plans/<slug:slug>/measures/<str:row_id>", views.measure, name="measure"),
    path("plans/<slug:slug>/measures/<str:row_id>/figures.csv", views.figures, name="figures"),
    path("plans/<slug:slug>/actions", views.action_list, name="actions"),
    path("plans/<slug:slug>/unanswered", views.unanswered, name="unanswered"),
    path("plans/<slug:slug>/checks", views.checks, name="checks"),
    path("plans/<slug:slug>/dropped", views.dropped, name="dropped"),
    path("plans/<slug:slug>/methods", views.methods, name="methods"),
    path("plans/<slug:slug>/glossary", views.glossary, name="glossary"),
    path("plans/<slug:slug>/search", views.search, name="search"),
    path("plans/<slug:slug>/sources", views.sources, name="sources"),
    path("plans/<slug:slug>/history", views.history, name="history"),
    path("plans/<slug:slug>/history/<int:number>/restore", views.restore, name="restore"),
    path("plans/<slug:slug>/history/<int:number>/plan.yaml", views.plan_file, name="file"),
]
