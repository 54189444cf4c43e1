"""The pages of whoever looks after the installation: its partnerships, and who administers them."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from headway.domain.errors import HeadwayError
from headway.web.people import access, actions, letters, queries
from headway.web.people.forms import AdministratorForm, NewPartnershipForm, PartnershipForm
from headway.web.people.models import Partnership, Person, Role


@require_http_methods(["GET", "HEAD", "POST"])
def partnerships(request: HttpRequest) -> HttpResponse:
    """Every partnership by name, and the form for another; nothing of what is in them."""
    by = access.installer(request)
    form = NewPartnershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = actions.make_partnership(
                    name=form.cleaned_data["name"], by=by, at=timezone.now()
                )
                _invite(request, made, form.cleaned_data["email"], by)
        except HeadwayError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{made.name} is made. Its administrator gets a letter.")
            return redirect("people:installation")
    every = queries.partnerships()
    leading = queries.administrators(every, timezone.now())
    lines = [(one, [m.person for m in leading if m.partnership_id == one.pk]) for one in every]
    return _page(request, "installation", "Partnerships of this installation", form, lines=lines)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """One partnership: its name, its administrators; sent, it invites another of them."""
    by, found = access.installer(request), _found(slug)
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _invite(request, found, form.cleaned_data["email"], by)
        except HeadwayError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"{form.cleaned_data['email']} gets a letter with a link.")
            return redirect("people:installed", slug)
    return _one(request, found, form, PartnershipForm(initial={"name": found.name}))


@require_POST
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a partnership something else."""
    by, found = access.installer(request), _found(slug)
    naming = PartnershipForm(request.POST)
    if not naming.is_valid():
        return _one(request, found, AdministratorForm(), naming)
    actions.rename_partnership(
        partnership_id=found.pk, name=naming.cleaned_data["name"], by=by, at=timezone.now()
    )
    messages.success(request, "The partnership is called that from now on.")
    return redirect("people:installed", slug)


@require_POST
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let somebody administer a partnership no longer."""
    by, found = access.installer(request), _found(slug)
    wanted = queries.membership(found, number)
    if wanted is None or wanted.role != Role.ADMINISTRATOR:
        raise Http404
    try:
        actions.end_membership(membership_id=number, by=by, at=timezone.now())
    except HeadwayError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{wanted.person} no longer administers {found.name}.")
    return redirect("people:installed", slug)


def _found(slug: str) -> Partnership:
    found = queries.partnership(slug)
    if found is None:
        raise Http404
    return found


def _invite(request: HttpRequest, to: Partnership, email: str, by: Person) -> None:
    letter = actions.invite(
        partnership=to, email=email, name="", role=Role.ADMINISTRATOR, by=by, at=timezone.now()
    )
    address = request.build_absolute_uri(reverse("people:join", args=[letter.token]))
    letters.send_invitation(letter, address=address)


def _one(
    request: HttpRequest, found: Partnership, form: AdministratorForm, naming: PartnershipForm
) -> HttpResponse:
    now = timezone.now()
    invited = [
        one for one in queries.open_invitations(found, now) if one.role == Role.ADMINISTRATOR
    ]
    return _page(
        request, "installed", found.name, form, naming=naming, partnership=found,
        administrators=queries.administrators([found], now), invited=invited,
    )  # fmt: skip


def _page(request: HttpRequest, name: str, title: str, form: Any, **shown: Any) -> HttpResponse:
    within = [{"text": "Your account", "href": reverse("people:account")}]
    if name == "installed":
        within.append({"text": "Partnerships", "href": reverse("people:installation")})
    wrong = form.errors or (shown.get("naming") and shown["naming"].errors)
    context = {"form": form, "page_title": title, "crumbs": [*within, {"text": title}], **shown}
    return render(request, f"people/{name}.html", context, status=422 if wrong else 200)
