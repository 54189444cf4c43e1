"""What people find on the pages of a plan."""

import csv
import hashlib
import io

import pytest
from django.test import Client

from headway import planfile
from headway.domain.observations import Observation, RowId
from headway.domain.plan import Action, Area, AreaId, Measure, Outcome, OutcomeId, Plan
from headway.web.people.models import Role
from headway.web.plans.actions import save_version
from tests.web.conftest import NOON, read, signed_in

pytestmark = pytest.mark.django_db

PLAN = "/plans/oxfordshire"
YEAR_2 = "?at=2020-05-31"


def loaded(plan: Plan) -> str:
    save_version(text=planfile.dumps(plan), reason="Test", at=NOON)
    return f"/plans/{plan.slug}"


def small_plan(**parts: object) -> Plan:
    outcome = Outcome(id=OutcomeId("safe"), title="Be Safe")
    area = Area(id=AreaId("homes"), outcome=outcome.id, title="Homes")
    whole = {"slug": "ours", "title": "Our plan", "outcomes": (outcome,), "areas": (area,)}
    return Plan(**{**whole, **parts})  # type: ignore[arg-type] # any parts of a plan


def test_somebody_new_is_offered_the_import_and_the_example(client: Client):
    html = read(client, "/")

    assert "There is no plan here yet" in html
    assert "Load the example plan" in html


def test_an_administrator_who_finds_no_plan_is_led_to_inviting_an_officer(appointed):
    administrator, member = appointed(Role.ADMINISTRATOR), appointed(Role.BOARD)

    assert 'href="/partnerships/partnership/people/invite"' in read(signed_in(administrator), "/")
    assert "people/invite" not in read(signed_in(member), "/")


def test_the_example_is_one_press_away(client: Client):
    response = client.post("/example", follow=True)

    assert response.redirect_chain[-1][0] == f"{PLAN}/"
    assert "The example plan is loaded" in response.content.decode()


def test_with_one_plan_the_front_page_is_that_plan(client: Client, oxfordshire):
    assert client.get("/").headers["Location"] == f"{PLAN}/"
    assert "In Headway since 1 June 2021" in read(client, "/?all")


