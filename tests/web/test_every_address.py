"""Every address of the service, for every role, for nobody, and for somebody else's officer."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from headway.rounds.schedule import days_around
from headway.rounds.working_days import WorkingDays
from headway.web.answers.actions import By, add_file
from headway.web.api.actions.tokens import make_token
from headway.web.api.models import Delivery, DeliveryState, Scope, Webhook
from headway.web.audit.actions import record as write_down
from headway.web.audit.models import Entry
from headway.web.board.models import Matter
from headway.web.editions.actions import prepare
from headway.web.editions.models import Audience, Edition, EditionFile, PreReleaseReader
from headway.web.evidence.models import Job, State, What
from headway.web.imports.actions import read
from headway.web.imports.models import Import
from headway.web.notices.actions import queue
from headway.web.people import actions as people
from headway.web.people.models import Agency, Partnership, Person, Role
from headway.web.plans.models import PlanRecord
from headway.web.plans.queries import newest
from headway.web.rounds.models import PersonalLink, Request, Round
from tests.web.conftest import NOON, charlie, signed_in
from tests.web.public_setting import published

pytestmark = pytest.mark.django_db

ADMINISTRATOR, OFFICER, LEAD, CONTRIBUTOR, BOARD, READER = Role

# ------------------------------------------------------------------- who is let in, by the table

READERS_OF_PLANS = frozenset({ADMINISTRATOR, OFFICER, LEAD, CONTRIBUTOR, BOARD})
OFFICERS = frozenset({OFFICER})
ANSWERERS = frozenset({OFFICER, LEAD, CONTRIBUTOR})
MANAGERS = frozenset({ADMINISTRATOR, OFFICER})
MEMBERS = frozenset(Role)


@dataclass(frozen=True, kw_only=True)
class Address:
    """
    An address as the table has it.

    Attributes:
        allowed: Roles that are let in; the others of the partnership are refused with 403.
        method: How it is asked.
        within: Whether it is of one partnership, so that strangers must not find it.
        open: Whether nobody in particular may ask it, without signing in.
        hidden: Roles that get 404 instead of 403, for the address is somebody's own.
        given: The parts of the address, by the name that `World.parts` knows them under.
    """

    allowed: frozenset[Role] = MEMBERS
    method: str = "get"
    within: bool = True
    open: bool = False
    hidden: frozenset[Role] = frozenset()
    given: tuple[str, ...] = ()
    sent: dict[str, Any] = field(default_factory=dict)


def plan(allowed: frozenset[Role] = READERS_OF_PLANS, *given: str, method: str = "get") -> Address:
    return Address(allowed=allowed, given=("slug", *given), method=method)


def job(*given: str, method: str = "get") -> Address:
    return Address(allowed=OFFICERS, given=("key", *given), method=method)


def managing(*given: str, method: str = "get") -> Address:
    return Address(allowed=MANAGERS, given=("partnership", *given), method=method)


def everybody(*given: str) -> Address:
    return Address(open=True, within=False, given=given)


def administering(*given: str, method: str = "get") -> Address:
    return Address(allowed=frozenset({ADMINISTRATOR}), given=("partnership", *given), method=method)


POST = "post"
INSTALLERS = Address(allowed=frozenset(), within=False, hidden=MEMBERS)
OPEN = Address(open=True, within=False)
OWN = Address(within=False)
NO_PASSWORD = Address(allowed=frozenset(), within=False)
"""Asks for a password again, which the people of these tests have none of."""

TABLE: dict[str, Address] = {
    "health": OPEN,
    "operations:ready": OPEN,
    "operations:metrics": OPEN,
    "operations:security": Address(open=True, within=False, hidden=MEMBERS),
    # Signing in, and one's own ways to do so.
    "account_login": OPEN,
    "account_logout": OPEN,
    "account_inactive": OPEN,
    "account_signup": OPEN,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": Address(open=True, within=False, given=("uidb36", "code")),
    "account_reset_password_from_key_done": OPEN,
    "account_email_verification_sent": OPEN,
    "account_confirm_email": Address(open=True, within=False, given=("code",)),
    "account_confirm_login_code": OPEN,
    "account_reauthenticate": NO_PASSWORD,
    "account_email": OWN,
    "account_change_password": OWN,
    "account_set_password": OWN,
    "mfa_authenticate": OPEN,
    "mfa_login_webauthn": OPEN,
    "mfa_index": OWN,
    "mfa_reauthenticate": NO_PASSWORD,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": Address(allowed=frozenset(), within=False, hidden=MEMBERS),
    "mfa_view_recovery_codes": Address(allowed=frozenset(), within=False, hidden=MEMBERS),
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": Address(allowed=frozenset(), within=False, hidden=MEMBERS),
    "mfa_list_webauthn": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_reauthenticate_webauthn": NO_PASSWORD,
    "mfa_remove_webauthn": Address(
        allowed=frozenset(), within=False, hidden=MEMBERS, given=("nothing",)
    ),
    "mfa_edit_webauthn": Address(
        allowed=frozenset(), within=False, hidden=MEMBERS, given=("nothing",)
    ),
    "socialaccount_login_cancelled": OPEN,
    "socialaccount_login_error": OWN,
    "socialaccount_signup": OPEN,
    "socialaccount_connections": OWN,
    "openid_connect_login": Address(open=True, within=False, hidden=MEMBERS, given=("provider",)),
    "openid_connect_callback": Address(
        open=True, within=False, hidden=MEMBERS, given=("provider",)
    ),
    "usersessions_list": OWN,
    # People.
    "people:account": OWN,
    "people:stand_in": Address(
        allowed=frozenset({LEAD}), hidden=MEMBERS - {LEAD}, given=("membership",)
    ),
    "people:join": Address(open=True, within=False, hidden=MEMBERS, given=("token",)),
    "people:demo": Address(method=POST, open=True, within=False, hidden=MEMBERS),
    "people:list": managing(),
    "people:invite": managing(),
    "people:member": managing("membership"),
    "people:end": managing("membership", method=POST),
    "people:delegate": managing("membership"),
    "people:revoke": Address(
        allowed=MANAGERS | {LEAD}, given=("partnership", "delegation"), method=POST
    ),
    "people:withdraw": managing("invitation", method=POST),
    "people:agency": managing("agency"),
    "people:audit": Address(allowed=READERS_OF_PLANS, given=("partnership",)),
    "people:erase_words": administering("entry"),
    # Whoever looks after the installation has no role: test_installing.py lets them in.
    "people:installation": INSTALLERS,
    "people:installed": replace(INSTALLERS, given=("partnership",)),
    "people:rename_installed": replace(INSTALLERS, given=("partnership",), method=POST),
    "people:end_installed": replace(INSTALLERS, given=("partnership", "membership"), method=POST),
    # Plans.
    "plans:list": OWN,
    "plans:load_example": Address(
        allowed=OFFICERS, within=False, method=POST
    ),
    **{
        f"plans:{name}": plan()
        for name in (
            "glance", "measures", "actions", "unanswered", "checks", "dropped", "methods",
            "glossary", "search", "sources", "history",
        )
    },
    "plans:area": plan(READERS_OF_PLANS, "area"),
    "plans:measure": plan(READERS_OF_PLANS, "row"),
    "plans:figures": plan(READERS_OF_PLANS, "row"),
    "plans:file": plan(READERS_OF_PLANS, "version"),
    "plans:restore": plan(OFFICERS, "version", method=POST),
    # Data.
    "evidence:data": plan(),
    "evidence:compute": plan(OFFICERS, method=POST),
    "evidence:make-up": plan(OFFICERS, method=POST),
    "evidence:job": plan(OFFICERS, "job"),
    "evidence:progress": plan(OFFICERS, "job"),
    "evidence:again": plan(OFFICERS, "job", method=POST),
    "evidence:workbook": plan(OFFICERS, "job"),
    "evidence:computed": Address(
        allowed=frozenset(), hidden=READERS_OF_PLANS, given=("slug", "row")
    ),
    # Editions.
    "editions:list": plan(MEMBERS),
    "editions:public": plan(OFFICERS),
    "editions:file": plan(MEMBERS, "edition", "document", "suffix"),
    "editions:edition": plan(MEMBERS, "edition"),
    "editions:verify": plan(OFFICERS, "edition", method=POST),
    "editions:draft": plan(OFFICERS, "draft"),
    **{
        f"editions:{name}": plan(OFFICERS, "draft", method=POST)
        for name in ("accept", "issue", "schedule", "withdraw", "name_reader")
    },
    "editions:revoke_reader": plan(OFFICERS, "draft", "draft_reader", method=POST),
    "editions:read": plan(OFFICERS | {READER}, "draft"),
    "editions:read_file": plan(OFFICERS | {READER}, "draft", "format"),
    # The public site.
    "public:home": everybody("partnership"),
    "public:sitemap": everybody("partnership"),
    "public:robots": everybody(),
    "public:nowhere": Address(
        open=True, within=False, hidden=MEMBERS, given=("partnership", "nothing")
    ),
    **{
        f"public:{name}": everybody("partnership", "slug")
        for name in ("plan", "feed", "editions", "subscribe")
    },
    **{
        f"public:{name}": everybody("partnership", "slug", "newest")
        for name in (
            "overview", "measures", "figures", "figures_meta", "everything", "methods",
            "glossary", "downloads",
        )
    },
    "public:confirm": everybody("subscription"),
    "public:leave": everybody("subscription"),
    "public:area": everybody("partnership", "slug", "newest", "area"),
    "public:measure": everybody("partnership", "slug", "newest", "row"),
    "public:measure_figures": everybody("partnership", "slug", "newest", "row"),
    "public:file": everybody("partnership", "slug", "newest", "public_file"),
    "public:poster": everybody("partnership", "slug", "newest"),
    "public:young": everybody("partnership", "slug", "newest"),
    "public:easy": everybody("partnership", "slug", "newest"),
    "public:choose": plan(OFFICERS, "public_edition"),
    "public:write": plan(OFFICERS, "public_edition", "plain_kind"),
    # The board.
    "board:board": plan(),
    "board:pack": plan(),
    "board:present": plan(READERS_OF_PLANS, "screen"),
    "board:row": plan(READERS_OF_PLANS, "row"),
    "board:settle": plan(OFFICERS | {BOARD}, "matter", method=POST),
    # Rounds.
    "rounds:list": plan(),
    "rounds:new": plan(OFFICERS),
    "rounds:habits": plan(OFFICERS, method=POST),
    "rounds:follow": Address(open=True, within=False, given=("code",)),
    "rounds:revoke": Address(allowed=frozenset({OFFICER, LEAD}), given=("link",), method=POST),
    "rounds:round": Address(allowed=READERS_OF_PLANS, given=("round",)),
    "rounds:close": Address(allowed=OFFICERS, given=("round",), method=POST),
    "rounds:reopen": Address(allowed=OFFICERS, given=("round",), method=POST),
    "rounds:agency": Address(allowed=frozenset({OFFICER, LEAD}), given=("round", "agency")),
    "rounds:chase": Address(allowed=OFFICERS, given=("round", "agency"), method=POST),
    "rounds:hand_over": Address(
        allowed=frozenset({OFFICER, LEAD}), given=("round", "agency"), method=POST
    ),
    "rounds:make_link": Address(
        allowed=frozenset({OFFICER, LEAD}), given=("round", "agency"), method=POST
    ),
    "rounds:send_again": Address(allowed=OFFICERS, given=("round", "notice"), method=POST),
    # Answers.
    "answers:answer": Address(allowed=ANSWERERS, given=("round",)),
    "answers:save_row": Address(allowed=ANSWERERS, given=("round", "request"), method=POST),
    "answers:workbook": Address(allowed=ANSWERERS, given=("round",)),
    "answers:upload": Address(allowed=ANSWERERS, given=("round",), method=POST),
    "answers:evidence": Address(allowed=ANSWERERS, given=("round", "evidence")),
    "answers:review": Address(allowed=OFFICERS, given=("round",)),
    # Programs. What the interface answers a token is in test_api.py; here nobody has one.
    "api:reference": OPEN,
    "api:programs": administering(),
    "api:make_token": administering(),
    "api:revoke_token": administering("api_token", method=POST),
    "api:make_webhook": administering(),
    "api:end_webhook": administering("webhook", method=POST),
    "api:send_again": administering("delivery", method=POST),
    "api-v1:openapi-json": OPEN,
    "api-v1:api-root": Address(open=True, within=False, hidden=MEMBERS),
    "api-nowhere": Address(open=True, within=False, hidden=MEMBERS, given=("nothing",)),
    **{
        f"api-v1:{name}": Address(open=True, within=False, given=given)
        for name, given in {
            "list_plans": (),
            **dict.fromkeys(
                (
                    "one_plan", "areas", "measures", "actions", "statuses", "observations",
                    "tidy_figures", "add", "tidy_meta", "list_rounds", "list_editions",
                ),
                ("slug",),
            ),
            "one_measure": ("slug", "row"),
            "one_round": ("round",),
            "list_answers": ("round",),
            "one_edition": ("slug", "edition"),
            "edition_file": ("slug", "edition", "document", "suffix"),
        }.items()
    },
    # Imports.
    "imports:start": Address(allowed=OFFICERS, within=False),
    **{f"imports:{name}": job() for name in ("job", "progress", "save", "download")},
    "imports:row": job("row"),
    "imports:drop": job("row", method=POST),
    "imports:settle": job("number", method=POST),
    **{f"imports:{name}": job(method=POST) for name in ("again", "undo", "redo", "discard")},
}  # fmt: skip
"""What each address answers; a test fails where one of the service's addresses is missing."""


