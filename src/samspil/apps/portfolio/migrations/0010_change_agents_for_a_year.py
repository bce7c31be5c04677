"""A change agent is listed for a year from when it was said last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0009_what_becomes_of_parts")]

    operations = [
        migrations.AddField("changeagent", "renewed_on", models.DateField(blank=True, null=True)),
    ]
