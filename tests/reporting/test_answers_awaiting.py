"""An answer that nobody signed or accepted is no silence, and no figure of the board's either."""

from datetime import date

import pytest

from headway import planfile
from headway.domain.plan import Plan
from headway.judgement.standing import as_it_stood
from headway.reporting.building import Audience, build_report
from headway.reporting.pack import pack_of
from headway.reporting.renderers import BRIEFING_RENDERERS, RENDERERS, pack_pdf
from headway.reporting.report import Report
from headway.rounds.silence import Manner, Reply, Silence, Standing, silence
from tests.reporting.reading import words_of

AT = date(2020, 5, 31)
ROW = "Answered, not signed: Schools. Signed, not accepted: Thames Valley Police."
WHOLE = "7 answers are not signed and 7 answers are not accepted yet."


@pytest.fixture(scope="module")
def plan() -> Plan:
    text = planfile.example_path().read_text(encoding="utf-8")
    return as_it_stood(planfile.loads(text, name="example"), AT)


@pytest.fixture(scope="module")
def everybody(plan: Plan) -> Silence:
    """Everybody has answered; the schools have not signed, the police are not accepted."""
    rows = [measure.id for measure in plan.measures if plan.is_current(measure)][:7]
    far = {"Schools": Standing.SUBMITTED, "Thames Valley Police": Standing.SIGNED}
    replies = [
        Reply(row=row, agency=agency, asked_on=date(2020, 5, 1), standing=standing,
              answered_on=date(2020, 5, 9), manner=Manner.FIGURES)
        for row in rows
        for agency, standing in far.items()
    ]  # fmt: skip
    return silence(replies, label="Term 5", due_on=date(2020, 5, 20), at=AT)


@pytest.fixture(scope="module")
def report(plan: Plan, everybody: Silence) -> Report:
    return build_report(plan, at=AT, silence=everybody)


@pytest.mark.parametrize("one", RENDERERS, ids=lambda one: one.suffix)
def test_every_format_says_how_far_answers_have_come_beside_the_row_and_in_all(report, one):
    words = words_of(one.suffix, one.render(report))

    assert words.count(ROW) == 7
    assert f"Term 5: everybody who was asked has answered. {WHOLE}" in words
    assert "7 answered, not signed" in words
    assert "7 signed, not accepted" in words
    assert "Not answered by" not in words


@pytest.mark.parametrize("one", BRIEFING_RENDERERS, ids=lambda one: one.suffix)
def test_the_briefing_says_it(report, one):
    words = words_of(one.suffix, one.render(report))

    assert f"Everybody who was asked has answered. {WHOLE}" in words


def test_the_pack_says_it_beside_what_is_off_track_and_in_all(report):
    words = words_of("pdf", pack_pdf.render(pack_of(report)))

    assert "Answered, not signed: Schools." in words
    assert WHOLE in words


def test_what_is_accepted_is_told_of_no_more(plan, everybody):
    replies = [
        Reply(row=one.row, agency=reply.agency, standing=Standing.ACCEPTED)
        for one in everybody.rows
        for reply in one.answered
    ]
    accepted = silence(replies, label="Term 5", due_on=date(2020, 5, 20), at=AT)

    report = build_report(plan, at=AT, silence=accepted)

    assert not any(row.progress.awaiting for row in report.rows())
    assert report.summary.answers_note == "Term 5: everybody who was asked has answered."


def test_the_public_is_not_told(plan, everybody):
    public = build_report(plan, at=AT, silence=everybody, audience=Audience.PUBLIC)

    assert public.answers is None
    assert not any(row.progress.awaiting for row in public.rows())
