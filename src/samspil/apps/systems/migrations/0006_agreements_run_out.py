"""Whether another way to buy has been begun, and why an agreement runs longer than the law's years."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("systems", "0005_lists_of_the_register")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="is_initiated",
            field=models.CharField(
                choices=[("undecided", "undecided"), ("yes", "yes"), ("no", "no")],
                default="undecided",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="longer_because",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
