"""A draft edited as forms beside its picture, checked as one types."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.adopted import look_at
from samspil.apps.governance.editing.writing import GONE
from samspil.apps.governance.forms.model_choices import Choices
from samspil.apps.governance.selectors import access
from samspil.apps.governance.services import drafting
from samspil.apps.governance.services.adoptions import may_adopt, may_draft
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.governance.views.answers import page, sentence, shown
from samspil.apps.governance.views.governance_model import finding
from samspil.apps.governance.views.governance_model.editors import ABOUT, NEW, Editor
from samspil.apps.governance.views.governance_model.faults import (
    EDITABLE,
    Fault,
    part_key,
    section_name,
    told_faults,
)
from samspil.apps.governance.views.governance_model.finding import Found
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.core.governance.document import Path
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_safe
@page
def edit_model(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The parts of a draft, and what is wrong with it."""
    found = _draft(acting, public_id)
    faults = told_faults(found)
    context = {
        "found": found,
        "faults": faults,
        "picture": found.picture(timezone.localdate()),
        "sections": _sections(found, faults),
        "about_url": address("governance:edit_model_part", found.ref, ABOUT, "model"),
        "may_adopt": may_adopt(acting, timezone.localdate()),
        "crumbs": _crumbs(found, ""),
    }
    return render(request, "governance/model_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def edit_model_part(
    request: HttpRequest, acting: Acting, public_id: UUID, section: str, key: str
) -> HttpResponseBase:
    """One part: kept, taken away, or (``check``) only looked at."""
    found = _draft(acting, public_id)
    editor = _editor(request, found, section, key)
    if request.method != "POST":
        return _page(request, found, editor)
    if "check" in request.POST or request.GET.get("check"):
        checked = _checked(found, editor)
        if request.headers.get("HX-Request"):
            return render(request, "governance/parts/model_beside.html", checked)
        return _page(request, found, editor, checked=checked)
    if "take_away" in request.POST and not editor.is_new and section != ABOUT:
        return _keep(request, acting, found, editor, [(editor.path, GONE)])
    if not editor.is_valid():
        return _page(request, found, editor)
    return _keep(request, acting, found, editor, list(editor.changes()))


def _draft(acting: Acting, public_id: UUID) -> Found:
    """A draft, for those who may edit it."""
    found = finding.of_version(access.access_version(acting, public_id))
    if not found.is_draft or not may_draft(acting, timezone.localdate()):
        raise NotFoundError(str(public_id))
    return found


def _editor(request: HttpRequest, found: Found, section: str, key: str) -> Editor:
    if section not in (*EDITABLE, ABOUT):
        raise NotFoundError(section)
    route, _dot, step = key.rpartition(".") if section == "routes" else ("", "", key)
    data = request.POST if request.method == "POST" and "take_away" not in request.POST else None
    whole = _whole(found)
    editor = Editor(section, step, whole, Choices(whole, words()), data, route)
    if not editor.exists:
        raise NotFoundError(key)
    return editor


def _whole(found: Found) -> Any:
    assert found.version is not None
    document = look_at(found.key, found.version.files).document
    return document.value if document else {}


def _keep(
    request: HttpRequest, acting: Acting, found: Found, editor: Editor, changes: list[tuple[Path, object]]
) -> HttpResponseBase:
    assert found.version is not None
    seen, draft = request.POST.get("seen", ""), found.version
    try:
        for path, wanted in changes:
            draft = drafting.change_part(
                draft,
                path,
                wanted,
                acting=acting,
                at=timezone.now(),
                seen="" if editor.is_new or editor.section == ABOUT else seen,
            )
    except RefusedError as error:
        return _page(request, found, editor, sentence(error.problem))
    except ProblemsError as error:
        return _page(request, found, editor, " ".join(sentence(one) for one in error.problems))
    messages.success(request, _("Kept in the draft."))
    after = finding.of_version(draft)
    path = changes[0][0]
    if changes[0][1] is GONE or editor.section == ABOUT or not _of_part(after, path):
        return redirect(address("governance:edit_model", found.ref))
    # What is wrong with what was just kept is shown where it can be mended.
    return redirect(address("governance:edit_model_part", found.ref, editor.section, part_key(path)))


def _of_part(found: Found, path: Path) -> list[Fault]:
    """The faults of one part."""
    return [fault for fault in told_faults(found) if fault.path[: len(path)] == path]


