"""What everybody reads in plain words was written by an officer, and tells nobody's number."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from headway.plainwords.ideas import advice, spoken
from headway.plainwords.reading_age import reading
from headway.web.audit.models import Entry
from headway.web.editions.models import Edition
from headway.web.people.models import Role
from headway.web.plans.models import PlanRecord
from headway.web.public import access
from headway.web.public.models import Kind, PlainVersion
from headway.web.public.plain import first_draft
from tests.web.conftest import NOON, read
from tests.web.public_setting import issued

pytestmark = pytest.mark.django_db

NEWEST = "/public/partnership/oxfordshire/newest"


@pytest.fixture
def edition(oxfordshire: PlanRecord) -> Edition:
    return issued(oxfordshire)


@pytest.fixture
def editor(edition: Edition) -> str:
    return f"/plans/oxfordshire/editions/{edition.pk}/plain/easy-read"


def test_an_officer_begins_with_a_draft_made_from_the_edition(editor, client: Client):
    html = read(client, editor)

    assert "This is a first draft" in html
    assert "We looked at this: Permanent exclusions." in html
    assert "Now it is: 70" in html
    assert "years</strong>" in html
    assert "Choose another day" not in html, "an edition has its day"
    assert read(client, editor.removesuffix("/easy-read")).count("Not published") == 2


@pytest.mark.parametrize(("kind", "oldest"), [(Kind.YOUNG, 11), (Kind.EASY, 8)])
def test_a_first_draft_keeps_the_advice_and_the_reading_age_that_the_page_gives(
    edition, kind, oldest
):
    draft = first_draft(access.content(edition), kind)

    found = reading(spoken(draft))
    assert advice(draft) == ()
    assert found
    assert found.age <= oldest


def test_nobody_reads_a_draft_and_everybody_what_is_published(editor, client):
    anybody = Client()
    words = "# School\n[school: A school gate] More children go to school."

    client.post(editor, {"words": words, "do": "draft", "based_on": "0"})
    assert "Nobody has written this page" in read(anybody, f"{NEWEST}/easy-read", status=404)
    assert "easy-read" not in read(anybody, f"{NEWEST}/")

    assert "Read it on the public site" not in read(client, editor)
    client.post(editor, {"words": words, "do": "published", "based_on": "1"})
    there = re.search(r'href="([^"]+)">Read it on the public site', read(client, editor))
    assert there
    assert "More children go to school." in read(anybody, there[1])
    html = read(anybody, f"{NEWEST}/easy-read")
    assert 'role="img" aria-label="A school gate"' in html
    assert "More children go to school." in html
    assert "Reading age of this page: about" in html
    assert f'href="{NEWEST}/easy-read"' in read(anybody, f"{NEWEST}/")
    assert "/newest/easy-read" in anybody.get("/public/partnership/sitemap.xml").content.decode()

    client.post(editor, {"words": words, "do": "withdrawn", "based_on": "2"})
    assert anybody.get(f"{NEWEST}/easy-read").status_code == 404
    assert [one.number for one in PlainVersion.objects.all()] == [3, 2, 1]
    assert list(Entry.objects.filter(verb="plain_words.saved").values_list("key", flat=True))


def test_somebodys_number_is_not_published_in_plain_words_either(editor, client):
    words = "Things got better.\n2 children with a child protection plan are taught at home."

    answer = client.post(editor, {"words": words, "do": "published", "based_on": "0"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "tell a number of people that the edition does not show" in html
    assert "2 children with a child protection plan" in html
    assert not PlainVersion.objects.exists()


def test_two_officers_do_not_overwrite_each_other(editor, client):
    client.post(editor, {"words": "Mine.", "based_on": "0"})

    answer = client.post(editor, {"words": "Yours.", "based_on": "0"})

    assert answer.status_code == 422
    assert "Somebody has saved version 1" in answer.content.decode()
    assert "Yours." in answer.content.decode()


def test_words_of_markup_stay_words(editor, client):
    words = '[school: "><script>alert(1)</script>] <script>alert(2)</script>'

    client.post(editor, {"words": words, "do": "published", "based_on": "0"})

    assert "<script>alert" not in read(Client(), f"{NEWEST}/easy-read")
    assert "<script>alert" not in read(client, editor)


def test_nobody_who_listens_comes_to_a_heading_that_says_nothing(editor, client):
    words = "# Health\nMore children were seen.\n#\n## \nOne went home."
    client.post(editor, {"words": words, "based_on": "0", "do": "published"})

    page = read(Client(), f"{NEWEST}/easy-read")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page, flags=re.DOTALL)

    assert "Health" in headings
    assert all(one.strip() for one in headings)


def test_an_earlier_version_can_be_gone_on_from(editor, client):
    for number, words in enumerate(("First.", "Second.")):
        client.post(editor, {"words": words, "based_on": str(number)})

    assert ">First.</textarea>" in read(client, f"{editor}?version=1")
    assert ">Second.</textarea>" in read(client, editor)


def test_plain_words_of_an_amended_edition_begin_with_those_of_the_old_one(
    edition, editor, client, oxfordshire
):
    words = "# School\nMore children go to school."
    client.post(editor, {"words": words, "do": "published", "based_on": "0"})
    right = issued(oxfordshire, label="Public 2020, amended", issued_at=NOON + timedelta(days=9))
    Edition.objects.filter(pk=right.pk).update(amends=edition, note="Absence was put right.")
    new = editor.replace(f"/{edition.pk}/", f"/{right.pk}/")

    page = read(client, f"/plans/oxfordshire/editions/{right.pk}")
    kinds = read(client, new.removesuffix("/easy-read"))
    html = read(client, new)

    assert "publish them with this one" in page
    assert kinds.count("“Public 2020”, in whose place it stands, had them") == 1
    assert "These are the words that were published with “Public 2020”" in html
    assert "More children go to school." in html
    assert "This is a first draft" not in html
    assert "This is a first draft" in read(client, new.replace("easy-read", "young-people"))
    client.post(new, {"words": words, "do": "published", "based_on": "0"})
    assert "had them" not in read(client, new.removesuffix("/easy-read"))
    assert "More children go to school." in read(Client(), f"{NEWEST}/easy-read")


def test_empty_and_endless_words_are_refused(editor, client):
    for words, said in {" ": "no words yet", "x" * 40_001: "at most 40,000"}.items():
        answer = client.post(editor, {"words": words, "based_on": "x"})
        assert said in answer.content.decode()
    assert client.get(editor.replace("easy-read", "nobody")).status_code == 404
    assert client.get(editor.replace("/editions/", "/editions/99")).status_code == 404


def test_only_an_officer_writes_plain_words(editor, as_role):
    assert as_role(Role.BOARD).get(editor).status_code == 403


def test_an_officer_finds_the_way_from_the_edition(edition, client):
    html = read(client, f"/plans/oxfordshire/editions/{edition.pk}")

    assert f'href="/plans/oxfordshire/editions/{edition.pk}/plain"' in html
    assert f'href="/public/partnership/oxfordshire/{edition.pk}/"' in html
