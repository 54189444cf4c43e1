"""What the service knows of the board's decisions and questions."""

from django.db.models import Q, QuerySet

from headway.web.board.models import Matter
from headway.web.people.models import Agency


def open_matters(slug: str) -> list[Matter]:
    """Every one of a plan that is not settled, what is due first first; one query."""
    return list(_matters(slug).filter(settled_at__isnull=True))


def matters_of(slug: str, row: str) -> list[Matter]:
    """Those about a row, settled ones last; one query."""
    return sorted(_matters(slug).filter(row=row), key=lambda one: not one.is_open)


def matter(slug: str, number: int) -> Matter | None:
    """One of a plan by its number; one query."""
    return _matters(slug).filter(pk=number).first()


def for_agency(slug: str, agency: Agency, rows: list[str]) -> list[tuple[str, str]]:
    """
    What the board has open for an agency, as the row and a line: for the page it answers on.

    Named for it, or named for nobody in particular about one of the rows it is asked for.
    """
    found = _matters(slug).filter(
        Q(agency=agency) | Q(agency__isnull=True, row__in=rows), settled_at__isnull=True
    )
    return [(one.row, line(one)) for one in found]


def line(matter: Matter) -> str:
    """A matter on one line: what, for whom, until when, since which round."""
    due = f", by {matter.due_on:%-d %B %Y}" if matter.due_on else ""
    since = f" ({matter.round.label})" if matter.round else ""
    kind = matter.get_kind_display()
    return f"{kind} of the board{since}: {matter.words} For {matter.whose}{due}."


def _matters(slug: str) -> QuerySet[Matter]:
    return Matter.objects.filter(plan__slug=slug).select_related("agency", "round", "made_by")