def test_a_board_member_sees_first_what_is_breached_and_why(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/{YEAR_2}")

    assert "4 breached" in html
    breached = html.index("70 permanent exclusions by the end of term 4 is already above")
    assert breached < html.index("Persistent absence in primary schools")
    assert "As at <strong>31 May 2020</strong>" in html


def test_the_chosen_day_is_kept_in_every_link(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/{YEAR_2}")

    assert f'href="{PLAN}/measures{YEAR_2}' in html
    assert f'href="{PLAN}/areas/engaged-in-education{YEAR_2}"' in html


def test_the_latest_day_is_shown_when_none_is_chosen(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/")

    assert "31 May 2021" in html
    assert "Show the latest" not in html


def test_a_day_that_does_not_exist_is_pointed_out_and_the_latest_shown(client, oxfordshire):
    html = read(client, f"{PLAN}/?at=2020-02-31")

    assert "“2020-02-31” is not a date" in html or "&quot;2020-02-31&quot; is not a date" in html
    assert "The latest figures are shown instead" in html


def test_what_changed_between_the_years_is_told_with_its_number(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/")

    assert "Since 31 May 2020" in html
    assert "rows are new in the plan" in html
    assert "rows are no longer in the plan" in html


def test_an_area_says_once_what_its_rows_share(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/areas/engaged-in-education{YEAR_2}")

    assert "For every row unless it says otherwise" in html
    assert "as above" in html
    assert "How we will know" in html


def test_a_measure_explains_itself_and_says_where_its_figures_are_from(client, oxfordshire):
    html = read(client, f"{PLAN}/measures/permanent-exclusions{YEAR_2}")

    assert "Breached" in html
    assert "52 at the same point last year" in html
    assert "no more than 65" in html
    assert "year 2, actions and progress, line 4" in html
    assert "<svg" in html
    assert "Measure after" in html


def test_a_lost_figure_is_said_to_be_lost_and_is_never_a_zero(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/measures/secondary-fixed-term-exclusions-sen{YEAR_2}")

    assert "Figure lost" in html
    assert ">0<" not in html


def test_an_analyst_takes_the_figures_away(client: Client, oxfordshire):
    response = client.get(f"{PLAN}/measures/permanent-exclusions/figures.csv{YEAR_2}")

    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(one["period"], one["value"]) for one in lines if one["value"] == "70"]
    assert lines[0]["source"]
    assert "attachment" in response.headers["Content-Disposition"]


def test_words_that_a_spreadsheet_would_carry_out_are_made_harmless(client: Client):
    measure = Measure(id=RowId("m"), area=AreaId("homes"), text="Fewer", title="=1+1")
    figure = Observation(row=measure.id, value=-3.0, words="@SUM(A1)")
    address = loaded(small_plan(measures=(measure,), observations=(figure,)))

    text = client.get(f"{address}/measures/m/figures.csv").content.decode("utf-8-sig")

    assert ",'=1+1," in text
    assert ",-3," in text
    assert ",'@SUM(A1)" in text


def test_words_from_a_document_cannot_become_markup(client: Client):
    hostile = '<script>alert("x")</script>'
    measure = Measure(id=RowId("m"), area=AreaId("homes"), text=hostile, title=hostile)
    action = Action(id=RowId("a"), area=AreaId("homes"), text=hostile)
    address = loaded(small_plan(title=hostile, measures=(measure,), actions=(action,)))

    for page in ("/", "/areas/homes", "/measures", "/measures/m", "/actions", "/unanswered"):
        html = read(client, f"{address}{page}")
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_an_empty_plan_has_pages_that_say_what_is_missing(client: Client):
    address = loaded(Plan(slug="empty", title="Empty plan"))

    assert "names no outcomes yet" in read(client, f"{address}/")
    assert "has no measures" in read(client, f"{address}/measures")
    assert "has no actions" in read(client, f"{address}/actions")
    assert "has no glossary" in read(client, f"{address}/glossary")
    assert "Every row of the plan has an answer" in read(client, f"{address}/unanswered")
    assert "Nothing has been dropped" in read(client, f"{address}/dropped")
    assert "names no documents" in read(client, f"{address}/sources")
    assert "No edition has been issued yet" in read(client, f"{address}/editions")


def test_an_officer_filters_the_measures_and_sorts_the_worst_first(client, oxfordshire):
    html = read(client, f"{PLAN}/measures{YEAR_2}&status=breached")
    assert "4 of 22 measures" in html

    html = read(client, f"{PLAN}/measures{YEAR_2}&sort=status&agency=nobody-at-all")
    rows = html[html.index("<tbody>") :]
    assert "22 measures" in html
    assert rows.index("Breached") < rows.index("Off track") < rows.index("Met")


def test_an_agency_sees_its_own_actions(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/actions?agency=Domestic+Abuse+Strategic+Board&sort=late")

    assert "of 11 actions" in html
    assert "Engagement and Consultation Team</h2>" not in html


def test_silence_is_visible_under_those_who_should_speak(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/unanswered")

    assert "have neither a figure nor a word of progress" in html
    assert "days overdue" in html


def test_the_checks_are_grouped_by_rule_with_what_to_do(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/checks")
    assert "What to do:" in html

    html = read(client, f"{PLAN}/checks?severity=error")
    assert " findings. <a" in html


def test_a_board_member_reads_by_which_methods_the_figures_were_judged(client, oxfordshire):
    html = read(client, f"{PLAN}/methods?at=2020-05-31")

    assert "Two counts compared" in html
    assert "Przyborowski" in html
    assert "Permanent exclusions" in html
    assert "The early years profile was not collected" in html
    assert "1 to 5" in html


def test_a_parent_finds_an_acronym_in_the_glossary(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/glossary?q=camhs")

    assert "CAMHS" in html
    assert " of " in html


@pytest.mark.parametrize(
    ("words", "found"),
    [("permanent exclu", "Permanent exclusions"), ("PERMANENT", "Permanent exclusions")],
)
def test_the_beginning_of_a_word_finds_the_row(client: Client, oxfordshire, words, found):
    html = read(client, f"{PLAN}/search{YEAR_2}&q={words}")

    assert found in html
    assert "<mark>" in html


def test_nothing_found_says_what_to_try(client: Client, oxfordshire):
    assert "Try fewer words" in read(client, f"{PLAN}/search?q=zebra+crossing")


def test_the_history_goes_back_and_forth(client: Client, oxfordshire):
    text = planfile.example_path().read_text(encoding="utf-8")
    save_version(text=text.replace("Be Safe", "Be Safer"), reason="Renamed", at=NOON)

    client.post(f"{PLAN}/history/1/restore")

    html = read(client, f"{PLAN}/history")
    assert "Went back to version 1" in html
    assert client.get(f"{PLAN}/history/3/plan.yaml").content.decode() == text


@pytest.mark.parametrize(
    "address",
    [
        "/plans/nowhere/",
        f"{PLAN}/areas/none",
        f"{PLAN}/measures/none",
        f"{PLAN}/history/99/plan.yaml",
        f"{PLAN}/editions/1/progress-report.pdf",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: Client, oxfordshire, address):
    assert "Page not found" in read(client, address, status=404)


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31", "1999-12-31", "x" * 5000, "%00"])
@pytest.mark.parametrize("page", ["/", "/measures", "/unanswered", "/checks", "/editions"])
def test_no_day_however_strange_breaks_a_page(client: Client, oxfordshire, page, at):
    read(client, f"{PLAN}{page}?at={at}")


@pytest.mark.parametrize("strange", ["%00", "%F0%9F%A6%93", "(((", "\\\\", "a" * 3000, "' OR 1=1"])
@pytest.mark.parametrize("page", ["search?q=", "glossary?q=", "measures?status=", "checks?code="])
def test_no_wish_however_strange_breaks_a_page(client: Client, oxfordshire, page, strange):
    read(client, f"{PLAN}/{page}{strange}")


def test_before_the_first_document_nothing_was_known(client: Client, oxfordshire):
    html = read(client, f"{PLAN}/measures/camhs-access?at=2019-01-01")

    assert "Nobody has reported a figure" in html
    assert "52.4%" not in html


def test_a_measure_of_next_year_is_not_there_yet_and_the_page_says_so(client, oxfordshire):
    html = read(client, f"{PLAN}/measures/attendance-compared{YEAR_2}", status=404)

    assert "had no such measure on 31 May 2020" in html
    assert "Attendance beside" in read(client, f"{PLAN}/measures/attendance-compared")


def test_a_plan_file_that_can_no_longer_be_read_says_where_it_is_wrong(client, oxfordshire):
    content = "headway: 1\ntitel: Typo\n"
    digest = hashlib.sha256(content.encode()).hexdigest()
    oxfordshire.versions.update(content=content, digest=digest)

    html = read(client, f"{PLAN}/", status=500)

    assert "This page cannot be shown" in html
    assert "oxfordshire version 1" in html
