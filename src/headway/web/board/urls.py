"""Addresses of the board."""

from django.urls import path

from headway.web.board import views

app_name = "board"

urlpatterns = [
    path("plans/<slug:slug>/board", views.board, name="board"),
    path("plans/<slug:slug>/board/pack.pdf", views.pack, name="pack"),
    path("plans/<slug:slug>/board/present/<int:number>", views.present, name="present"),
    path("plans/<slug:slug>/board/rows/<str:row>", views.row, name="row"),
    path("plans/<slug:slug>/board/matters/<int:matter>/settle", views.settle, name="settle"),
]
