"""Pools of money, calls, applications, assessments, awards, and what is paid out and back."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0003_business_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("key", models.CharField(max_length=60)),
                ("name", models.JSONField()),
                ("currency", models.CharField(max_length=3)),
                ("accounts", models.JSONField()),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("organisation", "key"), name="a_pool_a_key")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Filling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "pool",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fillings",
                        to="funding.pool",
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("levy", "levy"),
                            ("annual", "annual"),
                            ("external", "external"),
                            ("appropriated", "appropriated"),
                            ("lapsed", "lapsed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("base_minor", models.BigIntegerField(blank=True, null=True)),
                ("rest_minor", models.BigIntegerField(default=0)),
                ("decision", models.CharField(max_length=300)),
                ("giver", models.CharField(blank=True, max_length=200)),
                ("conditions", models.TextField(blank=True)),
                ("spend_by", models.DateField(blank=True, null=True)),
                ("report_by", models.DateField(blank=True, null=True)),
                ("voucher", models.UUIDField(blank=True, null=True)),
                ("filled_on", models.DateField()),
                ("filled_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["pool", "-year", "-id"], name="fillings_of_a_pool")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sort__in", ("levy", "annual", "lapsed"))),
                        fields=("pool", "year", "sort"),
                        name="filled_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gte", 0)), name="filled_with_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "pool",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="funding.pool",
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("ceiling_minor", models.BigIntegerField(blank=True, null=True)),
                ("weights", models.JSONField()),
                ("most_points", models.PositiveSmallIntegerField()),
                ("assessors", models.JSONField(default=list)),
                ("second_part", models.DecimalField(decimal_places=4, default=0, max_digits=5)),
                ("made_at", models.DateTimeField()),
                ("ranking", models.JSONField(blank=True, null=True)),
                ("ranked_at", models.DateTimeField(blank=True, null=True)),
                ("ranked_minor", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["pool", "-closes_on", "-id"], name="calls_of_a_pool")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="call_has_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second_part__range", (0, 1))), name="second_part_up_to_all"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "pool",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="funding.pool",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="funding.call",
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("purpose", models.TextField()),
                ("supports", models.JSONField(default=list)),
                ("form", models.CharField(choices=[("grant", "grant"), ("loan", "loan")], max_length=8)),
                ("amount_minor", models.BigIntegerField()),
                ("payback_years", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_pilot", models.BooleanField(default=False)),
                ("unit_name", models.CharField(blank=True, max_length=200)),
                ("needs_help", models.BooleanField(default=False)),
                ("goes_into_operation", models.BooleanField(default=False)),
                ("new_appropriation", models.BooleanField(default=False)),
                ("operating_finance", models.TextField(blank=True)),
                ("sharing", models.TextField(blank=True)),
                (
                    "repays",
                    models.CharField(
                        blank=True,
                        choices=[("fixed", "fixed"), ("benefits", "benefits"), ("fees", "fees")],
                        max_length=8,
                    ),
                ),
                ("plan", models.JSONField(default=dict)),
                ("applicant", models.UUIDField()),
                ("kind", models.CharField(max_length=60)),
                ("matter", models.UUIDField()),
                ("case_number", models.CharField(max_length=20)),
                ("applied_at", models.DateTimeField()),
                ("result", models.CharField(blank=True, max_length=20)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["pool", "-id"], name="applications_of_a_pool"),
                    models.Index(fields=["organisation", "matter"], name="applications_of_a_matter"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="applies_for_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "application",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="funding.application",
                    ),
                ),
                ("person", models.UUIDField()),
                ("scores", models.JSONField(default=dict)),
                ("comment", models.TextField(blank=True)),
                ("stepped_aside", models.BooleanField(default=False)),
                ("assessed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "person"), name="one_assessment_an_assessor"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award",
                        to="funding.application",
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("form", models.CharField(choices=[("grant", "grant"), ("loan", "loan")], max_length=8)),
                ("amount_minor", models.BigIntegerField()),
                ("decision", models.UUIDField()),
                ("awarded_on", models.DateField()),
                ("conditions", models.TextField(blank=True)),
                ("stopped_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="awards_something"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "award",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="funding.award",
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                ("amount_minor", models.BigIntegerField()),
                ("needs", models.CharField(blank=True, max_length=60)),
                ("proof", models.TextField(blank=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("voucher", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("award", "sequence"), name="one_milestone_at_each_place"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="pays_out_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_on__isnull", True), ("voucher__isnull", False), _connector="OR"
                        ),
                        name="paid_out_by_a_voucher",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "award",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instalments",
                        to="funding.award",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("repays_minor", models.BigIntegerField()),
                ("interest_minor", models.BigIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("voucher", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("award", "number"), name="one_instalment_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(("interest_minor__gte", 0), ("repays_minor__gte", 0)),
                        name="instalment_is_paid_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_on__isnull", True), ("voucher__isnull", False), _connector="OR"
                        ),
                        name="paid_back_by_a_voucher",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="GrantResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "award",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="funding.award",
                    ),
                ),
                ("told_on", models.DateField()),
                ("told_by", models.UUIDField()),
                ("earned_minor", models.BigIntegerField(blank=True, null=True)),
                ("text", models.TextField()),
                ("experience", models.TextField(blank=True)),
                ("shared_with", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["award", "id"], name="results_of_an_award")],
                "constraints": [],
            },
        ),
        AppendOnly("filling"),
        AppendOnly("grantresult"),
        EnableRowSecurity("pool"),
        EnableRowSecurity("filling"),
        EnableRowSecurity("call"),
        EnableRowSecurity("application"),
        EnableRowSecurity("assessment"),
        EnableRowSecurity("award"),
        EnableRowSecurity("milestone"),
        EnableRowSecurity("instalment"),
        EnableRowSecurity("grantresult"),
    ]
