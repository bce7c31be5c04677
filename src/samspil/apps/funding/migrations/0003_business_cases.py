"""Business cases by version, and which one each gate was asked for with; both are added only."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0002_walls"),
        ("organisations", "0005_shown_ways"),
        ("portfolio", "0012_who_is_trained"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("rates", models.JSONField()),
                ("assumptions", models.TextField(blank=True)),
                ("why", models.TextField(blank=True)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("cost_minor", models.BigIntegerField()),
                ("benefit_minor", models.BigIntegerField()),
                ("net_now_minor", models.BigIntegerField()),
                ("unclear_minor", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(blank=True, null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.initiative",
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
                    models.UniqueConstraint(fields=("initiative", "number"), name="a_case_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="GateCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phase", models.CharField(max_length=60)),
                ("matter", models.UUIDField()),
                ("kept_at", models.DateTimeField()),
                (
                    "initiative",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.initiative",
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
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gates",
                        to="funding.caseversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "matter"), name="one_case_a_gate")
                ],
            },
        ),
        AppendOnly("caseversion"),
        AppendOnly("gatecase"),
        EnableRowSecurity("caseversion"),
        EnableRowSecurity("gatecase"),
    ]
