"""Indexes hold only what is asked for by them: a list of a hundred thousand initiatives writes each of them."""

from django.db import migrations, models
from django.db.models import Q

from samspil.kit.tenancy.drop_index import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0014_rows_that_move_have_room")]

    operations = [
        DropIndexes({"initiative": ["programme"], "statusreport": ["organisation"]}),
        migrations.RemoveIndex("initiative", "initiatives_of_a_programme"),
        migrations.AddIndex(
            "initiative",
            models.Index(
                fields=["organisation", "programme", "id"],
                condition=Q(programme__isnull=False),
                name="initiatives_of_a_programme",
            ),
        ),
        migrations.RemoveIndex("initiative", "initiatives_of_a_matter"),
        migrations.AddIndex(
            "initiative",
            models.Index(
                fields=["organisation", "matter"],
                condition=Q(matter__isnull=False),
                name="initiatives_of_a_matter",
            ),
        ),
        migrations.RemoveIndex("roleholder", "initiatives_of_somebody"),
        migrations.AddIndex(
            "roleholder",
            models.Index(
                fields=["organisation", "person"],
                condition=Q(person__isnull=False),
                name="initiatives_of_somebody",
            ),
        ),
    ]
