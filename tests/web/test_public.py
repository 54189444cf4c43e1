"""Everybody reads what was issued to everybody, and nothing else."""

import csv
import hashlib
import io
import json
import re
from datetime import date

import pikepdf
import pytest
from django.test import Client
from lxml import etree

from headway import planfile
from headway.exchange import columns, tidy
from headway.web.editions.models import Edition, EditionFile
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from headway.web.public import queries
from headway.web.public.drawing_up import public_keys, remade
from headway.web.public.models import Publication
from tests.web.conftest import NOON, read
from tests.web.public_setting import AT, issued, later

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


def lines(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_figures_are_taken_away_one_a_line_and_no_cell_is_a_formula(oxfordshire, anybody):
    text = planfile.example_path().read_text(encoding="utf-8")
    text = text.replace("Permanent exclusions", "=Permanent exclusions")
    save_version(text=text, reason="Hostile", at=NOON)
    issued(oxfordshire)

    answer = anybody.get(f"{NEWEST}/all.csv")
    tidy = anybody.get(f"{NEWEST}/figures.csv")
    one = anybody.get(f"{NEWEST}/measures/permanent-exclusions/figures.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    mine = [row for row in lines(answer) if row["row"] == "permanent-exclusions"]
    assert {row["name"][:1] for row in mine} == {"'"}
    assert ("Figure", "70") in {(row["role"], row["value"]) for row in mine}
    assert {row["measure"][:1] for row in lines(one)} == {"'"}
    assert (
        lines(one)
        == [row for row in lines(tidy) if row["measure_id"] == "permanent-exclusions"]
        != []
    )


def test_the_figures_are_in_the_departments_layout_with_what_the_columns_mean(edition, anybody):
    made = remade(edition)
    wanted = tidy.written(made.safe.plan, at=AT, keys=public_keys(made.safe.plan), public=True)

    data, meta = (anybody.get(f"{NEWEST}/figures.{end}") for end in ("csv", "meta.csv"))

    assert (data.content, meta.content) == (wanted.data, wanted.meta)
    described = {line["col_name"] for line in lines(meta)}
    fixed = {*columns.TIME, *columns.PLACE}
    assert set(lines(data)[0]) == described | fixed
    html = read(anybody, f"{NEWEST}/downloads") + read(anybody, f"{NEWEST}/measures")
    assert html.count(f"{NEWEST}/figures.csv") == html.count(f"{NEWEST}/figures.meta.csv") == 2


def test_an_edition_that_was_drawn_up_before_has_the_same_tidy_figures(edition, anybody):
    wanted = anybody.get(f"{NEWEST}/figures.csv").content
    row = Publication.objects.get(edition=edition)
    older = json.loads(row.content)
    del older["tidy"], older["tidy_meta"]
    text = json.dumps(older)
    digest = hashlib.sha256(text.encode()).hexdigest()
    Publication.objects.filter(pk=row.pk).update(content=text, sha256=digest)

    assert anybody.get(f"{NEWEST}/figures.csv").content == wanted


def test_a_withheld_figure_says_so_and_is_never_zero(edition, anybody):
    everything = lines(anybody.get(f"{NEWEST}/all.csv"))
    tidy_lines = lines(anybody.get(f"{NEWEST}/figures.csv"))

    [hidden] = [
        row for row in everything if row["group"] == "Child Protection" and row["role"] == "Figure"
    ]
    assert (hidden["value"], hidden["shorthand"]) == ("", "[c]")
    [hidden] = [row for row in tidy_lines if row["breakdown"] == "Child Protection"]
    assert (hidden["value_count"], hidden["no_figure"]) == ("c", "suppressed")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=exclusions+SEN", ["Permanent exclusions of children with SEN"]),
        ("q=EXCLUSIONS&status=status-breached&sort=name", ["Permanent exclusions"]),
        ("q=nothing+of+the+sort", []),
    ],
)
def test_measures_are_found_by_words_and_status(edition, anybody, asked, found):
    html = read(anybody, f"{NEWEST}/measures?{asked}")

    assert re.findall(r'measures/[^"/]+">([^<]+)</a>', html) == found
    assert ("No measure fits" in html) == (not found)
    assert re.search(r"\d+ of 22 measures\.", html)


def test_measures_stand_area_by_area_worst_first_or_by_name(edition, anybody):
    names = {
        sort: re.findall(r'measures/[^"/]+">([^<]+)</a>', read(anybody, f"{NEWEST}/measures{sort}"))
        for sort in ("", "?sort=status", "?sort=name", "?sort=other")
    }

    assert len(names[""]) == 22
    assert names["?sort=other"] == names[""]
    assert names["?sort=name"] == sorted(names[""], key=str.casefold)
    assert "exclusion" in names["?sort=status"][0]


def test_a_search_is_shown_again_as_words(edition, anybody):
    html = read(anybody, f"{NEWEST}/measures?q=%22%3E%3Cscript%3Ealert(1)")

    assert "<script>alert" not in html
    assert "0 of 22 measures" in html


def test_search_engines_are_led_to_public_pages_alone(edition, anybody, client):
    text = anybody.get("/robots.txt").content.decode()

    assert "Disallow: /\nAllow: /public/\n" in text
    assert "/public/partnership/sitemap.xml" in text


def test_a_partnership_that_published_nothing_is_not_told_of(oxfordshire, anybody):
    assert "Sitemap" not in anybody.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("where", "words", "way_on"),
    [
        (f"{NEWEST}/measures/attendance-compared", "This plan has no such measure", "measures"),
        (f"{PLAN}/99/", "no public edition with this number", "newest/"),
        (f"{NEWEST}/files/report.doc", "no such file", "downloads"),
        (f"{NEWEST}/nowhere/at/all", "nothing at this address", ""),
        ("/public/another/", "Nothing has been published", ""),
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_where_to_go_on(
    edition, anybody, where, words, way_on
):
    answer = anybody.get(where)

    html = answer.content.decode()
    assert answer.status_code == 404
    assert words in html
    assert "Sign in" not in html
    links = re.findall(r'<p class="govuk-body"><a class="govuk-link" href="([^"]+)"', html)
    assert [one.endswith(way_on) for one in links] == ([True] if way_on else [])


def test_a_measure_that_is_no_longer_in_the_plan_is_found_in_the_edition_that_had_it(
    oxfordshire, edition, anybody
):
    read(anybody, f"{PLAN}/{edition.pk}/")
    later_one = issued(oxfordshire, label="Public 2021", at=date(2021, 8, 31), issued_at=later(9))
    read(anybody, f"{PLAN}/{later_one.pk}/")

    answer = anybody.get(f"{NEWEST}/measures/permanent-exclusions")

    assert answer.status_code == 404
    assert "“Public 2020” has it" in answer.content.decode()
    assert f"{PLAN}/{edition.pk}/measures/permanent-exclusions" in answer.content.decode()


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

    assert "The current edition is “Public 2021”." in old
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

    old = read(anybody, f"{PLAN}/{edition.pk}/")
    assert "“Public 2020, amended” takes its place" in old
    assert "The current edition is" not in old, "that is said already"
    assert (
        "Stands in place of “Public 2020”, issued 1 June 2021. Absence was put right for [c]"
        in (read(anybody, f"{NEWEST}/"))
    )
    assert "Replaced by “Public 2020, amended”" in read(anybody, f"{PLAN}/editions")


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