# ------------------------------------------------------------------------------------- the world


@dataclass
class World:
    """
    One partnership with all that has an address, and everybody who may ask.

    Attributes:
        parts: What stands in addresses, by name.
        people: Somebody of each role.
        charlie: An officer of another partnership.
    """

    parts: dict[str, Any]
    people: dict[Role, Person]
    charlie: Person


@pytest.fixture
def world(
    oxfordshire: PlanRecord, partnership: Partnership, agency, appointed: Callable[..., Person]
) -> World:
    everybody = {role: appointed(role) for role in Role}
    lead = everybody[Role.LEAD].memberships.get()
    delegation = people.delegate(
        membership_id=lead.pk,
        to=everybody[Role.CONTRIBUTOR],
        begins=NOON,
        ends=NOON + timedelta(days=36500),
        by=None,
        at=NOON,
    )
    # It would let the contributor in where a lead is: the table speaks of roles alone.
    people.revoke(delegation_id=delegation.pk, by=None, at=NOON)
    letter = people.invite(
        partnership=partnership, email="new@agency.example", name="", role=Role.BOARD,
        by=None, at=NOON,
    )  # fmt: skip
    saved = newest(oxfordshire.slug)
    for_everybody = published(oxfordshire)
    return World(
        parts={
            "slug": oxfordshire.slug,
            "partnership": partnership.slug,
            "membership": lead.pk,
            "delegation": delegation.pk,
            "invitation": letter.invitation.pk,
            "agency": agency.pk,
            "area": saved.plan.areas[0].id,
            "row": saved.plan.measures[0].id,
            "version": 1,
            "number": 0,
            "nothing": 4711,
            "token": "no-such-letter",
            "uidb36": "zz",
            "code": "no-such-code",
            "provider": "nobody",
            "entry": _entry(partnership).seq,
            **_round(oxfordshire, agency),
            "job": _job(oxfordshire).key,
            "key": _import(oxfordshire, saved.plan).key,
            "edition": _edition(oxfordshire).pk,
            "document": "progress-report",
            **_programs(partnership),
            "suffix": "pdf",
            "format": "html",
            "screen": 1,
            "matter": _matter(oxfordshire, agency).pk,
            **_draft(oxfordshire, everybody[Role.READER]),
            "newest": "newest",
            "subscription": for_everybody.plan.subscriptions.get().key,
            "public_edition": for_everybody.pk,
            "plain_kind": "easy-read",
            "public_file": "progress-report.pdf",
        },
        people=everybody,
        charlie=charlie(appointed),
    )


