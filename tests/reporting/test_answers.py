"""Who has not answered is on the board's paper, by name, in every format."""

from datetime import date

import pytest

from headway import planfile
from headway.domain.plan import Plan
from headway.judgement.standing import as_it_stood
from headway.reporting.briefing import briefing_of
from headway.reporting.building import Audience, build_report
from headway.reporting.renderers import RENDERERS, renderer
from headway.reporting.report import Report
from headway.rounds.silence import Manner, Reply, Silence, Standing, silence
from tests.reporting.reading import words_of

AT = date(2020, 5, 31)
SENTENCE = "Not answered by Thames Valley Police: due 20 May 2020, reminded twice."


@pytest.fixture(scope="module")
def plan() -> Plan:
    text = planfile.example_path().read_text(encoding="utf-8")
    return as_it_stood(planfile.loads(text, name="example"), AT)


@pytest.fixture(scope="module")
def asked(plan: Plan) -> Silence:
    rows = [measure.id for measure in plan.measures if plan.is_current(measure)][:7]
    police = [
        Reply(row=row, agency="Thames Valley Police", asked_on=date(2020, 5, 1), reminded=2)
        for row in rows
    ]
    schools = [
        Reply(row=row, agency="Schools", asked_on=date(2020, 5, 1), standing=Standing.ACCEPTED,
              answered_on=date(2020, 5, 9), manner=Manner.FIGURES)
        for row in rows[:2]
    ]  # fmt: skip
    return silence([*police, *schools], label="Term 5", due_on=date(2020, 5, 20), at=AT)


@pytest.fixture(scope="module")
def report(plan: Plan, asked: Silence) -> Report:
    return build_report(plan, at=AT, silence=asked)


def test_not_answering_stands_beside_the_row_with_the_agencys_name(report):
    silent = [row for row in report.rows() if row.progress.not_answered]

    assert len(silent) == 7
    assert {row.progress.not_answered for row in silent} == {SENTENCE}
    assert "Not answered" in [mark.word for mark in report.legend]


def test_the_summary_counts_and_the_briefing_counts_alike(report):
    (police,) = report.summary.not_answered

    assert police.who == "Thames Valley Police"
    assert police.number == 7
    assert police.rows[-1] == "and 3 more, in the annex"
    assert "Thames Valley Police: 7 rows" in briefing_of(report).not_answered


@pytest.mark.parametrize("suffix", [one.suffix for one in RENDERERS])
def test_every_format_names_who_has_not_answered_in_a_table_and_beside_the_row(report, suffix):
    words = words_of(suffix, renderer(suffix).render(report))

    assert words.count("Who has not answered") >= 1
    assert words.count(SENTENCE) >= 7
    assert "Term 5: 0 of 7 rows answered in full; not answered by Thames Valley Police." in words
    assert "All answered" in words
    assert "twice" in words


@pytest.mark.parametrize("suffix", [one.suffix for one in RENDERERS])
def test_a_round_in_which_everybody_answered_says_so(plan, suffix):
    answered = silence(
        [Reply(row=plan.measures[0].id, agency="Schools", standing=Standing.SIGNED,
               answered_on=date(2020, 5, 9), manner=Manner.NO_CHANGE)],
        label="Term 5", due_on=date(2020, 5, 20), at=AT,
    )  # fmt: skip

    words = words_of(suffix, renderer(suffix).render(build_report(plan, at=AT, silence=answered)))

    assert "Term 5: everybody who was asked has answered." in words
    assert "Not answered by" not in words


def test_the_public_is_not_told_who_has_not_answered(plan, asked):
    public = build_report(plan, at=AT, silence=asked, audience=Audience.PUBLIC)

    assert public.answers is None
    assert not any(row.progress.not_answered for row in public.rows())


def test_an_amended_edition_says_so_in_every_format(plan):
    made = build_report(plan, at=AT, amends="Stands in place of “Spring”: a figure was wrong.")

    for one in RENDERERS:
        assert "a figure was wrong" in words_of(one.suffix, one.render(made)), one.suffix
