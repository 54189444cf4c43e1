"""The one-minute briefing: one page of A4, whatever the plan."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from headway.domain.observations import RowId
from headway.domain.plan import Plan
from headway.reporting.briefing import briefing_of
from headway.reporting.building import build_report
from headway.reporting.renderers import BRIEFING_RENDERERS, renderer
from tests.reporting.conftest import AT
from tests.reporting.reading import as_laid_out, words_of


def _crowded(plan: Plan, *, times: int) -> Plan:
    """The plan with each of its measures, and what is known of it, many times over."""
    measures = [
        replace(m, id=RowId(f"{m.id}-{n}"), text=f"{m.text}, in part {n} of the county")
        for n in range(times)
        for m in plan.measures
    ]
    observations = [
        replace(o, row=RowId(f"{o.row}-{n}"))
        for n in range(times)
        for o in plan.observations
        if str(o.row).startswith("m")
    ]
    return replace(
        plan,
        measures=tuple(measures),
        observations=tuple(observations),
        benchmarks=(),
        progress=(),
        doubts=(),
    )


def _pages(pdf: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(BytesIO(pdf)) as document:
        boxes = [[float(n) for n in page.mediabox] for page in document.pages]
    return [(round(box[2] - box[0]), round(box[3] - box[1])) for box in boxes]


@pytest.mark.parametrize("times", [1, 3, 12])
def test_the_pdf_is_one_upright_page_of_a4_however_much_is_off_track(plan, times):
    report = build_report(_crowded(plan, times=times), at=AT)

    pdf = renderer("pdf", BRIEFING_RENDERERS).render(report)

    assert _pages(pdf) == [(595, 842)]
    if times > 1:
        assert "more; the report has them all." in words_of("pdf", pdf)


def test_long_names_do_not_push_it_over_its_page(plan):
    report = build_report(replace(_crowded(plan, times=2), title="A very long title " * 30), at=AT)

    assert len(_pages(renderer("pdf", BRIEFING_RENDERERS).render(report))) == 1


def test_the_reader_finds_what_is_breached_what_goes_well_and_who_is_silent(report):
    words = words_of("pdf", renderer("pdf", BRIEFING_RENDERERS).render(report))

    assert "4 breached, 6 off track" in words
    assert "Breached" in words
    assert "Measure 3: Fewer permanent exclusions" in words
    assert "What is going well" in words
    assert "Director of education: 1 row" in words


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
def test_it_is_the_same_bytes_when_made_again(suffix, report):
    one = renderer(suffix, BRIEFING_RENDERERS)

    assert one.render(report) == one.render(report)


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_every_format_tells_the_same(suffix, report):
    words = words_of(suffix, renderer(suffix, BRIEFING_RENDERERS).render(report))

    page = briefing_of(report)

    assert page.headline in words
    for entry in page.messages[0].entries[:3]:
        assert entry.mark.word in words
        assert entry.text in words


@pytest.mark.slow
def test_word_needs_one_page_too_however_much_is_off_track(plan, tmp_path):
    reports = [build_report(_crowded(plan, times=times), at=AT) for times in (1, 12)]
    documents = [renderer("docx", BRIEFING_RENDERERS).render(report) for report in reports]

    laid_out = as_laid_out(documents, tmp_path)

    assert [len(_pages(pdf)) for pdf in laid_out] == [1, 1]
