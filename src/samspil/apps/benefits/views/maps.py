"""An initiative's benefit map: drawn, in words, and its forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.forms.choices import BOTTOM_LINES, STATES
from samspil.apps.benefits.forms.maps import COLUMN_NAMES
from samspil.apps.benefits.selectors.maps import BenefitMap, InMap, map_of
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_shared_initiative, may_lead
from samspil.core.benefits.map_picture import Arrow, Node, Said, map_picture
from samspil.core.benefits.mapping import COLUMNS, Link
from samspil.core.benefits.states import State
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words

Shown = dict[str, Any]


@require_safe
@page
def benefit_map(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """What is delivered, what changes by it, what that brings, and what it is for."""
    with access_shared_initiative(acting, initiative_id, timezone.localdate()) as initiative:
        found = map_of(initiative.pk)
        is_own = initiative.organisation_id == acting.organisation_id
        changes = may_lead(acting, initiative, timezone.localdate())
        context = {
            "title": initiative.title,
            "crumbs": crumbs(initiative.title, initiative_id),
            "actions": _actions(initiative_id) if changes else [],
            "changes": changes,
            "columns": _columns(found, initiative_id, is_own=is_own) if found.steps else [],
            "workshop_url": address("benefits:map_workshop", initiative_id) if changes else "",
            "unlink_url": address("benefits:map_unlink", initiative_id) if changes else "",
            # Every text in it is escaped where it is written.
            "picture": mark_safe(_picture(found, initiative_id, is_own=is_own)) if found.steps else "",  # nosec B308 B703
        }
        return render(request, "benefits/map.html", context)


def crumbs(title: str, initiative: UUID) -> list[tuple[str, str]]:
    """The way to the map of an initiative; the map itself is last."""
    return [
        (_("Benefits"), address("benefits:benefits")),
        (title, address("portfolio:initiative", initiative)),
        (_("Benefit map"), ""),
    ]


def _actions(initiative: UUID) -> list[tuple[str, str]]:
    return [
        (_("Add many"), address("benefits:map_workshop", initiative)),
        (_("Add one"), address("benefits:map_step_add", initiative)),
        (_("Link two"), address("benefits:map_link", initiative)),
    ]


def lacks(one: InMap) -> list[str]:
    """What somebody should see to; nothing of what has lapsed."""
    if not one.is_benefit or one.state == State.LAPSED.value:
        return []
    return [
        *([] if one.responsible else [_("No owner yet")]),
        *([] if one.has_indicator else [_("No indicator yet")]),
    ]


def _notes(one: InMap) -> list[str]:
    if not one.is_benefit:
        return [one.responsible] if one.responsible else []
    sort = _("Disbenefit") if one.is_disbenefit else ""
    line = str(BOTTOM_LINES[one.bottom_line])
    state = str(STATES[one.state])
    return [" · ".join(filter(None, (sort, line, state))), *([one.responsible] if one.responsible else [])]


def page_of(one: InMap, initiative: UUID, *, is_own: bool) -> str:
    """The page of a benefit, or of a goal of our strategy; of what others share, what can be read."""
    if is_own and one.goal is not None:
        return addresses("benefits:goal")(one.goal)
    if not one.is_benefit:
        return ""
    if is_own:
        return addresses("benefits:benefit")(one.public_id)
    return address("benefits:shared", initiative, one.public_id)


def _picture(found: BenefitMap, initiative: UUID, *, is_own: bool) -> str:
    nodes = [_node(one, page_of(one, initiative, is_own=is_own)) for one in found.steps]
    arrows = [Arrow(str(one.source), str(one.target), part_of(one)) for one in _drawn(found)]
    said = Said(
        _("Benefit map"),
        _("From what is delivered to what it is for. The same stands in words below."),
        {column: str(name) for column, name in COLUMN_NAMES.items()},
    )
    return map_picture(nodes, arrows, said)


def _drawn(found: BenefitMap) -> Sequence[Link]:
    """The links whose ends are both in the map."""
    there = found.columns
    return [one for one in found.links if one.source in there and one.target in there]


def _node(one: InMap, url: str) -> Node:
    # What is seen comes first and in the same order, so that who speaks to the page can say it.
    said = " ".join([one.title, *_notes(one), *lacks(one)]) + f". {COLUMN_NAMES[one.column]}"
    return Node(
        str(one.public_id),
        one.column,
        one.title,
        said,
        url,
        tuple(_notes(one)),
        tuple(lacks(one)),
        "disbenefit" if one.is_disbenefit else "",
    )


def part_of(one: Link) -> str:
    """The part that a link has, in per cent; empty where nobody has said."""
    return words().percent(one.weight) if one.weight is not None else ""


def _columns(found: BenefitMap, initiative: UUID, *, is_own: bool) -> list[Shown]:
    """Each column with what stands in it, and what each of that leads to."""
    named, links = found.named(), _drawn(found)
    return [
        {
            "name": COLUMN_NAMES[column],
            "steps": [_line(one, links, named, initiative, is_own=is_own) for one in found.of(column)],
        }
        for column in COLUMNS
    ]


def _line(
    one: InMap, links: Sequence[Link], named: dict[UUID, InMap], initiative: UUID, *, is_own: bool
) -> Shown:
    leads = [link for link in links if link.source == one.public_id]
    step_url = "" if one.is_benefit else address("benefits:map_step", initiative, one.public_id)
    return {
        "id": one.public_id,
        "title": one.title,
        "url": page_of(one, initiative, is_own=is_own),
        "step_url": step_url,
        "notes": _notes(one),
        "lacks": lacks(one),
        "is_loose": not any(one.public_id in (link.source, link.target) for link in links),
        "leads": [
            {"id": link.target, "title": named[link.target].title, "part": part_of(link)} for link in leads
        ],
    }
