"""A decision of the association can propose a pace to a member, which answers by setting its own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Three columns beside the member's own pace."""

    dependencies = [("portfolio", "0002_walls")]

    operations = [
        migrations.AddField(
            "participation",
            "proposed_pace",
            models.CharField(blank=True, max_length=12, default=""),
            preserve_default=False,
        ),
        migrations.AddField("participation", "proposed_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "participation",
            "proposed_because",
            models.CharField(blank=True, max_length=300, default=""),
            preserve_default=False,
        ),
    ]
