"""A document as JSON, so that a reader's process can hand it over without being trusted."""

import json
from dataclasses import asdict
from typing import Any

from headway.domain.provenance import Place
from headway.importing.documents.document import (
    Block,
    Cell,
    Document,
    DocumentError,
    Heading,
    Link,
    Paragraph,
    Table,
)

_KINDS = {"heading": Heading, "paragraph": Paragraph, "table": Table}
_NAMES: dict[type[Block], str] = {kind: name for name, kind in _KINDS.items()}


def to_json(document: Document) -> str:
    """The whole document; `from_json` gives an equal one back."""
    blocks = [{"kind": _NAMES[type(block)], **asdict(block)} for block in document.blocks]
    return json.dumps(
        {**asdict(_bare(document)), "blocks": blocks}, ensure_ascii=False, separators=(",", ":")
    )


def from_json(text: str) -> Document:
    """
    The document that `to_json` wrote.

    Raises:
        DocumentError: It was not written by `to_json`.
    """
    try:
        return _document(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise DocumentError(
            "The document could not be handed over from its reader; try again, and report the file"
            " if it happens twice."
        ) from problem


def _bare(document: Document) -> Document:
    return Document(
        name=document.name,
        format=document.format,
        sha256=document.sha256,
        title=document.title,
        pages=document.pages,
        warnings=document.warnings,
    )


def _document(found: dict[str, Any]) -> Document:
    return Document(
        **{
            **found,
            "blocks": tuple(_block(dict(block)) for block in found["blocks"]),
            "warnings": tuple(str(warning) for warning in found["warnings"]),
        }
    )


def _block(found: dict[str, Any]) -> Block:
    kind = found.pop("kind")
    if kind == "table":
        return _table(found)
    place = Place(**found.pop("place"))
    if kind == "heading":
        return Heading(**found, place=place)
    if kind != "paragraph":
        raise ValueError(f"no such block: {kind}")
    return Paragraph(**{**found, "links": _links(found)}, place=place)


def _table(found: dict[str, Any]) -> Table:
    rows = tuple(tuple(_cell(dict(cell)) for cell in row) for row in found.pop("rows"))
    place = Place(**found.pop("place"))
    return Table(**found, rows=rows, place=place)


def _cell(found: dict[str, Any]) -> Cell:
    place = Place(**found.pop("place"))
    tables = tuple(_table(dict(table)) for table in found.pop("tables"))
    return Cell(**{**found, "links": _links(found)}, tables=tables, place=place)


def _links(found: dict[str, Any]) -> tuple[Link, ...]:
    return tuple(Link(**link) for link in found["links"])
