"""The glossary: terms under their first letters, and other names for things."""

from collections.abc import Iterator
from dataclasses import dataclass

from headway.domain.plan import Alias, GlossaryEntry, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The terms that start with one letter; "0–9" for those that start with a figure."""

    letter: str
    entries: tuple[GlossaryEntry, ...]

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"letter-{self.letter[0].lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage:
    """Everything on the page."""

    letters: tuple[Letter, ...]
    aliases: tuple[Alias, ...]
    shown: int
    total: int


def glossary_page(plan: Plan, asked: str) -> GlossaryPage:
    """The terms that hold what was asked for, in the term or in its meaning; all for nothing."""
    wanted = asked.strip().casefold()
    entries = [
        entry
        for entry in plan.glossary
        if wanted in entry.term.casefold() or wanted in entry.meaning.casefold()
    ]
    aliases = [
        alias
        for alias in plan.aliases
        if wanted in alias.name.casefold() or wanted in alias.means.casefold()
    ]
    return GlossaryPage(
        letters=tuple(_letters(entries)),
        aliases=tuple(aliases),
        shown=len(entries),
        total=len(plan.glossary),
    )


def _letters(entries: list[GlossaryEntry]) -> Iterator[Letter]:
    by_letter: dict[str, list[GlossaryEntry]] = {}
    for entry in sorted(entries, key=lambda one: one.term.casefold()):
        first = entry.term.strip()[:1].upper()
        by_letter.setdefault(first if first.isalpha() else "0–9", []).append(entry)
    for letter, under in by_letter.items():
        yield Letter(letter=letter, entries=tuple(under))
