"""Addresses of answers."""

from django.urls import path

from headway.web.answers import views

app_name = "answers"

urlpatterns = [
    path("rounds/<str:key>/answer", views.answer, name="answer"),
    path("rounds/<str:key>/answer/<int:number>/save", views.save_row, name="save_row"),
    path("rounds/<str:key>/answer/workbook.xlsx", views.workbook, name="workbook"),
    path("rounds/<str:key>/answer/upload", views.upload, name="upload"),
    path("rounds/<str:key>/answer/evidence/<int:number>", views.evidence, name="evidence"),
    path("rounds/<str:key>/answers", views.review, name="review"),
]
