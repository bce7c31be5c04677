"""The rhythm of reports counts no day on which an initiative rested."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0010_change_agents_for_a_year")]

    operations = [
        migrations.AddField("initiative", "paused_on", models.DateField(blank=True, null=True)),
        migrations.AddField("initiative", "reports_from", models.DateField(blank=True, null=True)),
    ]
