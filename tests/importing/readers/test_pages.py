"""Plans on the web and in Markdown; nothing they hide or run is read, and no word is lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.importing.documents.document import Heading, Link, Paragraph
from headway.importing.readers import html, markdown
from tests.importing.readers.made import one_table, texts, words

WORDS = st.lists(st.from_regex(r"[A-Za-z]{1,8}|[0-9]{1,4}%?", fullmatch=True), min_size=1)


def web(folder: Path, body: str) -> Path:
    """A web page with this body."""
    path = folder / "plan.html"
    path.write_text(f"<!doctype html><title>A plan</title><body>{body}", encoding="utf-8")
    return path


def notes(folder: Path, text: str) -> Path:
    """A Markdown file with this text."""
    path = folder / "plan.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_spans_headers_and_colours_of_a_web_table_are_laid_out(tmp_path: Path):
    page = web(
        tmp_path,
        "<table><tr><th colspan=2>Area<th rowspan=2>RAG<tr><td>Safe<td>Audit"
        '<tr><td>Well<td>Train<td style="background-color: #0a0">',
    )

    table = one_table(html.read(page))

    assert texts(table) == [["Area", "", "RAG"], ["Safe", "Audit", ""], ["Well", "Train", ""]]
    assert [cell.covers for cell in table.rows[0]] == [False, True, False]
    assert (table.rows[1][2].covers, table.rows[2][2].fill) == (True, "00AA00")
    assert [cell.header for cell in table.rows[0]] == [True, True, True]


def test_items_stand_on_lines_of_their_own_behind_their_marks(tmp_path: Path):
    page = web(
        tmp_path,
        "<table><tr><td><ol start=3><li>third<li>fourth<ul><li>under it</ul></ol>"
        "<td>one<br>two<p>three</p></table><ol type=i><li>outside</ol>",
    )

    document = html.read(page)

    assert texts(one_table(document)) == [["3. third\n4. fourth\n◦ under it", "one\ntwo\nthree"]]
    item = document.blocks[-1]
    assert isinstance(item, Paragraph)
    assert (item.marker, item.level, item.text) == ("i.", 1, "outside")


def test_struck_dates_links_and_headings_are_kept(tmp_path: Path):
    page = web(
        tmp_path,
        "<h2>Be Safe</h2><p><s>June 2020</s> <b>July 2020</b>"
        ' <a href="https://plan.example/">report</a></p>',
    )

    heading, text = html.read(page).blocks

    assert isinstance(heading, Heading)
    assert isinstance(text, Paragraph)
    assert (heading.text, heading.level) == ("Be Safe", 2)
    assert (text.text, text.struck) == ("July 2020 report", "June 2020")
    assert text.links == (Link(target="https://plan.example/", words="report"),)


def test_scripts_styles_and_what_a_page_hides_are_not_read(tmp_path: Path):
    page = web(
        tmp_path,
        "<script>alert(1)</script><style>p{}</style><p hidden>secret</p>"
        '<p style="display:none">secret</p><!-- secret --><p>shown</p>',
    )

    assert words(html.read(page)) == ["shown"]


def test_a_page_in_windows_letters_is_read_by_its_own_word(tmp_path: Path):
    path = tmp_path / "plan.htm"
    path.write_bytes('<meta charset="windows-1252"><p>20–21: £5'.encode("cp1252"))

    assert words(html.read(path)) == ["20–21:", "£5"]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "span"])
def test_a_page_nested_ten_thousand_deep_is_read_or_refused_but_never_hangs(
    tmp_path: Path, tag: str
):
    page = web(tmp_path, f"<{tag}>" * 10_000 + "the end")

    assert words(html.read(page))[-2:] in (["the", "end"], [])


@settings(max_examples=60, deadline=None)
@given(
    said=WORDS,
    tags=st.lists(st.sampled_from(["p", "div", "li", "td", "b", "s", "h2", "br", "section"])),
)
def test_no_word_of_a_web_page_is_lost(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], tags: list[str]
):
    opened = [f"<{tag}> {word}" for tag, word in zip(tags, said, strict=False)]
    rest = " ".join(said[len(opened) :])
    page = web(tmp_path_factory.mktemp("web"), f"{' '.join(opened)} {rest}")

    found = [word for word in words(html.read(page)) if word not in ("•", "◦", "▪")]

    assert sorted(found) == sorted(said)


def test_front_matter_gives_the_title_and_lines_are_counted_past_it(tmp_path: Path):
    path = notes(
        tmp_path, '---\ntitle: "Our plan"\nlayout: page\n---\n# Goals\n\n* one\n    * two\n'
    )

    document = markdown.read(path)

    assert document.title == "Our plan"
    assert [(b.text, b.place.line) for b in document.blocks if not hasattr(b, "rows")] == [
        ("Goals", 5),
        ("one", 7),
        ("two", 8),
    ]


def test_a_markdown_table_keeps_struck_words_breaks_and_its_line(tmp_path: Path):
    path = notes(
        tmp_path,
        "Milestones\n\n{: .wide}\n| Milestone | Due |\n|---|---|\n"
        "| Publish[^1] | ~~June~~ July<br>or <s>May</s> August |\n\n[^1]: The first.\n",
    )

    table = one_table(markdown.read(path))

    assert texts(table) == [["Milestone", "Due"], ["Publish", "July\nor August"]]
    assert (table.rows[1][1].struck, table.rows[1][1].place.line) == ("June May", 6)


def test_a_markdown_link_to_a_site_under_construction_is_still_a_link(tmp_path: Path):
    path = notes(tmp_path, "[our site]({{ site.baseurl }}/plan/)\n")

    (paragraph,) = markdown.read(path).blocks

    assert isinstance(paragraph, Paragraph)
    assert paragraph.links == (Link(target="/plan/", words="our site"),)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(WORDS, min_size=1, max_size=8), mark=st.sampled_from(["", "* ", "# ", "> "]))
def test_no_word_of_a_markdown_file_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]], mark: str
):
    text = "\n\n".join(mark + " ".join(line) for line in lines)
    path = notes(tmp_path_factory.mktemp("md"), text)

    found = [word for word in words(markdown.read(path)) if word != "•"]

    assert sorted(found) == sorted(word for line in lines for word in line)


@pytest.mark.parametrize(
    "name", ["federal-data-strategy-2020.md", "federal-data-strategy-2020.html"]
)
def test_a_real_plan_has_twenty_tables_of_milestones(shared: Path, name: str):
    from headway.importing.opening import open_document

    document = open_document(shared / "documents" / "dev" / name)

    tables = [table for table in document.tables() if table.rows[0][0].text == "Milestone"]
    assert len(tables) == 20
    assert sum(len(table.rows) - 1 for table in tables) == 66
    assert any("June 30, 2020" in cell.struck for t in tables for row in t.rows for cell in row)
