"""Editions in preparation: the checklist, readers named for them, issuing now or at a time."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from headway.domain.errors import HeadwayError
from headway.reporting.renderers import RENDERERS
from headway.web.editions import access, actions, checklist, gathering, making, queries
from headway.web.editions.forms import AcceptForm, MomentForm, ReaderForm
from headway.web.editions.models import Draft
from headway.web.editions.moments import until_words, when_words
from headway.web.editions.pages.preparing import preparing_page
from headway.web.people import queries as people
from headway.web.people.models import Person
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import Crumb, address, framed


@require_safe
def draft(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    """An edition in preparation; one that was issued leads on to the edition."""
    opened, found = access.draft(request, slug, draft)
    if found.edition_id is not None:
        return redirect("editions:edition", slug, found.edition_id)
    return _page(request, opened, found)


@require_POST
def accept(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    """Accept warnings with a reason, or take back that some were accepted."""
    opened, found = access.draft(request, slug, draft)
    if "undo" in request.POST:
        keys = request.POST.getlist("undo")
        those = "That warning is" if len(keys) == 1 else f"{len(keys)} warnings are"
        return _done(
            request, found, lambda: actions.take_back_warnings(
                draft_id=found.pk, keys=keys, by=opened.viewer.person, at=timezone.now(),
            ), f"{those} to be put right, or accepted, again.",
        )  # fmt: skip
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, found, accepting=form)
    try:
        made = actions.accept_warnings(
            draft_id=found.pk,
            keys=form.wanted,
            reason=form.cleaned_data["reason"],
            by=opened.viewer.person,
            at=timezone.now(),
        )
    except HeadwayError as error:
        messages.error(request, str(error))
    else:
        count = len(made)
        messages.success(request, f"{count} warning{'' if count == 1 else 's'} accepted.")
    return redirect("editions:draft", slug, draft)


@require_POST
def issue(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    """Issue it now."""
    opened, found = access.draft(request, slug, draft)
    try:
        edition, is_new = actions.issue_draft(
            draft_id=found.pk, by=opened.viewer.person, at=timezone.now()
        )
    except HeadwayError as error:
        messages.error(request, str(error))
        return redirect("editions:draft", slug, draft)
    told = "is issued" if is_new else "was issued by somebody else a moment ago"
    messages.success(request, f"“{edition.label}” {told}. Its files will never change.")
    return redirect("editions:edition", slug, edition.pk)


@require_POST
def schedule(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    """Have it issued by itself at a set time, or take that back."""
    opened, found = access.draft(request, slug, draft)
    if "stop" in request.POST:
        return _done(
            request, found, lambda: actions.unschedule(
                draft_id=found.pk, by=opened.viewer.person, at=timezone.now()
            ), "It is not issued by itself any more.",
        )  # fmt: skip
    form = MomentForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, found, moment=form)
    issue_at = form.moment()
    return _done(
        request, found, lambda: actions.schedule(
            draft_id=found.pk, issue_at=issue_at, by=opened.viewer.person, at=timezone.now()
        ), f"It will be issued by itself on {when_words(issue_at)}.",
    )  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    """Do not issue it at all."""
    opened, found = access.draft(request, slug, draft)
    reason = request.POST.get("reason", "")[:500]
    try:
        actions.withdraw(
            draft_id=found.pk, by=opened.viewer.person, at=timezone.now(), reason=reason
        )
    except HeadwayError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{found.label}” is withdrawn.")
    return redirect("editions:list", slug)


@require_POST
def name_reader(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    """Let somebody read it before its release."""
    opened, found = access.draft(request, slug, draft)
    known = _people(opened)
    form = ReaderForm(request.POST, people=list(known.values()))
    if not form.is_valid():
        return _page(request, opened, found, reader=form)
    given = form.cleaned_data
    person = known[given["person"]]
    return _done(
        request, found, lambda: actions.name_reader(
            draft_id=found.pk, person=person, begins=_midnight(given["begins"]),
            ends=_midnight(given["ends"] + timedelta(days=1)), by=opened.viewer.person,
            at=timezone.now(),
        ), f"{person} may read it, and is told by e-mail.",
    )  # fmt: skip


@require_POST
def revoke_reader(request: HttpRequest, slug: str, draft: int, reader: int) -> HttpResponse:
    """Take it back."""
    opened, found = access.draft(request, slug, draft)
    return _done(
        request, found, lambda: actions.revoke_reader(
            draft_id=found.pk, reader_id=reader, by=opened.viewer.person, at=timezone.now()
        ), "They may not read it any more.",
    )  # fmt: skip


@require_safe
def read(request: HttpRequest, slug: str, draft: int) -> HttpResponse:
    """
    What a named reader comes to: the draft's formats, and until when they may read them.

    Once it is issued their letter's link leads on to the edition, which they may read.
    """
    edition = access.became(request, slug, draft)
    if edition is not None:
        return redirect("editions:edition", slug, edition.pk)
    seen = access.preview(request, slug, draft)
    frame = framed(
        seen.opened,
        here="editions:list",
        title=seen.draft.label,
        within=[Crumb(text="Editions", href=address("editions:list", seen.opened))],
    )
    shown = {**frame, "draft": seen.draft, "reader": seen.reader, "formats": RENDERERS}
    return render(request, "editions/read.html", shown)


@require_safe
def read_file(request: HttpRequest, slug: str, draft: int, suffix: str) -> HttpResponse:
    """The draft in one format, marked as one; the reading is written down first."""
    seen = access.preview(request, slug, draft)
    wanted = next((one for one in RENDERERS if one.suffix == suffix), None)
    if wanted is None or not seen.draft.is_under_way:
        raise Http404
    now = timezone.now()
    if seen.reader is not None and request.method == "GET":
        actions.note_reading(reader_id=seen.reader.pk, suffix=suffix, at=now)
    until = f"until {until_words(seen.reader.ends)}" if seen.reader else "before its release"
    content = making.as_draft(gathering.of_draft(seen.draft, at=now), suffix, until=until)
    name = f"{slug}-draft-{seen.draft.pk}.{suffix}"
    return HttpResponse(
        content,
        content_type=wanted.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _page(
    request: HttpRequest,
    opened: Opened,
    found: Draft,
    *,
    moment: MomentForm | None = None,
    reader: ReaderForm | None = None,
    accepting: AcceptForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    listed = checklist.of_draft(found, gathering.of_draft(found, at=now), at=now)
    page = preparing_page(opened, found, listed, queries.readers(found))
    sent: tuple[Form | None, ...] = (moment, reader, accepting)
    wrong = next((one for one in sent if one is not None), None)
    shown = {
        **framed(
            opened,
            here="editions:list",
            title=found.label,
            within=[Crumb(text="Editions", href=address("editions:list", opened))],
        ),
        "page": page,
        "moment": moment or MomentForm(),
        "reader_form": reader or ReaderForm(people=list(_people(opened).values())),
        "accept_form": accepting or AcceptForm(),
        "wrong": wrong,
    }
    return render(request, "editions/draft.html", shown, status=422 if wrong else 200)


def _people(opened: Opened) -> dict[int, Person]:
    """Everybody of the partnership, each once."""
    found = people.members(opened.partnership, timezone.now())
    return {one.person_id: one.person for one in found if one.person.is_active}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _done(request: HttpRequest, found: Draft, do: Callable[[], object], words: str) -> HttpResponse:
    try:
        do()
    except HeadwayError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("editions:draft", found.plan.slug, found.pk)
