"""What is kept is made once, is never somebody else's, and never outlives what it was made from."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from headway.web.figures import queries as figures
from headway.web.figures.actions import store
from headway.web.figures.values import Figure, Run
from headway.web.keeping import Shelf
from headway.web.people import actions as people
from headway.web.people.models import Partnership, Person, Role
from headway.web.people.queries import viewer
from headway.web.people.values import Viewer
from headway.web.plans import queries as plans
from headway.web.plans.access import Opened
from headway.web.plans.actions import restore_version, save_version
from headway.web.plans.bodies import Shown, body
from headway.web.plans.models import PlanVersion
from headway.web.plans.texts import digest_of
from tests.web.conftest import NOON, charlie, read, signed_in

FILE = """\
headway: 1
slug: ours
title: {title}
outcomes:
  - id: o
    title: Be Safe
    areas:
      - id: a
        title: Homes
        measures:
          - id: m
            text: Share of homes
            unit: '%'
            polarity: lower is better
            definition: {definition}
            targets:
              - {{at_most: 10, period: FY 2026/27}}
            observations:
              - {{period: FY 2019/20, value: {value}, known_at: 2020-05-01}}
              - {{period: FY 2020/21, value: 9, known_at: 2021-05-01}}
            benchmarks:
              - {{area: England, value: {england}, period: FY 2019/20}}