def _entry(partnership: Partnership) -> Entry:
    """An entry of the audit trail with words that can be erased."""
    with transaction.atomic():
        return write_down(
            "plan.saved", key="ours", by=None, at=NOON, partnership=partnership.slug,
            after={"version": 1}, reason="Words",
        )  # fmt: skip


def _round(record: PlanRecord, agency: Agency) -> dict[str, Any]:
    """A round that asks an agency for one row, with a link and a letter to it."""
    days = days_around(date(2036, 1, 7), date(2036, 1, 21), date(2035, 12, 20), WorkingDays())
    made = Round.objects.create(
        key="round-key", plan=record, label="Term 2", as_at=days.as_at, opens_on=days.opens_on,
        due_on=days.due_on, closes_on=days.closes_on, escalates_on=days.escalates_on,
        opened_at=NOON,
    )  # fmt: skip
    request = Request.objects.create(round=made, agency=agency, row="exclusions", asked_at=NOON)
    evidence = add_file(
        request_id=request.pk, name="minutes.txt", content=b"Minutes", by=By(), at=NOON
    )
    link = PersonalLink.objects.create(
        round=made, agency=agency, digest="0" * 64, email="dora@agency.example", made_at=NOON,
        expires_at=NOON + timedelta(days=36500),
    )  # fmt: skip
    letter = queue(
        key=f"round/{made.pk}/{agency.pk}/request/0/opened/x", kind="request",
        to="dora@agency.example", subject="Term 2", body="Words", at=NOON,
    )  # fmt: skip
    return {
        "round": made.key,
        "link": link.pk,
        "notice": letter.pk,
        "request": request.pk,
        "evidence": evidence.pk,
    }


