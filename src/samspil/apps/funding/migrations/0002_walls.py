"""What is added only, and whose rows are whose: the database keeps to it too."""

from django.db import migrations

from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial")]

    operations = [
        AppendOnly("voucher"),
        AppendOnly("posting"),
        AppendOnly("closedperiod"),
        EnableRowSecurity("account"),
        EnableRowSecurity("accountday"),
        EnableRowSecurity("books"),
        EnableRowSecurity("closedperiod"),
        EnableRowSecurity("posting"),
        EnableRowSecurity("voucher"),
    ]
