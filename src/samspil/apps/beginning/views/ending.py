"""The end: it all is made, the first person is logged in, and the others are told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samspil.apps.beginning.forms.people import PasswordForm
from samspil.apps.beginning.selectors.planning import first_left
from samspil.apps.beginning.services.ending import end_guide
from samspil.apps.beginning.views.guide import BROWSER, Here, in_guide, sentences
from samspil.apps.beginning.views.summary import summary_page
from samspil.apps.organisations.services.inviting import tell_invited
from samspil.core.errors import ProblemsError

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
@in_guide
def end(request: HttpRequest, here: Here) -> HttpResponseBase:
    """Links that no mail server took stand on the page that answers, and never again."""
    if first_left(here.chosen, here.today) is not None:
        return redirect("beginning:summary")
    form = PasswordForm(request.POST, email=here.chosen.email)
    if not form.is_valid():
        return summary_page(request, here, form)
    try:
        begun, account = end_guide(here.browser, form.cleaned_data["password"], here.today, timezone.now())
    except ProblemsError as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return summary_page(request, here, form)
    request.session.pop(BROWSER, None)
    login(request, account, backend=BACKEND)
    links = _tell(request, begun)
    messages.success(request, _("%(name)s has begun.") % {"name": begun.organisation.name})
    if links:
        return render(request, "beginning/links.html", {"links": links, "name": begun.organisation.name})
    return redirect("governance:my_work")


def _tell(request: HttpRequest, begun: Any) -> list[tuple[str, str]]:
    """Address and link of those whom no letter reached."""
    root = request.build_absolute_uri("/").rstrip("/")
    told = [(one, tell_invited(one, begun.organisation.name, root)) for one in begun.others]
    sent = sum(was for _one, was in told)
    if sent:
        words = ngettext("%(count)s has been told by mail.", "%(count)s have been told by mail.", sent)
        messages.success(request, words % {"count": sent})
    return [(one.email, f"{root}{one.link}") for one, was in told if not was and one.link]