def _programs(partnership: Partnership) -> dict[str, Any]:
    """A token and a webhook of the partnership."""
    token, _ = make_token(
        partnership=partnership, name="A dashboard", scopes=[Scope.PUBLIC_READ],
        lasts=timedelta(days=30), by=None, at=NOON,
    )  # fmt: skip
    webhook = Webhook.objects.create(
        partnership=partnership, address="https://hooks.example/", salt="s", made_at=NOON
    )
    delivery = Delivery.objects.create(
        webhook=webhook, key="1-1", event="ping", body="{}", state=DeliveryState.FAILED,
        made_at=NOON, due_at=NOON,
    )  # fmt: skip
    return {"api_token": token.pk, "webhook": webhook.pk, "delivery": delivery.pk}


def _job(record: PlanRecord) -> Job:
    return Job.objects.create(
        key="job-key", plan=record.slug, what=What.LOAD, kind="schools", name="schools.csv",
        state=State.DONE, report="Loaded.", workbook=b"PK", workbook_size=2, started_at=NOON,
    )  # fmt: skip


def _import(record: PlanRecord, plan: Any) -> Import:
    made = Import.objects.create(
        key="import-key", partnership=record.partnership, name="plan.docx", size=1,
        uploaded_at=NOON, started_at=NOON,
    )  # fmt: skip
    read(job_id=made.pk, plan=plan, document="", matches="", at=NOON)
    return made


