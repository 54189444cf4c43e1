"""
A program that writes to the service's database without a pause, and one that counts.

    python -m tests.web.operations_writing write|count

`write` makes people until it is stopped, each in one transaction with its entry in the audit
trail, and prints a number once it is committed. `count` prints how many people and entries there
are, and whether a person or an entry stands alone.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")

import django


def main(what: str) -> None:
    """Do what is asked."""
    django.setup()
    if what == "write":
        write()
    else:
        count()


def write() -> None:
    """Until stopped."""
    from django.db import transaction
    from django.utils import timezone

    from headway.web.audit.actions import record
    from headway.web.people.models import Person

    number = Person.objects.count()
    while True:
        number += 1
        with transaction.atomic():
            made = Person.objects.create(
                email=f"p{number}@b.example", name="P", created_at=timezone.now()
            )
            record("person.written", key=made.pk, by=None, at=timezone.now())
        print(number, flush=True)


def count() -> None:
    """People, entries, and those without the other."""
    from headway.web.audit.models import Entry
    from headway.web.people.models import Person

    people = {str(one) for one in Person.objects.values_list("pk", flat=True)}
    entries = {str(one.key) for one in Entry.objects.filter(verb="person.written")}
    print(len(people), len(entries), len(people ^ entries))


if __name__ == "__main__":
    main(sys.argv[1])
