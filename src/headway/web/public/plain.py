"""Plain words of an edition: the first draft, and whether they tell what nobody may be told."""

from headway.disclosure.plans import said_safely
from headway.plainwords.drafting import Part, Promised, easy_to_read, for_young_people
from headway.web.editions.models import Edition
from headway.web.public.content import Content, RowPart
from headway.web.public.drawing_up import remade
from headway.web.public.models import Kind


def first_draft(content: Content, kind: Kind) -> str:
    """What a person goes on from, made from the words of the edition's own pages."""
    parts = [
        Part(
            title=area.title, promised=tuple(_promised(row) for row in area.rows if row.is_measure)
        )
        for area in content.areas()
    ]
    make = easy_to_read if kind is Kind.EASY else for_young_people
    return make(content.title, content.as_at, parts)


def _promised(row: RowPart) -> Promised:
    target = next((fact.text for fact in row.facts if fact.label == "Target"), "")
    return Promised(
        name=row.name.rstrip("."),
        status=row.badge.word,
        figure=row.figure,
        when=row.when,
        target=" ".join(target.split()).rstrip("."),
    )


def telling_lines(words: str, edition: Edition) -> tuple[str, ...]:
    """
    The lines that tell a number which the edition hides, or any small number of people.

    Raises:
        NotAsIssuedError, TableError: What the edition hides cannot be worked out.
    """
    made = remade(edition)
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    safe = said_safely(lines, whole=made.whole, safe=made.safe)
    return tuple(line for line, told in zip(lines, safe, strict=True) if told != line)
