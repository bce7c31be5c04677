"""Indexes go that another begins with: they cost each row, and PostgreSQL took the wrong one of the two."""

from django.db import migrations

from samspil.kit.tenancy.drop_index import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("benefits", "0004_sums_have_an_index")]

    operations = [
        DropIndexes(
            {
                "benefit": ["organisation"],
                "benefitplan": ["benefit"],
                "benefitrequest": ["organisation"],
                "forecast": ["organisation"],
                "forecastscore": ["organisation", "forecast"],
                "maplink": ["initiative"],
                "mapstep": ["organisation"],
                "share": ["organisation", "benefit"],
                "taken": ["benefit"],
                "withoutbaseline": ["organisation"],
            }
        )
    ]
