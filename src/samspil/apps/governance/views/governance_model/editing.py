"""A draft edited as forms beside its picture, checked as one types."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.adopted import look_at
from samspil.apps.governance.editing.addresses import (
    ALL,
    CHAIRING,
    CONDITIONS,
    LISTS,
    NEW,
    OUTCOMES,
    STEPS,
    WAYS,
    Address,
    address_of,
    where,
)
from samspil.apps.governance.forms.model_choices import Choices
from samspil.apps.governance.forms.model_conditions import as_typed
from samspil.apps.governance.parts import finding
from samspil.apps.governance.parts.finding import Found
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.selectors import access
from samspil.apps.governance.services import drafting
from samspil.apps.governance.services.adoptions import may_adopt, may_draft
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.governance.views.governance_model.beside import not_asked, part_url, related, row_notes
from samspil.apps.governance.views.governance_model.editors import Editor
from samspil.apps.governance.views.governance_model.faults import Fault, section_name, told_faults
from samspil.apps.governance.views.governance_model.sorts import (
    ABOUT,
    SORTS,
    names_of_lists,
    rows_title,
)
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
        "kept": _kept(found),
        "about_url": part_url(found.ref, ABOUT, "model"),
        "new_route_url": part_url(found.ref, WAYS, NEW),
        "may_adopt": may_adopt(acting, timezone.localdate()),
        "crumbs": _crumbs(found),
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
    return _change(request, acting, found, editor)


def _change(request: HttpRequest, acting: Acting, found: Found, editor: Editor) -> HttpResponseBase:
    """What was answered is kept, or the part is taken away."""
    if "take_away" in request.POST and editor.can_be_taken_away:
        return _keep(request, acting, found, editor, [editor.taken_away()])
    if not editor.can_be_asked:
        return _page(request, found, editor, _("This part cannot be changed here. It is kept as it is."))
    if editor.typed is not None or not editor.is_valid():
        return _page(request, found, editor)
    return _keep(request, acting, found, editor, list(editor.changes()))


def _draft(acting: Acting, public_id: UUID) -> Found:
    """A draft, for those who may edit it."""
    found = finding.of_version(access.access_version(acting, public_id))
    if not found.is_draft or not may_draft(acting, timezone.localdate()):
        raise NotFoundError(str(public_id))
    return found


def _editor(request: HttpRequest, found: Found, section: str, key: str) -> Editor:
    if section not in SORTS:
        raise NotFoundError(section)
    data = request.POST if request.method == "POST" and "take_away" not in request.POST else None
    # One more test is asked for: what has been typed so far is shown again, and one row more.
    typed = tuple(as_typed(data)) if data is not None and "add" in data and section == CONDITIONS else None
    whole = _whole(found)
    editor = Editor(section, key, whole, Choices(whole, words()), data, typed)
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
    path, wanted = changes[0]
    return redirect(_after(finding.of_version(draft), editor, path, gone="take_away" in request.POST))


def _after(found: Found, editor: Editor, path: Path, *, gone: bool) -> str:
    """Where to go when something has been kept: to what is wrong with it, else to what it belongs to."""
    overview = address("governance:edit_model", found.ref)
    around = address_of(path if editor.section in INSIDE else path[:-2])
    back = part_url(found.ref, around.section, around.key) if around else overview
    if editor.section == ABOUT:
        return overview
    if gone:
        return back
    if editor.section == OUTCOMES and (without := _without_condition(found, path)):
        return part_url(found.ref, without.section, without.key)
    there = address_of(path if editor.is_new else editor.about)
    if there and _of_part(found, path if editor.is_new else editor.about):
        # What is wrong with what was just kept is shown where it can be mended.
        return part_url(found.ref, there.section, there.key)
    return back


def _without_condition(found: Found, path: Path) -> Address | None:
    """The first place that an outcome leads to and that still needs its condition."""
    to = _at(_whole(found), path).get("to")
    for number, branch in enumerate(to[:-1] if isinstance(to, list) else ()):
        if "when" not in branch:
            return address_of((*path, "to", number, "when"))
    return None


def _at(whole: Any, path: Path) -> Any:
    for one in path:
        whole = whole.get(one, {})
    return whole


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
    here = [] if editor.is_new or editor.section == ABOUT else _of_part(found, editor.about)
    today = timezone.localdate()
    context = {
        "found": found,
        "editor": editor,
        "form": editor.form,
        "rows": editor.rows,
        "groups": _groups(editor, [(one, _field(one, editor)) for one in here]),
        "rows_title": rows_title(editor.section),
        "listed": _listed(editor, found.ref),
        "related": related(editor, found.ref),
        "not_asked": not_asked(editor),
        "seen": "" if editor.is_new else drafting.mark(found.version, editor.path),
        "refused": refused,
        "here": [(one.said, _link(one, editor, found)) for one in here],
        "faults": [one for one in faults if one not in here],
        "picture": found.picture(today, editor.route),
        "way": found.way(today, editor.route),
        "check_url": f"{request.path}?check=1",
        "crumbs": _crumbs(found, editor),
    } | (checked or {})
    is_wrong = editor.data is not None and editor.typed is None and not editor.is_valid()
    is_refused = bool(refused) or is_wrong
    return shown(request, "governance/model_part.html", context, refused=is_refused)


def _checked(found: Found, editor: Editor) -> dict[str, Any]:
    """The picture and the faults of the draft as it would be; nothing is kept."""
    assert found.version is not None
    if not editor.can_be_asked or not editor.is_valid():
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
        "way": would_be.way(timezone.localdate(), editor.route),
        "is_checked": True,
    }


def _groups(editor: Editor, here: list[tuple[Fault, str]]) -> list[tuple[str, list[Any]]]:
    """The form's fields under headings, each with what is wrong there."""
    return [
        (title, [(field, [one.said for one, there in here if there == _anchor(field)]) for field in fields])
        for title, fields in editor.groups
    ]


