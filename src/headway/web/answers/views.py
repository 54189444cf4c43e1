"""The pages of answers: each obtains its round, asks what the page shows, and does one thing."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.answering.differences import differences
from headway.answering.drafts import Draft, as_json, from_json
from headway.answering.workbook import Handed, read, written
from headway.answering.workbook.archives import LARGEST
from headway.domain.errors import HeadwayError
from headway.judgement import wording
from headway.web.answers import access, actions, queries, sending, signed_out
from headway.web.answers.access import Mine
from headway.web.answers.errors import ConflictError
from headway.web.answers.forms import draft_of
from headway.web.answers.models import AnswerState
from headway.web.answers.own_signatures import NOBODY, accepting
from headway.web.answers.pages import answering, reviewing, uploading
from headway.web.answers.pages.answering import Troubles
from headway.web.plans.access import open_plan
from headway.web.plans.bodies import part
from headway.web.plans.pages.frame import Crumb, address, framed
from headway.web.rounds.following import SESSION_KEY
from headway.web.rounds.queries import LINK_ENDED

_UPLOAD_AGE = 3600
"""Seconds for which shown differences may be agreed to."""


View = Callable[..., HttpResponse]


def for_link_holders_too(view: View) -> View:
    """
    A page for people who are signed in and for holders of personal links; `access` decides.

    Whoever is neither is asked to sign in, whether the address leads anywhere or not; whose link
    has ended meanwhile is told so.
    """

    @wraps(view)
    def decided(request: HttpRequest, **parts: object) -> HttpResponse:
        if access.is_nobody(request) and SESSION_KEY in request.session:
            return render(request, "rounds/no_link.html", {"words": LINK_ENDED}, status=410)
        if access.is_nobody(request):
            signed_out.keep(request, str(parts["key"]))
            return redirect_to_login(signed_out.way_back(request))
        return view(request, **parts)

    made: View = login_not_required(decided)
    return made


@for_link_holders_too
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that is asked of one agency: fill in, save, submit, sign."""
    mine = access.mine(request, key)
    now = timezone.now()
    troubles = Troubles()
    if request.method == "POST":
        done = sending.send(
            mine,
            queries.lines(mine.round, agency=mine.agency, at=timezone.localdate()),
            request.POST,
            {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)},
            at=now,
        )
        signed_out.forget(request)
        for words in done.said:
            messages.success(request, words)
        if not done.troubles.are_any:
            return _back(mine)
        troubles = done.troubles
    lines = queries.lines(mine.round, agency=mine.agency, at=timezone.localdate())
    kept = signed_out.kept(request, key) if request.method != "POST" else {}
    if kept:
        troubles = sending.typed_before(lines, kept["fields"])
    shown = answering.page(mine, lines, troubles=troubles, today=timezone.localdate())
    shown["lost_files"] = kept.get("has_files", False)
    status = 409 if troubles.conflicts else 422 if troubles.are_any else 200
    return render(request, "answers/answer.html", shown, status=status)


@for_link_holders_too
@require_POST
def save_row(request: HttpRequest, key: str, number: int) -> JsonResponse:
    """Keep one row's draft while it is being typed; answers with what is to be looked at."""
    mine, wanted = access.asked(request, key, number)
    line = queries.line(wanted, at=timezone.localdate())
    if line is None:
        return JsonResponse({"refused": "The plan has this row no more."}, status=409)
    draft = draft_of(request.POST, line.asked, f"r{number}-")
    try:
        saved = actions.save_draft(
            request_id=number,
            draft=draft,
            based_on=sending.based_on(request.POST, number),
            by=mine.by,
            at=timezone.now(),
        )
    except HeadwayError as refused:
        conflict = isinstance(refused, ConflictError)
        words = {"refused": str(refused), "conflict": conflict}
        return JsonResponse(words, status=409)
    wanted.answer = saved
    checked = queries.line(wanted, at=timezone.localdate())
    return JsonResponse(
        {
            "revision": saved.revision,
            "saved": f"Saved {timezone.localtime():%H:%M}",
            "findings": answering.found_json(checked.findings) if checked else [],
        }
    )


