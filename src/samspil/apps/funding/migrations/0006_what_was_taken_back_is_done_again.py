"""What a voucher was posted for can be done again once it is reversed; a cost is shared once."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Lower

from samspil.kit.journal.append_only import StillAppendOnly


class Migration(migrations.Migration):
    dependencies = [("funding", "0005_shared_costs")]

    operations = [
        migrations.AddField("filling", "again", models.PositiveSmallIntegerField(default=0)),
        migrations.RemoveConstraint("filling", "filled_once_a_year"),
        migrations.AddConstraint(
            "filling",
            models.UniqueConstraint(
                fields=["pool", "year", "sort", "again"],
                condition=models.Q(sort__in=("levy", "annual", "lapsed")),
                name="filled_once_a_year",
            ),
        ),
        migrations.AddField("sharedcost", "again", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterField(
            "sharedcost",
            "settles",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settlements",
                to="funding.sharedcost",
            ),
        ),
        migrations.RemoveConstraint("sharedcost", "joins_late_once"),
        migrations.AddConstraint(
            "sharedcost",
            models.UniqueConstraint(
                fields=["initiative", "whose", "again"],
                condition=models.Q(sort="entry"),
                name="joins_late_once",
            ),
        ),
        migrations.AddConstraint(
            "sharedcost",
            models.UniqueConstraint(
                models.F("initiative"),
                Lower("text"),
                models.F("first"),
                models.F("last"),
                models.F("whose"),
                models.F("again"),
                condition=models.Q(sort="cost"),
                name="a_cost_is_shared_once",
            ),
        ),
        migrations.AddConstraint(
            "sharedcost",
            models.UniqueConstraint(fields=["settles", "again"], name="a_cost_is_settled_once"),
        ),
        StillAppendOnly("filling"),
        StillAppendOnly("sharedcost"),
    ]
