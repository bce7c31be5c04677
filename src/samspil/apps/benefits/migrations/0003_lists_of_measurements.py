import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0002_walls"),
        ("organisations", "0005_shown_ways"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeasuredList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                ("language", models.CharField(max_length=2)),
                ("sent_by", models.UUIDField()),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("came_to", models.JSONField(blank=True, null=True)),
                ("kept_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("kept_at", None)),
                        fields=["organisation", "expires_at"],
                        name="measured_lists_by_age",
                    )
                ],
            },
        ),
        EnableRowSecurity("measuredlist"),
    ]
