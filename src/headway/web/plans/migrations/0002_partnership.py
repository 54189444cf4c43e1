"""Room for the partnership that each row belongs to."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0001_initial'), ('plans', '0001_initial')]

    operations = [
        migrations.AddField(model_name='planrecord', name='partnership', field=models.ForeignKey(null=True, on_delete=models.PROTECT, related_name='plans', to='people.partnership')),
    ]
