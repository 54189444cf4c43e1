"""The pages on which anybody asks to be told of new editions, and leaves."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from headway.web.public import access, addresses, subscribing
from headway.web.public.answering import not_public
from headway.web.public.errors import NotPublicError, SubscribingError
from headway.web.public.models import Subscription
from headway.web.public.pages import plan_frame


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, partnership: str, plan: str) -> HttpResponse:
    """The form; whoever sends it gets a letter that asks for confirmation."""
    try:
        found = access.editions(partnership, plan)
    except NotPublicError as error:
        return not_public(error)
    shown = plan_frame(found, here="subscribe", title="Be told of new editions")
    email = request.POST.get("email", "")
    if request.method == "POST":
        try:
            subscribing.ask(plan=found[0].plan, email=email, at=timezone.now())
            shown["is_sent"] = True
        except SubscribingError as error:
            shown |= {"mistake": {"text": str(error)}, "email": email[:254]}
    status = 422 if "mistake" in shown else 200
    return render(request, "public/subscribe.html", shown, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """By the first letter's link; the button is for people, since mail programs follow links."""
    try:
        found = access.subscription(key)
    except NotPublicError as error:
        return not_public(error)
    if request.method == "POST":
        subscribing.confirm(subscription=found, at=timezone.now())
        return _said(request, found, "You will be told", "You get a letter with each new edition.")
    words = "You get a letter, and nothing else, with each new public edition of"
    return _asked(
        request, found, "Be told of new editions", words, button="Yes, tell me of new editions"
    )


@csrf_exempt  # mail programs unsubscribe by one POST (RFC 8058); all that it can do is leave
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """By any letter's link, or by one click in the mail program."""
    try:
        found = access.subscription(key)
    except NotPublicError as error:
        return not_public(error)
    if request.method == "POST":
        subscribing.leave(subscription=found)
        return _said(request, found, "You have left", "Your address is erased.")
    words = "From now on you get no letter any more about"
    return _asked(request, found, "Leave", words, button="Leave, and erase my address")


def _asked(
    request: HttpRequest, one: Subscription, title: str, words: str, *, button: str
) -> HttpResponse:
    shown = {"page_title": title, "words": words, "button": button, **_frame(one)}
    return render(request, "public/asked.html", shown)


def _said(request: HttpRequest, one: Subscription, title: str, words: str) -> HttpResponse:
    return render(
        request, "public/said_so.html", {"page_title": title, "said": words, **_frame(one)}
    )


def _frame(one: Subscription) -> dict[str, object]:
    return {"plan": one.plan, "home": addresses.of_plan("plan", one.plan)}
