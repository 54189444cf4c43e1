"""Everybody reads what was issued to everybody, and nothing else."""

import csv
import io
from datetime import date

import pikepdf
import pytest
from django.test import Client
from lxml import etree

from headway import planfile
from headway.web.editions.models import Edition, EditionFile
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.public import queries
from headway.web.public.models import Publication
from tests.web.conftest import NOON, read
from tests.web.public_setting import issued, later

pytestmark = pytest.mark.django_db

PLAN = "/public/partnership/oxfordshire"
NEWEST = f"{PLAN}/newest"


@pytest.fixture
def anybody() -> Client:
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def edition(oxfordshire: PlanRecord) -> Edition:
    return issued(oxfordshire)


def test_somebody_who_knows_the_partnership_alone_finds_the_newest_edition(edition, anybody):
    html = read(anybody, "/public/partnership/")

    assert "Public 2020, as at 31 May 2020: the current edition" in html
    assert "The plan has 22 measures: 4 breached" in html
    assert "Signed in" not in html


def test_a_measure_has_its_status_its_reason_its_chart_and_its_figures(edition, anybody):
    html = read(anybody, f"{NEWEST}/measures/permanent-exclusions")

    assert "already above the ceiling of 65" in html
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in html
    assert "Breached" in html
    assert "end of term 4, 2019/20" in html.lower() or "end of term 4, 2019/20" in html


def test_every_page_of_an_edition_is_there(edition, anybody):
    pages = ["", "/measures", "/methods", "/glossary", "/downloads"]

    assert all(read(anybody, f"{NEWEST}{one or '/'}") for one in pages)
    assert "Permanent exclusions" in read(anybody, f"{NEWEST}/areas/engaged-in-education")