@for_link_holders_too
@require_safe
def workbook(request: HttpRequest, key: str) -> HttpResponse:
    """My rows as a spreadsheet, with what is answered so far."""
    mine = access.mine(request, key)
    today = timezone.localdate()
    lines = queries.lines(mine.round, agency=mine.agency, at=today)
    made = written(
        [one.asked for one in lines],
        {one.request.row: one.draft for one in lines},
        _handed(mine),
        title=f"{mine.round.plan.title}: {mine.round.label}",
        due=f"Due {wording.day(mine.round.due_on)}",
        on=today,
    )
    name = f"{mine.round.plan.slug}-answers.xlsx"
    return HttpResponse(
        made,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@for_link_holders_too
@require_POST
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """A filled-in workbook: first what would change, then, agreed to, the saving."""
    mine = access.mine(request, key)
    lines = queries.lines(mine.round, agency=mine.agency, at=timezone.localdate())
    agreed = request.POST.get("agreed", "")
    if agreed:
        return _save_upload(request, mine, lines, agreed)
    file = request.FILES.get("workbook")
    if not isinstance(file, UploadedFile):
        messages.error(request, "Choose the workbook that you filled in.")
        return _back(mine)
    before = {one.request.row: one.draft for one in lines}
    try:
        data = file.read(LARGEST + 1)
        after = read(data, [one.asked for one in lines], _handed(mine))
    except HeadwayError as refused:
        messages.error(request, str(refused))
        return _back(mine)
    found = differences([one.asked for one in lines], before, after)
    shown = uploading.page(mine, lines, found, after, today=timezone.localdate())
    agreeable = {
        str(one.request.pk): [one.revision, as_json(after.drafts[one.request.row])]
        for one in uploading.savable(lines, found, after)
    }
    sent = {"round": mine.round.key, "agency": mine.agency.pk, "rows": agreeable}
    token = signing.dumps(sent, salt="answers.upload", compress=True)
    return render(request, "answers/differences.html", {**shown, "token": token})


@for_link_holders_too
@require_safe
def evidence(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A file that goes with an answer, to be saved and never shown by the browser itself."""
    file = access.evidence(request, key, number)
    return HttpResponse(
        bytes(file.content),
        content_type=file.media_type,
        headers={
            "Content-Disposition": _attached(file.name),
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: str) -> HttpResponse:
    """What came in, for the officer: accept, return with a reason, take either back."""
    asked_in, who = access.reviewed(request, key)
    today = timezone.localdate()
    if request.method == "POST":
        lines = queries.lines(asked_in, at=today)
        try:
            said = sending.review(lines, request.POST, by=access.by(who), at=timezone.now())
        except HeadwayError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said)
        return redirect("answers:review", key)
    show = request.GET.get("show", "")
    show = show if show in (*AnswerState.values, reviewing.QUESTIONED) else ""
    opened = open_plan(request, asked_in.plan.slug)
    standing, own = queries.standing(asked_in, who.person)
    partnership = asked_in.plan.partnership
    officer = accepting(who.person, partnership, timezone.now()) if own else NOBODY
    came_in = part(
        request,
        "answers/came_in.html",
        lambda: reviewing.page(
            asked_in, queries.lines(asked_in, at=today), show=show, officer=officer
        ),
        depends_on=(
            *(standing, opened.version, opened.digest, today, show),
            *(own, officer.others),
        ),
    )
    within = [
        Crumb(text="Reporting rounds", href=address("rounds:list", opened)),
        Crumb(text=asked_in.label, href=f"/rounds/{asked_in.key}"),
    ]
    frame = framed(opened, here="rounds:list", title="Answers that came in", within=within)
    shown = {**frame, "round": asked_in, "came_in": came_in}
    return render(request, "answers/review.html", shown)


def _save_upload(
    request: HttpRequest, mine: Mine, lines: list[queries.Line], agreed: str
) -> HttpResponse:
    """Save what was shown; a row that somebody changed since is left out, and said."""
    try:
        sent = signing.loads(agreed, salt="answers.upload", max_age=_UPLOAD_AGE)
    except signing.BadSignature:
        messages.error(request, "Too much time has passed. Upload the workbook once more.")
        return _back(mine)
    if sent["round"] != mine.round.key or sent["agency"] != mine.agency.pk:
        messages.error(request, "That upload is for another round or agency.")
        return _back(mine)
    names = {one.request.pk: one.asked.row.name for one in lines}
    rows: Mapping[str, tuple[int, dict[str, object]]] = sent["rows"]
    kept = 0
    for number, (revision, content) in rows.items():
        draft: Draft = from_json(content)
        if int(number) not in names:
            continue
        try:
            actions.save_draft(
                request_id=int(number),
                draft=draft,
                based_on=revision,
                by=mine.by,
                at=timezone.now(),
            )
            kept += 1
        except HeadwayError as refused:
            messages.error(request, f"{names[int(number)]}: {refused}")
    if kept:
        said = f"{kept} row{'' if kept == 1 else 's'} saved from the workbook."
        messages.success(request, said)
    return _back(mine)


def _handed(mine: Mine) -> Handed:
    return Handed(
        plan=mine.round.plan.slug,
        round=mine.round.key,
        agency=mine.agency.name,
        secret=f"answers.workbook:{settings.SECRET_KEY}".encode(),
        formerly=tuple(mine.agency.also_called),
    )


def _back(mine: Mine) -> HttpResponse:
    """To the page of the same agency."""
    answered = redirect("answers:answer", mine.round.key)
    if len(mine.agencies) > 1:
        answered["Location"] += f"?agency={mine.agency.pk}"
    return answered


def _attached(name: str) -> str:
    plain = name.encode("ascii", "ignore").decode().replace('"', "") or "evidence"
    return f'attachment; filename="{plain}"'
