"""Addresses of the public site, and of the pages on which it is prepared."""

from django.urls import path, register_converter

from headway.web.public import joining, views, writing
from headway.web.public.addresses import EditionConverter

register_converter(EditionConverter, "edition")

app_name = "public"

PLAN = "public/<slug:partnership>/<slug:plan>/"
EDITION = f"{PLAN}<edition:edition>/"

urlpatterns = [
    path("plans/<slug:slug>/editions/<int:number>/plain", writing.choose, name="choose"),
    path("plans/<slug:slug>/editions/<int:number>/plain/<slug:kind>", writing.write, name="write"),
    path("public/-/confirm/<str:key>", joining.confirm, name="confirm"),
    path("public/-/leave/<str:key>", joining.leave, name="leave"),
    path("robots.txt", views.robots, name="robots"),
    path("public/<slug:partnership>/", views.home, name="home"),
    path("public/<slug:partnership>/sitemap.xml", views.sitemap, name="sitemap"),
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}feed.xml", views.feed, name="feed"),
    path(f"{PLAN}subscribe", joining.subscribe, name="subscribe"),
    path(f"{PLAN}editions", views.editions, name="editions"),
    path(EDITION, views.overview, name="overview"),
    path(f"{EDITION}areas/<str:area_id>", views.area, name="area"),
    path(f"{EDITION}measures", views.measures, name="measures"),
    path(f"{EDITION}measures/<str:row_id>", views.measure, name="measure"),
    path(
        f"{EDITION}measures/<str:row_id>/figures.csv", views.measure_figures, name="measure_figures"
    ),
    path(f"{EDITION}figures.csv", views.figures, name="figures"),
    path(f"{EDITION}figures.meta.csv", views.figures_meta, name="figures_meta"),
    path(f"{EDITION}all.csv", views.everything, name="everything"),
    path(f"{EDITION}young-people", views.young, name="young"),
    path(f"{EDITION}easy-read", views.easy, name="easy"),
    path(f"{EDITION}methods", views.methods, name="methods"),
    path(f"{EDITION}glossary", views.glossary, name="glossary"),
    path(f"{EDITION}downloads", views.files, name="downloads"),
    path(f"{EDITION}poster.pdf", views.poster, name="poster"),
    path(f"{EDITION}files/<str:name>", views.file, name="file"),
    path("public/<slug:partnership>/<path:rest>", views.nowhere, name="nowhere"),
]
