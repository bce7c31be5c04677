"""About me: the language, what I hear of, how I log in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from samspil.apps.organisations.forms.profile import KINDS, ProfileForm
from samspil.apps.organisations.language import remember_language
from samspil.apps.organisations.rights import may_open_doors
from samspil.apps.organisations.services.choosing import choose
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.kit.mail.writing import USUAL, wishes_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """See and choose."""
    account: Any = request.user
    if request.method != "POST":
        return _shown(request, acting, ProfileForm(initial=_chosen(account)))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _shown(request, acting, form, 422)
    choose(account, form.cleaned_data["language"], form.wishes)
    with override(form.cleaned_data["language"]):
        messages.success(request, _("Saved."))
    answer = redirect("organisations:profile")
    remember_language(answer, form.cleaned_data["language"], secure=request.is_secure())
    return answer


def _chosen(account: Any) -> dict[str, str]:
    wishes = wishes_of([account.pk])
    chosen = {kind.value: wishes.get((account.pk, kind.value), USUAL).value for kind, _label in KINDS}
    return {"language": account.language, **chosen}


def _shown(request: HttpRequest, acting: Acting, form: ProfileForm, status: int = 200) -> HttpResponse:
    facts = [
        (_("Name"), acting.name),
        (_("You act for"), acting.organisation_name),
        (_("E-mail"), str(request.user)),
    ]
    context = {"form": form, "facts": facts, "opens_doors": may_open_doors(acting)}
    return render(request, "organisations/profile.html", context, status=status)
