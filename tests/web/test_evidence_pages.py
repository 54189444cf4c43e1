"""The data behind a plan: an officer uploads a file, corrects it, computes, asks where from."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from headway import planfile
from headway.web.evidence import working
from headway.web.evidence.directory import data_directory
from headway.web.evidence.models import Job, State, What
from headway.web.figures import queries as figures
from headway.web.figures.computed import figures_of
from headway.web.plans import queries as plans
from headway.web.plans.actions import save_version
from tests import agencies
from tests.web import forking
from tests.web.conftest import NOON, PHONE, WIDE, Onlooker, read

DATA = "/plans/p/data"
TERM = "AY 2023/24 T4"
PLAN = """\
headway: 1
slug: p
title: Plan
outcomes:
  - id: o
    title: Be Successful
    areas:
      - id: a
        title: In school
        measures:
          - {id: suspended, text: Fewer pupils suspended, definition: pupils-suspended}
          - {id: absent, text: Fewer persistently absent, unit: "%", definition: persistent-absence}
"""


@pytest.fixture
def plan(db, settings, tmp_path: Path) -> str:
    """A plan with two computed measures, and a folder of its own for the service."""
    settings.DATA_FOLDER = tmp_path
    return save_version(text=PLAN, reason="", at=NOON).plan.slug


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done before the page is shown, not in a thread, by a process that is soon there."""
    monkeypatch.setattr(working, "begin", working.work)
    monkeypatch.setattr(working, "_answers", forking.answers)


