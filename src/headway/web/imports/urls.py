"""Addresses of the imports."""

from django.urls import path

from headway.web.imports import views

app_name = "imports"

urlpatterns = [
    path("", views.start, name="start"),
    path("<str:key>/", views.job, name="job"),
    path("<str:key>/progress", views.progress, name="progress"),
    path("<str:key>/again", views.again, name="again"),
    path("<str:key>/rows/<str:row_id>", views.row, name="row"),
    path("<str:key>/rows/<str:row_id>/drop", views.drop, name="drop"),
    path("<str:key>/doubts/<int:number>", views.settle, name="settle"),
    path("<str:key>/undo", views.undo, name="undo"),
    path("<str:key>/redo", views.redo, name="redo"),
    path("<str:key>/save", views.save, name="save"),
    path("<str:key>/discard", views.discard, name="discard"),
    path("<str:key>/draft.yaml", views.download, name="download"),
]
