"""Words get seals of their own, and the database lets them be erased."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

from headway.web.audit import guards

before = import_module("headway.web.audit.migrations.0002_guards")
SEAL = r"^[0-9a-f]{64}$"


def put_up(apps: Any, schema_editor: Any) -> None:
    guards.put_up(schema_editor.connection)


def take_down(apps: Any, schema_editor: Any) -> None:
    if apps.get_model("audit", "Entry").objects.exclude(reason_seal="").exists():
        raise RuntimeError(
            "The audit trail has entries that the version before cannot prove. "
            "To go back to it, restore a backup of that time."
        )
    guards.take_down(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [('audit', '0002_guards')]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, before.put_up),
        *(
            migrations.AddField('entry', name, models.CharField(blank=True, default='', max_length=64))
            for name in ('change_salt', 'change_seal', 'reason_salt', 'reason_seal')
        ),
        migrations.AddConstraint(
            'entry',
            models.CheckConstraint(
                condition=models.Q(reason_seal__regex=SEAL) & models.Q(change_seal__regex=SEAL)
                | models.Q(reason_seal='', reason_salt='', change_seal='', change_salt=''),
                name='audit_entry_is_sealed_whole',
            ),
        ),
        migrations.AddConstraint(
            'entry',
            models.CheckConstraint(
                condition=(
                    models.Q(reason_seal='') | ~models.Q(reason_salt='') | models.Q(reason='')
                )
                & (
                    models.Q(change_seal='')
                    | ~models.Q(change_salt='')
                    | models.Q(before='', after='')
                ),
                name='audit_entry_words_have_salt',
            ),
        ),
        migrations.RunPython(put_up, take_down),
    ]