def _edition(record: PlanRecord) -> Edition:
    edition = Edition.objects.create(
        plan=record, version=record.versions.get(), at=NOON.date(), label="Summer",
        audience="board", issued_at=NOON,
    )  # fmt: skip
    EditionFile.objects.create(
        edition=edition, suffix="pdf", name="summer.pdf", media_type="application/pdf",
        content=b"%PDF", size=4,
        sha256=hashlib.sha256(b"%PDF").hexdigest(),
    )  # fmt: skip
    return edition


def _matter(record: PlanRecord, agency: Agency) -> Matter:
    return Matter.objects.create(
        plan=record, row="exclusions", kind="question", words="Why?", agency=agency, made_at=NOON
    )


def _draft(record: PlanRecord, reader: Person) -> dict[str, Any]:
    """An edition in preparation that the reader may read, and nobody else."""
    draft = prepare(
        slug=record.slug, label="Autumn", at=NOON.date(), audience=Audience.BOARD, by=None,
        now=NOON,
    )  # fmt: skip
    named = PreReleaseReader.objects.create(
        draft=draft, person=reader, begins=NOON, ends=NOON + timedelta(days=36500), made_at=NOON
    )
    return {"draft": draft.pk, "draft_reader": named.pk}


# ------------------------------------------------------------------------------------- the tests


