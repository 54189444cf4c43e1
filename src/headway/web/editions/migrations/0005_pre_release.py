"""Who could read an edition before its release, as it is printed in it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty in editions that were issued before."""

    dependencies: ClassVar = [("editions", "0004_preparing")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="edition",
            name="pre_release",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
