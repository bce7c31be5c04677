"""What takes two is registered by one until another approves it; a voucher says where its enclosure is."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.journal.append_only import StillAppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity

_SORTS = [
    *("levy", "annual", "appropriated", "external", "year_end"),
    *("instalment", "given_back", "share_paid", "by_hand", "reversal"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0012_payments_name_what_freed_them"),
        ("organisations", "0006_no_index_begins_another"),
    ]

    operations = [
        migrations.CreateModel(
            name="Registered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("sort", models.CharField(choices=[(one, one) for one in _SORTS], max_length=12)),
                ("about", models.UUIDField(blank=True, null=True)),
                ("said", models.JSONField()),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("registered_by", models.UUIDField()),
                ("registered_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("approved", "approved"), ("sent_back", "sent_back")],
                        max_length=10,
                    ),
                ),
                ("answered_by", models.UUIDField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("voucher", models.UUIDField(blank=True, null=True)),
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
                    models.Index(fields=["organisation", "answer", "id"], name="registered_by_answer"),
                    models.Index(
                        fields=["organisation", "voucher"],
                        condition=models.Q(("voucher__isnull", False)),
                        name="registered_by_voucher",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("voucher", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_by_somebody",
                    )
                ],
            },
        ),
        EnableRowSecurity("registered"),
        migrations.AddField(
            "voucher", "enclosure", models.CharField(blank=True, default="", max_length=200), False
        ),
        StillAppendOnly("voucher"),
    ]
