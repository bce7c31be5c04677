"""Two persons pay out, a loan's plan follows what was lent, and assessors can be excused."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0010_late_joiners_by_cost")]

    operations = [
        migrations.AddField("call", "excused", models.JSONField(default=list)),
        migrations.AddField("milestone", "asked_by", models.UUIDField(blank=True, null=True)),
        migrations.AddField("milestone", "asked_on", models.DateField(blank=True, null=True)),
        migrations.AddField("instalment", "version", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("instalment", "replaced_on", models.DateField(blank=True, null=True)),
    ]
