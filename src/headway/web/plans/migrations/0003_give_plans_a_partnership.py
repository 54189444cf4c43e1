"""What was here before there were partnerships belongs to one that is made for it."""

from typing import Any

from django.db import migrations
from django.utils import timezone

SLUG, NAME = 'partnership', 'The partnership'


def give(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model('plans', 'PlanRecord').objects.filter(partnership__isnull=True)
    if not rows.exists():
        return
    partnership, _ = apps.get_model('people', 'Partnership').objects.get_or_create(
        slug=SLUG, defaults={'name': NAME, 'created_at': timezone.now()}
    )
    rows.update(partnership=partnership)


class Migration(migrations.Migration):

    dependencies = [('plans', '0002_partnership')]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
