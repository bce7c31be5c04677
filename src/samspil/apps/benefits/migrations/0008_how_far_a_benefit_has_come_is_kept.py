"""How far a benefit has come is kept on it, and added up without a look at the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits", "0007_long_lists_are_kept_by_a_worker")]

    operations = [
        migrations.AddField("benefit", "come_millionths", models.BigIntegerField(blank=True, null=True)),
        # A day that is gone is no day: the worker's next round adds every benefit up anew, whoever's it is.
        migrations.RemoveField("benefit", "as_of"),
        migrations.AddField("benefit", "as_of", models.DateField(blank=True, null=True)),
        migrations.RemoveIndex("benefit", "benefits_added_up"),
        migrations.AddIndex(
            "benefit",
            models.Index(
                fields=[
                    "organisation",
                    "bottom_line",
                    "counted_in",
                    "slipped_months",
                    "state",
                    "counted_with",
                    "has_baseline",
                    "owner",
                    "due",
                    "in_time",
                    "first_minor",
                    "expected_minor",
                    "measured_minor",
                    "taken_minor",
                    "expected_by_then_minor",
                    "first_by_then_minor",
                    "expected_by_now_minor",
                    "is_disbenefit",
                    "come_millionths",
                ],
                name="benefits_added_up",
            ),
        ),
    ]
