"""Access for other systems: tokens that let them in, addresses that are told of events."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.organisations.forms.doors import HookForm, TokenForm
from samspil.apps.organisations.rights import may_open_doors
from samspil.apps.organisations.selectors.doors import may_be_acted_as
from samspil.apps.organisations.services import doors as services
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.kit.api.tokens import NewToken, list_tokens
from samspil.kit.webhooks.addresses import UnsafeAddressError
from samspil.kit.webhooks.hooks import list_hooks

P = ParamSpec("P")
TEMPLATE = "organisations/doors.html"


def keeper(
    page: Callable[Concatenate[HttpRequest, Acting, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for whoever looks after the organisation's access; for others there is no such page."""

    @never_cache
    @signed_in
    @wraps(page)
    def view(request: HttpRequest, acting: Acting, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_open_doors(acting):
            raise Http404
        return page(request, acting, *args, **kwargs)

    return view


@require_safe
@keeper
def doors(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Which systems come in, and which are told."""
    return _shown(request, acting, {})


@require_POST
@keeper
def let_in(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A new token. Its secret stands on the page that answers, and nowhere else ever again."""
    form = _token_form(acting, request.POST)
    if not form.is_valid():
        return _shown(request, acting, {"token_form": form}, 422)
    now, said = timezone.now(), form.cleaned_data
    new = NewToken(said["name"], UUID(said["person"]), form.rights, timezone.localdate(now), said["until"])
    token, secret = services.let_in(new, acting=acting, at=now)
    return _shown(request, acting, {"secret": secret, "secret_of": token.name, "is_token": True})  # nosec B105


@require_POST
@keeper
def shut_out(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """End a token."""
    if not services.shut_out(public_id, acting=acting, at=timezone.now()):
        raise Http404
    messages.success(request, _("The token no longer works."))
    return redirect("organisations:doors")


@require_POST
@keeper
def tell_address(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Tell a new address."""
    form = HookForm(request.POST, prefix="hook")
    if form.is_valid():
        said = form.cleaned_data
        try:
            hook = services.tell_address(
                said["name"], said["url"], said["sorts"], acting=acting, at=timezone.now()
            )
            return _shown(request, acting, {"secret": hook.secret, "secret_of": hook.name})
        except UnsafeAddressError:
            form.add_error("url", _("Write an address on the open net that begins with https://."))
    return _shown(request, acting, {"hook_form": form}, 422)


@require_POST
@keeper
def tell_no_more(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Tell an address no more."""
    if not services.tell_no_more(public_id, acting=acting, at=timezone.now()):
        raise Http404
    messages.success(request, _("The address is told no more."))
    return redirect("organisations:doors")


def _token_form(acting: Acting, data: Any = None) -> TokenForm:
    on = timezone.localdate()
    return TokenForm(data, prefix="token", people=may_be_acted_as(acting, on), on=on)


def _shown(request: HttpRequest, acting: Acting, found: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        "tokens": list_tokens(acting.organisation_id),
        "hooks": list_hooks(acting.organisation_id),
        "today": timezone.localdate(),
        **found,
    }
    context.setdefault("token_form", _token_form(acting))
    context.setdefault("hook_form", HookForm(prefix="hook"))
    return render(request, TEMPLATE, context, status=status)
