"""A lesson is shared with the association from a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0003_proposed_paces")]

    operations = [
        migrations.AddField("note", "shared_on", models.DateField(blank=True, null=True)),
    ]
