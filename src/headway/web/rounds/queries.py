"""What the service knows of its rounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from headway.rounds.schedule import Days
from headway.rounds.silence import Manner, Reply, Silence, Standing
from headway.rounds.silence import silence as as_it_stands
from headway.web.keeping import Shelf
from headway.web.notices import queries as notices
from headway.web.notices.models import Notice
from headway.web.people.models import Agency, Person, Role
from headway.web.people.queries import digest_of, holding, stand_ins
from headway.web.rounds.errors import LinkError
from headway.web.rounds.models import Habits, PersonalLink, Request, Round

_TOLD = ("row", "agency__name", "standing", "asked_at", "answered_at", "manner", "reminded")
_Told = tuple[str, str, str, datetime, datetime | None, str, int]
"""What a request tells of its answer, as the database gives it."""
OPEN_STANDINGS = (Standing.ASKED, Standing.RETURNED)


def round_by_key(key: str) -> Round | None:
    """A round with its plan and partnership; one query."""
    return Round.objects.filter(key=key).select_related("plan__partnership").first()


def rounds_of(slug: str) -> list[Round]:
    """The rounds of a plan, the latest first; one query."""
    return list(Round.objects.filter(plan__slug=slug).select_related("plan"))


def labelled(slug: str, label: str) -> Round | None:
    """The round of a plan that has a name; one query."""
    return Round.objects.filter(plan__slug=slug, label=label).first()


def latest(slug: str) -> Round | None:
    """The round of a plan that is due last of those opened; one query."""
    return Round.objects.filter(plan__slug=slug).select_related("plan").first()


def opens_itself(slug: str) -> bool:
    """Whether rounds of a plan are opened on their day without anybody asking; one query."""
    found = Habits.objects.filter(plan__slug=slug).first()
    return found.opens_itself if found else True


def requests_of(round_: Round) -> list[Request]:
    """Everything that a round asks, in the plan's order; one query."""
    rows = round_.requests.order_by("place", "agency__name")
    return list(rows.select_related("agency", "delegated_to"))


def request(round_: Round, number: int) -> Request | None:
    """A request of a round by its number; one query."""
    return round_.requests.filter(pk=number).select_related("agency", "delegated_to").first()


def days_of(round_: Round) -> Days:
    """Its days as one value."""
    return Days(
        as_at=round_.as_at,
        opens_on=round_.opens_on,
        due_on=round_.due_on,
        closes_on=round_.closes_on,
        reminders=tuple(date.fromisoformat(day) for day in round_.reminders),
        escalates_on=round_.escalates_on,
    )


def reply(one: Request) -> Reply:
    """How one request stands, as a value."""
    return _reply(
        (one.row, one.agency.name, one.standing, one.asked_at, one.answered_at, one.manner,
         one.reminded)
    )  # fmt: skip


def _reply(told: _Told) -> Reply:
    row, agency, standing, asked_at, answered_at, manner, reminded = told
    return Reply(
        row=row,
        agency=agency,
        standing=Standing(standing),
        asked_on=timezone.localdate(asked_at),
        answered_on=timezone.localdate(answered_at) if answered_at else None,
        manner=Manner(manner) if manner else None,
        reminded=reminded,
    )


def silence(round_: Round, *, at: date | None = None) -> Silence:
    """
    Who has answered a round and who has not, for the board's paper; one query.

    Args:
        round_: The round.
        at: The day on which it is asked; today where none is given.
    """
    return silences([round_], at=at)[round_.pk]


def silences(some: Sequence[Round], *, at: date | None = None) -> dict[int, Silence]:
    """The same of several rounds, by their numbers; one query."""
    rows = Request.objects.filter(round__in=[one.pk for one in some])
    told: dict[int, list[_Told]] = {one.pk: [] for one in some}
    for number, *rest in rows.order_by("place", "agency__name").values_list("round_id", *_TOLD):
        told[number].append(tuple(rest))
    today = at or timezone.localdate()
    return {one.pk: _kept_silence(tuple(told[one.pk]), one, today) for one in some}


def _kept_silence(told: tuple[_Told, ...], round_: Round, at: date) -> Silence:
    known = (told, round_.label, round_.due_on, at)
    return _SILENCES.get(known, lambda: _silence(*known))


def asked_and_silent(some: Sequence[Round]) -> dict[int, tuple[int, int]]:
    """How much each of some rounds asks, and how much of it is unanswered; one query."""
    rows = Request.objects.filter(round__in=[one.pk for one in some]).order_by()
    still = Q(standing__in=[one.value for one in OPEN_STANDINGS])
    counts = rows.values_list("round_id").annotate(
        asked=Count("pk"), still=Count("pk", filter=still)
    )
    return {one.pk: (0, 0) for one in some} | {one: (asked, left) for one, asked, left in counts}


_SILENCES: Shelf[tuple[tuple[_Told, ...], str, date, date], Silence] = Shelf(32)


