"""Nothing is without a partnership from now on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0003_give_plans_a_partnership')]

    operations = [
        migrations.AlterField(model_name='planrecord', name='partnership', field=models.ForeignKey(on_delete=models.PROTECT, related_name='plans', to='people.partnership')),
    ]
