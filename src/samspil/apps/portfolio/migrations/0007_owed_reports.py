"""A status report is owed from a day of the rhythm, and met by the report."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_shown_ways"),
        ("portfolio", "0006_gates_follow_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("executive", "executive"),
                            ("owner", "owner"),
                            ("benefit_owner", "benefit_owner"),
                            ("manager", "manager"),
                            ("member", "member"),
                        ],
                        max_length=16,
                    ),
                ),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                ("created_at", models.DateTimeField()),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("let_go_at", models.DateTimeField(blank=True, null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owed_reports",
                        to="portfolio.initiative",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.statusreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("let_go_at__isnull", True), ("met_at__isnull", True)),
                        fields=["organisation", "due_on"],
                        name="reports_owed",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "asked_on"), name="a_report_is_asked_for_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("let_go_at__isnull", True), ("met_at__isnull", True)),
                        fields=("initiative",),
                        name="one_report_owed_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("met_at__isnull", True), ("report__isnull", True)),
                            models.Q(("met_at__isnull", False), ("report__isnull", False)),
                            _connector="OR",
                        ),
                        name="met_by_a_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("asked_on"))),
                        name="due_after_it_is_asked_for",
                    ),
                ],
            },
        ),
        EnableRowSecurity("owedreport"),
    ]
