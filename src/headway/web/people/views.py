"""The pages about people: one's own account, joining, and the people of a partnership."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.domain.errors import HeadwayError
from headway.web.audit import actions as audit_actions
from headway.web.people import access, actions, demo, letters, queries
from headway.web.people.duties import duties
from headway.web.people.forms import (
    AgencyForm,
    DelegateForm,
    ErasingForm,
    InviteForm,
    JoinForm,
    NameForm,
    RoleForm,
)
from headway.web.people.models import Membership, Partnership, Person, Role
from headway.web.people.pages import members, trail
from headway.web.people.permissions import may_give

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: name, roles, ways to sign in."""
    person, who = access.person(request), access.viewer(request)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(person_id=person.pk, name=form.cleaned_data["name"], at=who.at)
        messages.success(request, "Your name is changed.")
        return redirect("people:account")
    shown = {
        "form": form,
        "memberships": who.memberships,
        "stands_in": queries.stood_in_for(person, who.at),
        "leads": [one for one in who.memberships if one.role == Role.LEAD],
        "own_delegations": queries.delegations_of(person, who.at),
        "manages": access.places(request, "people.manage"),
        "reads_trail": access.places(request, "audit.read"),
        "has_organisation": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "crumbs": [{"text": "Plans", "href": "/?all"}, {"text": "Your account"}],
    }
    return render(request, "people/account.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request: HttpRequest, number: int) -> HttpResponse:
    """A lead names somebody who signs while they are away."""
    who = access.viewer(request)
    mine = next((m for m in who.memberships if m.pk == number and m.role == Role.LEAD), None)
    if mine is None:
        raise Http404
    return _delegate(request, mine, back=reverse("people:account"))


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of a partnership."""
    partnership = access.partnership(request, slug, "people.manage")
    who = access.viewer(request)
    page = members.people_page(partnership, who)
    page["administers"] = who.may("api.manage", partnership)
    return _page(request, "people", partnership, "People", **page)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody."""
    partnership = access.partnership(request, slug, "people.manage")
    who = access.viewer(request)
    form = InviteForm(
        request.POST or None,
        roles=may_give(who, partnership),
        agencies=queries.agencies(partnership),
        initial={"agency": request.GET.get("agency", ""), "role": request.GET.get("role", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                letter = actions.invite(
                    partnership=partnership, by=who.person, at=who.at, **form.cleaned_data
                )
                address = request.build_absolute_uri(reverse("people:join", args=[letter.token]))
                letters.send_invitation(letter, address=address)
        except HeadwayError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"{letter.invitation.email} gets a letter with a link.")
            return redirect("people:list", slug)
    return _page(request, "invite", partnership, "Invite somebody", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One member: another role, or none any more."""
    found = access.membership(request, slug, number)
    who = access.viewer(request)
    given = may_give(who, found.partnership)
    form = RoleForm(
        request.POST or None,
        roles=given,
        agencies=queries.agencies(found.partnership),
        initial={"role": found.role, "agency": str(found.agency_id or "")},
    )
    if request.method == "POST":
        _refuse_ungiven(found, given)
        if form.is_valid():
            try:
                made = actions.change_role(
                    membership_id=found.pk, by=who.person, at=who.at, **form.cleaned_data
                )
            except HeadwayError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"{made.person} is now {made.what}.")
                return redirect("people:list", slug)
    return _page(
        request, "member", found.partnership, str(found.person), form=form,
        membership=found, may_change=Role(found.role) in given, is_lead=found.role == Role.LEAD,
    )  # fmt: skip


@require_POST
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End a membership."""
    found = access.membership(request, slug, number)
    who = access.viewer(request)
    _refuse_ungiven(found, may_give(who, found.partnership))
    reason = request.POST.get("reason", "")[:500]
    actions.end_membership(membership_id=found.pk, by=who.person, at=who.at, reason=reason)
    messages.success(request, f"{found.person} is no longer {found.what}.")
    return redirect("people:list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Name a stand-in for a lead who is away already."""
    found = access.membership(request, slug, number)
    if found.role != Role.LEAD:
        raise Http404
    return _delegate(request, found, back=reverse("people:list", args=[slug]))


@require_POST
def revoke(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a delegation back: whoever manages people, or the lead themselves."""
    partnership, found = access.delegation(request, slug, number)
    who = access.viewer(request)
    actions.revoke(delegation_id=found.pk, by=who.person, at=who.at)
    messages.success(request, f"{found.person} no longer signs for {found.membership.person}.")
    manages = who.may("people.manage", partnership)
    return redirect("people:list", slug) if manages else redirect("people:account")


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an invitation back."""
    found = access.invitation(request, slug, number)
    who = access.viewer(request)
    actions.withdraw(invitation_id=found.pk, by=who.person, at=who.at)
    messages.success(request, f"The letter to {found.email} is of no use any more.")
    return redirect("people:list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def agency(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What an agency is called, and where it is written to."""
    found = access.agency(request, slug, number, "people.manage")
    form = AgencyForm(
        request.POST or None,
        initial={
            "name": found.name,
            "also_called": "\n".join(found.also_called),
            "address": found.address,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_agency(
                agency_id=found.pk,
                name=form.cleaned_data["name"],
                also_called=form.cleaned_data["also_called"].splitlines(),
                address=form.cleaned_data["address"],
                by=access.viewer(request).person,
                at=timezone.now(),
            )
        except HeadwayError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "The agency is changed.")
            return redirect("people:list", slug)
    return _page(request, "agency", found.partnership, found.name, form=form)


@require_safe
def audit(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what, when and why; of persons, only those concerned."""
    partnership = access.partnership(request, slug, "audit.read")
    who = access.viewer(request)
    page = trail.trail_page(partnership, who, number=request.GET.get("page", "1"))
    return _page(request, "audit", partnership, "Audit trail", **page)


@require_http_methods(["GET", "HEAD", "POST"])
def erase_words(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Erase words of an entry of the trail, once they have been looked at."""
    partnership, entry = access.entry(request, slug, number)
    who, shown = access.viewer(request), trail.entry_page(entry)
    title = f"Erase words of entry {entry.seq}"
    if not shown["parts"]:
        return _page(request, "erase_words", partnership, title, **shown)
    form = ErasingForm(request.POST or None, parts=shown["parts"])
    if request.method == "POST" and form.is_valid():
        try:
            audit_actions.erase_words(seq=entry.seq, by=who.person, at=who.at, **form.cleaned_data)
        except HeadwayError as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, f"The words of entry {entry.seq} are erased.")
            return redirect("people:audit", slug)
    return _page(request, "erase_words", partnership, title, form=form, **shown)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Join by the link of a letter: with the account there is, or with a new one."""
    found, who = queries.invitation_of(token), access.viewer(request)
    if found is None or not found.is_open(who.at):
        return render(request, "people/join_closed.html", status=404)
    known = queries.with_email(found.email)
    form = JoinForm(request.POST or None, email=found.email, initial={"name": found.name})
    shown = {"invitation": found, "form": form, "known": known, "here": request.path}
    if who.person is not None and who.person.email != found.email:
        return render(request, "people/join_other.html", shown, status=403)
    if request.method == "POST":
        if who.person is not None:
            actions.accept(invitation_id=found.pk, person=who.person, at=who.at)
        elif known is not None:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        elif form.is_valid():
            cleaned = form.cleaned_data
            person = actions.join(
                invitation_id=found.pk,
                name=cleaned["name"],
                password=cleaned["password"],
                at=who.at,
            )
            _sign_in(request, person)
        else:
            return render(request, "people/join.html", shown, status=422)
        messages.success(request, f"You have joined {found.partnership.name} as {found.what}.")
        return redirect("plans:list")
    return render(request, "people/join.html", shown)


@login_not_required
@require_POST
def look_as(request: HttpRequest) -> HttpResponse:
    """Look at the demonstration as one of its people; nowhere else, and from nowhere else."""
    if not demo.is_demo(request):
        raise Http404
    wanted = request.POST.get("person", "")
    found = next((m for m in demo.people(timezone.now()) if str(m.person_id) == wanted), None)
    if found is None:
        raise Http404
    _sign_in(request, found.person)
    after = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()})
    if after and safe:
        return redirect(after)
    waiting = duties(queries.viewer(found.person, at=timezone.now()))
    return redirect(waiting[0].address if waiting else "/")


def _sign_in(request: HttpRequest, person: Person) -> None:
    """Without the form; "Where you are signed in" lists it like any other."""
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)


def _delegate(request: HttpRequest, lead: Membership, *, back: str) -> HttpResponse:
    who = access.viewer(request)
    form = DelegateForm(request.POST or None, people=members.possible_stand_ins(lead, who.at))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            made = actions.delegate(
                membership_id=lead.pk,
                to=cleaned["person"],
                begins=cleaned["begins"],
                ends=cleaned["ends"],
                by=who.person,
                at=who.at,
                reason=cleaned["reason"],
            )
        except HeadwayError as error:
            form.add_error("person", str(error))
        else:
            messages.success(request, f"{made.person} signs for {lead.person} on those days.")
            return redirect(back)
    title = "Who signs while you are away" if lead.person == who.person else "Name a stand-in"
    return _page(request, "delegate", lead.partnership, title, form=form, membership=lead)


def _refuse_ungiven(found: Membership, given: frozenset[Role]) -> None:
    if Role(found.role) not in given:
        raise PermissionDenied(
            f"Only an administrator of {found.partnership.name} may change what {found.person} is."
        )


def _page(
    request: HttpRequest, name: str, partnership: Partnership, title: str, **shown: Any
) -> HttpResponse:
    manages = access.viewer(request).may("people.manage", partnership)
    above = []
    if manages and name != "people":
        above.append(("People", reverse("people:list", args=[partnership.slug])))
    if name == "erase_words":
        above.append(("Audit trail", reverse("people:audit", args=[partnership.slug])))
    frame = members.framed(partnership, title=title, above=above)
    form = shown.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, f"people/{name}.html", {**frame, **shown}, status=status)
