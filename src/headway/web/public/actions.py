"""What can be done for the public: draw up an edition's pages, and put it in plain words."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from headway import __version__
from headway.reporting.renderers import poster_pdf
from headway.web.audit.actions import record
from headway.web.editions.models import Edition
from headway.web.people.models import Person
from headway.web.plans.models import PlanRecord
from headway.web.public import content, queries
from headway.web.public.drawing_up import content_of, remade
from headway.web.public.errors import PlainWordsError
from headway.web.public.models import Kind, PlainVersion, Publication, Standing
from headway.web.public.plain import telling_lines
from headway.web.public.queries import Kept


def publish(*, edition: Edition, at: datetime) -> Kept:
    """
    Draw up the pages of a public edition and keep them; what is kept already stays.

    Takes some seconds, and the database is only locked for the last moment.

    Raises:
        NotAsIssuedError: They would not show the figures that were issued.
        TableError: The figures cannot be protected any more.
    """
    made = remade(edition)
    text = content.written(content_of(made))
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        with transaction.atomic():
            Publication.objects.create(
                edition=edition,
                content=text,
                sha256=digest,
                poster=poster_pdf.render(made.report),
                software=__version__,
                made_at=at,
            )
            record(
                "edition.published",
                key=edition.pk,
                by=None,
                at=at,
                partnership=edition.plan.partnership.slug,
                after={"sha256": digest, "software": __version__},
            )
    except IntegrityError:  # somebody else was a moment quicker
        pass
    kept = queries.kept(edition)
    assert kept is not None  # noqa: S101 - one of the two was kept
    return kept


LONGEST = 40_000
"""Characters of plain words; an edition of 100 measures takes about half."""


def save_plain(
    *,
    edition: Edition,
    kind: Kind,
    words: str,
    standing: Standing,
    based_on: int,
    by: Person | None,
    at: datetime,
) -> PlainVersion:
    """
    Keep a new version of an edition's plain words; on request everybody can read it.

    Raises:
        PlainWordsError: There are no words or too many; somebody has saved a version since
            `based_on`; or, to publish, a line tells a number that the edition does not show.
    """
    words = "\n".join(line.rstrip() for line in words.replace("\0", "").splitlines()).strip()
    _refuse_unfit(words, standing)
    if standing is Standing.PUBLISHED and (telling := telling_lines(words, edition)):
        raise PlainWordsError(
            "These lines tell a number of people that the edition does not show, or one so small "
            f"that somebody could be recognised: “{'”, “'.join(telling[:5])}”. Say it without the "
            "number."
        )
    with transaction.atomic():
        PlanRecord.objects.select_for_update().get(pk=edition.plan_id)
        newest = next(iter(queries.plain_versions(edition, kind)), None)
        number = newest.number if newest else 0
        if number != based_on:
            raise PlainWordsError(
                f"Somebody has saved version {number} since you opened the page. Your words are "
                "still below. Compare them with the newest version, then save again."
            )
        made = PlainVersion.objects.create(
            edition=edition,
            kind=kind,
            number=number + 1,
            words=words,
            standing=standing,
            saved_by=by,
            saved_at=at,
        )
        record(
            "plain_words.saved",
            key=f"{edition.pk}/{kind}",
            by=by,
            at=at,
            partnership=edition.plan.partnership.slug,
            after={"number": made.number, "standing": str(standing), "words": words[:2000]},
        )
    return made


def _refuse_unfit(words: str, standing: Standing) -> None:
    if not words and standing is not Standing.WITHDRAWN:
        raise PlainWordsError("There are no words yet. Write one idea on each line.")
    if len(words) > LONGEST:
        raise PlainWordsError(
            f"Plain words are short: at most {LONGEST:,} characters, and these are {len(words):,}."
        )
