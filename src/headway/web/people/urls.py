"""Addresses of people: one's own account, joining, and the people of a partnership."""

from django.urls import path

from headway.web.people import installing, views

app_name = "people"

urlpatterns = [
    path("you", views.account, name="account"),
    path("you/stand-in/<int:number>", views.stand_in, name="stand_in"),
    path("join/<str:token>", views.join, name="join"),
    path("demo/look", views.look_as, name="demo"),
    path("partnerships/<slug:slug>/people", views.people, name="list"),
    path("partnerships/<slug:slug>/people/invite", views.invite, name="invite"),
    path("partnerships/<slug:slug>/people/<int:number>", views.member, name="member"),
    path("partnerships/<slug:slug>/people/<int:number>/end", views.end, name="end"),
    path("partnerships/<slug:slug>/people/<int:number>/stand-in", views.delegate, name="delegate"),
    path("partnerships/<slug:slug>/stand-ins/<int:number>/revoke", views.revoke, name="revoke"),
    path(
        "partnerships/<slug:slug>/invitations/<int:number>/withdraw",
        views.withdraw,
        name="withdraw",
    ),
    path("partnerships/<slug:slug>/agencies/<int:number>", views.agency, name="agency"),
    path("partnerships/<slug:slug>/audit", views.audit, name="audit"),
    path(
        "partnerships/<slug:slug>/audit/<int:number>/erase", views.erase_words, name="erase_words"
    ),
    path("installation", installing.partnerships, name="installation"),
    path("installation/<slug:slug>", installing.partnership, name="installed"),
    path("installation/<slug:slug>/rename", installing.rename, name="rename_installed"),
    path("installation/<slug:slug>/end/<int:number>", installing.end, name="end_installed"),
]
