"""Systems of the catalogue and in use, agreements, contracts with options, and what was drawn."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("systems", "0003_no_index_begins_another"),
    ]

    operations = [
        migrations.CreateModel(
            name="SystemEntry",
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
                ("catalogue", models.UUIDField(default=samspil.kit.ids.new_id)),
                ("name", models.CharField(max_length=200)),
                ("former_name", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True)),
                ("vendor", models.CharField(blank=True, max_length=200)),
                ("vendor_cvr", models.CharField(blank=True, max_length=20)),
                ("business_type", models.CharField(blank=True, max_length=100)),
                ("kle", models.JSONField(default=list)),
                ("is_deactivated", models.BooleanField(default=False)),
                ("same_as", models.UUIDField(blank=True, null=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("own", "own"), ("association", "association"), ("public", "public")],
                        default="own",
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["catalogue"], name="entries_of_the_catalogue"),
                    models.Index(fields=["organisation", "name", "id"], name="entries_by_name"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "catalogue"), name="an_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("same_as__isnull", True),
                            models.Q(("same_as", models.F("catalogue")), _negated=True),
                            _connector="OR",
                        ),
                        name="same_as_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalUse",
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
                ("catalogue", models.UUIDField(default=samspil.kit.ids.new_id)),
                ("source_key", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("local_name", models.CharField(blank=True, max_length=200)),
                ("former_name", models.CharField(blank=True, max_length=200)),
                ("local_id", models.CharField(blank=True, max_length=100)),
                ("system_version", models.CharField(blank=True, max_length=100)),
                ("parent_name", models.CharField(blank=True, max_length=200)),
                ("vendor", models.CharField(blank=True, max_length=200)),
                ("vendor_cvr", models.CharField(blank=True, max_length=20)),
                ("business_type", models.CharField(blank=True, max_length=100)),
                ("kle", models.JSONField(default=list)),
                ("kle_added", models.JSONField(default=list)),
                ("kle_removed", models.JSONField(default=list)),
                ("purpose", models.TextField(blank=True)),
                (
                    "life_cycle",
                    models.CharField(
                        choices=[
                            ("undecided", "undecided"),
                            ("not_in_use", "not_in_use"),
                            ("pilot", "pilot"),
                            ("phasing_in", "phasing_in"),
                            ("operational", "operational"),
                            ("phasing_out", "phasing_out"),
                        ],
                        default="undecided",
                        max_length=20,
                    ),
                ),
                ("criticality", models.CharField(blank=True, max_length=100)),
                (
                    "is_business_critical",
                    models.CharField(
                        choices=[("undecided", "undecided"), ("yes", "yes"), ("no", "no")],
                        default="undecided",
                        max_length=20,
                    ),
                ),
                (
                    "is_socially_critical",
                    models.CharField(
                        choices=[("undecided", "undecided"), ("yes", "yes"), ("no", "no")],
                        default="undecided",
                        max_length=20,
                    ),
                ),
                ("data_classification", models.CharField(blank=True, max_length=100)),
                ("sensitivity", models.JSONField(default=list)),
                (
                    "has_ai",
                    models.CharField(
                        choices=[("undecided", "undecided"), ("yes", "yes"), ("no", "no")],
                        default="undecided",
                        max_length=20,
                    ),
                ),
                (
                    "hosting",
                    models.CharField(
                        choices=[
                            ("undecided", "undecided"),
                            ("on_premise", "on_premise"),
                            ("external", "external"),
                            ("hybrid", "hybrid"),
                        ],
                        default="undecided",
                        max_length=20,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=200)),
                ("owner", models.CharField(blank=True, max_length=200)),
                ("owner_person", models.UUIDField(blank=True, null=True)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("users_from", models.PositiveIntegerField(blank=True, null=True)),
                ("users_to", models.PositiveIntegerField(blank=True, null=True)),
                ("budget_minor", models.BigIntegerField(blank=True, null=True)),
                ("currency", models.CharField(default="DKK", max_length=3)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("links", models.JSONField(default=list)),
                ("notes", models.TextField(blank=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("own", "own"), ("association", "association"), ("public", "public")],
                        default="own",
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organisation", "name", "id"], name="uses_by_name"),
                    models.Index(fields=["organisation", "source_key"], name="uses_by_source"),
                    models.Index(fields=["catalogue", "organisation"], name="uses_of_an_entry"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="use_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("users_from", None),
                            ("users_to", None),
                            ("users_to__gte", models.F("users_from")),
                            _connector="OR",
                        ),
                        name="most_users_not_below_fewest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SystemRelation",
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
                    "use",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="systems.localuse",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="systems.localuse",
                    ),
                ),
                ("other_name", models.CharField(max_length=200)),
                ("interface", models.CharField(blank=True, max_length=200)),
                ("frequency", models.CharField(blank=True, max_length=100)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["use", "id"], name="relations_of_a_use")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                ("number", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "sort",
                    models.CharField(
                        choices=[("ski", "ski"), ("own", "own"), ("other", "other")],
                        default="ski",
                        max_length=20,
                    ),
                ),
                ("is_committed", models.BooleanField(default=False)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("join_from", models.DateField(blank=True, null=True)),
                ("join_until", models.DateField(blank=True, null=True)),
                ("ceiling_minor", models.BigIntegerField(blank=True, null=True)),
                ("currency", models.CharField(default="DKK", max_length=3)),
                ("source_link", models.TextField(blank=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("own", "own"), ("association", "association"), ("public", "public")],
                        default="own",
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="an_agreement_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="agreement_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ceiling_minor", None), ("ceiling_minor__gte", 0), _connector="OR"
                        ),
                        name="ceiling_above_nothing",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Contract",
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
                ("source_key", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("contract_id", models.CharField(blank=True, max_length=100)),
                ("contract_type", models.CharField(blank=True, max_length=100)),
                ("template", models.CharField(blank=True, max_length=100)),
                ("criticality", models.CharField(blank=True, max_length=100)),
                ("purchase_form", models.CharField(blank=True, max_length=100)),
                ("strategy", models.CharField(blank=True, max_length=100)),
                ("plan_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("plan_quarter", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "is_initiated",
                    models.CharField(
                        choices=[("undecided", "undecided"), ("yes", "yes"), ("no", "no")],
                        default="undecided",
                        max_length=20,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="systems.contract",
                    ),
                ),
                ("needs_parent", models.BooleanField(default=False)),
                ("unit", models.CharField(blank=True, max_length=200)),
                ("owner", models.CharField(blank=True, max_length=200)),
                ("owner_person", models.UUIDField(blank=True, null=True)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("supplier", models.CharField(blank=True, max_length=200)),
                ("supplier_cvr", models.CharField(blank=True, max_length=20)),
                ("supplier_is_foreign", models.BooleanField(default=False)),
                ("supplier_signed_on", models.DateField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("is_enforced", models.BooleanField(default=False)),
                ("duration_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "renewal",
                    models.CharField(
                        choices=[("ends", "ends"), ("renews", "renews"), ("continues", "continues")],
                        default="ends",
                        max_length=20,
                    ),
                ),
                ("renews_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("irrevocable_until", models.DateField(blank=True, null=True)),
                ("terminated_on", models.DateField(blank=True, null=True)),
                ("notice_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "notice_extends",
                    models.CharField(
                        choices=[
                            ("any_day", "any_day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("year", "year"),
                        ],
                        default="any_day",
                        max_length=20,
                    ),
                ),
                (
                    "notice_by",
                    models.CharField(
                        choices=[
                            ("any_day", "any_day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("year", "year"),
                        ],
                        default="any_day",
                        max_length=20,
                    ),
                ),
                ("extension", models.CharField(blank=True, max_length=100)),
                ("options_used", models.PositiveSmallIntegerField(default=0)),
                ("payment_begins_on", models.DateField(blank=True, null=True)),
                ("payment_frequency", models.CharField(blank=True, max_length=100)),
                ("payment_model", models.CharField(blank=True, max_length=100)),
                ("price_regulation", models.CharField(blank=True, max_length=200)),
                ("acquisition_minor", models.BigIntegerField(blank=True, null=True)),
                ("operation_minor", models.BigIntegerField(blank=True, null=True)),
                ("other_minor", models.BigIntegerField(blank=True, null=True)),
                ("value_minor", models.BigIntegerField(blank=True, null=True)),
                ("drawn_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(default="DKK", max_length=3)),
                (
                    "audit",
                    models.CharField(
                        choices=[
                            ("not_done", "not_done"),
                            ("red", "red"),
                            ("yellow", "yellow"),
                            ("green", "green"),
                        ],
                        default="not_done",
                        max_length=20,
                    ),
                ),
                ("audited_on", models.DateField(blank=True, null=True)),
                ("cpv", models.JSONField(default=list)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="systems.agreement",
                    ),
                ),
                ("exit_plan", models.TextField(blank=True)),
                ("elements", models.JSONField(default=list)),
                ("data_processing", models.CharField(blank=True, max_length=200)),
                ("links", models.JSONField(default=list)),
                ("notes", models.TextField(blank=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("own", "own"), ("association", "association"), ("public", "public")],
                        default="own",
                        max_length=20,
                    ),
                ),
                ("hides_prices", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organisation", "ends_on", "id"], name="contracts_by_end"),
                    models.Index(fields=["organisation", "name", "id"], name="contracts_by_name"),
                    models.Index(fields=["organisation", "source_key"], name="contracts_by_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="contract_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan_quarter", None), ("plan_quarter__range", (1, 4)), _connector="OR"
                        ),
                        name="four_quarters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value_minor", None), ("value_minor__gte", 0), _connector="OR"),
                        name="value_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractOption",
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
                    "contract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="systems.contract",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                ("notice_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("value_minor", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organisation", "contract"], name="options_of_an_organisation")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "place"), name="an_option_a_place"),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1)), name="option_has_a_length"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractSystem",
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
                    "contract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="systems",
                        to="systems.contract",
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contracts",
                        to="systems.localuse",
                    ),
                ),
                ("is_main", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organisation", "contract"], name="systems_of_contracts")],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "use"), name="a_system_once_in_a_contract"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)),
                        fields=("use",),
                        name="one_main_contract_a_system",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draw",
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
                    "contract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="systems.contract",
                    ),
                ),
                ("drawn_on", models.DateField()),
                ("amount_minor", models.BigIntegerField()),
                ("what", models.CharField(max_length=200)),
                ("told_at", models.DateTimeField()),
                ("told_by", models.UUIDField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["contract", "drawn_on", "id"], name="draws_of_a_contract")],
                "constraints": [],
            },
        ),
        AppendOnly("draw"),
        EnableRowSecurity("systementry"),
        EnableRowSecurity("localuse"),
        EnableRowSecurity("systemrelation"),
        EnableRowSecurity("agreement"),
        EnableRowSecurity("contract"),
        EnableRowSecurity("contractoption"),
        EnableRowSecurity("contractsystem"),
        EnableRowSecurity("draw"),
    ]
