"""The board's page, one row of it, what it records, its presentation and its pack."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.domain.errors import HeadwayError
from headway.domain.observations import RowId
from headway.reporting.pack import Late
from headway.reporting.renderers import pack_pdf
from headway.web.board import access, actions, queries
from headway.web.board.forms import MatterForm
from headway.web.board.models import MatterKind
from headway.web.board.packing import Packed, packed
from headway.web.board.pages.screens import screen
from headway.web.people import queries as people
from headway.web.people.models import Role
from headway.web.plans.access import Opened, open_plan
from headway.web.plans.pages.frame import Crumb, address, framed
from headway.web.plans.pages.rows import row_address


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """What is off track, why, what is being done, what changed, who has not answered."""
    opened = open_plan(request, slug)
    made = packed(opened)
    frame = framed(opened, here="board:board", title="For the board")
    concerns = [(one, made.rows[one.anchor]) for one in made.pack.concerns]
    matters = [(one, made.rows.get(one.anchor, "")) for one in made.pack.matters]
    actions_at = address("plans:actions", opened)
    shown = {
        **frame,
        "pack": made.pack,
        "concerns": concerns,
        "overdue": _overdue(opened, made, made.pack.overdue),
        "overdue_first": f"{actions_at}{'&' if '?' in actions_at else '?'}sort=late",
        "matters": matters,
        "since": made.since,
    }
    return render(request, "board/board.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, slug: str, row: str) -> HttpResponse:
    """One row before the board, with what it decided and asked of it, and the form for more."""
    wanted = "board.record" if request.method == "POST" else "plan.read"
    opened = open_plan(request, slug, wanted)
    found = access.row(opened, row)
    agencies = people.agencies(opened.partnership)
    form = MatterForm(request.POST if request.method == "POST" else None, agencies=agencies)
    if form.is_bound and form.is_valid():
        try:
            _record(opened, row, form)
        except HeadwayError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Recorded. It is carried on until it is settled.")
            return redirect("board:row", slug, row)
    made = packed(opened)
    anchor = next((place for place, one in made.rows.items() if one == row), "")
    shown = {
        **framed(
            opened,
            here="board:board",
            title=found.name,
            within=[Crumb(text="For the board", href=address("board:board", opened))],
        ),
        "row": found,
        "row_href": row_address(found, opened),
        "concern": next((one for one in made.pack.concerns if one.anchor == anchor), None),
        "matters": queries.matters_of(slug, row),
        "form": form,
        "may_record": opened.may("board.record"),
    }
    return render(request, "board/row.html", shown, status=422 if form.errors else 200)


@require_POST
def settle(request: HttpRequest, slug: str, matter: int) -> HttpResponse:
    """Say how a matter was settled, or take it up again."""
    opened, found = access.matter(request, slug, matter)
    who, now = opened.viewer.person, timezone.now()
    try:
        if "again" in request.POST:
            actions.take_up_again(matter_id=found.pk, by=who, at=now)
            said = "It is open again."
        else:
            outcome = request.POST.get("outcome", "")
            actions.settle(matter_id=found.pk, outcome=outcome, by=who, at=now)
            said = "It is settled, and carried no further."
    except HeadwayError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("board:row", slug, found.row)


@require_safe
def present(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One thing a screen, in large type."""
    opened = open_plan(request, slug)
    made = packed(opened)
    one = screen(made.pack, number)
    if one is None:
        raise Http404
    row_id = made.rows.get(one.concern.anchor, "") if one.concern else ""
    shown = {"screen": one, "pack": made.pack, "plan": opened.plan, "opened": opened,
             "row_id": row_id, "overdue": _overdue(opened, made, one.overdue)}  # fmt: skip
    return render(request, "board/present.html", shown)


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """The pack to print, as one PDF."""
    opened = open_plan(request, slug)
    made = packed(opened).pack
    name = f"{slug}-board-pack-{made.as_at_iso}.pdf"
    return HttpResponse(
        pack_pdf.render(made),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _overdue(opened: Opened, made: Packed, actions: Sequence[Late]) -> list[tuple[Late, str]]:
    """Overdue actions, each with the address of its row."""
    return [
        (one, row_address(opened.plan.row(RowId(made.rows[one.anchor])), opened)) for one in actions
    ]


def _record(opened: Opened, row: str, form: MatterForm) -> None:
    given = form.cleaned_data
    actions.record(
        slug=opened.plan.slug,
        row=row,
        kind=MatterKind(given["kind"]),
        words=given["words"],
        agency=form.agencies.get(given["agency"]),
        who=given["who"],
        due_on=given["due_on"],
        by=opened.viewer.person,
        at=timezone.now(),
        made_as=_role(opened),
    )


def _role(opened: Opened) -> str:
    roles = opened.viewer.roles(opened.partnership)
    return next((str(one.label) for one in (Role.BOARD, Role.OFFICER) if one in roles), "")
