"""That KITOS was asked for a list: for whom, by whom, with a token that is sealed until a worker begins."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("systems", "0008_who_may_use_an_agreement")]

    operations = [
        migrations.CreateModel(
            name="AskedKitos",
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
                ("address", models.CharField(max_length=300)),
                ("cvr", models.CharField(blank=True, max_length=20)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("own", "own"), ("association", "association"), ("public", "public")],
                        default="own",
                        max_length=20,
                    ),
                ),
                ("sealed", models.BinaryField(default=bytes)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("asking", "asking"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("list_id", models.UUIDField(blank=True, null=True)),
                ("problems", models.JSONField(default=list)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["organisation", "asked_at"], name="kitos_asked_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "asking"])),
                        fields=("organisation",),
                        name="kitos_is_asked_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "waiting"), ("sealed", b""), _connector="OR"),
                        name="a_token_only_while_it_waits",
                    ),
                ],
            },
        ),
        EnableRowSecurity("askedkitos"),
    ]
