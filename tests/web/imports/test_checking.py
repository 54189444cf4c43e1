"""An officer uploads last year's report, checks what was read, and saves the plan."""

import re
from html import unescape

import pytest

from headway.domain.observations import State
from headway.web.imports import actions, queries
from headway.web.imports.models import Import
from headway.web.plans import queries as plans
from tests.web.imports.conftest import ROWS, word_document


def row_id(job, words):
    """The id of the row with these words in it."""
    return next(row.id for row in queries.draft(job).plan.rows() if words in row.text)


def form_of(html):
    """Every value that the row's form would send as it stands."""
    sent = {}
    form = html[html.index('name="seen"') :]
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and 'type="radio"' not in tag:
            sent[name[1]] = value[1] if value else ""
    sent |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    for name, body in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.findall(r'value="([^"]*)" selected', body)
        sent[name] = (chosen or re.findall(r'value="([^"]*)"', body))[0]
    return {name: unescape(value) for name, value in sent.items()}


def test_a_word_document_becomes_a_draft_with_its_doubts_first(importer):
    job = importer.upload(word_document())

    html = importer.page(f"/import/{job.key}/")

    assert job.state == "read"
    assert html.index("to settle") < html.index("What was read")
    assert "at most 65 by AY 2019/20" in html
    assert "70 (AY 2019/20 T4)" in html


def test_each_reading_stands_beside_its_source(importer):
    job = importer.upload(word_document())

    html = importer.page(f"/import/{job.key}/rows/{row_id(job, 'permanent exclusions')}")

    assert "By the end of term 4 in 19/20 it was 70 (52 same point last year)" in html
    assert "hw-source__read" in html
    assert 'value="65"' in html


def test_looking_and_sending_the_form_as_it_stands_changes_no_reading(importer):
    job = importer.upload(word_document())
    before = queries.draft(job).plan
    row = row_id(job, "permanent exclusions")
    address = f"/import/{job.key}/rows/{row}"

    importer.press(address, **form_of(importer.html(address)))

    job.refresh_from_db()
    after = queries.draft(job).plan
    assert after.row(row).targets == before.row(row).targets
    assert after.observations == before.observations
    assert after.responsibility(after.row(row)) == before.responsibility(before.row(row))


def test_a_wrong_target_is_corrected_and_the_correction_can_be_undone_and_done_again(importer):
    job = importer.upload(word_document())
    row = row_id(job, "permanent exclusions")
    address = f"/import/{job.key}/rows/{row}"
    sent = form_of(importer.html(address))

    importer.press(address, **{**sent, "targets-0-value": "60"})

    job.refresh_from_db()
    assert [t.value for t in queries.draft(job).plan.row(row).targets] == [60]
    html = importer.press(f"/import/{job.key}/undo")
    assert "Undone: Corrected" in html
    job.refresh_from_db()
    assert [t.value for t in queries.draft(job).plan.row(row).targets] == [65]
    importer.press(f"/import/{job.key}/redo")
    job.refresh_from_db()
    assert [t.value for t in queries.draft(job).plan.row(row).targets] == [60]


def test_a_figure_can_be_marked_as_lost_instead_of_read(importer):
    job = importer.upload(word_document())
    row = row_id(job, "part time")
    address = f"/import/{job.key}/rows/{row}"
    sent = form_of(importer.html(address))

    importer.press(address, **{**sent, "figures-0-value": "", "figures-0-state": "lost"})

    job.refresh_from_db()
    figures = [o for o in queries.draft(job).plan.observations if o.row == row]
    assert [(o.value, o.state) for o in figures] == [(None, State.LOST)]


def test_a_mistake_in_the_form_is_said_beside_its_field_and_nothing_is_lost(importer):
    job = importer.upload(word_document())
    address = f"/import/{job.key}/rows/{row_id(job, 'permanent exclusions')}"
    sent = form_of(importer.html(address))

    html = importer.press(
        address, **{**sent, "targets-0-value": "sixty", "targets-0-period": "19/20"}
    )

    assert "There is a problem" in html
    assert 'got "sixty"' in unescape(html)
    assert "is not a period" in html
    assert "Reduce the number of permanent exclusions" in html
    assert queries.draft(job).last is None


def test_a_figure_with_a_number_and_a_reason_for_none_is_refused(importer):
    job = importer.upload(word_document())
    address = f"/import/{job.key}/rows/{row_id(job, 'part time')}"
    sent = form_of(importer.html(address))

    html = importer.press(address, **{**sent, "figures-0-state": "missing"})

    assert "a number, or a reason why there is none" in html


