"""An application names the initiative that the money is for, and the business case that stood when it was sent."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0007_years_end_by_a_decision"),
        ("portfolio", "0013_no_index_begins_another"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="initiative",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portfolio.initiative",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="case_version",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="funding.caseversion",
            ),
        ),
    ]