def _silence(told: tuple[_Told, ...], label: str, due_on: date, at: date) -> Silence:
    replies = (_reply(one) for one in told)
    return as_it_stands(replies, label=label, due_on=due_on, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """
    One agency in a round, for the chase list.

    Attributes:
        silent: What it has not answered.
        people: Who is written to.
        notices: What it was sent in this round, oldest first.
    """

    agency: Agency
    requests: tuple[Request, ...]
    silent: tuple[Request, ...]
    people: tuple[str, ...]
    notices: tuple[Notice, ...]

    @property
    def reminded_at(self) -> datetime | None:
        """When it was last reminded."""
        return max((one.reminded_at for one in self.silent if one.reminded_at), default=None)

    @property
    def reminded(self) -> int:
        """How often it was."""
        return max((one.reminded for one in self.silent), default=0)

    @property
    def is_escalated(self) -> bool:
        """Whether the lead was told."""
        return any(one.escalated_at for one in self.silent)


def chase_list(round_: Round, *, at: datetime) -> list[Owed]:
    """Every agency that was asked, those first who owe most; four queries."""
    asked: dict[int, list[Request]] = {}
    for one in requests_of(round_):
        asked.setdefault(one.agency_id, []).append(one)
    written = recipients([requests[0].agency for requests in asked.values()], at=at)
    sent: dict[int, list[Notice]] = {}
    for notice in notices.starting(f"round/{round_.pk}/"):
        agency = notice.key.split("/")[2]
        if agency.isdecimal():
            sent.setdefault(int(agency), []).append(notice)
    owed = [
        Owed(
            agency=requests[0].agency,
            requests=tuple(requests),
            silent=tuple(one for one in requests if one.standing in OPEN_STANDINGS),
            people=to_whom(requests, written[agency]),
            notices=tuple(sent.get(agency, ())),
        )
        for agency, requests in asked.items()
    ]
    return sorted(owed, key=lambda one: (-len(one.silent), one.agency.name.casefold()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Addresses to write to for an agency: all who answer for it, and its leads alone."""

    everybody: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


def recipients(agencies: Sequence[Agency], *, at: datetime) -> dict[int, Recipients]:
    """
    Whom to write to for each agency, by its number; two queries.

    Its leads, whoever stands in for one, its contributors, and the agency's own address; each once.
    """
    members = (
        holding(at)
        .filter(agency__in=agencies, role__in=(Role.LEAD, Role.CONTRIBUTOR), person__is_active=True)
        .select_related("person")
    )
    people: dict[int, list[tuple[str, str]]] = {one.pk: [] for one in agencies}
    for one in members:
        if one.agency_id is not None:
            people[one.agency_id].append((one.role, one.person.email))
    for lent in stand_ins(agencies, at):
        if lent.membership.agency_id is not None:
            people[lent.membership.agency_id].append((Role.LEAD, lent.person.email))
    made = {}
    for agency in agencies:
        leads = [email for role, email in people[agency.pk] if role == Role.LEAD]
        others = [email for role, email in people[agency.pk] if role != Role.LEAD]
        own = [agency.address] if agency.address else []
        made[agency.pk] = Recipients(
            everybody=tuple(dict.fromkeys([*leads, *others, *own])),
            leads=tuple(dict.fromkeys(leads or own)),
        )
    return made


def to_whom(requests: Iterable[Request], usual: Recipients) -> tuple[str, ...]:
    """
    Those who are written to of some requests: whoever they were handed to, else the usual.

    Whoever answers for the agency no more is written to no more.
    """
    found: dict[str, None] = {}
    for one in requests:
        handed = one.delegated_to
        stays = handed is not None and handed.email in usual.everybody
        emails = (handed.email,) if handed is not None and stays else usual.everybody
        found.update(dict.fromkeys(emails))
    return tuple(found)


def links_of(round_: Round, agency: Agency) -> list[PersonalLink]:
    """The personal links made for an agency in a round, newest first; one query."""
    return list(round_.links.filter(agency=agency).select_related("made_by"))


def link_of(token: str) -> PersonalLink | None:
    """The link that a letter's token is of; one query."""
    return _links().filter(digest=digest_of(token)).first()


LINK_ENDED = (
    "This link does not work any more: it has ended, or the round is closed. "
    "Ask whoever sent it for a new one."
)


def links_end(round_: Round, today: date) -> datetime:
    """When the personal links of a round end: after the last day on which it takes answers."""
    until = max(round_.closes_on, today) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(until, datetime.min.time()))


def usable_link(token: str, at: datetime) -> PersonalLink:
    """
    The link that a letter's token is of, if it opens anything at a moment; one query.

    Raises:
        LinkError: There is no such link, or it is of no use any more.
    """
    found = link_of(token)
    if found is None or not is_usable(found, at):
        raise LinkError(LINK_ENDED)
    return found


def link(number: int) -> PersonalLink | None:
    """A link by its number; one query."""
    return _links().filter(pk=number).first()


def _links() -> QuerySet[PersonalLink]:
    return PersonalLink.objects.select_related("round__plan", "agency__partnership")


def is_usable(one: PersonalLink, at: datetime) -> bool:
    """Whether a link opens anything at a moment: neither expired nor revoked, the round open."""
    return one.revoked_at is None and one.made_at <= at < one.expires_at and one.round.is_open


def can_be_handed_to(agency: Agency, at: datetime) -> list[Person]:
    """Those who may answer for an agency, by name; one query."""
    members = holding(at).filter(
        agency=agency, role__in=(Role.LEAD, Role.CONTRIBUTOR), person__is_active=True
    )
    found = {one.person.pk: one.person for one in members.select_related("person")}
    return sorted(found.values(), key=lambda one: (one.name, one.email))
