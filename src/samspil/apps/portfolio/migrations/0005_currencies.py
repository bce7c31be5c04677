"""Amounts that lists tell of may be in another currency than the organisation's own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0004_lessons_are_shared")]

    # Without a default: SQLite would make the tables anew, and lose what lets their rows be added only.
    operations = [
        migrations.AddField("estimate", "currency", models.CharField(max_length=3, null=True, blank=True)),
        migrations.AddField(
            "statusreport", "currency", models.CharField(max_length=3, null=True, blank=True)
        ),
    ]
