"""A form of the portfolio that is sent: done once, or refused with a sentence and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from samspil.apps.governance.parts.pages import sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.scenarios import OnceForm
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once


def done(form: OnceForm, what: str, do: Callable[[], Any], *, acting: Acting, at: datetime) -> Any:
    """What ``do`` gave (plain values), now or when the same page was sent before; nothing where refused."""
    if not form.is_valid():
        return None
    key = form.cleaned_data["key"]
    if key is None:
        _again(form, _("The page was too old to send. Send it again."))
        return None
    asked = Request(acting.organisation_id, str(acting.person), f"{what} {key}", form.as_sent())
    try:
        answer, _before = once(asked, do, at)
    except RefusedError as error:
        form.add_error(None, sentence(error.problem))
    except AnotherRequestError:
        _again(form, _("This page has already sent something else. Send again to bring this as well."))
    else:
        return answer
    return None


def _again(form: OnceForm, told: str) -> None:
    """A new key, and everything that was typed."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("key")] = str(new_id())
    form.data = data
    form.add_error(None, told)
