"""Lists of units and people: sent, looked through with their consequences, approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samspil.apps.organisations.forms.keeping import ListsForm
from samspil.apps.organisations.selectors.holdable import holdable_on
from samspil.apps.organisations.selectors.listed import WhatGoes, people_left_in, what_goes
from samspil.apps.organisations.selectors.register import access_upload
from samspil.apps.organisations.services.importing import apply_upload
from samspil.apps.organisations.services.uploading import Preview, SentFile, keep_upload, preview
from samspil.apps.organisations.types import Acting, Holdable
from samspil.apps.organisations.views.pages import by, crumbs, keeper, name_of, sentences
from samspil.core.errors import ProblemsError
from samspil.core.organisation_import.listed import ListedPerson
from samspil.core.organisation_import.planning import Change
from samspil.core.tables.reading import LARGEST_FILE_BYTES
from samspil.kit.web.language import language, words

REFUSED: Final = 422
MOST_SHOWN: Final = 200  # of each sort; who leaves is always shown whole
MOST_PROBLEMS: Final = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def send_lists(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A file with lists; where it can be read, on to its consequences."""
    form = ListsForm(request.POST or None, request.FILES or None)
    told: list[str] = []
    more = 0
    if request.method == "POST" and form.is_valid():
        sent: UploadedFile[Any] = form.cleaned_data["file"]
        try:
            # Nothing larger is taken into memory; the reader says so itself.
            data = sent.read(LARGEST_FILE_BYTES + 1)
            file = SentFile(sent.name or "", data, form.cleaned_data["is_complete"])
            upload = keep_upload(acting.organisation_id, file, timezone.localdate(), by(acting))
            return redirect("organisations:lists", upload.public_id)
        except ProblemsError as error:
            told = sentences(error)
            more, told = max(0, len(told) - MOST_PROBLEMS), told[:MOST_PROBLEMS]
    context = {"form": form, "told": told, "more": more, "crumbs": crumbs(_("Import units and people"))}
    status = REFUSED if told or form.errors else 200
    return render(request, "organisations/send_lists.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def lists(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The consequences of lists; approved, they are carried out, all or nothing."""
    upload = access_upload(acting.organisation_id, public_id)
    if upload is None:
        raise Http404
    today, now = timezone.localdate(), timezone.now()
    told: list[str] = []
    if request.method == "POST":
        try:
            counts = apply_upload(upload, request.POST.get("seen", ""), today, by(acting))
            messages.success(request, _in_words(counts))
            return redirect("organisations:people")
        except ProblemsError as error:
            told = sentences(error)
    try:
        seen: Preview | None = preview(upload, today, now)
    except ProblemsError as error:
        seen, told = None, sentences(error)
    return _shown(request, acting, upload.file_name, (seen, upload.is_complete), told)


def _in_words(counts: Mapping[str, tuple[int, int]]) -> str:
    changed = {key: sum(both) for key, both in counts.items()}
    return _("Imported: %(new)s new, %(changed)s changed, %(moved)s moved, %(gone)s ended.") % changed


def _shown(
    request: HttpRequest, acting: Acting, name: str, found: tuple[Preview | None, bool], told: list[str]
) -> HttpResponse:
    seen, is_complete = found
    context: dict[str, Any] = {"file_name": name, "told": told, "seen": seen, "is_complete": is_complete}
    context["crumbs"] = crumbs(_("Import units and people"))
    if seen is not None:
        context |= _consequences(seen, acting)
    return render(request, "organisations/lists.html", context, status=REFUSED if told else 200)


def _consequences(seen: Preview, acting: Acting) -> dict[str, Any]:
    today = timezone.localdate()
    labels = {
        Change.NEW: _("New"),
        Change.CHANGED: _("Changed"),
        Change.MOVED: _("Moved"),
        Change.GONE: _("Ended"),
        Change.UNCHANGED: _("As before"),
    }
    counts = {change: seen.consequences.count(change) for change in Change}
    holdable = holdable_on(acting.organisation_id, today, language())
    return {
        "tiles": [
            {
                "label": label,
                "value": words().number(sum(counts[change])),
                "note": _("%(units)s units, %(people)s people")
                % {"units": counts[change][0], "people": counts[change][1]},
            }
            for change, label in labels.items()
        ],
        "changes_nothing": seen.consequences.changes_nothing,
        "gone_units": _gone_units(seen, acting),
        "gone_people": _gone_people(seen, acting, holdable),
        "groups": [
            group
            for change in (Change.NEW, Change.MOVED, Change.CHANGED)
            for group in (_units(seen, change, labels[change]), _people(seen, change, labels[change]))
            if group["lines"]
        ],
        "ignored": seen.ignored,
    }


def _gone_units(seen: Preview, acting: Acting) -> list[tuple[str, str]]:
    gone = [
        seen.existing.units[one.before.external_id]
        for one in seen.consequences.units
        if one.change is Change.GONE and one.before is not None
    ]
    left = people_left_in(acting.organisation_id, gone, timezone.localdate())
    return [
        (
            unit.name,
            ngettext("%(count)s person belongs to it", "%(count)s people belong to it", left[unit.pk])
            % {"count": left[unit.pk]},
        )
        for unit in gone
    ]


def _gone_people(seen: Preview, acting: Acting, holdable: Holdable) -> list[tuple[str, str, list[str], int]]:
    gone = [
        seen.existing.people[one.before.email]
        for one in seen.consequences.people
        if one.change is Change.GONE and one.before is not None
    ]
    holds = what_goes(acting.organisation_id, gone, timezone.localdate())
    lines = []
    for person in gone:
        has = holds.get(person.pk, WhatGoes())
        lines.append(
            (person.name, person.email, [name_of(holdable, *one) for one in has.holdings], has.log_ins)
        )
    return sorted(lines, key=lambda line: (not line[2] and not line[3], line[0]))


def _units(seen: Preview, change: Change, label: str) -> dict[str, Any]:
    names = {key: unit.name for key, unit in seen.existing.units.items()}
    names |= {one.after.external_id: one.after.name for one in seen.consequences.units if one.after}
    lines = [
        (
            one.after.name,
            _was(one.before.name if one.before else "", one.after.name, "name" in one.fields),
            names.get(one.after.parent, ""),
            _was(names.get(one.before.parent, "") if one.before else "", "", "parent" in one.fields),
        )
        for one in seen.consequences.units
        if one.change is change and one.after is not None
    ]
    return {
        "title": _("Units: %(change)s") % {"change": label.lower()},
        "place": _("Under"),
        **_capped(lines),
    }


def _people(seen: Preview, change: Change, label: str) -> dict[str, Any]:
    names = {key: unit.name for key, unit in seen.existing.units.items()}
    names |= {one.after.external_id: one.after.name for one in seen.consequences.units if one.after}
    lines = [
        (
            f"{one.after.name} ({one.after.email})",
            _was(one.before.name if one.before else "", one.after.name, "name" in one.fields),
            _posts(one.after, names),
            _was(_posts(one.before, names) if one.before else "", "", "posts" in one.fields),
        )
        for one in seen.consequences.people
        if one.change is change and one.after is not None
    ]
    return {
        "title": _("People: %(change)s") % {"change": label.lower()},
        "place": _("Where"),
        **_capped(lines),
    }


def _was(before: str, after: str, differs: bool) -> str:
    """What stood before, where it differs."""
    if not differs or before == after:
        return ""
    return _("before: %(what)s") % {"what": before or _("nothing")}


def _posts(person: ListedPerson, names: Mapping[str, str]) -> str:
    posts = [
        ", ".join(part for part in (one.role, names.get(one.unit, "")) if part) for one in person.posts or ()
    ]
    return "; ".join(posts)


def _capped(lines: list[Any]) -> dict[str, Any]:
    return {"lines": lines[:MOST_SHOWN], "count": len(lines), "more": max(0, len(lines) - MOST_SHOWN)}
