"""Room for the partnership that each row belongs to."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0001_initial'), ('imports', '0001_initial'), ('plans', '0003_give_plans_a_partnership')]

    operations = [
        migrations.AddField(model_name='import', name='partnership', field=models.ForeignKey(null=True, on_delete=models.PROTECT, related_name='imports', to='people.partnership')),
    ]
