"""An edition is what the board saw: issued once, and the same bytes for ever."""

import ast
import hashlib
import re
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from django.conf import settings as service
from django.db import IntegrityError, transaction
from django.test import Client

import headway
from headway import planfile
from headway.cli import main
from headway.disclosure.editions import files as published_files
from headway.disclosure.editions.attacked import attack_editions
from headway.domain.plan import Plan
from headway.web.editions import queries
from headway.web.editions.actions import EditionExistsError
from headway.web.editions.models import Audience, Edition, EditionFile
from headway.web.plans.actions import save_version
from headway.web.plans.models import PlanRecord
from tests.web.answers_setting import round_of
from tests.web.conftest import NOON, read
from tests.web.issuing import issue

pytestmark = [pytest.mark.django_db]

ADDRESS = "/plans/oxfordshire/editions"
SOURCE = Path(headway.__file__).parent
MAKING = re.compile(r"\bEdition$|\b(Edition\.objects|editions)\.a?(bulk_|\w+_or_)?create$")
"""What is called to make one: the model itself, or what makes rows of it."""


@pytest.fixture
def spring(oxfordshire: PlanRecord) -> Edition:
    return issue(
        slug="oxfordshire",
        at=date(2020, 5, 31),
        label="Spring 2020",
        audience=Audience.BOARD,
        issued_at=NOON,
    )


def test_an_edition_has_report_and_briefing_and_keeps_them_through_corrections(spring, client):
    before = {(one.document, one.suffix): bytes(one.content) for one in spring.files.all()}
    text = planfile.example_path().read_text(encoding="utf-8")
    save_version(text=text.replace("Be Safe", "Be Safer"), reason="Corrected", at=NOON)

    after = {
        (document, suffix): client.get(f"{ADDRESS}/{spring.pk}/{document}.{suffix}").content
        for document, suffix in before
    }

    report = {suffix for document, suffix in before if document == "progress-report"}
    assert report == {"docx", "pdf", "html", "xlsx"}
    assert before["briefing", "pdf"].startswith(b"%PDF")
    assert after == before


def test_a_download_says_what_it_is_and_is_kept_rather_than_shown(spring, client: Client):
    response = client.get(f"{ADDRESS}/{spring.pk}/progress-report.html")

    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="oxfordshire-progress-report-2020-05-31.html"'
    )


def test_the_page_lists_the_edition_with_the_digests_of_its_files(spring, client: Client):
    html = read(client, ADDRESS)

    assert "Spring 2020" in html
    assert "As at 31 May 2020, for the board" in html
    for one in spring.files.all():
        assert one.sha256 in html
        assert hashlib.sha256(one.content).hexdigest() == one.sha256


def test_a_second_edition_of_the_same_name_is_refused(spring, client: Client):
    with pytest.raises(EditionExistsError, match="never changed"):
        issue(
            slug="oxfordshire",
            at=date(2021, 5, 31),
            label=" Spring  2020 ",
            audience=Audience.BOARD,
            issued_at=NOON,
        )


def test_bytes_that_were_tampered_with_are_not_handed_out(spring):
    EditionFile.objects.filter(suffix="html").update(content=b"altered")

    with pytest.raises(queries.AlteredFileError, match="no longer what was issued"):
        queries.file("oxfordshire", spring.pk, "progress-report", "html")


def test_an_officer_is_told_what_is_missing_in_the_form(oxfordshire, client: Client):
    response = client.post(ADDRESS, {"label": " ", "at": "31/02/2020", "audience": "everybody"})

    html = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in html
    assert "Give the edition a name" in html
    assert "The day must be a real date" in html
    assert html.count("Error:") >= 3
    assert not Edition.objects.exists()


def test_an_officer_comes_from_the_form_to_the_checklist_and_nothing_is_issued_yet(
    oxfordshire, client: Client
):
    sent = {"label": "Summer 2021", "at": "2021-05-31", "audience": "partners"}

    html = client.post(ADDRESS, sent, follow=True).content.decode()

    assert "Edition in preparation" in html
    assert "Summer 2021" in html
    assert not Edition.objects.exists()


def test_an_amended_edition_begins_with_the_round_that_the_old_one_had(
    oxfordshire, spring, client: Client
):
    newest = round_of(oxfordshire)

    def chosen(address: str) -> list[str]:
        rounds = read(client, address).partition('name="round"')[2].partition("</select>")[0]
        return re.findall(r'value="(\d*)"\s+selected', rounds)

    assert chosen(ADDRESS) == [str(newest.pk)]
    assert chosen(f"{ADDRESS}?amends={spring.pk}") == [""], "it had none"


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"label": ""}, "edition_has_a_label"),
        ({"audience": "everybody"}, "edition_audience_is_known"),
    ],
)
def test_the_database_itself_refuses_an_edition_that_makes_no_sense(oxfordshire, wrong, rule):
    whole = {
        "plan": oxfordshire,
        "version": oxfordshire.versions.get(),
        "at": date(2020, 5, 31),
        "label": "Spring",
        "audience": "board",
        "issued_at": NOON,
    }

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Edition.objects.create(**{**whole, **wrong})


def test_a_reader_is_told_in_words_why_an_altered_file_is_withheld(spring, client: Client):
    EditionFile.objects.filter(suffix="html").update(content=b"altered")

    html = read(client, f"{ADDRESS}/{spring.pk}/progress-report.html", status=500)

    assert "This page cannot be shown" in html
    assert "no longer what was issued" in html