"""
PAGES = (
    "/plans/ours/",
    "/plans/ours/areas/a",
    "/plans/ours/measures",
    "/plans/ours/measures/m",
    "/plans/ours/unanswered",
    "/plans/ours/checks",
)


def saved(
    partnership: Partnership,
    *,
    title: str = "Our plan",
    value: float = 12,
    england: float = 15,
    definition: str = "''",
) -> PlanVersion:
    text = FILE.format(title=title, value=value, england=england, definition=definition)
    return save_version(text=text, reason="Test", at=NOON, partnership=partnership)


def test_a_value_is_made_once_and_the_least_asked_for_makes_room():
    shelf: Shelf[str, str] = Shelf(10, weight=len)
    made: list[str] = []

    def get(key: str, value: str) -> str:
        def make() -> str:
            made.append(key)
            return value

        return shelf.get(key, make)

    get("a", "aaaa"), get("b", "bbbb"), get("a", "aaaa")
    get("c", "cccc")
    get("a", "aaaa"), get("b", "bbbb")

    assert made == ["a", "b", "c", "b"]


def test_what_is_larger_than_all_room_is_given_and_not_kept():
    shelf: Shelf[str, str] = Shelf(3, weight=len)

    assert shelf.get("a", lambda: "long") == "long"
    assert shelf.get("a", lambda: "new") == "new"


def test_two_who_ask_at_once_wait_for_one_making():
    shelf: Shelf[str, int] = Shelf(9)
    began, go_on = threading.Event(), threading.Event()
    made: list[int] = []

    def make() -> int:
        began.set()
        go_on.wait(5)
        made.append(1)
        return 7

    found: list[int] = []
    askers = [threading.Thread(target=lambda: found.append(shelf.get("a", make))) for _ in "123"]
    askers[0].start()
    began.wait(5)
    for one in askers[1:]:
        one.start()
    go_on.set()
    for one in askers:
        one.join(5)

    assert (found, made) == ([7, 7, 7], [1])


def test_what_could_not_be_made_is_tried_again():
    shelf: Shelf[str, int] = Shelf(9)

    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: 1 // 0)

    assert shelf.get("a", lambda: 7) == 7


@pytest.mark.django_db
def test_a_new_figure_benchmark_or_title_shows_at_once(client: Client, partnership: Partnership):
    saved(partnership)
    before = {path: read(client, path) for path in PAGES}

    saved(partnership, value=8.75, england=14.25, title="Their new plan")

    assert "8.75%" not in before["/plans/ours/measures/m"]
    page = read(client, "/plans/ours/measures/m")
    assert "8.75%" in page
    assert "14.25%" in page
    assert all("Their new plan" in read(client, path) for path in PAGES)


@pytest.mark.django_db
def test_going_back_shows_the_earlier_figures_at_once(client: Client, partnership: Partnership):
    saved(partnership, value=12.25)
    read(client, "/plans/ours/measures/m")
    saved(partnership, value=8.75)
    read(client, "/plans/ours/measures/m")

    restore_version(slug="ours", number=1, at=NOON)

    page = read(client, "/plans/ours/measures/m")
    assert "12.25%" in page
    assert "8.75%" not in page


@pytest.mark.django_db
def test_another_text_under_the_same_number_shows_at_once(client: Client, partnership: Partnership):
    version = saved(partnership, title="Before the backup came back")
    read(client, "/plans/ours/measures/m")
    text = version.content.replace("Before the backup", "After the backup")

    version.plan.versions.update(content=text, digest=digest_of(text))

    assert "After the backup came back" in read(client, "/plans/ours/measures/m")


@pytest.mark.django_db
def test_a_text_that_is_not_the_one_that_was_saved_is_not_shown_as_it(
    client: Client, partnership: Partnership
):
    version = saved(partnership, title="As it was saved, and nobody has read it yet")
    saved(partnership, title="Saved after it")

    version.plan.versions.filter(number=1).update(
        content=version.content.replace("nobody has read", "somebody altered")
    )

    with pytest.raises(plans.AlteredPlanError, match="Restore the database"):
        plans.version("ours", 1)
    html = read(client, "/plans/ours/history/1/plan.yaml", status=500)
    assert "ours version 1 is no longer what was saved" in html
    with pytest.raises(plans.AlteredPlanError):
        restore_version(slug="ours", number=1, at=NOON)
    assert plans.newest("ours").number == 2


@pytest.mark.django_db
def test_each_day_has_its_own_page_and_links_that_stay_at_it(
    client: Client, partnership: Partnership
):
    saved(partnership)

    latest = read(client, "/plans/ours/measures/m")
    then = read(client, "/plans/ours/measures/m?at=2020-06-01")
    same_day_chosen = read(client, "/plans/ours/measures/m?at=2021-05-01")

    assert "2020/21" in latest
    assert "2020/21" not in then
    assert "figures.csv?at=2021-05-01" in same_day_chosen
    assert "figures.csv?at" not in latest


@pytest.mark.django_db
def test_a_wrong_day_is_told_to_whoever_asked_for_it_alone(
    client: Client, partnership: Partnership
):
    saved(partnership)

    assert "is not a date" in read(client, "/plans/ours/?at=soon")
    assert "is not a date" not in read(client, "/plans/ours/")


@pytest.mark.django_db
def test_a_list_is_kept_apart_for_each_wish(client: Client, partnership: Partnership):
    saved(partnership)

    everything = read(client, "/plans/ours/measures")
    none = read(client, "/plans/ours/measures?status=on-track&agency=Nobody")

    assert "1 measure in the plan in force" in everything
    assert read(client, "/plans/ours/measures").count("<tr>") == everything.count("<tr>")
    assert none != everything


@pytest.mark.django_db
def test_somebody_of_another_partnership_gets_no_page_that_is_kept(
    client: Client, partnership: Partnership, appointed: Callable[..., Person]
):
    saved(partnership)
    other = signed_in(charlie(appointed))
    for path in PAGES:
        read(client, path)

    assert [other.get(path).status_code for path in PAGES] == [404] * len(PAGES)
    assert [Client().get(path).status_code for path in PAGES] == [302] * len(PAGES)


@pytest.mark.django_db
def test_whoever_loses_their_role_loses_the_pages_at_once(
    client: Client, partnership: Partnership, officer: Person
):
    saved(partnership)
    read(client, "/plans/ours/")

    for one in officer.memberships.all():
        people.end_membership(membership_id=one.pk, by=None, at=NOON)

    assert client.get("/plans/ours/").status_code == 404


@pytest.mark.django_db
def test_no_page_shows_whom_it_was_first_made_for(
    partnership: Partnership, appointed: Callable[..., Person]
):
    saved(partnership)
    first = signed_in(appointed(Role.BOARD, email="b1@council.example", name="Bettina First"))
    second = signed_in(appointed(Role.BOARD, email="b2@council.example", name="Bruno Second"))
    officer = signed_in(appointed(Role.OFFICER, email="o@council.example", name="Olga Third"))

    for path in PAGES:
        read(first, path)
        later = read(second, path), read(officer, path)

        assert all("Bettina" not in page for page in later)
        assert "Bruno Second" in later[0]
        assert "Import a document" not in later[0]
        assert "Import a document" in later[1]


@pytest.mark.django_db
def test_what_is_kept_is_made_for_nobody_by_name(
    partnership: Partnership, appointed: Callable[..., Person]
):
    person = appointed(Role.OFFICER)
    elsewhere = people.make_partnership(name="Elsewhere", by=None, at=NOON)
    appointed(Role.BOARD, within=elsewhere)
    known = viewer(person, at=NOON)

    nameless = known.nameless(partnership)

    assert nameless.person is None
    assert nameless.partnerships == (partnership,)
    assert nameless.agencies(partnership) == ()
    assert nameless.standing(partnership) == known.standing(partnership)
    assert nameless.may("plan.change", partnership)


@pytest.mark.django_db
def test_a_figure_computed_since_shows_at_once(client: Client, partnership: Partnership):
    saved(partnership, definition="persistent-absence")
    assert "made-up county" not in read(client, "/plans/ours/measures/m")
    figure = Figure("persistent-absence", "ours (synthetic)", "FY 2019/20", value=21.5)

    store(Run(known_at=NOON, engine="test", version="1"), [figure])

    assert "21.5%" in read(client, "/plans/ours/measures/m")
    again = figure._replace(value=33.5)
    store(Run(known_at=NOON + timedelta(days=1), engine="test", version="1"), [again])
    assert "33.5%" in read(client, "/plans/ours/measures/m")
    assert figures.newest_run() is not None


@pytest.mark.django_db
def test_a_body_is_made_once_for_all_of_the_same_standing(
    partnership: Partnership, appointed: Callable[..., Person]
):
    saved(partnership)
    newest = plans.newest("ours")
    made: list[Viewer] = []

    def shown(seen: Opened) -> Shown:
        made.append(seen.viewer)
        return Shown(title="Sources", context={"lines": []})

    for role, number in ((Role.BOARD, 1), (Role.BOARD, 2), (Role.OFFICER, 3)):
        person = appointed(role, email=f"{number}@council.example")
        opened = Opened(
            plan=newest.plan,
            partnership=partnership,
            viewer=viewer(person, at=NOON),
            version=newest.number,
            digest=newest.digest,
            at=NOON.date(),
        )
        body("sources", opened, shown, asked="once")

    assert [one.roles(partnership) for one in made] == [{Role.BOARD}, {Role.OFFICER}]
    assert [one.person for one in made] == [None, None]
