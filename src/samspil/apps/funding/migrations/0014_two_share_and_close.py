"""Sharing, settling, joining and closing take two as well; what each member's part came to is kept."""

from django.db import migrations, models

_SORTS = [
    *("levy", "annual", "appropriated", "external", "year_end"),
    *("instalment", "given_back", "share_paid", "by_hand", "reversal"),
    *("shared", "settled", "joined", "closing"),
]


class Migration(migrations.Migration):
    dependencies = [("funding", "0013_two_write_the_ledger")]

    operations = [
        migrations.AddField("registered", "parts", models.JSONField(default=dict)),
        migrations.AlterField(
            "registered", "sort", models.CharField(choices=[(one, one) for one in _SORTS], max_length=12)
        ),
    ]
