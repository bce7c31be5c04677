"""What was drawn under framework agreements, added up: lists tell of it without counting."""

import django.db.models.deletion
from django.db import migrations, models

from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("systems", "0011_when_ceilings_are_reached")]

    operations = [
        migrations.CreateModel(
            name="DrawnUnder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("known_as", models.CharField(max_length=32)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("own", "own"), ("association", "association"), ("public", "public")],
                        default="own",
                        max_length=20,
                    ),
                ),
                ("hides_prices", models.BooleanField(default=False)),
                ("currency", models.CharField(max_length=3)),
                ("contracts", models.PositiveIntegerField()),
                ("drawn_minor", models.BigIntegerField()),
                ("draws", models.JSONField(default=list)),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="systems.agreement",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "agreement", "visibility", "hides_prices", "currency"),
                        name="drawn_under_once",
                    )
                ],
            },
        ),
        EnableRowSecurity("drawnunder"),
    ]
