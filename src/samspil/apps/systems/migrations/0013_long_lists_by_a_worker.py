"""A long list of the register is carried out by a worker."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("systems", "0012_drawn_under")]

    operations = [
        migrations.AddField("registerupload", "confirmed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("registerupload", "stopped", models.JSONField(blank=True, null=True)),
        migrations.AddField("registerupload", "came_to", models.JSONField(blank=True, null=True)),
    ]
