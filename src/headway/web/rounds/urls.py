"""Addresses of rounds."""

from django.urls import path

from headway.web.rounds import views

app_name = "rounds"

urlpatterns = [
    path("plans/<slug:slug>/rounds", views.rounds, name="list"),
    path("plans/<slug:slug>/rounds/new", views.new, name="new"),
    path("plans/<slug:slug>/rounds/habits", views.habits, name="habits"),
    path("rounds/link/<str:token>", views.follow, name="follow"),
    path("rounds/links/<int:number>/revoke", views.revoke, name="revoke"),
    path("rounds/<str:key>", views.one_round, name="round"),
    path("rounds/<str:key>/close", views.close, name="close"),
    path("rounds/<str:key>/reopen", views.reopen, name="reopen"),
    path("rounds/<str:key>/agencies/<int:number>", views.agency, name="agency"),
    path("rounds/<str:key>/agencies/<int:number>/chase", views.chase, name="chase"),
    path("rounds/<str:key>/agencies/<int:number>/hand-over", views.hand_over, name="hand_over"),
    path("rounds/<str:key>/agencies/<int:number>/links", views.make_link, name="make_link"),
    path("rounds/<str:key>/notices/<int:number>/again", views.send_again, name="send_again"),
]
