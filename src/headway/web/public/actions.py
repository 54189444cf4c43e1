"""What can be done for the public: draw up an edition's pages."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from headway import __version__
from headway.web.audit.actions import record
from headway.web.editions.models import Edition
from headway.web.public import content, queries
from headway.web.public.drawing_up import content_of, remade
from headway.web.public.models import Publication
from headway.web.public.posters import poster_of
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
                poster=poster_of(made.report),
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
