"""The systems in use here, and each on a page of its own with who else uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.needs.parts.same import same_told
from samspil.apps.needs.types import Sort
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.choices import ANSWERS, HOSTINGS, LIFE_CYCLES, SENSITIVITIES, VISIBILITIES
from samspil.apps.systems.forms.narrowing import UsesForm
from samspil.apps.systems.rights import may_change, may_keep_register
from samspil.apps.systems.selectors.access import access_use
from samspil.apps.systems.selectors.linked import Related, contracts_of, relations_of
from samspil.apps.systems.selectors.others import OthersContract, OthersUse, count_of_others, who_else_uses
from samspil.apps.systems.selectors.uses import UseRow, business_types, has_any, list_uses
from samspil.apps.systems.views.shown import amount, codes, day, links, period
from samspil.core.systems.vocabulary import Direction
from samspil.core.units import Money
from samspil.kit.paging import write_key
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.kit.web.paging_links import ways_on

if TYPE_CHECKING:
    from samspil.apps.systems.models import LocalUse

Shown = dict[str, Any]


@require_safe
@page
def uses(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All systems in use, narrowed as the address says."""
    form = UsesForm(request.GET, business_types(acting))
    by = form.chosen()
    found = list_uses(acting, by)
    counted = count_of_others(acting, {one.catalogue for one in found.rows}, timezone.localdate())
    context = {
        "form": form,
        "narrowed": form.is_narrowed,
        "rows": [_row(one, counted.get(one.catalogue, 0)) for one in found.rows],
        "nothing_yet": not found.rows and not has_any(acting),
        "actions": _actions(acting),
        "tabs": tabs("uses"),
        "exports": exports("systems"),
        "here_url": address("systems:uses"),
        "size": by.size,
        **ways_on(request, write_key(found.next_after), by.size),
    }
    return render(request, "systems/uses.html", context)


def tabs(here: str) -> list[Shown]:
    """The parts of the register, as far as they are built."""
    named = [
        ("uses", _("Systems"), "systems:uses"),
        ("contracts", _("Contracts"), "systems:contracts"),
        ("calendar", _("Re-tender calendar"), "systems:calendar"),
        ("together", _("Tender together"), "systems:together"),
        ("needs", _("Common needs"), "needs:common"),
        ("agreements", _("Framework agreements"), "systems:agreements"),
        ("history", _("Purchase history"), "systems:history"),
    ]
    return [{"label": label, "url": address(view), "here": key == here} for key, label, view in named]


def exports(what: str) -> list[tuple[str, str]]:
    """The ways in which a part of the register goes out."""
    named = [(_("Excel"), what, "xlsx"), (_("CSV"), what, "csv")]
    if what == "contracts":
        named += [
            (_("KITOS' template"), "kitos", "xlsx"),
            (_("Open contracting data (OCDS)"), "ocds", "json"),
        ]
    return [(label, address("systems:export", one, form)) for label, one, form in named]


def _actions(acting: Acting) -> list[tuple[str, str]]:
    if not may_keep_register(acting):
        return []
    named = [
        (_("Enter a system"), "systems:use_new"),
        (_("Read lists in"), "systems:import_send"),
        (_("Systems that are the same"), "systems:same"),
    ]
    return [(label, url) for label, view in named if (url := address(view))]


def _row(one: UseRow, others: int) -> Shown:
    return {
        "url": addresses("systems:use")(one.public_id),
        "name": one.local_name or one.name,
        "also": one.name if one.local_name and one.local_name != one.name else "",
        "vendor": one.vendor,
        "business_type": one.business_type,
        "life_cycle": LIFE_CYCLES[one.life_cycle],
        "life_key": one.life_cycle,
        "unit": one.unit,
        "is_critical": one.is_business_critical == "yes",
        "has_ai": one.has_ai == "yes",
        "others": others,
        "visibility": one.visibility,
    }


