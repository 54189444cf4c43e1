"""The database refuses to change or remove an entry."""

from typing import Any

from django.db import migrations

# As they were then: later ones speak of columns that are not there yet.
WORDS = "entries of the audit trail are never changed or removed"
TABLE = "audit_entry"
SQLITE = {
    f"audit_entry_no_{verb.lower()}": (
        f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    )
    for verb in ("UPDATE", "DELETE")
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
)
POSTGRESQL = {
    "audit_entry_no_change": (
        f"CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
    ),
    "audit_entry_no_truncate": (
        f"CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
    ),
}


def put_up(apps: Any, schema_editor: Any) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    take_down(apps, schema_editor)
    if on_postgresql:
        schema_editor.execute(FUNCTION)
    for made in (POSTGRESQL if on_postgresql else SQLITE).values():
        schema_editor.execute(made)


def take_down(apps: Any, schema_editor: Any) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name in POSTGRESQL if on_postgresql else SQLITE:
        where = f" ON {TABLE}" if on_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


class Migration(migrations.Migration):

    dependencies = [('audit', '0001_initial')]

    operations = [migrations.RunPython(put_up, take_down)]