def _listed(editor: Editor, ref: str) -> list[dict[str, Any]]:
    """The rows, each with its name, what it says more, and where that is edited."""
    notes = dict(enumerate(row_notes(editor, ref)))
    told = []
    for number, form in enumerate(editor.rows.forms if editor.rows is not None else ()):
        label = getattr(form, "title", "") or f"{rows_title(editor.section)} {number + 1}"
        said, (link, url) = notes.get(number, ("", ("", "")))
        told.append({"form": form, "label": label, "told": said, "link": link, "url": url})
    return told


def _anchor(field: Any) -> str:
    """What a field is found by on the page."""
    return str(field.id_for_label or f"{field.auto_id}_group")


def _link(fault: Fault, editor: Editor, found: Found) -> str:
    """Where a fault is mended: a field of this page, or the page of a smaller part."""
    here = part_url(found.ref, editor.section, editor.key)
    return fault.url if fault.url and fault.url != here else f"#{_field(fault, editor)}"


# What is said inside a part that has a page of its own, to which one goes back.
INSIDE: Final = (CONDITIONS, CHAIRING)

_FIELDS: Final = {
    "role": "who",
    "forum": "who",
    "starts": "first_day",
    "at_most": "times",
    "legal_basis": "basis_da",
    "late_joining": "late_da",
    "leaving": "leaving_da",
    "withdraw": "withdraw_to",
    "park": "park_at_most",
}


def _field(fault: Fault, editor: Editor) -> str:
    """The field that a fault is about, as the page knows it; the rows, or the form as a whole."""
    for one in reversed(fault.path):
        name = str(one) if str(one) in editor.form.fields else _FIELDS.get(str(one), str(one))
        if "calendar" in fault.path and name == "rule":
            name = "rhythm"
        if name in editor.form.fields:
            return _anchor(editor.form[name])
    return "rows" if editor.rows is not None and editor.can_be_asked else "part"


def _sections(found: Found, faults: list[Fault]) -> list[dict[str, Any]]:
    """What can be edited, with what is wrong in each."""
    choices = Choices(_whole(found), words())
    listed = {
        "forums": choices.names("forums"),
        "roles": choices.names("roles"),
        "kinds": choices.names("kinds"),
        "attributes": choices.names("attributes"),
        "mandates": choices.mandates(),
        "parameters": choices.names("parameters"),
        "obligations": choices.names("obligations"),
        "joint": choices.joint(),
    }
    sections = [_section(found, faults, one, rows, NEW) for one, rows in listed.items()]
    for key, name in choices.names("routes"):
        steps = [(f"{key}.{step}", said) for step, said in choices.steps_of(key)]
        one = _section(found, faults, STEPS, steps, f"{key}.{NEW}")
        itself = _section(found, faults, WAYS, [(key, _("The route itself"))], NEW)["rows"]
        title = _("Route: %(name)s") % {"name": name}
        sections.append(one | {"title": title, "rows": [*itself, *one["rows"]]})
    return [*sections, *_together(found, faults, choices)]


def _together(found: Found, faults: list[Fault], choices: Choices) -> list[dict[str, Any]]:
    """What an association has once: its members, and whose turn it is to house the secretariat."""
    if not choices.is_association():
        return []
    named = names_of_lists()
    rows = [_section(found, faults, one, [(ALL, named[one])], "")["rows"][0] for one in LISTS]
    return [{"title": _("Members and secretariat"), "new": "", "rows": rows}]


def _section(
    found: Found, faults: list[Fault], section: str, rows: list[tuple[str, str]], new: str
) -> dict[str, Any]:
    told = []
    for key, name in rows:
        there = where(section, key)
        if there is None or address_of(there.path) is None:
            continue  # a draft with faults may have keys that no address can have
        path = there.path
        about = [one for one in faults if one.path[: len(path)] == path]
        if section == WAYS:
            about = [one for one in about if one.path[2:3] != ("steps",) or len(one.path) == 3]
        told.append((name, part_url(found.ref, section, key), len(about)))
    add = part_url(found.ref, section, new) if new else ""
    return {"title": section_name(section), "new": add, "rows": told}


def _kept(found: Found) -> list[tuple[str, str]]:
    """What stands in the model and no form asks for, by name."""
    choices = Choices(_whole(found), words())
    named = {
        _("Project models"): choices.names("project_models"),
        _("Pools of money"): choices.names("pools"),
        _("Words for outcomes"): choices.outcomes(),
        _("Words for ends"): choices.ends(),
    }
    return [(title, ", ".join(name for _key, name in rows)) for title, rows in named.items() if rows]


def _crumbs(found: Found, editor: Editor | None = None) -> list[tuple[str, str]]:
    """The way to a page; a smaller part is under the one that it belongs to."""
    crumbs = [
        (_("Governance model"), address("governance:models")),
        (found.title, found.url),
        (_("Edit the draft"), address("governance:edit_model", found.ref) if editor else ""),
    ]
    if editor is None:
        return crumbs
    path = editor.where.path if editor.where else ()
    paths = [path[:4], path] if len(path) > 4 else [path]
    for one in paths if editor.section in INSIDE else paths[:-1]:
        if around := address_of(one):
            name = Editor(around.section, around.key, editor.whole, editor.choices).name
            crumbs.append((name, part_url(found.ref, around.section, around.key)))
    return [*crumbs, (editor.name, "")]
