"""The walls around these rows that the database itself keeps."""

from django.db import migrations

from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [
        AppendOnly("matterevent"),
        AppendOnly("decision"),
        EnableRowSecurity("modelversion"),
        EnableRowSecurity("adoptedkind"),
        EnableRowSecurity("matter"),
        EnableRowSecurity("matterevent"),
        EnableRowSecurity("decision"),
        EnableRowSecurity("obligation"),
        EnableRowSecurity("consent"),
        EnableRowSecurity("participation"),
        EnableRowSecurity("meeting"),
        EnableRowSecurity("agendaitem"),
        EnableRowSecurity("attendance"),
        EnableRowSecurity("paper"),
    ]