def _page(
    request: HttpRequest,
    found: Found,
    editor: Editor,
    refused: str = "",
    checked: dict[str, Any] | None = None,
) -> HttpResponseBase:
    assert found.version is not None
    faults = told_faults(found)
    here = [] if editor.is_new or editor.section == ABOUT else _of_part(found, editor.path)
    context = {
        "found": found,
        "editor": editor,
        "form": editor.form,
        "rows": editor.rows,
        "rows_title": _rows_title(editor),
        "seen": "" if editor.is_new else drafting.mark(found.version, editor.path),
        "refused": refused,
        "here": [(one.said, _field(one, editor)) for one in here],
        "faults": [one for one in faults if one not in here],
        "picture": found.picture(timezone.localdate(), editor.route),
        "check_url": f"{request.path}?check=1",
        "crumbs": _crumbs(found, editor.name),
    } | (checked or {})
    is_refused = bool(refused) or (editor.data is not None and not editor.is_valid())
    return shown(request, "governance/model_part.html", context, refused=is_refused)


def _checked(found: Found, editor: Editor) -> dict[str, Any]:
    """The picture and the faults of the draft as it would be; nothing is kept."""
    assert found.version is not None
    if not editor.is_valid():
        return {"unfinished": True}
    files = found.version.files
    try:
        for path, wanted in editor.changes():
            files = drafting.as_wanted(found.key, files, path, wanted)
    except ProblemsError as error:
        return {"cannot": " ".join(sentence(one) for one in error.problems)}
    looked = look_at(found.key, files)
    would_be = replace(found, model=looked.model, drawn=looked.drawn, problems=looked.problems)
    return {
        "faults": told_faults(would_be, files),
        "picture": would_be.picture(timezone.localdate(), editor.route),
        "is_checked": True,
    }


def _field(fault: Fault, editor: Editor) -> str:
    """The field that a fault is about, as the page knows it; empty for the part as a whole."""
    named = {"role": "who", "forum": "who", "starts": "first_day", "rule": "rule"}
    for one in reversed(fault.path):
        name = named.get(str(one), str(one))
        if "calendar" in fault.path and name == "rule":
            name = "rhythm"
        if name in editor.form.fields:
            return editor.form[name].id_for_label or editor.form[name].auto_id
    return "rows" if editor.rows is not None else ""


def _rows_title(editor: Editor) -> str:
    titles = {"forums": _("Seats"), "parameters": _("Values"), "routes": _("Outcomes")}
    return titles.get(editor.section, "")


def _sections(found: Found, faults: list[Fault]) -> list[dict[str, Any]]:
    """What can be edited, with what is wrong in each."""
    whole = _whole(found)
    choices = Choices(whole, words())
    sections = [
        _section(found, faults, "forums", choices.names("forums"), address_new(found, "forums", NEW)),
        _section(found, faults, "mandates", choices.mandates(), address_new(found, "mandates", NEW)),
        _section(
            found, faults, "parameters", choices.names("parameters"), address_new(found, "parameters", NEW)
        ),
    ]
    for key, name in choices.names("routes"):
        steps = whole["routes"][key].get("steps") if isinstance(whole["routes"][key], dict) else None
        listed = Choices({"steps": steps}, words()).names("steps")
        rows = [(f"{key}.{step}", said) for step, said in listed]
        one = _section(found, faults, "routes", rows, address_new(found, "routes", f"{key}.{NEW}"))
        sections.append(one | {"title": _("Route: %(name)s") % {"name": name}})
    return sections


def address_new(found: Found, section: str, key: str) -> str:
    """Where a new part is made."""
    return address("governance:edit_model_part", found.ref, section, key)


def _section(
    found: Found, faults: list[Fault], section: str, rows: list[tuple[str, str]], new: str
) -> dict[str, Any]:
    count: dict[str, int] = {}
    for fault in faults:
        if fault.path[:1] == (section,):
            count[part_key(fault.path)] = count.get(part_key(fault.path), 0) + 1
    return {
        "title": section_name(section),
        "new": new,
        "rows": [
            (name, address("governance:edit_model_part", found.ref, section, key), count.get(key, 0))
            for key, name in rows
        ],
    }


def _crumbs(found: Found, last: str) -> list[tuple[str, str]]:
    edit = address("governance:edit_model", found.ref) if last else ""
    crumbs = [
        (_("Governance model"), address("governance:models")),
        (found.title, found.url),
        (_("Edit the draft"), edit),
    ]
    return [*crumbs, (last, "")] if last else crumbs
