"""A long list of measurements is kept by a worker, and says how far it has come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits", "0006_shares_are_added_up")]

    operations = [
        migrations.AddField("measuredlist", "lines", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("measuredlist", "confirmed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("measuredlist", "stopped", models.JSONField(blank=True, null=True)),
    ]