def test_figures_are_taken_away_one_a_line_and_no_cell_is_a_formula(oxfordshire, anybody):
    text = planfile.example_path().read_text(encoding="utf-8")
    text = text.replace("Permanent exclusions", "=Permanent exclusions")
    save_version(text=text, reason="Hostile", at=NOON)
    issued(oxfordshire)

    answer = anybody.get(f"{NEWEST}/figures.csv")
    one = anybody.get(f"{NEWEST}/measures/permanent-exclusions/figures.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert {row["name"][:1] for row in rows if row["row"] == "permanent-exclusions"} == {"'"}
    mine = list(csv.DictReader(io.StringIO(one.content.decode("utf-8-sig"))))
    assert {row["row"] for row in mine} == {"permanent-exclusions"}
    assert ("Figure", "70") in {(row["role"], row["value"]) for row in mine}


def test_a_withheld_figure_says_so_and_is_never_zero(edition, anybody):
    answer = anybody.get(f"{NEWEST}/figures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    [hidden] = [
        row for row in rows if row["group"] == "Child Protection" and row["role"] == "Figure"
    ]
    assert (hidden["value"], hidden["shorthand"]) == ("", "[c]")


def test_the_live_plan_is_never_read(edition, anybody):
    before = read(anybody, f"{NEWEST}/")
    text = planfile.example_path().read_text(encoding="utf-8")
    save_version(text=text.replace("Be Safe", "Be Safer"), reason="Later", at=NOON)

    assert read(anybody, f"{NEWEST}/") == before


def test_board_editions_and_other_plans_are_not_there_for_anybody(oxfordshire, anybody):
    version = oxfordshire.versions.get()
    board = Edition.objects.create(
        plan=oxfordshire, version=version, at=NOON.date(), label="Board", audience="board",
        issued_at=NOON,
    )  # fmt: skip

    for path in ("/public/partnership/", f"{PLAN}/", f"{PLAN}/{board.pk}/", "/public/nowhere/"):
        answer = anybody.get(path)
        assert answer.status_code == 404
        assert "Nothing has been published at this address" in answer.content.decode()


def test_what_is_not_in_an_edition_is_said_in_words(edition, anybody):
    for path, words in {
        f"{PLAN}/4711/": "no public edition with this number",
        f"{NEWEST}/areas/nowhere": "no such area",
        f"{NEWEST}/measures/nothing": "no such measure",
        f"{NEWEST}/files/progress-report.docx": "no such file",
        f"{NEWEST}/files/public-figures.json": "no such file",
    }.items():
        assert words in read(anybody, path, status=404)


def test_an_older_edition_keeps_its_address_and_says_that_it_is_not_current(
    oxfordshire, edition, anybody
):
    younger = issued(oxfordshire, label="Public 2021", at=date(2021, 5, 31), issued_at=later(1))

    old = read(anybody, f"{PLAN}/{edition.pk}/")
    new = read(anybody, f"{NEWEST}/")
    listed = read(anybody, f"{PLAN}/editions")

    assert "It is no longer the current edition" in old
    assert f'rel="canonical" href="http://127.0.0.1:8000{PLAN}/{edition.pk}/"' in old
    assert "Public 2021, as at 31 May 2021: the current edition" in new
    assert f'href="{PLAN}/{younger.pk}/"' in new
    assert f'rel="canonical" href="http://127.0.0.1:8000{NEWEST}/"' in new
    assert listed.index("Public 2021") < listed.index("Public 2020")


def test_the_feed_is_rss_with_a_permanent_address_for_each_edition(edition, anybody):
    answer = anybody.get(f"{PLAN}/feed.xml")
    tree = etree.fromstring(answer.content)

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert (tree.tag, tree.get("version")) == ("rss", "2.0")
    assert all(tree.findtext(f"channel/{one}") for one in ("title", "link", "description"))
    [link] = tree.iter("{http://www.w3.org/2005/Atom}link")
    assert link.get("rel") == "self"
    assert link.get("href") == f"http://127.0.0.1:8000{PLAN}/feed.xml"
    [item] = tree.iter("item")
    [name] = item.iter("guid")
    assert item.findtext("title") == "Public 2020"
    assert item.findtext("pubDate") == "Tue, 01 Jun 2021 12:00:00 +0000"
    assert name.get("isPermaLink") == "true"
    assert name.text == f"http://127.0.0.1:8000{PLAN}/{edition.pk}/"
    page = read(anybody, f"{NEWEST}/")
    assert f'type="application/rss+xml" title="New editions" href="{PLAN}/feed.xml"' in page


def test_search_engines_find_every_page_and_each_answers(edition, anybody):
    tree = etree.fromstring(anybody.get("/public/partnership/sitemap.xml").content)

    found = [(one.text or "").removeprefix("http://127.0.0.1:8000") for one in tree.iter("{*}loc")]
    assert f"{NEWEST}/measures/permanent-exclusions" in found
    assert {anybody.get(one).status_code for one in found} == {200}


def test_a_page_that_has_not_changed_is_not_sent_twice(edition, anybody, client):
    first = anybody.get(f"{NEWEST}/")

    again = anybody.get(f"{NEWEST}/", headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=300"
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{NEWEST}/").content == first.content


def test_pages_take_a_constant_number_of_queries(edition, anybody, django_assert_num_queries):
    read(anybody, f"{NEWEST}/")

    with django_assert_num_queries(4):
        anybody.get(f"{NEWEST}/measures/permanent-exclusions")


def test_pages_that_would_show_other_figures_than_were_issued_are_not_shown(edition, anybody):
    EditionFile.objects.filter(suffix="json").update(content=b"{}")

    html = read(anybody, f"{NEWEST}/", status=500)

    assert "would not show the figures that were issued" in html
    assert not Publication.objects.exists()


def test_pages_that_were_tampered_with_are_not_shown(edition, anybody):
    read(anybody, f"{NEWEST}/")
    queries._content.cache_clear()
    Publication.objects.update(content="{}")

    assert "no longer what was kept" in read(anybody, f"{NEWEST}/", status=500)


def test_an_amended_edition_says_what_was_put_right_and_the_old_one_what_took_its_place(
    oxfordshire, edition, anybody
):
    amended = issued(oxfordshire, label="Public 2020, amended", issued_at=later(1))
    Edition.objects.filter(pk=amended.pk).update(
        amends=edition, note="Absence was put right for 2 pupils.", software="Headway"
    )

    assert "“Public 2020, amended” takes its place" in read(anybody, f"{PLAN}/{edition.pk}/")
    assert (
        "Stands in place of “Public 2020”, issued 1 June 2021. Absence was put right for [c]"
        in (read(anybody, f"{NEWEST}/"))
    )
    assert "Amended" in read(anybody, f"{PLAN}/editions")


def test_the_poster_is_one_sheet_of_a3_that_can_be_read_aloud(edition, anybody):
    answer = anybody.get(f"{NEWEST}/poster.pdf")

    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as sheet:
        assert len(sheet.pages) == 1
        assert [round(float(one) / 72 * 25.4) for one in sheet.pages[0].MediaBox[2:]] == [297, 420]
        assert bool(sheet.Root.MarkInfo.Marked)
        with sheet.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert "Key messages" in str(told["dc:title"])
