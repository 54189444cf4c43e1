"""The same report in four formats: the same words, the same bytes, and nothing run or lost."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it ships no types

from headway.domain.observations import RowId
from headway.domain.plan import GlossaryEntry, Plan
from headway.reporting.building import build_report
from headway.reporting.renderers import BRIEFING_RENDERERS, RENDERERS, renderer
from headway.reporting.report import Report, ReportError
from tests.reporting.conftest import AT
from tests.reporting.reading import as_laid_out, words_of

SUFFIXES = [one.suffix for one in RENDERERS]


def _all(page: html.HtmlElement, path: str) -> list[Any]:
    """What an XPath that finds elements or texts finds."""
    found = page.xpath(path)
    assert isinstance(found, list)
    return found


def test_every_format_is_the_same_bytes_when_the_report_is_made_again(plan, rendered):
    again = build_report(
        plan, at=AT, previous=_winter(plan), previous_at=date(2019, 12, 31), edition="Spring 2020"
    )

    assert {one.suffix: one.render(again) for one in RENDERERS} == rendered


def _winter(plan: Plan) -> Plan:
    known = date(2019, 12, 31)
    return replace(
        plan, observations=tuple(o for o in plan.observations if (o.known_at or known) <= known)
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_reader_of_any_format_finds_every_figure(suffix, report, rendered):
    words = words_of(suffix, rendered[suffix])

    missing = [one for one in report.figures if one.text not in words]

    assert report.figures
    assert missing == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_reader_of_any_format_finds_every_status_in_words(suffix, report, rendered):
    words = words_of(suffix, rendered[suffix])

    for row in report.rows():
        assert row.progress.mark.word in words
    for mark in report.legend:
        # A PDF's lines are cut where its columns end.
        assert set(mark.meaning.split()) <= set(words.split())


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx"])
def test_every_sentence_stands_whole_where_lines_are_not_broken(suffix, report, rendered):
    words = words_of(suffix, rendered[suffix])

    for row in report.rows():
        own = row.how if row.is_measure else row.action
        for sentence in (row.progress.sentence, *row.progress.doubts, own):
            assert " ".join(sentence.split()) in words
        for said in row.progress.said:
            assert said.text in words


def test_every_word_of_every_sentence_is_in_the_pdf(report, rendered):
    words = set(words_of("pdf", rendered["pdf"]).split())

    for row in report.rows():
        for sentence in (row.progress.sentence, *row.progress.doubts, row.action, row.how):
            assert set(sentence.split()) <= words


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_lost_figure_is_named_as_lost_and_never_printed_as_zero(suffix, rendered):
    words = words_of(suffix, rendered[suffix])

    assert "Figure lost" in words
    assert "no figure (lost)" in words


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_whoever_opens_it_is_warned_of_small_numbers(suffix, report, rendered):
    assert report.warning.startswith("Board edition: contains small numbers")
    assert report.warning in words_of(suffix, rendered[suffix])


HOSTILE = (
    '#import "/etc/passwd": *',
    "#panic(1) $x$ *bold* _it_ `raw` @ref <label> [#eval]",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]></w:t><w:r/>&amp;&lt;",
    '=cmd|"/c calc"!A0',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{{7*7}} {% raw %} ${7*7}",
    "http://example.org/=1",
    "nul\x00bell\x07escape\x1b[31m",
    "\u202eright to left override\u202c",
    "עברית and العربية and 漢字 and 🚀 and e\u0301",
    "two\nlines\r\nand a\ttab",
    "W" * 400,
    "\ud800lone surrogate",
    "",
)


def _hostile_plan(plan: Plan, words: str) -> Plan:
    """Every text that comes from outside, replaced."""
    area = plan.areas[0]
    who = replace(
        area.responsibility,
        agencies=(words, words),
        leads=(words,),
        timetable=replace(area.responsibility.timetable, words=words),
    )
    return replace(
        plan,
        title=words,
        body=words,
        vision=words,
        outcomes=tuple(
            replace(o, title=words, statements=(words,), priority=words) for o in plan.outcomes
        ),
        areas=tuple(
            replace(a, title=words, responsibility=who, remarks=(words,)) for a in plan.areas
        ),
        actions=tuple(replace(a, text=words, reason=words, note=words) for a in plan.actions[:3]),
        measures=tuple(
            replace(m, text=words, title="", number=words[:4], note=words, quantity=words[:40])
            for m in plan.measures[:3]
        ),
        observations=tuple(
            replace(o, breakdown=words[:60], words=words)
            for o in plan.observations
            if o.row in ("m1", "m2", "m3")
        ),
        benchmarks=tuple(replace(b, area=words[:80]) for b in plan.benchmarks),
        progress=tuple(
            replace(p, text=words, links=(words,)) for p in plan.progress if p.row == "a1"
        ),
        doubts=tuple(
            replace(d, sentence=words or "?", words=words, row=RowId("m1")) for d in plan.doubts
        ),
        glossary=(GlossaryEntry(term=words, meaning=words),),
        sources=tuple(replace(s, title=words) for s in plan.sources),
    )


@pytest.mark.parametrize("words", HOSTILE, ids=[repr(one[:20]) for one in HOSTILE])
def test_words_from_outside_are_set_as_words_in_every_format(plan, words):
    report = build_report(_hostile_plan(plan, words), at=AT, edition=words[:200])

    files = {one.suffix: one.render(report) for one in RENDERERS}

    page = html.document_fromstring(files["html"].decode())
    assert _all(page, "//script|//img|//iframe|//object|//*[@onerror]") == []
    assert "javascript:" not in " ".join(_all(page, "//@href"))
    assert _formulas(files["xlsx"]) == []
    fields = Document(BytesIO(files["docx"])).element.body.iter(
        qn("w:fldSimple"), qn("w:instrText")
    )
    assert list(fields) == []
    if words and words.isascii() and words.isprintable() and len(words) < 60:
        for suffix in ("html", "docx", "xlsx"):
            assert " ".join(words.split()) in words_of(suffix, files[suffix])


def _formulas(workbook: bytes) -> list[object]:
    return [
        cell.value
        for sheet in load_workbook(BytesIO(workbook))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(max_size=120))
def test_no_words_at_all_can_stop_a_report(plan, words):
    report = build_report(_hostile_plan(plan, words), at=AT)

    for one in (*RENDERERS, *BRIEFING_RENDERERS):
        assert one.render(report)


def test_ten_thousand_characters_in_a_cell_run_over_pages_and_none_is_lost(plan):
    words = " ".join(f"word{n}" for n in range(1200))
    told = tuple(replace(one, text=words) for one in plan.progress if one.row == "a1")
    report = build_report(replace(_with_one_measure(plan), progress=told), at=AT)

    files = {one.suffix: one.render(report) for one in RENDERERS}

    assert len(words) > 9_000
    for suffix, data in files.items():
        assert set(words.split()) <= set(words_of(suffix, data).split())


def test_the_summary_of_the_pdf_is_one_page(rendered):
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(rendered["pdf"])]

    assert pages[1].startswith("Summary")
    assert pages[2].startswith("Contents and how to read this report")


def test_quoted_words_have_a_rule_beside_them_in_word(rendered):
    said = Document(BytesIO(rendered["docx"])).styles["Said"]

    assert said.element.find(f".//{qn('w:pBdr')}/{qn('w:left')}") is not None


@pytest.mark.slow
def test_the_summary_of_the_word_document_is_one_page(rendered, tmp_path):
    (pdf,) = as_laid_out([rendered["docx"]], tmp_path)
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]

    assert pages[1].startswith("Summary")
    assert pages[2].startswith("Contents and how to read this report")


def test_a_reader_is_told_of_characters_that_the_pdf_cannot_show(plan):
    report = build_report(replace(plan, vision="Everybody 🚀"), at=AT)

    words = words_of("pdf", renderer("pdf").render(report))

    assert "Everybody □" in words
    assert "Characters this file cannot show" in words


def _bare(plan: Plan) -> Plan:
    return Plan(slug="bare", title="A plan to come")


def _without_measures(plan: Plan) -> Plan:
    return replace(plan, measures=(), observations=(), benchmarks=(), progress=(), doubts=())


def _with_one_measure(plan: Plan) -> Plan:
    kept = plan.measures[:1]
    return replace(
        _without_measures(plan),
        measures=kept,
        observations=tuple(o for o in plan.observations if o.row == kept[0].id),
    )


def _without_titles(plan: Plan) -> Plan:
    return replace(plan, title="", body="")


@pytest.mark.parametrize("shape", [_bare, _without_measures, _with_one_measure, _without_titles])
def test_a_plan_with_little_in_it_still_gives_its_report_and_its_briefing(plan, shape):
    report = build_report(shape(plan), at=AT)

    for one in (*RENDERERS, *BRIEFING_RENDERERS):
        assert one.render(report)


def test_a_format_that_is_not_known_is_answered_with_those_that_are():
    with pytest.raises(ReportError, match="docx, pdf, html, xlsx"):
        renderer("rtf")


def test_the_page_stands_alone_without_script_or_other_files(rendered):
    page = html.document_fromstring(rendered["html"].decode())

    assert page.get("lang") == "en-GB"
    assert _all(page, "//script|//link|//img|//@style") == []
    targets = {anchor.lstrip("#") for anchor in _all(page, "//a/@href")}
    assert targets <= set(_all(page, "//@id"))
    ids = _all(page, "//@id")
    assert len(ids) == len(set(ids))


def test_headings_of_the_page_go_down_one_level_at_a_time(rendered):
    page = html.document_fromstring(rendered["html"].decode())

    levels = [int(one.tag[1]) for one in _all(page, "//h1|//h2|//h3|//h4")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_workbook_follows_the_analysis_functions_pattern(rendered):
    book = load_workbook(BytesIO(rendered["xlsx"]))

    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value
        assert sheet["A2"].value == "This worksheet contains one table."
        assert len(sheet.tables) == 1
        assert not sheet.merged_cells.ranges
        table = next(iter(sheet.tables.values()))
        cells = [cell.value for row in sheet[table.ref] for cell in row]
        assert None not in cells
        assert "" not in cells


def test_figures_in_the_workbook_are_numbers_and_what_is_missing_is_a_shorthand(
    report: Report, rendered
):
    sheet = load_workbook(BytesIO(rendered["xlsx"]))["Figures"]
    heads = [cell.value for cell in sheet[4]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(5, values_only=True)]

    values = {(row["Row"], row["Period"], row["Value"]) for row in rows}

    assert ("Measure 3", "end of term 4, 2019/20", 70) in values
    assert ("Measure 12", "end of term 4, 2019/20", "[l]") in values
    assert len(rows) == len(report.figures)


def test_numbers_of_pages_are_fields_so_that_they_stay_right_when_edited(rendered):
    footer = Document(BytesIO(rendered["docx"])).sections[0].footer

    codes = [one.get(qn("w:instr")) for one in footer._element.iter(qn("w:fldSimple"))]

    assert codes == ["PAGE", "NUMPAGES"]
    assert re.search(r"as at 31 May 2020", footer.paragraphs[0].text)
