"""What members tell of their needs, and what was found to be the same."""

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
            name="CommonNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("size", models.PositiveSmallIntegerField()),
                ("confirmed", models.PositiveSmallIntegerField(default=0)),
                ("chance", models.FloatField()),
                ("act_by", models.DateField(blank=True, null=True)),
                ("found_at", models.DateTimeField()),
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
                "indexes": [
                    models.Index(fields=["organisation", "act_by", "id"], name="common_needs_by_act"),
                    models.Index(fields=["organisation", "confirmed", "id"], name="common_needs_confirmed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("compared", models.PositiveIntegerField()),
                ("answers", models.PositiveIntegerField()),
                ("certain_from", models.FloatField()),
                ("slope", models.FloatField()),
                ("shift", models.FloatField()),
                ("found_at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.BigIntegerField()),
                ("gathered_on", models.DateField()),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("need", "need"),
                            ("request", "request"),
                            ("task", "task"),
                            ("goal", "goal"),
                            ("contract", "contract"),
                            ("system", "system"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.UUIDField()),
                ("title", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("kle", models.JSONField(default=list)),
                ("cpv", models.JSONField(default=list)),
                ("area", models.CharField(blank=True, max_length=2)),
                ("system", models.CharField(blank=True, max_length=36)),
                ("vendor", models.CharField(blank=True, max_length=200)),
                ("vendor_name", models.CharField(blank=True, max_length=200)),
                ("begins_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("act", models.CharField(blank=True, max_length=30)),
                ("act_by", models.DateField(blank=True, null=True)),
                ("is_shown", models.BooleanField(default=False)),
                ("shown_by", models.UUIDField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                ("gone_on", models.DateField(blank=True, null=True)),
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
                "indexes": [
                    models.Index(fields=["organisation", "is_shown", "sort", "id"], name="told_and_shown")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "sort", "key"), name="a_thing_tells_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_shown", False), ("gone_on", None), _connector="OR"),
                        name="what_is_gone_is_not_shown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=2)),
                ("is_confirmed", models.BooleanField(default=False)),
                (
                    "common",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="needs.commonneed",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
                    "told",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="needs.told",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organisation", "member", "common"], name="parts_of_a_member"),
                    models.Index(fields=["organisation", "area", "common"], name="parts_of_an_area"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("told", "organisation"), name="in_one_common_need"),
                    models.UniqueConstraint(
                        fields=("common", "member"), name="a_member_once_in_a_common_need"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.FloatField()),
                ("first_chance", models.FloatField()),
                ("chance", models.FloatField()),
                ("reasons", models.JSONField(default=list)),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        choices=[("", ""), ("same", "same"), ("other", "other")],
                        default="",
                        max_length=5,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.UUIDField(blank=True, null=True)),
                (
                    "answered_for",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
                    "one",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.told",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.told",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["other", "organisation"], name="pairs_of_the_other"),
                    models.Index(fields=["organisation", "said", "id"], name="pairs_answered"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other", "organisation"), name="a_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="a_pair_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("said", "")),
                            models.Q(("answered_at__isnull", False), ("said__gt", "")),
                            _connector="OR",
                        ),
                        name="an_answer_has_a_time",
                    ),
                ],
            },
        ),
        EnableRowSecurity("told"),
        EnableRowSecurity("gathering"),
        EnableRowSecurity("finding"),
        EnableRowSecurity("commonneed"),
        EnableRowSecurity("part"),
        EnableRowSecurity("pair"),
    ]
