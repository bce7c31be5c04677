"""What holds now and by which decision, the drafts, the history, and the models to build on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.adopted import called, model_of, said_of
from samspil.apps.governance.parts import finding, naming
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.versions import (
    AdoptionLine,
    adoptions_of,
    called_off_of,
    drafts_of,
    versions_of,
)
from samspil.apps.governance.services.adoptions import may_adopt, may_draft
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_safe
@page
def models(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All models of an organisation, what holds first."""
    today = timezone.localdate()
    lines, off = adoptions_of(acting), called_off_of(acting)
    planned = [line for line in lines if line.valid_from > today]
    context = {
        "holding": [_line(line) for line in lines if line.holds_on(today)],
        "planned": [_line(line) for line in planned],
        "can_be_called_off": _versions(planned, "governance:call_off_adoption"),
        "can_be_moved_to": _versions(
            [line for line in lines if line.holds_on(today)], "governance:move_matters"
        ),
        "called_off": [_called_off(row) for row in off],
        "drafts": [_draft(version) for version in drafts_of(acting)],
        "history": [
            _version(version, lines, today, {row.version_id for row in off})
            for version in versions_of(acting)
        ],
        "shipped": [_shipped(key) for key in finding.usable()],
        "may_draft": may_draft(acting, today),
        "may_adopt": may_adopt(acting, today),
        "tried_url": address("simulations:runs"),
    }
    return render(request, "governance/models.html", context)


def _line(line: AdoptionLine) -> dict[str, Any]:
    """One kind, its version, since when and by which decision."""
    model, told = model_of(line.version), words()
    return {
        "kind": naming.kind(model, line.kind, language()),
        "model": finding.named(model),
        "number": model.spec.version,
        "url": address("governance:model", line.version.public_id),
        "since": told.day(line.valid_from),
        "reason": line.reason,
        "case": line.case,
        "case_url": address("governance:matter", line.decided_by) if line.case else "",
    }


def _versions(lines: Iterable[AdoptionLine], name: str) -> list[tuple[str, str]]:
    """Each version once, with an address of its own."""
    found = {line.version.pk: line.version for line in lines}
    return [
        (f"{finding.named(model_of(one))} {one.version}", address(name, one.public_id))
        for one in found.values()
    ]


def _called_off(row: Any) -> dict[str, Any]:
    """What was planned for one kind, and why it did not begin."""
    model, told = model_of(row.version), words()
    return {
        "kind": naming.kind(model, row.kind, language()),
        "model": finding.named(model),
        "number": model.spec.version,
        "url": address("governance:model", row.version.public_id),
        "was_from": told.day(row.was_from),
        "when": told.day(timezone.localdate(row.called_off_at)),
        "because": row.called_off_because,
    }


def _draft(version: Any) -> dict[str, Any]:
    name = finding.in_language(called(version.key, version.files))
    return {
        "name": name or version.key,
        "number": said_of(version.key, version.files, "version") or "",
        "url": finding.model_url(str(version.public_id)),
        "made": words().short_moment(version.created_at),
    }


def _version(
    version: Any, lines: Iterable[AdoptionLine], today: date, called_off: set[int]
) -> dict[str, Any]:
    """A version with the days on which some kind went by it."""
    model, told = model_of(version), words()
    own = [line for line in lines if line.version == version]
    ends = [line.valid_to for line in own]
    return {
        "name": finding.named(model),
        "number": version.version,
        "url": finding.model_url(str(version.public_id)),
        "since": told.day(min(line.valid_from for line in own)) if own else "",
        "until": told.day(max(end for end in ends if end)) if ends and None not in ends else "",
        "kinds": len(own),
        "state": _state(own, today, was_called_off=version.pk in called_off),
    }


def _state(own: list[AdoptionLine], today: date, *, was_called_off: bool) -> tuple[str, str]:
    if any(line.holds_on(today) for line in own):
        return _("Holds now"), "success"
    if any(line.valid_from > today for line in own):
        return _("Decided"), "info"
    if was_called_off and not own:
        return _("Called off"), "warning"
    return _("Earlier"), "neutral"


def _shipped(key: str) -> dict[str, Any]:
    name, summary, fits = finding.headings(key)
    return {
        "key": key,
        "name": finding.in_language(name),
        "summary": finding.in_language(summary),
        "fits": fits if language() == "da" else "",
        "url": address("governance:shipped_model", key),
    }
