"""What can be chosen of a risk, a note and who is affected, in the words of the page's language."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.types import Affected, NoteSort, Response

Texts = dict[str, str | Promise]

RESPONSES: Final[Texts] = {
    Response.AVOID.value: _("Avoid it"),
    Response.REDUCE.value: _("Make it smaller"),
    Response.TRANSFER.value: _("Let another carry it"),
    Response.ACCEPT.value: _("Live with it"),
}
LIKELIHOODS: Final[Texts] = {
    "1": _("1 – very unlikely"),
    "2": _("2 – unlikely"),
    "3": _("3 – possible"),
    "4": _("4 – likely"),
    "5": _("5 – very likely"),
}
IMPACTS: Final[Texts] = {
    "1": _("1 – hardly felt"),
    "2": _("2 – small"),
    "3": _("3 – noticeable"),
    "4": _("4 – serious"),
    "5": _("5 – stops the initiative"),
}
NOTE_SORTS: Final[Texts] = {
    NoteSort.ISSUE.value: _("Issue"),
    NoteSort.ASSUMPTION.value: _("Assumption"),
    NoteSort.LESSON.value: _("Lesson"),
}
AFFECTED: Final[Texts] = {
    Affected.EMPLOYEES.value: _("Employees"),
    Affected.UNION.value: _("Union representatives"),
    Affected.MIDDLE_MANAGERS.value: _("Middle managers"),
    Affected.CITIZENS.value: _("Citizens and users"),
    Affected.OTHERS.value: _("Others"),
}
