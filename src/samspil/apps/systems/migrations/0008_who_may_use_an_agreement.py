"""Framework agreements say who may buy by them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("systems", "0007_how_contracts_last")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="may_use",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
