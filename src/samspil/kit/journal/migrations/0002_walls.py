"""The walls around these rows that the database itself keeps."""

from django.db import migrations

from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        AppendOnly("entry"),
        EnableRowSecurity("entry"),
        EnableRowSecurity("head"),
        EnableRowSecurity("personalvalue"),
    ]
