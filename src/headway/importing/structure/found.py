"""What the pass over a document has found: its areas, its themes, and what it kept."""

from dataclasses import dataclass, field

from headway.domain.plan import GlossaryEntry
from headway.importing.rows.draft import Kept
from headway.importing.rows.entries import Group


@dataclass(slots=True)
class Theme:
    """An outcome that the document describes before or over its areas."""

    title: str
    statements: list[str] = field(default_factory=list)
    priority: str = ""


@dataclass(slots=True)
class Found:
    """What the pass has found."""

    title: str = ""
    vision: str = ""
    groups: list[Group] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    extensions: list[str] = field(default_factory=list)
    glossary: list[GlossaryEntry] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
