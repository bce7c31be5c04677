"""What was tried, with all that it was made of."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0006_no_index_begins_another"),
    ]

    operations = [
        migrations.CreateModel(
            name="SimulationRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("question", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                            ("failed", "failed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("years", models.PositiveSmallIntegerField()),
                ("seed", models.BigIntegerField()),
                ("method", models.CharField(max_length=40)),
                ("inputs", models.JSONField()),
                ("files", models.JSONField()),
                ("result", models.JSONField()),
                ("runs", models.PositiveIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("stopped_because", models.JSONField(default=list)),
                ("matter", models.UUIDField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["organisation", "-id"], name="simulations_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("matter", None), ("sent_at", None)),
                            models.Q(("matter__isnull", False), ("sent_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_sent_has_a_time",
                    )
                ],
            },
        ),
        EnableRowSecurity("simulationrun"),
    ]