def test_the_next_edition_tells_what_changed_since_the_one_before(spring):
    summer = issue(
        slug="oxfordshire",
        at=date(2021, 5, 31),
        label="Summer 2021",
        audience=Audience.BOARD,
        issued_at=NOON,
    )

    html = bytes(summer.files.get(document="progress-report", suffix="html").content).decode()
    assert "31 May 2020" in html


def test_an_edition_has_the_bytes_that_the_command_line_gives(spring, tmp_path):
    plan = str(planfile.example_path())
    asked = ["--at", "2020-05-31", "--edition", "Spring 2020", "--formats", "html"]

    assert main(["report", plan, *asked, "-o", str(tmp_path)]) == 0

    [written] = tmp_path.iterdir()
    kept = spring.files.get(document="progress-report", suffix="html")
    assert (kept.name, bytes(kept.content)) == (written.name, written.read_bytes())


def test_a_public_edition_hides_small_numbers_and_keeps_its_figures_for_the_next(
    oxfordshire: PlanRecord, client: Client
):
    made = [
        issue(
            slug="oxfordshire",
            at=date(year, 5, 31),
            label=f"Public {year}",
            audience=audience,
            issued_at=NOON + timedelta(days=year - 2020),
        )
        for year, audience in ((2020, Audience.PUBLIC), (2021, cast("Audience", "public")))
    ]

    page, plainly = (
        bytes(one.files.get(document="progress-report", suffix="html").content).decode()
        for one in made
    )
    figures = [
        published_files.read(bytes(one.content).decode(), one.name)
        for one in queries.public_figures("oxfordshire")
    ]
    assert "[c] with a child protection plan" in page
    assert "[c] with a child protection plan" in plainly
    assert "Board edition" not in page
    assert [one.edition for one in figures] == ["Public 2021", "Public 2020"]
    assert attack_editions(figures).recovered == ()
    listed = read(client, ADDRESS)
    assert "for the public" in listed
    assert "Small numbers of people are hidden" in listed


def test_a_plan_whose_sums_do_not_hold_has_no_public_edition_and_says_why(
    oxfordshire: PlanRecord, client: Client
):
    text = planfile.example_path().read_text(encoding="utf-8")
    one = "{total: children-missing-education, parts: [permanent-exclusions]}"
    wrong = f"disclosure:\n  sums:\n    - {one}\n"
    save_version(text=text.replace("sources:\n", f"{wrong}sources:\n", 1), reason="Sums", at=NOON)

    response = client.post(
        ADDRESS, {"label": "Public", "at": "2020-05-31", "audience": Audience.PUBLIC}, follow=True
    )

    html = response.content.decode()
    assert "To clear" in html
    assert "does not add up" in html
    assert "Issue it now" not in html
    assert not Edition.objects.exists()


def test_an_officer_sees_what_the_public_would_see_before_issuing_it(oxfordshire, client: Client):
    html = read(client, "/plans/oxfordshire/public?at=2020-05-31")

    assert "2 figures and" in html
    assert "Child Protection, AY 2019/20 T4" in html
    assert "[c] with a child protection plan and 16" in html
    assert "1 to 5" in html
    assert "No public edition has been issued yet" in html
    assert "/plans/oxfordshire/editions?audience=public" in html
    assert 'value="public" checked' in read(client, f"{ADDRESS}?audience=public")


def test_an_officer_is_told_whether_the_last_public_edition_allows_another(
    oxfordshire, client: Client
):
    issue(
        slug="oxfordshire",
        at=date(2020, 5, 31),
        label="Public 2020",
        audience=Audience.PUBLIC,
        issued_at=NOON,
    )

    html = read(client, "/plans/oxfordshire/public?at=2021-05-31")

    assert "The public edition so far allows it" in html


def test_an_officer_of_a_plan_without_small_numbers_is_told_so(client: Client):
    save_version(text=planfile.dumps(Plan(slug="e", title="Empty")), reason="", at=NOON)

    assert "Nothing would be hidden" in read(client, "/plans/e/public")


def test_an_officer_reads_why_there_can_be_no_public_edition(oxfordshire, client: Client):
    text = planfile.example_path().read_text(encoding="utf-8")
    one = "{total: children-missing-education, parts: [permanent-exclusions]}"
    wrong = f"disclosure:\n  sums:\n    - {one}\n"
    save_version(text=text.replace("sources:\n", f"{wrong}sources:\n", 1), reason="Sums", at=NOON)

    html = read(client, "/plans/oxfordshire/public")

    assert "There can be no public edition for this day" in html
    assert "does not add up" in html
    assert "children-missing-education = permanent-exclusions" in html


def test_an_edition_is_made_of_a_draft_whose_checklist_is_clear_and_in_no_other_way():
    made = [
        f"{path.relative_to(SOURCE).as_posix()}: {deed.name}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
        for deed in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(deed, ast.FunctionDef) and any(map(makes_an_edition, ast.walk(deed)))
    ]
    issuing = SOURCE / "web/editions/actions/issuing.py"
    keeps = [
        deed.name
        for deed in ast.parse(issuing.read_text(encoding="utf-8")).body
        if isinstance(deed, ast.FunctionDef)
        and any(isinstance(one, ast.Name) and one.id == "_keep" for one in ast.walk(deed))
    ]

    assert made == ["web/editions/actions/issuing.py: _keep"]
    assert keeps == ["issue_draft"]
    assert "django.contrib.admin" not in service.INSTALLED_APPS


def makes_an_edition(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and bool(MAKING.search(ast.unparse(node.func)))
