"""What is wrong with a dialogue that somebody wrote, line by line."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.apps.governance.parts.pages import sentence
from samspil.core.errors import Problem, ProblemsError


def faults_told(error: ProblemsError) -> list[str]:
    """Each fault as a sentence, after the line that it is about."""
    return [_told(one) for one in error.problems]


def _told(one: Problem) -> str:
    if one.place is None:
        return sentence(one)
    return _("Line %(line)s: %(fault)s") % {"line": one.place.line, "fault": sentence(one)}
