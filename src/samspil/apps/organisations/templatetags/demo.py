"""The log-ins of the example, for the log-in page."""

from __future__ import annotations

from django import template
from django.conf import settings

from samspil.apps.organisations.demo_log_ins import LOG_INS, LogIn

register = template.Library()


@register.simple_tag
def demo_log_ins() -> tuple[LogIn, ...]:
    """The eight in demo mode, none otherwise."""
    return LOG_INS if settings.SAMSPIL_DEMO else ()
