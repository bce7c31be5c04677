"""When an agreement's ceiling was reached or is likely to be: kept by the worker, asked by My work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("systems", "0010_two_that_are_one")]

    operations = [
        migrations.AddField("agreement", name, models.DateField(blank=True, editable=False, null=True))
        for name in ("spent_on", "runs_out_on")
    ]
