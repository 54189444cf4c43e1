"""Nothing is without a partnership from now on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('imports', '0003_give_imports_a_partnership')]

    operations = [
        migrations.AlterField(model_name='import', name='partnership', field=models.ForeignKey(on_delete=models.PROTECT, related_name='imports', to='people.partnership')),
    ]
