"""Plain words of an edition: the first draft, and whether they tell what nobody may be told."""

from headway.disclosure.plans import said_safely
from headway.plainwords.drafting import Part, Promised, easy_to_read, for_young_people
from headway.reporting.wording import NO_NUMBER, NOT_STATED
from headway.web.editions.models import Edition
from headway.web.public.content import Content, Line, RowPart
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
    stated = next((fact.text for fact in row.facts if fact.label == "Target"), "")
    target = _line(row, "Target", stated)
    figure = _line(row, "Figure", ", ".join(part for part in (row.figure, row.when) if part))
    return Promised(
        name=row.name.rstrip("."),
        status=row.badge.word,
        figure=row.figure,
        group=figure.group if figure else "",
        when=_time(figure) if figure else row.when,
        target=_plain(target.text if target else stated),
        by=_time(target) if target else "",
    )


def _line(row: RowPart, role: str, told: str) -> Line | None:
    """The row's figure that is told in these words; none where no one is."""
    for one in row.lines:
        of = [part for part in (one.group, _time(one)) if part]
        if one.role == role and told in (", ".join((one.text, *of)), _target_words(one)):
            return one
    return None


def _target_words(line: Line) -> str:
    level = ": ".join(part for part in (*line.group.split(", "), line.text) if part)
    return ", ".join(part for part in (level, _time(line)) if part)


def _time(line: Line) -> str:
    return "" if line.period == NOT_STATED else line.period


def _plain(target: str) -> str:
    """A target on one line and without its stop; nothing where it says only when."""
    return "" if target.startswith(NO_NUMBER) else " ".join(target.split()).rstrip(".")


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
