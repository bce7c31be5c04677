"""What is added only, and whose rows are whose: the database keeps to it too."""

from django.db import migrations

from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("measurements", "0001_initial")]

    operations = [
        AppendOnly("baseline"),
        AppendOnly("baselineapproval"),
        AppendOnly("target"),
        AppendOnly("measurement"),
        EnableRowSecurity("baseline"),
        EnableRowSecurity("baselineapproval"),
        EnableRowSecurity("duemeasurement"),
        EnableRowSecurity("indicator"),
        EnableRowSecurity("measurement"),
        EnableRowSecurity("target"),
    ]