def every_name(resolver: Any = None, space: str = "") -> Iterator[str]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from every_name(one, space + (f"{one.namespace}:" if one.namespace else ""))
        elif one.name:
            yield space + one.name


def test_every_address_is_in_the_table():
    assert set(every_name()) - set(TABLE) == set()
    assert set(TABLE) - set(every_name()) == set()


APPS = sorted({name.rpartition(":")[0].partition(":")[0] for name in TABLE})


@pytest.mark.parametrize("app", APPS)
def test_an_address_answers_everybody_as_the_table_says(app: str, world: World):
    faults = []
    sessions = {one.pk: signed_in(one).cookies for one in (world.charlie, *world.people.values())}

    for name, address in TABLE.items():
        if name.rpartition(":")[0].partition(":")[0] != app:
            continue
        path = reverse(name, args=[world.parts[part] for part in address.given])
        for who, person, expected in audience(address, world):
            client = Client()
            if person is not None:
                client.cookies.load(sessions[person.pk].output(header="", sep=";"))
            with transaction.atomic():
                answer = getattr(client, address.method)(path, address.sent)
                found = what_was_said(answer)
                transaction.set_rollback(True)
            if found != expected:
                faults.append(f"{who} at {path}: {expected} expected, {found} found")

    assert not faults, "\n".join(faults)


def audience(address: Address, world: World) -> Iterator[tuple[str, Person | None, str]]:
    hidden_from_all = address.hidden == MEMBERS
    nobody = ("hidden" if hidden_from_all else "open") if address.open else "sign in"
    yield "nobody", None, nobody
    if address.within or hidden_from_all:
        stranger = "hidden"
    else:
        stranger = "open" if OFFICER in address.allowed else "refused"
    yield "Charlie, officer of another partnership,", world.charlie, stranger
    for role, person in world.people.items():
        if role in address.hidden:
            expected = "hidden"
        else:
            expected = "open" if role in address.allowed else "refused"
        yield f"a {role.label.lower()}", person, expected


def what_was_said(answer: Any) -> str:
    if answer.status_code == 302 and answer["Location"].startswith("/account/login/?next="):
        return "sign in"
    match answer.status_code:
        case 404:
            return "hidden"
        case 403:
            return "refused"
        case status if status < 500:
            return "open"
        case status:
            return f"a fault ({status})"


def test_what_a_stranger_is_told_is_what_is_told_of_nothing_at_all(world: World):
    client = signed_in(world.charlie)

    for path, nothing in (
        ("/plans/oxfordshire/", "/plans/nowhere/"),
        ("/plans/oxfordshire/measures", "/plans/nowhere/measures"),
        ("/partnerships/partnership/people", "/partnerships/nowhere/people"),
        ("/import/import-key/", "/import/nothing/"),
    ):
        there, not_there = client.get(path), client.get(nothing)
        assert there.status_code == not_there.status_code == 404
        assert words_of(there).replace("oxfordshire", "nowhere") == words_of(not_there), path


def words_of(answer: Any) -> str:
    """Without the mark that each form has of its own."""
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
