"""How a contract lasts is kept with it. What is there already is worked out by the worker's next round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("systems", "0006_agreements_run_out")]

    operations = [
        migrations.AddField("contract", "lasts", models.CharField(blank=True, default="", max_length=10)),
        migrations.AddField("contract", "lasts_until", models.DateField(blank=True, null=True)),
        migrations.AddField("contract", "route", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddIndex(
            "contract",
            models.Index(
                fields=[
                    "organisation",
                    "removed_on",
                    "lasts",
                    "lasts_until",
                    "route",
                    "visibility",
                    "name",
                    "id",
                ],
                name="contracts_by_standing",
            ),
        ),
    ]