def said(html: str) -> str:
    """The words of a page, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def send(
    client: Client,
    kind: str,
    text: str,
    *,
    how: str = "whole",
    name: str = "synthetic-",
    **more: str,
) -> str:
    """Upload a file and answer with the words of the page that comes."""
    file = SimpleUploadedFile(f"{name}{kind}.csv", text.encode(), content_type="text/csv")
    response = client.post(DATA, {"file": file, "kind": kind, "how": how, **more}, follow=True)
    assert response.status_code == 200, response.content.decode()[:3000]
    return said(response.content.decode())


def test_with_nothing_loaded_the_page_says_how_to_begin_and_what_the_measures_need(client, plan):
    page = said(read(client, DATA))

    assert "Nothing has been loaded yet" in page
    assert "headway data load schools" in page
    assert "Fewer pupils suspended" in page
    assert "Exclusions and suspensions: nothing has come" in page


def test_a_file_is_uploaded_checked_and_listed_with_its_digest(
    client, plan, at_once, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert "2 rows are kept" in send(client, "schools", agencies.SCHOOLS)
        assert "15 rows are kept" in send(client, "exclusions", agencies.exclusions())

    page = said(read(client, DATA))
    assert "synthetic-exclusions.csv (synthetic)" in page
    assert "SHA-256" in page
    assert "10 October 2023 to 21 October 2023" in page
    assert "Exclusions and suspensions: loaded" in page
    assert not list((data_directory("p").parents[1] / "uploads").glob("*"))


def test_rows_with_faults_refuse_a_file_and_come_back_as_a_workbook(client, plan, at_once):
    broken = agencies.exclusions().replace("2023-10-12,2023-10-12,2,", "2023-10-12,soon,2,", 1)

    page = send(client, "exclusions", broken)

    assert "was not loaded" in page
    assert "Nothing was kept, because some rows have faults" in page
    job = Job.objects.get()
    response = client.get(f"{DATA}/jobs/{job.key}/to-correct.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == ["soon"]

    kept = send(client, "exclusions", broken, how="keep-good")

    assert "1 row with faults set aside" in kept
    assert "1 row set aside" in said(read(client, DATA))


def test_days_without_a_row_are_missing_until_a_file_speaks_for_them(client, plan, at_once):
    send(client, "schools", agencies.SCHOOLS)
    send(client, "exclusions", agencies.exclusions())

    missing = client.post(f"{DATA}/compute", {"period": "AY 2024/25 T4"}, follow=True)
    days = {"covers_first": "1/09/2023", "covers_last": "04/04/2025"}
    kept = send(client, "exclusions", agencies.exclusions(), name="until-april-", **days)
    computed = client.post(f"{DATA}/compute", {"period": "AY 2024/25 T4"}, follow=True)

    assert "That is missing, not zero." in said(missing.content.decode())
    assert "15 rows are kept" in kept
    assert "Fewer pupils suspended: 0." in said(computed.content.decode())


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("1/09/2024", "", "Enter both days, or neither."),
        ("1/09/2024", "1/08/2024", "The last day lies before the first."),
        ("soon", "1/08/2024", "Enter a day such as 02/09/2024."),
    ],
)
def test_days_that_are_none_are_said_beside_the_field(client, plan, first, last, words):
    page = client.post(DATA, {"covers_first": first, "covers_last": last})

    assert page.status_code == 422
    assert words in said(page.content.decode())
    assert '<details class="govuk-details" open>' in page.content.decode()


def test_corrected_rows_are_added_to_those_that_were_good(client, plan, at_once):
    lines = agencies.exclusions().splitlines(keepends=True)
    send(client, "schools", agencies.SCHOOLS)
    send(client, "exclusions", "".join(lines[:-1]))

    send(client, "exclusions", lines[0] + lines[-1], how="adds")

    response = client.post(f"{DATA}/compute", {"period": TERM}, follow=True)
    assert "Fewer pupils suspended: 13." in said(response.content.decode())


def test_a_file_of_another_kind_is_refused_with_what_it_looks_like(client, plan, at_once):
    page = send(client, "exclusions", agencies.SCHOOLS)

    assert "was not loaded" in page
    assert "its headings in row 1 are those of schools" in page


def test_each_kind_shows_its_newest_load_and_how_far_all_its_loads_reach(client, plan, at_once):
    lines = agencies.exclusions().splitlines(keepends=True)
    earlier = "".join(lines).replace("2023-", "2022-").replace("2024-", "2023-")
    send(client, "schools", agencies.SCHOOLS)
    send(client, "exclusions", earlier, name="last-year-")
    send(client, "exclusions", "".join(lines), name="this-year-")

    html = read(client, DATA)

    *_, until = re.findall(r"Exclusions and suspensions: loaded, to [\w ]*?(\d{4})", said(html))
    assert until == "2023"
    newest, _, folded = html.partition("1 earlier load, all kept")
    assert "this-year-exclusions.csv" in newest
    assert "last-year-exclusions.csv" not in newest
    assert "last-year-exclusions.csv" in folded


def test_the_same_file_twice_is_noticed(client, plan, at_once):
    send(client, "schools", agencies.SCHOOLS)

    assert "was loaded before, as load 1" in send(client, "schools", agencies.SCHOOLS)


def test_measures_are_computed_into_a_new_version_and_what_lacks_data_is_named(
    client, plan, at_once
):
    send(client, "schools", agencies.SCHOOLS, name="agency-")
    send(client, "exclusions", agencies.exclusions(), name="agency-")

    response = client.post(f"{DATA}/compute", {"period": TERM}, follow=True)

    page = said(response.content.decode())
    assert "Fewer pupils suspended: 13." in page
    assert "Fewer persistently absent: not computed." in page
    saved = plans.newest("p")
    assert (saved.number, saved.plan.observations[0].value) == (2, 13)


def test_a_county_is_made_up_at_a_button_and_once_at_a_time(client, plan, monkeypatch):
    monkeypatch.setattr(working, "begin", lambda job: None)
    assert "Make up a county" in read(client, DATA)

    unsaid = client.post(f"{DATA}/make-up")
    first = client.post(f"{DATA}/make-up", {"pupils": "1000"}, follow=True)
    client.post(f"{DATA}/make-up", {"pupils": "4000"})

    job = Job.objects.get()
    assert "Choose how many pupils to make up." in said(unsaid.content.decode())
    assert (job.what, job.size) == (What.MAKE_UP, 1_000)
    assert "Making up a county" in said(first.content.decode())
    assert "A made-up county" in said(read(client, DATA))


def test_no_made_up_county_goes_beside_real_data(client, plan, at_once):
    send(client, "schools", agencies.SCHOOLS, name="county-")
    assert "Make up a county" not in read(client, DATA)

    answer = client.post(f"{DATA}/make-up", {"pupils": "1000"})

    assert answer.status_code == 422
    assert "Real data has been loaded for this plan" in said(answer.content.decode())
    assert not Job.objects.filter(what=What.MAKE_UP).exists()


def test_what_is_late_goes_by_the_days_of_each_kind_and_is_never_of_made_up_data(
    client, plan, at_once
):
    send(client, "exclusions", agencies.exclusions())
    assert "should have come by now" not in read(client, DATA)

    send(client, "exclusions", agencies.exclusions().replace("\r", "") + "\n", name="county-")

    page = said(read(client, f"{DATA}?at=2024-06-01"))
    assert "should have come by now" in page
    assert "Exclusions and suspensions:" in page
    assert "due within 14 days of the end of each term" in page
    assert "Survey answers" not in page.partition("Load a file")[0]


def test_what_is_computed_is_kept_with_the_files_that_it_rests_on(client, plan, at_once):
    send(client, "schools", agencies.SCHOOLS, name="agency-")
    send(client, "exclusions", agencies.exclusions(), name="agency-")

    client.post(f"{DATA}/compute", {"period": TERM}, follow=True)

    (kept,) = figures_of("p", plans.newest("p").plan.measures)["suspended"]
    assert (kept.period, kept.made_up, kept.figure.value) == (TERM, False, 13)
    run = figures.provenance(kept.figure.run)
    assert run is not None
    assert [one["name"] for one in run.sources] == ["agency-schools.csv", "agency-exclusions.csv"]


def test_figures_of_made_up_data_stand_apart_and_are_never_written_into_the_plan(
    client, plan, at_once
):
    send(client, "schools", agencies.SCHOOLS)
    send(client, "exclusions", agencies.exclusions())

    response = client.post(f"{DATA}/compute", {"period": TERM}, follow=True)

    assert "1 figure rests on made-up data" in said(response.content.decode())
    saved = plans.newest("p")
    assert (saved.number, saved.plan.observations) == (1, ())
    page = said(read(client, "/plans/p/measures/suspended"))
    assert "Computed from a made-up county (synthetic)" in page
    assert re.search(r"End of term 4, 2023/24 .{0,40}– .{0,40}13 synthetic", page)
    assert "Nobody has reported a figure for this measure" in page


def test_a_computed_figure_leads_to_its_files_and_its_groups_without_small_numbers(
    client, plan, at_once
):
    send(client, "schools", agencies.SCHOOLS)
    send(client, "exclusions", agencies.exclusions())
    client.post(f"{DATA}/compute", {"period": TERM}, follow=True)

    measure = read(client, "/plans/p/measures/suspended")
    (way,) = re.findall(r'href="(/plans/p/measures/suspended/computed\?[^"]+)"', measure)
    page = said(read(client, way.replace("&amp;", "&")))
    split = said(read(client, way.replace("&amp;", "&") + "&by=phase"))

    assert "synthetic-exclusions.csv : 15 rows" in page
    assert "Everybody 13" in page
    assert "Exclusions and suspensions in the file 15" in page
    # with 11 of the 13 shown, 2 would be known to be of no secondary school
    assert "All 13 Primary [c] Secondary [c]" in split
    assert "withheld, because the number is small" in split


def test_a_directory_set_up_anew_is_not_answered_with_figures_of_the_one_before(
    client, plan, at_once, settings, tmp_path
):
    way = f"/plans/p/measures/suspended/computed?period={TERM}&by=phase"
    fewer = {**agencies.SUSPENDED, agencies.SECONDARY: (1, 1, 2, 3, 4, 5, 6, 7, 11)}
    send(client, "schools", agencies.SCHOOLS)
    send(client, "exclusions", agencies.exclusions(fewer))
    before = said(read(client, way))
    settings.DATA_FOLDER = tmp_path / "anew"

    send(client, "schools", agencies.SCHOOLS)
    send(client, "exclusions", agencies.exclusions())

    assert "All 10 Primary [c] Secondary [c]" in before
    assert "All 13 Primary [c] Secondary [c]" in said(read(client, way))


def test_a_period_that_is_none_is_said_in_a_sentence(client, plan):
    wrong = client.post(f"{DATA}/compute", {"period": "soon"})

    assert wrong.status_code == 422
    assert "is not a period" in said(wrong.content.decode())
    assert "is not a period" in said(read(client, "/plans/p/measures/suspended/computed"))


def test_nothing_chosen_is_said_beside_the_field(client, plan):
    page = client.post(DATA, {})

    assert page.status_code == 422
    words = said(page.content.decode())
    assert "Choose the file to load." in words
    assert "Choose what the file holds." in words


def test_a_job_of_another_plan_leads_nowhere(client, plan, at_once):
    send(client, "schools", agencies.SCHOOLS)
    save_version(text=PLAN.replace("slug: p", "slug: q"), reason="", at=NOON)

    assert client.get(f"/plans/q/data/jobs/{Job.objects.get().key}").status_code == 404


def test_a_job_that_a_restart_interrupted_can_be_done_again(client, plan, monkeypatch):
    monkeypatch.setattr(working, "begin", lambda job: None)
    send(client, "schools", agencies.SCHOOLS)
    job = Job.objects.get()
    Job.objects.update(started_at=NOON)

    assert "was interrupted" in said(read(client, f"{DATA}/jobs/{job.key}"))
    monkeypatch.setattr(working, "begin", working.work)
    client.post(f"{DATA}/jobs/{job.key}/again")

    assert Job.objects.get().state == State.DONE


@pytest.fixture
def loaded(transactional_db: None, client: Client, plan: str, at_once: None) -> str:
    """The plan with files of both sorts loaded, one refused, and its measures computed."""
    send(client, "schools", agencies.SCHOOLS)
    broken = agencies.exclusions().replace("2023-10-12,2023-10-12,2,", "2023-10-12,soon,2,", 1)
    send(client, "exclusions", broken)
    send(client, "exclusions", broken, how="keep-good")
    client.post(f"{DATA}/compute", {"period": TERM})
    return plan


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_page_on_data_is_accessible_and_fits(
    live_server: LiveServer, onlooker: Onlooker, loaded
):
    complaints = {}
    computed = "/plans/p/measures/suspended/computed?period=AY+2023%2F24+T4&by=phase"
    jobs = [f"{DATA}/jobs/{job.key}" for job in Job.objects.all()]
    for address in (DATA, computed, "/plans/p/measures/suspended", *jobs):
        onlooker.open(live_server.url + address)
        for width in (WIDE, PHONE):
            onlooker.narrow(width)
            if found := onlooker.complaints():
                complaints[f"{address} at {width} px"] = found

    assert complaints == {}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_empty_page_holds_up_and_a_file_can_be_sent_without_scripts(
    live_server: LiveServer, onlooker_without_scripts: Onlooker, plan, tmp_path
):
    page = onlooker_without_scripts.page
    onlooker_without_scripts.open(live_server.url + DATA, width=PHONE)
    files = agencies.write(tmp_path)

    page.get_by_label("The file", exact=True).set_input_files(files["schools"])
    page.get_by_label("What does it hold?").select_option("schools")
    page.get_by_role("button", name="Load the file").click()

    page.get_by_role("heading", name="synthetic-schools.csv is loaded").wait_for(timeout=60_000)


def test_the_plan_of_these_tests_is_sound():
    assert planfile.loads(PLAN).measures[0].definition == "pupils-suspended"
