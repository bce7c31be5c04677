"""Indexes go that another begins with: they cost each row, and PostgreSQL took the wrong one of the two."""

from django.db import migrations

from samspil.kit.tenancy.drop_index import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0012_who_is_trained")]

    operations = [
        DropIndexes(
            {
                "activityplan": ["organisation"],
                "capacity": ["organisation"],
                "changerequest": ["initiative"],
                "criterion": ["initiative"],
                "dependency": ["organisation", "successor"],
                "estimate": ["initiative"],
                "gate": ["organisation", "initiative"],
                "goal": ["strategy"],
                "initiative": ["organisation"],
                "involvement": ["initiative"],
                "listedrow": ["organisation", "initiative"],
                "milestone": ["initiative"],
                "milestonemove": ["milestone"],
                "note": ["organisation"],
                "owedreport": ["initiative"],
                "pacechange": ["participation"],
                "participation": ["organisation", "initiative"],
                "party": ["initiative"],
                "payer": ["initiative"],
                "phasedocument": ["initiative"],
                "plannedactivity": ["plan"],
                "plannedeffort": ["organisation", "initiative"],
                "roleholder": ["organisation", "initiative"],
                "savedview": ["organisation"],
                "scenario": ["organisation"],
                "serves": ["initiative"],
                "statusreport": ["initiative"],
                "tablemapping": ["organisation"],
                "training": ["organisation"],
            }
        )
    ]
