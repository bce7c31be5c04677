"""Page 2: the members of an association, and who houses its secretariat."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from samspil.apps.beginning.forms.members import MembersForm
from samspil.apps.beginning.selectors.searching import found_by
from samspil.apps.beginning.types import Step
from samspil.apps.beginning.views.guide import Here, in_guide, onwards, shown


@require_http_methods(["GET", "HEAD", "POST"])
@in_guide
def members(request: HttpRequest, here: Here) -> HttpResponseBase:
    """Boxes for all municipalities, or those whose names have the letters; what is ticked always stays."""
    if not here.chosen.is_association:
        return redirect("beginning:organisation" if not here.chosen.kind else "beginning:model")
    form = MembersForm(
        request.POST or None, initial={"members": here.chosen.members, "host": here.chosen.host}
    )
    searches = "find" in request.POST
    if request.method == "POST" and not searches and form.is_valid():
        said = form.cleaned_data
        return onwards(here.keep(members=tuple(said["members"]), host=said["host"]), Step.MEMBERS)
    ticked = set(form.said_all("members"))
    asked, host = form.said("q"), form.said("host")
    kept = MembersForm(initial={"q": asked, "members": sorted(ticked), "host": host})
    every = found_by(asked, ticked, none_asked=True)
    context = {
        "form": kept if searches else form,
        "asked": asked,
        "ticked": [one for one in every if one[0] in ticked],
        "others": [one for one in every if one[0] not in ticked],
    }
    return shown(request, here, Step.MEMBERS, context, refused=not searches and bool(form.errors))
