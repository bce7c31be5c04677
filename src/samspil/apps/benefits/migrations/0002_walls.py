"""What is added only, and whose rows are whose: the database keeps to it too."""

from django.db import migrations

from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("benefits", "0001_initial")]

    operations = [
        AppendOnly("benefitplan"),
        AppendOnly("taken"),
        AppendOnly("withoutbaseline"),
        AppendOnly("forecast"),
        AppendOnly("forecastscore"),
        EnableRowSecurity("benefit"),
        EnableRowSecurity("benefitplan"),
        EnableRowSecurity("benefitrequest"),
        EnableRowSecurity("forecast"),
        EnableRowSecurity("forecastscore"),
        EnableRowSecurity("maplink"),
        EnableRowSecurity("mapstep"),
        EnableRowSecurity("share"),
        EnableRowSecurity("taken"),
        EnableRowSecurity("weight"),
        EnableRowSecurity("withoutbaseline"),
    ]
