"""A register of who has been trained in which project model."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_shown_ways"),
        ("portfolio", "0011_rests_are_taken_off"),
    ]

    operations = [
        migrations.CreateModel(
            name="Training",
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
                ("project_model", models.CharField(max_length=60)),
                ("person", models.UUIDField(blank=True, null=True)),
                ("function", models.CharField(blank=True, max_length=200)),
                ("trained_on", models.DateField()),
                ("trained_by", models.CharField(max_length=200)),
                ("noted_by", models.UUIDField()),
                ("noted_at", models.DateTimeField()),
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
                        fields=["organisation", "project_model", "-trained_on"], name="trained_in_a_model"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("function", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="somebody_was_trained",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("organisation", "project_model", "person", "trained_on"),
                        name="a_person_trained_once_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", True)),
                        fields=("organisation", "project_model", "function", "trained_on"),
                        name="a_function_trained_once_a_day",
                    ),
                ],
            },
        ),
        EnableRowSecurity("training"),
    ]
