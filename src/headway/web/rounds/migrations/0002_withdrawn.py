from django.db import migrations, models


class Migration(migrations.Migration):
    """A request whose row has left the plan while its round is open asks for nothing any more."""

    dependencies = [
        ('rounds', '0001_rounds'),
    ]

    operations = [
        migrations.AddField(
            model_name='request',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
