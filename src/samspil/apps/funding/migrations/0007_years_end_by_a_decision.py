"""What is carried over to the next year says by which decision."""

from django.db import migrations, models

from samspil.kit.journal.append_only import StillAppendOnly

SORTS = ("levy", "annual", "external", "appropriated", "lapsed", "carried")


class Migration(migrations.Migration):
    dependencies = [("funding", "0006_what_was_taken_back_is_done_again")]

    operations = [
        migrations.AddField("filling", "decided", models.UUIDField(blank=True, null=True)),
        migrations.AlterField(
            "filling", "sort", models.CharField(choices=[(one, one) for one in SORTS], max_length=12)
        ),
        migrations.RemoveConstraint("filling", "filled_once_a_year"),
        migrations.AddConstraint(
            "filling",
            models.UniqueConstraint(
                fields=["pool", "year", "sort", "again"],
                condition=models.Q(sort__in=("levy", "annual", "lapsed", "carried")),
                name="filled_once_a_year",
            ),
        ),
        StillAppendOnly("filling"),
    ]
