"""The dialogues that can be held: read, and made one's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.balance.forms.preparing import DialogueForm
from samspil.apps.balance.rights import may_lead
from samspil.apps.balance.selectors.dialogues import Held, find_dialogue, list_dialogues
from samspil.apps.balance.services.preparing import keep_dialogue
from samspil.apps.governance.parts.pages import faults_told, page, shown
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_safe
@page
def dialogues(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """One's own first."""
    tongue = language()
    rows = [
        {
            "name": one.dialogue.name.in_language(tongue),
            "summary": one.dialogue.summary.in_language(tongue),
            "questions": len(one.dialogue.questions),
            "number": one.number,
            "url": address("balance:dialogue", one.dialogue.key),
        }
        for one in list_dialogues(acting.organisation_id)
    ]
    crumbs = [(_("Balance checks"), address("balance:rounds")), (_("Dialogues"), "")]
    return render(request, "balance/dialogues.html", {"rows": rows, "crumbs": crumbs})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def dialogue(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """Its questions, and the whole of it to be changed by whoever leads."""
    held = find_dialogue(acting.organisation_id, key)
    if request.method != "POST":
        return _page(request, acting, held, DialogueForm(initial={"document": held.document}))
    if not may_lead(acting):
        raise NotFoundError(key)
    form = DialogueForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, held, form, refused=True)
    try:
        row = keep_dialogue(form.cleaned_data["document"], acting=acting, at=timezone.now())
    except ProblemsError as error:
        return _page(request, acting, held, form, faults_told(error), refused=True)
    messages.success(request, _("Kept as version %(number)s of your own.") % {"number": row.number})
    return redirect("balance:dialogue", row.key)


def _page(
    request: HttpRequest,
    acting: Acting,
    held: Held,
    form: DialogueForm,
    faults: list[str] | None = None,
    *,
    refused: bool = False,
) -> HttpResponse:
    tongue, told = language(), held.dialogue
    name = told.name.in_language(tongue)
    themes = [
        (
            theme.name.in_language(tongue),
            [
                (one.text.in_language(tongue), one.source)
                for one in told.questions.values()
                if one.theme == key
            ],
        )
        for key, theme in told.themes.items()
    ]
    crumbs = [
        (_("Balance checks"), address("balance:rounds")),
        (_("Dialogues"), address("balance:dialogues")),
        (name, ""),
    ]
    context = {
        "title": name,
        "lead": told.summary.in_language(tongue),
        "themes": themes,
        "form": form,
        "faults": faults or [],
        "may_change": may_lead(acting),
        "crumbs": crumbs,
    }
    return shown(request, "balance/dialogue.html", context, refused=refused)
