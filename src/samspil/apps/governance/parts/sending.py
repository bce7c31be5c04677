"""A page's form that is sent once: its key, what was sent with it, and doing it however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from samspil.apps.organisations.types import Acting
from samspil.kit.ids import new_id
from samspil.kit.once.doing import Request, once


def key_of(request: HttpRequest) -> str:
    """The key that the page was shown with; a new one where it is shown for the first time."""
    return request.POST.get("key", "")[:100] or str(new_id())


def sent_in(request: HttpRequest) -> dict[str, list[str]]:
    """All that was sent, to know again what is sent twice."""
    return {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}


def done_once(request: HttpRequest, acting: Acting, body: Any, do: Callable[[], Any], at: datetime) -> Any:
    """What ``do`` gave (plain values), now or when the same page was sent before.

    ``body`` says what is asked; a page that comes with another one has sent something else.

    Raises:
        AnotherRequestError: the page has sent something else; it needs a new key to be sent again.
    """
    asked = Request(acting.organisation_id, str(acting.person), key_of(request), body)
    answer, _before = once(asked, do, at)
    return answer


def has_sent_another() -> str:
    """Why nothing was done, where the page had sent something else."""
    return _("This page has already sent something else. Look at it again, and send it once more.")
