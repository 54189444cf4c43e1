"""The pages of rounds: each obtains what it is about, and does one thing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.rounds.errors import RoundError
from headway.web.imports.pages.starting import mistakes
from headway.web.notices import queries as sent
from headway.web.notices.errors import NoticeError
from headway.web.people.access import person
from headway.web.people.models import Agency
from headway.web.plans import access as plans
from headway.web.plans.access import Opened
from headway.web.plans.pages.frame import Crumb, address, framed
from headway.web.rounds import access, actions, queries
from headway.web.rounds.actions.opening import Proposal, dry_run, refuse_taken
from headway.web.rounds.errors import LinkError, RoundsError
from headway.web.rounds.following import remember
from headway.web.rounds.forms import HandOverForm, LinkForm, ReopenForm, RoundForm
from headway.web.rounds.models import Round
from headway.web.rounds.pages.one_agency import agency_page
from headway.web.rounds.pages.one_round import agency_address, round_page
from headway.web.rounds.pages.opening import by_hand, planned, preview_page
from headway.web.rounds.pages.overview import rounds_page
from headway.web.rounds.working_days import working_days


@require_safe
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds of a plan."""
    opened = plans.open_plan(request, slug)
    page = rounds_page(opened, today=timezone.localdate())
    return _page(request, "list", opened, title="Reporting rounds", page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Look at what opening a round would do; sent, it opens it."""
    opened = plans.open_plan(request, slug, "round.manage")
    sent_in = request.POST if request.method == "POST" else request.GET
    period = sent_in.get("period", "")[:40]
    working = working_days(slug)
    proposal = planned(opened, period, working) if period else None
    form = RoundForm(
        sent_in if "label" in sent_in else None,
        areas=[(area.id, area.title) for area in opened.plan.areas],
    )
    problem = ""
    if period and proposal is None:
        raise Http404
    if proposal is None and form.is_bound and form.is_valid():
        try:
            proposal = _by_hand(opened, form)
        except RoundError as error:
            form.add_error("due_on", str(error))
        except RoundsError as error:
            form.add_error("label", str(error))
    if request.method == "POST" and proposal is not None and "look" not in request.POST:
        try:
            made = actions.open_round(
                slug=slug, proposal=proposal, by=person(request), at=timezone.now()
            )
        except RoundsError as error:
            problem = str(error)
        else:
            messages.success(request, f"{made.label} is open. Those who are asked are written to.")
            return redirect("rounds:round", made.key)
    return _new(request, opened, form, proposal, problem, from_timetable=bool(period))


@require_POST
def habits(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether rounds open by themselves."""
    plans.open_plan(request, slug, "round.manage")
    allowed = request.POST.get("opens_itself") == "yes"
    actions.let_open_itself(slug=slug, allowed=allowed, by=person(request), at=timezone.now())
    return redirect("rounds:list", slug)


@require_safe
def one_round(request: HttpRequest, key: str) -> HttpResponse:
    """A round with its chase list."""
    return _round(request, access.round_(request, key), ReopenForm())


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Take no more answers."""
    found = access.round_(request, key, "round.manage")
    reason = request.POST.get("reason", "")[:500]
    actions.close_round(round_id=found.pk, by=person(request), at=timezone.now(), reason=reason)
    messages.success(request, f"{found.label} is closed.")
    return redirect("rounds:round", key)


@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Take answers again, or until a later day."""
    found = access.round_(request, key, "round.manage")
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            actions.reopen_round(
                round_id=found.pk,
                due_on=form.cleaned_data["due_on"],
                working=working_days(found.plan.slug),
                by=person(request),
                at=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except (RoundsError, RoundError) as error:
            form.add_error("due_on", str(error))
        else:
            off = working_days(found.plan.slug).day_off(form.cleaned_data["due_on"])
            note = f" That day is {off}: is it the one you mean?" if off else ""
            messages.success(request, f"{found.label} takes answers until the day you chose.{note}")
            return redirect("rounds:round", key)
    return _round(request, found, form)


@require_safe
def agency(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One agency's part of a round."""
    found, asked = access.agency_in(request, key, number)
    return _agency(request, found, asked, LinkForm())


@require_POST
def chase(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Remind an agency now."""
    found = access.round_(request, key, "round.manage")
    _, asked = access.agency_in(request, key, number)
    try:
        count = actions.chase(
            round_id=found.pk, agency_id=asked.pk, by=person(request), at=timezone.now()
        )
        people = "1 person" if count == 1 else f"{count} people"
        goes = f"A reminder goes to {people}."
        again = f"{asked.name} was reminded less than an hour ago, so nothing more is sent."
        messages.success(request, goes if count else again)
    except RoundsError as error:
        messages.error(request, str(error))
    return redirect("rounds:round", key)


@require_POST
def hand_over(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Hand rows to one person of the agency."""
    found, asked = access.agency_in(request, key, number)
    opened = plans.open_plan(request, found.plan.slug)
    page = agency_page(found, asked, opened.plan, at=timezone.now())
    form = HandOverForm(
        request.POST,
        rows=[(line.request.pk, line.name) for line in page.lines],
        people=page.people,
    )
    if not form.is_valid():
        return _agency(request, found, asked, LinkForm(), form)
    count = actions.hand_over(
        round_id=found.pk,
        agency_id=asked.pk,
        requests=form.cleaned_data["requests"],
        to=form.cleaned_data["person"],
        by=person(request),
        at=timezone.now(),
    )
    messages.success(request, "1 row is handed over." if count == 1 else f"{count} rows are.")
    return redirect(agency_address(found, asked))


@require_POST
def make_link(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Make a personal link and send it."""
    found, asked = access.agency_in(request, key, number)
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            made = actions.make_link(
                round_id=found.pk,
                agency_id=asked.pk,
                email=form.cleaned_data["email"],
                by=person(request),
                at=timezone.now(),
            )
        except (RoundsError, NoticeError) as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"A link goes to {made.email}.")
            return redirect(agency_address(found, asked))
    return _agency(request, found, asked, form)


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Make a personal link of no use."""
    found = access.link(request, number)
    actions.revoke_link(link_id=found.pk, by=person(request), at=timezone.now())
    messages.success(request, "The link does not work any more.")
    return redirect(agency_address(found.round, found.agency))


@require_POST
def send_again(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Send a notice after all that was given up."""
    found = access.round_(request, key, "round.manage")
    notice = next((one for one in sent.starting(f"round/{found.pk}/") if one.pk == number), None)
    if notice is None:
        raise Http404
    actions.send_again(
        round_id=found.pk, notice_id=notice.pk, by=person(request), at=timezone.now()
    )
    messages.success(request, "It will be tried again.")
    return redirect("rounds:agency", key, int(notice.key.split("/")[2]))


@never_cache
@sensitive_variables("token")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """
    The way in by a personal link.

    Opening the address changes nothing, for programs that look through mail open it too; the
    button does, and from there on the address has no token in it. A link that has ended says
    so at once, before anybody presses it.
    """
    try:
        if request.method != "POST":
            queries.usable_link(token, timezone.now())
            return render(request, "rounds/follow.html", {"token": token})
        link = actions.follow_link(token=token, at=timezone.now())
    except LinkError as error:
        return render(request, "rounds/no_link.html", {"words": str(error)}, status=410)
    if not request.user.is_authenticated:
        remember(request, link)
    return redirect(f"/rounds/{link.round.key}/answer")


# --------------------------------------------------------------------------------- the pages


def _by_hand(opened: Opened, form: RoundForm) -> Proposal:
    said = form.cleaned_data
    proposal = by_hand(
        opened,
        name=said["label"],
        as_at=said["as_at"],
        due_on=said["due_on"],
        area=said["area"],
        today=timezone.localdate(),
        working=working_days(opened.plan.slug),
    )
    standing = queries.labelled(opened.plan.slug, proposal.label)
    if standing is not None:
        refuse_taken(standing, proposal)
    return proposal


def _new(
    request: HttpRequest,
    opened: Opened,
    form: RoundForm,
    proposal: Proposal | None,
    problem: str,
    *,
    from_timetable: bool,
) -> HttpResponse:
    preview = None
    if proposal is not None:
        run = dry_run(opened.plan, opened.partnership, proposal, at=timezone.now())
        preview = preview_page(opened, proposal, run, working_days(opened.plan.slug))
    errors = [*mistakes(form), *([{"text": problem}] if problem else [])]
    return _page(
        request, "new", opened, title="Open a round", status=422 if errors else 200,
        within=[_back(opened)], form=form, preview=preview, errors=errors,
        from_timetable=from_timetable,
    )  # fmt: skip


def _round(request: HttpRequest, found: Round, form: ReopenForm) -> HttpResponse:
    opened = plans.open_plan(request, found.plan.slug)
    page = round_page(found, opened.plan, now=timezone.now(), today=timezone.localdate())
    errors = mistakes(form)
    return _page(
        request, "round", opened, title=found.label, status=422 if errors else 200,
        within=[_back(opened)], page=page, form=form, errors=errors,
        may_manage=opened.may("round.manage"),
    )  # fmt: skip


def _agency(
    request: HttpRequest,
    found: Round,
    asked: Agency,
    link_form: LinkForm,
    hand_form: HandOverForm | None = None,
) -> HttpResponse:
    opened = plans.open_plan(request, found.plan.slug)
    page = agency_page(found, asked, opened.plan, at=timezone.now())
    rows = [(line.request.pk, line.name) for line in page.lines]
    hand_form = hand_form or HandOverForm(rows=rows, people=page.people)
    errors = [*mistakes(link_form), *mistakes(hand_form)]
    round_step = Crumb(text=found.label, href=f"/rounds/{found.key}")
    return _page(
        request, "agency", opened, title=f"{asked.name}, {found.label}",
        status=422 if errors else 200, within=[_back(opened), round_step], page=page,
        round=found, link_form=link_form, hand_form=hand_form, errors=errors,
        may_manage=opened.may("round.manage"),
    )  # fmt: skip


def _back(opened: Opened) -> Crumb:
    return Crumb(text="Reporting rounds", href=address("rounds:list", opened))


def _page(
    request: HttpRequest,
    name: str,
    opened: Opened,
    *,
    title: str,
    within: list[Crumb] | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    frame = framed(opened, here="rounds:list", title=title, within=within or [])
    return render(request, f"rounds/{name}.html", {**frame, **shown}, status=status)
