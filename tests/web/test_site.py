"""The frame round every page, the components in it, and what is said when something is wrong."""

import os
import re
import subprocess
import sys
import urllib.request
from html import unescape
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.asserts import assertContains

from headway.reporting.marks import ACTION_MARKS, MARKS
from headway.web import environment
from headway.web.site import vendor_govuk
from headway.web.site.components import COMPONENTS, component
from tests.web.conftest import read
from tests.web.public_setting import published

CHECKOUT = Path(__file__).parents[2]


def test_the_design_system_is_here_without_crest_logo_typeface_or_map():
    for name in ("govuk-frontend.min.css", "govuk-frontend.min.js"):
        text = (vendor_govuk.FOLDER / name).read_text(encoding="utf-8")

        vendor_govuk.refuse_branding(text, name=name)

    assert "Permission is hereby granted" in (vendor_govuk.FOLDER / "LICENCE.txt").read_text()


def test_a_release_that_words_its_branding_differently_is_refused():
    with pytest.raises(vendor_govuk.BrandingError, match="GDS-Transport"):
        vendor_govuk.refuse_branding("a{src:url(GDS-Transport.woff2)}", name="GDS-Transport.css")


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_that_is_listed_exists(name):
    words = {"text": "Words"}

    assert component(name, {**words, "label": words, "legend": words, "items": [], "rows": []})


def test_what_a_person_wrote_cannot_become_markup():
    html = component("tag", {"text": "<script>alert(1)</script>"})

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_mistaken_parameter_is_seen_in_tests():
    assert "no such element" in component("tag", {"txet": "Met"})


def test_a_component_nobody_listed_is_refused():
    with pytest.raises(KeyError, match="header"):
        component("header", {})


@pytest.mark.django_db
def test_somebody_at_a_wrong_address_is_told_what_to_try(client: Client):
    html = read(client, "/plans/nowhere/nothing", status=404)

    assert "Page not found" in html
    assert "check that you copied all of it" in html


@pytest.mark.django_db
def test_the_watchman_hears_that_the_service_is_up(client: Client):
    assert client.get("/healthz").json()["ok"] is True


@pytest.mark.django_db
def test_every_page_forbids_what_it_does_not_need(client: Client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.django_db
def test_a_form_from_elsewhere_changes_nothing_and_says_so():
    careful = Client(enforce_csrf_checks=True)

    response = careful.post("/example")

    assertContains(response, "Nothing was changed", status_code=403)


def test_the_secret_key_is_made_once_and_is_for_this_user_alone(tmp_path):
    first = environment.secret_key({}, tmp_path)

    assert environment.secret_key({}, tmp_path) == first
    assert len(first) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_postgresql_address_is_taken_apart(tmp_path):
    given = {"HEADWAY_DATABASE": "postgresql://officer:p%40ss@db.example:5433/plans"}

    read_as = environment.database(given, tmp_path)

    assert read_as["ENGINE"] == "django.db.backends.postgresql"
    assert (read_as["USER"], read_as["PASSWORD"]) == ("officer", "p@ss")
    assert (read_as["HOST"], read_as["PORT"], read_as["NAME"]) == ("db.example", "5433", "plans")


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", "plans.db", "sqlite://"])
def test_a_database_we_do_not_know_is_refused_with_the_forms_we_do(address, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="postgresql://user:password@host"):
        environment.database({"HEADWAY_DATABASE": address}, tmp_path)


def test_a_setting_that_is_neither_yes_nor_no_is_refused():
    with pytest.raises(ImproperlyConfigured, match='HEADWAY_HTTPS must be "yes" or "no"'):
        environment.flag({"HEADWAY_HTTPS": "perhaps"}, "HEADWAY_HTTPS")


def test_files_are_collected_under_hashed_names_and_still_find_each_other(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": settings.COLLECTED_STORAGE},
    }

    call_command("collectstatic", "--no-input", verbosity=0)

    start = next(tmp_path.glob("headway/init.*.js")).read_text()
    assert (tmp_path / "govuk").exists()
    assert "govuk-frontend.min.js" not in start
    assert (tmp_path / "headway" / re.split("['\"]", start)[1]).resolve().exists()


def test_what_is_collected_is_under_the_names_that_pages_then_ask_for(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "headway.web", "collectstatic", "--no-input", "--verbosity=0"],
        env={**os.environ, "HEADWAY_DATA": str(tmp_path), "HEADWAY_STATIC": str(tmp_path / "made")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "headway/headway.css" in (tmp_path / "made/staticfiles.json").read_text()
    assert list(tmp_path.glob("made/headway/headway.*.css.gz"))


def test_files_that_were_never_collected_are_told_of_before_the_pages_lack_them(tmp_path, settings):
    settings.STATIC_IS_COLLECTED, settings.STATIC_ROOT = True, tmp_path

    with pytest.raises(CommandError, match="collectstatic --no-input"):
        call_command("serve")


def test_every_setting_has_a_line_in_the_documents():
    folder = CHECKOUT / "src/headway/web"
    code = (folder / "settings.py").read_text() + (folder / "environment.py").read_text()
    documents = (CHECKOUT / "docs/reference/settings.md").read_text()

    named = set(re.findall(r"\"(HEADWAY_[A-Z_]+)\"", code))

    assert len(named) > 5
    assert {name for name in named if f"`{name}`" not in documents} == set()


def test_every_status_of_the_reports_is_styled_in_the_same_colours_on_the_pages():
    css = (CHECKOUT / "src/headway/web/site/static/headway/headway.css").read_text()
    rules = dict(re.findall(r"^((?:\.[\w-]+(?:, )?)+) \{ color: (.+?); \}$", css, re.MULTILINE))
    styled = {
        name.removeprefix("."): look for names, look in rules.items() for name in names.split(", ")
    }

    for mark in (*MARKS.values(), *ACTION_MARKS.values()):
        assert styled[mark.css] == f"{mark.colour}; background: {mark.tint}"


@pytest.mark.slow
def test_one_command_serves_the_example_on_this_computer_alone(tmp_path):
    demo = subprocess.Popen(
        [sys.executable, "-m", "headway.web", "demo", "--no-data"],
        env={
            **os.environ,
            "HEADWAY_DATA": str(tmp_path),
            "HEADWAY_DATABASE": "",
            "HEADWAY_SECURITY_CONTACT": "mailto:safe@demo.example",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert demo.stdout is not None
        said = next(line for line in demo.stdout if line.startswith("Headway is at"))
        address = said.split()[-1]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own
            html = answer.read().decode()
            assert answer.url.endswith("/account/login/?next=/")
        told = f"{address}.well-known/security.txt"
        with urllib.request.urlopen(told, timeout=20) as answer:  # noqa: S310 - our own
            assert f"Canonical: {told}" in answer.read().decode(), "letters lead there as well"
    finally:
        demo.terminate()
        demo.wait(timeout=20)

    assert "Oxfordshire Children's Trust: look at the example as" in unescape(html)
    assert "Olive Officer" in html
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0
    assert (tmp_path / "headway.sqlite3").exists()


def test_no_page_behind_the_sign_in_is_kept_where_somebody_else_may_find_it(client, oxfordshire):
    for address in ("/you", "/plans/oxfordshire/", "/partnerships/partnership/people", "/nowhere"):
        assert client.get(address)["Cache-Control"] == "private, no-store", address


def test_what_everybody_may_read_may_be_kept(client, oxfordshire):
    published(oxfordshire)

    public = client.get("/public/partnership/oxfordshire/newest/")

    assert public["Cache-Control"].startswith("public")
