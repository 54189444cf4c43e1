"""Markdown, by way of the HTML it becomes; every block keeps the line it stands on."""

import re
from pathlib import Path

from markdown_it import MarkdownIt

from headway.importing.documents.document import Document
from headway.importing.documents.files import contents, decoded, fingerprint
from headway.importing.documents.flow import Layout
from headway.importing.documents.limits import DEFAULT, Limits
from headway.importing.readers import html

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_INLINE_ATTRIBUTES = re.compile(r"(?<=[)\]*_`])\{:[^{}\n]*\}")
_TEMPLATE = re.compile(r"\]\(\s*\{\{[^{}\n]*\}\}")  # a site's own address, filled in when built
_NOTE_MARKS = re.compile(r"\[\^[\w-]{1,40}\](?!:)")


def read(path: Path, limits: Limits = DEFAULT) -> Document:
    """
    Read Markdown with tables, nested lists, crossed-out words and HTML in it.

    What stands before the text between `---` lines describes the file and is not part of
    the plan; its title is kept.
    """
    data = contents(path, limits)
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    title = _TITLE.search(front.group(1)) if front else None
    body = text[front.end() :] if front else text
    before = text.count("\n", 0, front.end()) if front else 0
    root = html.parsed(_rendered(body, before), path.name) if body.strip() else None
    return Document(
        name=path.name,
        format="markdown",
        sha256=fingerprint(data),
        blocks=tuple(Layout(path.name, limits).blocks(html.flow(root) if root is not None else [])),
        title=title.group(1).strip("\"' ") if title else "",
    )


def _rendered(body: str, before: int) -> str:
    """HTML in which each block carries the number of its line in the file."""
    body = _TEMPLATE.sub("](", _ATTRIBUTES.sub("", body))
    body = _NOTE_MARKS.sub("", _INLINE_ATTRIBUTES.sub("", body))
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    row = 0
    for token in tokens:
        if token.type == "table_open" and token.map:
            row = token.map[0] - 1
        if token.type == "tr_open":
            row += 1
            token.map = [row, row + 1]
        if token.type == "thead_close":
            row += 1  # the line of dashes under the header
        if token.map and token.nesting == 1:
            token.attrSet(html.LINE, str(before + token.map[0] + 1))
    rendered = str(parser.renderer.render(tokens, parser.options, {}))
    return f"<html><body>{rendered}</body></html>"
