"""A part of an award can be paid with money that a benefit has freed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0011_two_pay_plans_follow_assessors_go")]

    operations = [
        migrations.AddField("milestone", "freed_by", models.UUIDField(blank=True, null=True)),
    ]