@require_safe
@page
def use(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """One system: what is said of it, its contracts here, and who else uses it."""
    row, on = access_use(acting, public_id), timezone.localdate()
    others, theirs = who_else_uses(acting, row, on)
    contracts = contracts_of(row)
    things = [(Sort.SYSTEM, public_id), *((Sort.CONTRACT, one.public_id) for one in contracts)]
    context = {
        "title": str(row),
        "lead": row.name if row.local_name and row.local_name != row.name else "",
        "crumbs": [(_("Systems"), address("systems:uses")), (str(row), "")],
        "actions": _changes(acting, row),
        "use": row,
        "facts": _facts(row),
        "stands": _stands(row),
        "links": links(row.links),
        "kle": codes(row.kle),
        "contracts": [
            {
                "name": one.name,
                "url": addresses("systems:contract")(one.public_id),
                "supplier": one.supplier,
                "period": period(one.starts_on, one.ends_on),
            }
            for one in contracts
        ],
        "relations": [_related(one, row, may=may_change(acting, row)) for one in relations_of(row)],
        "relate_url": address("systems:use_relate", public_id) if may_change(acting, row) else "",
        "others": [_other(one, theirs) for one in others],
        "same": same_told(acting, things, on),
    }
    return render(request, "systems/use.html", context)


def _related(one: Related, row: LocalUse, *, may: bool) -> Shown:
    ways = {
        Direction.OUT: ("→", _("Sends to")),
        Direction.IN: ("←", _("Receives from")),
        Direction.BOTH: ("↔", _("Both ways")),
    }
    arrow, way = ways[one.way]
    return {
        "arrow": arrow,
        "way": way,
        "name": one.name,
        "url": address("systems:use", one.public_id) if one.public_id else "",
        "what": one.description,
        "how": " · ".join(filter(None, (one.interface, one.frequency))),
        "remove_url": address("systems:use_unrelate", row.public_id, one.key) if may and one.key else "",
    }


def _changes(acting: Acting, row: LocalUse) -> list[tuple[str, str]]:
    if not may_change(acting, row):
        return []
    return [
        (_("Change the system"), address("systems:use_change", row.public_id)),
        (_("Remove the system"), address("systems:use_remove", row.public_id)),
    ]


def _facts(row: LocalUse) -> list[tuple[str, Any]]:
    users = f"{row.users_from or 0}–{row.users_to}" if row.users_to else str(row.users_from or "")
    told = [
        (_("Supplier"), row.vendor),
        (_("CVR number"), row.vendor_cvr),
        (_("Business type"), row.business_type),
        (_("Responsible unit"), row.unit),
        (_("System owner"), row.owner),
        (_("Who knows it"), row.contact),
        (_("Yearly budget"), amount(row.budget_minor, row.currency)),
        (_("Users"), users),
        (_("Your own number of it"), row.local_id),
        (_("Version"), row.system_version),
        (_("Former name"), row.former_name),
        (_("Part of the system"), row.parent_name),
        (_("Seen by"), VISIBILITIES[row.visibility]),
        (_("Last changed"), words().moment(row.changed_at)),
    ]
    return [(key, value) for key, value in told if value]


def _stands(row: LocalUse) -> list[tuple[str, Any]]:
    sensitivity = [str(SENSITIVITIES.get(one) or one) for one in row.sensitivity]
    told: list[tuple[str, Any]] = [
        (_("Life cycle"), LIFE_CYCLES[row.life_cycle]),
        (_("Taken into use"), day(row.starts_on)),
        (_("Last day of use"), day(row.ends_on)),
        (_("Critical to your work"), ANSWERS[row.is_business_critical]),
        (_("Critical to society"), ANSWERS[row.is_socially_critical]),
        (_("Level of criticality"), row.criticality),
        (_("Classification of the data"), row.data_classification),
        (_("Personal data"), ", ".join(sensitivity)),
        (_("Artificial intelligence"), ANSWERS[row.has_ai]),
        (_("Where it runs"), HOSTINGS[row.hosting]),
    ]
    return [(key, value) for key, value in told if value]


def _other(one: OthersUse, contracts: list[OthersContract]) -> Shown:
    return {
        "organisation": one.organisation__name,
        "name": one.name,
        "life_cycle": LIFE_CYCLES[one.life_cycle],
        "contact": one.contact,
        "contracts": [
            {
                "name": each.name,
                "supplier": each.supplier,
                "period": period(each.starts_on, each.ends_on),
                "operation": ""
                if each.operation is None
                else words().money(Money(each.operation, each.currency)),
            }
            for each in contracts
            if each.use_id == one.id
        ],
    }