def test_a_doubt_is_accepted_and_counts_as_settled(importer):
    job = importer.upload(word_document())
    doubts = queries.draft(job).plan.doubts
    assert doubts

    importer.press(f"/import/{job.key}/doubts/0", seen="1", words="accepted as it stands")

    job.refresh_from_db()
    assert queries.draft(job).plan.doubts[0].settled == "accepted as it stands"


def test_what_was_never_a_row_is_taken_out(importer):
    job = importer.upload(word_document())
    row = row_id(job, "Agree what inclusion means")

    html = importer.press(f"/import/{job.key}/rows/{row}/drop", seen="1")

    job.refresh_from_db()
    assert "Took out “Agree what inclusion means”" in html
    assert row not in {one.id for one in queries.draft(job).plan.rows()}


def test_two_windows_do_not_overwrite_each_other_silently(importer):
    job = importer.upload(word_document())
    row = row_id(job, "Agree what inclusion means")
    importer.press(f"/import/{job.key}/doubts/0", seen="1", words="fine")

    html = importer.press(f"/import/{job.key}/rows/{row}/drop", seen="1")

    job.refresh_from_db()
    assert "changed in another window" in html
    assert row in {one.id for one in queries.draft(job).plan.rows()}


def test_the_checked_draft_becomes_a_plan_under_the_name_she_gives_it(importer):
    job = importer.upload(word_document())

    html = importer.press(f"/import/{job.key}/save", seen="1", title="Our plan", slug="our-plan")

    assert "The plan is saved as version 1" in html
    assert plans.newest("our-plan").plan.title == "Our plan"
    assert len(plans.newest("our-plan").plan.measures) == 3


def test_saving_twice_makes_one_plan(importer):
    job = importer.upload(word_document())
    importer.press(f"/import/{job.key}/save", seen="1", title="Our plan", slug="our-plan")

    with pytest.raises(actions.NotCheckableError):
        actions.undo(job_id=job.pk)

    assert len(plans.versions("our-plan")) == 1


def test_a_new_plan_cannot_take_the_short_name_of_another(importer):
    first = importer.upload(word_document())
    importer.press(f"/import/{first.key}/save", seen="1", title="Our plan", slug="our-plan")
    second = importer.upload(word_document("Another plan"))

    html = importer.press(f"/import/{second.key}/save", seen="1", title="Another", slug="our-plan")

    assert "already a plan with the short name" in html
    assert len(plans.versions("our-plan")) == 1


def test_next_years_document_goes_into_the_same_plan_and_says_what_became_of_each_row(importer):
    first = importer.upload(word_document())
    importer.press(f"/import/{first.key}/save", seen="1", title="Our plan", slug="our-plan")
    reworded = ((*ROWS[0][:5], "1. 64 in 19/20"),)

    second = importer.upload(
        word_document("Our plan 2020-21", reworded), name="next.docx", into="our-plan"
    )
    html = importer.page(f"/import/{second.key}/")

    assert "What became of last year’s rows" in html
    importer.press(f"/import/{second.key}/save", seen="1", title="Our plan", slug="our-plan")
    plan = plans.newest("our-plan").plan
    exclusions = next(m for m in plan.measures if "permanent exclusions" in m.text)
    assert {o.value for o in plan.observations if o.row == exclusions.id} >= {70, 64}
    assert len(plans.versions("our-plan")) == 2


def test_a_plan_keeps_its_address_when_next_years_document_names_it_better(importer):
    csv = b"Actions,How we will know,Lead\nOpen a hub,20 hubs by 2021,Health\n"
    first = importer.upload(csv, name="untitled.csv")
    slug = queries.draft(first).plan.slug
    importer.press(f"/import/{first.key}/save", seen="1", title="untitled", slug=slug)

    second = importer.upload(word_document("Children's plan 2020-21"), into=slug)
    html = importer.press(f"/import/{second.key}/save", seen="1", title="Ours", slug=slug)

    assert "The plan is saved as version 2" in html
    assert plans.newest(slug).plan.title == "Ours"


def test_throwing_an_import_away_takes_its_file_with_it(
    importer, uploads, django_capture_on_commit_callbacks
):
    job = importer.upload(word_document())
    assert list(uploads.iterdir())

    with django_capture_on_commit_callbacks(execute=True):
        importer.press(f"/import/{job.key}/discard")

    assert not Import.objects.exists()
    assert not list(uploads.iterdir())
