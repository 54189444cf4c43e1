"""The database refuses to change or remove an entry."""

from typing import Any

from django.db import migrations

from headway.web.audit import guards


def put_up(apps: Any, schema_editor: Any) -> None:
    guards.put_up(schema_editor.connection)


def take_down(apps: Any, schema_editor: Any) -> None:
    guards.take_down(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [('audit', '0001_initial')]

    operations = [migrations.RunPython(put_up, take_down)]
