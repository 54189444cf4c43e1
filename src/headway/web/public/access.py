"""The only way a page of the public site obtains an edition; everybody may."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone

from headway.web.editions.models import Edition
from headway.web.plans.access import Opened, open_plan
from headway.web.plans.models import PlanRecord
from headway.web.public import actions, queries
from headway.web.public.content import AreaPart, Content, RowPart
from headway.web.public.drawing_up import remade, tidy_files
from headway.web.public.errors import NotPublicError
from headway.web.public.models import Kind, Subscription

NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """
    A public edition as one request looks at it.

    Attributes:
        asked: How the address names it: `newest`, or its number.
        editions: All public editions of the plan, newest first.
        plain: For whom it has plain words.
    """

    edition: Edition
    asked: str
    editions: tuple[Edition, ...]
    content: Content
    digest: str
    plain: tuple[Kind, ...]

    @property
    def plan(self) -> PlanRecord:
        """Whose edition it is."""
        return self.edition.plan

    @property
    def is_current(self) -> bool:
        """Whether no later edition has been issued."""
        return self.edition.pk == self.editions[0].pk


def open_edition(partnership: str, plan: str, asked: str) -> Public:
    """
    A public edition: the newest, or the one with a number. Five queries.

    Its pages are drawn up now where nothing has done so yet, which takes some seconds.

    Raises:
        NotPublicError: There is none at this address.
        NotAsIssuedError: Its pages would not say what was issued.
    """
    found = editions(partnership, plan)
    wanted = [one for one in found if asked in (NEWEST, str(one.pk))]
    if not wanted:
        raise NotPublicError(
            "There is no public edition with this number. Look for it among the editions.",
            instead=(found[0], "overview"),
        )
    edition = wanted[0]
    kept = queries.kept(edition) or actions.publish(edition=edition, at=timezone.now())
    return Public(
        edition=edition,
        asked=asked,
        editions=found,
        content=kept.content,
        digest=kept.digest,
        plain=queries.plain_kinds(edition),
    )


def editions(partnership: str, plan: str) -> tuple[Edition, ...]:
    """
    The public editions of a plan, newest first.

    Raises:
        NotPublicError: It has none, or is not there: nobody can tell which.
    """
    found = tuple(queries.editions(partnership, plan))
    if not found:
        raise NotPublicError("Nothing has been published at this address.")
    return found


def plans(partnership: str) -> list[PlanRecord]:
    """
    The plans of a partnership that have a public edition.

    Raises:
        NotPublicError: It has none, or is not there: nobody can tell which.
    """
    found = queries.plans(partnership)
    if not found:
        raise NotPublicError("Nothing has been published at this address.")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidy:
    """The figures in the tidy layout, and what its columns mean."""

    data: str
    meta: str


def tidy(public: Public) -> Tidy:
    """
    An edition's figures in the tidy layout.

    Of an edition that an older version of Headway drew up they are made now, in some seconds.

    Raises:
        NotAsIssuedError: They would not be the figures that were issued.
    """
    content = public.content
    if content.tidy:
        return Tidy(data=content.tidy, meta=content.tidy_meta)
    made = tidy_files(remade(public.edition))
    return Tidy(data=made.data.decode(), meta=made.meta.decode())


def partnerships() -> list[str]:
    """Those that have published something: everybody may know of them."""
    return queries.partnerships()


def area(public: Public, key: str) -> AreaPart:
    """
    An area of focus of an edition.

    Raises:
        NotPublicError: The edition has none of this name.
    """
    found = public.content.area(key)
    if found is None:
        raise NotPublicError(
            "This edition has no such area. A later or earlier one may have it.",
            instead=(public.edition, "overview"),
        )
    return found


def measure(public: Public, key: str) -> RowPart:
    """
    A measure of an edition.

    Raises:
        NotPublicError: The edition has none of this name; it says which one has.
    """
    found = public.content.measure(key)
    if found is not None:
        return found
    for one in public.editions:
        other = queries.kept(one)
        if other is not None and other.content.measure(key) is not None:
            raise NotPublicError(
                f"“{public.edition.label}” has no such measure. “{one.label}” has it.",
                instead=(one, "measure", key),
            )
    raise NotPublicError("This plan has no such measure.", instead=(public.edition, "measures"))


def subscription(key: str) -> Subscription:
    """
    Somebody's subscription, by the key in a letter to them.

    Raises:
        NotPublicError: There is none: they have left, or did not confirm in time.
    """
    found = queries.subscription(key)
    if found is None:
        raise NotPublicError("This link is no longer of use: the address behind it is erased.")
    return found


def plain(public: Public, kind: Kind) -> str:
    """
    An edition's plain words.

    Raises:
        NotPublicError: Nobody has published any.
    """
    found = queries.plain(public.edition, kind)
    if found is None:
        raise NotPublicError("Nobody has written this page for this edition yet.")
    return found.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A public edition, and the plan as the officer who puts it into plain words opened it."""

    edition: Edition
    opened: Opened


def written(request: HttpRequest, slug: str, number: int) -> Written:
    """
    A public edition of a plan, for the officer who puts it into plain words.

    Raises:
        Http404: There is none, or they do not belong to its partnership.
        PermissionDenied: They may not issue editions.
    """
    opened = open_plan(request, slug, "edition.issue")
    for one in queries.editions(opened.partnership.slug, slug):
        if one.pk == number:
            return Written(edition=one, opened=opened)
    raise Http404


def content(edition: Edition) -> Content:
    """
    What the pages of an edition say, drawn up now where nothing has done so yet.

    Raises:
        NotAsIssuedError: They would not say what was issued.
    """
    kept = queries.kept(edition) or actions.publish(edition=edition, at=timezone.now())
    return kept.content
