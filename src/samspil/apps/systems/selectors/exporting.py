"""The register on its way out: whole for one's own use, as KITOS reads it, or as it may be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db.models.functions import Coalesce

from samspil.apps.systems.models import Contract, ContractOption, Draw, LocalUse
from samspil.core.systems.ocds import Published
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.excel.writing import Cell, Table

# Headings that come in again as what they were; KITOS' own words for them.
_HEADINGS: Final[Mapping[str, str]] = {
    "name": "IT Kontrakt",
    "contract_id": "Kontrakt ID",
    "starts_on": "Gyldig fra",
    "ends_on": "Gyldig til",
    "criticality": "Kritikalitet",
    "unit": "Ansvarlig org. enhed",
    "supplier": "Leverandør",
    "supplier_cvr": "Leverandør CVR",
    "contract_type": "Kontrakttype",
    "template": "Kontraktskabelon",
    "purchase_form": "Indkøbsform",
    "strategy": "Genanskaffelsesstrategi",
    "acquisition_minor": "Anskaffelse",
    "operation_minor": "Drift/år",
    "other_minor": "Andet",
    "value_minor": "Kontraktværdi",
    "payment_model": "Betalingsmodel",
    "payment_frequency": "Betalingsfrekvens",
    "price_regulation": "Prisregulering",
    "extension": "Option",
    "notice_months": "Opsigelse (måneder)",
    "irrevocable_until": "Uopsigelig til",
    "terminated_on": "Opsagt",
    "cpv": "CPV",
    "notes": "Bemærkning",
}
_USE_HEADINGS: Final[Mapping[str, str]] = {
    "name": "IT System",
    "catalogue": "IT-System (UUID)",
    "local_name": "Lokal kaldenavn",
    "local_id": "Lokal System ID",
    "system_version": "Version",
    "former_name": "Tidligere systemnavn",
    "unit": "Ansv. organisationsenhed",
    "vendor": "Leverandør",
    "vendor_cvr": "Leverandør CVR",
    "business_type": "Forretningstype",
    "kle": "KLE ID",
    "purpose": "Formål",
    "starts_on": "Ibrugtagningsdato",
    "ends_on": "Slutdato for anvendelse",
    "data_classification": "Dataklassifikation",
    "criticality": "Kritikalitet",
    "budget_minor": "Budget",
    "notes": "Noter",
}
_KITOS: Final = (
    *("Id", "IT Kontrakt Navn (påkrævet)", "IT Kontrakt Id", "Bemærkning"),
    *("Indgået", "Uopsigeligt til", "Udløbsdato", "Kontrakten opsagt"),
)
_HUNDRED: Final = 100


def contracts_table(organisation_id: int, title: str, note: str = "") -> Table:
    """All contracts with headings by which they come in again."""
    rows = Contract.objects.filter(organisation_id=organisation_id, removed_on=None).order_by("name", "pk")
    told = rows.values_list(*_HEADINGS)
    return Table(title, list(_HEADINGS.values()), (list(_cells(_HEADINGS, row)) for row in told), note)


def uses_table(organisation_id: int, title: str, note: str = "") -> Table:
    """All systems in use with headings by which they come in again."""
    rows = LocalUse.objects.filter(organisation_id=organisation_id, removed_on=None).order_by("name", "pk")
    known_as = Coalesce("listed_as", "catalogue")
    told = rows.values_list(*(known_as if name == "catalogue" else name for name in _USE_HEADINGS))
    lines = (list(_cells(_USE_HEADINGS, row)) for row in told)
    return Table(title, list(_USE_HEADINGS.values()), lines, note)


def kitos_table(organisation_id: int, note: str = "") -> Table:
    """Contracts as KITOS' template for reading them in asks for them: no Id, so each is new there.

    The template has its headings at the top, so a note stands among the remarks of each line.
    """
    rows = Contract.objects.filter(organisation_id=organisation_id, removed_on=None).order_by("name", "pk")
    days = ("starts_on", "irrevocable_until", "ends_on", "terminated_on")
    told = rows.values_list("name", "contract_id", "notes", *days)
    return Table(
        "IT Kontrakter",
        _KITOS,
        ((None, name, key, " ".join(filter(None, (note, notes))), *rest) for name, key, notes, *rest in told),
    )


def _cells(names: Mapping[str, str], row: tuple[Any, ...]) -> Iterator[Cell]:
    for name, value in zip(names, row, strict=True):
        match value:
            case list():
                yield ", ".join(map(str, value))
            case int() if name.endswith("_minor"):
                whole, rest = divmod(abs(value), _HUNDRED)
                sign = "-" if value < 0 else ""
                yield (-whole if sign else whole) if not rest else f"{sign}{whole},{rest:02}"
            case None | int():
                yield value
            case _ if hasattr(value, "isoformat"):
                yield value
            case _:
                yield str(value)


def published_contracts(organisation_id: int) -> list[Published]:
    """The contracts that everybody may see, as they are published; three questions."""
    rows = Contract.objects.filter(
        organisation_id=organisation_id, removed_on=None, visibility=Visibility.PUBLIC.value
    )
    options: dict[int, list[int]] = {}
    kept = ContractOption.objects.filter(contract__in=rows).order_by("contract_id", "place")
    for key, months in kept.values_list("contract_id", "months"):
        options.setdefault(key, []).append(months)
    drawn: dict[int, list[tuple[Any, int]]] = {}
    for key, day, minor in (
        Draw.objects.filter(contract__in=rows.filter(hides_prices=False))
        .order_by("contract_id", "drawn_on", "pk")
        .values_list("contract_id", "drawn_on", "amount_minor")
    ):
        drawn.setdefault(key, []).append((day, minor))
    return [
        Published(
            key=str(one.public_id),
            title=one.name,
            supplier=one.supplier,
            supplier_cvr=one.supplier_cvr,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            signed_on=one.signed_on,
            terminated_on=one.terminated_on,
            value_minor=None if one.hides_prices else one.value_minor,
            currency=one.currency,
            cpv=tuple(one.cpv),
            options_months=tuple(options.get(one.pk, ())),
            plan_year=one.plan_year,
            plan_quarter=one.plan_quarter,
            changed_at=one.changed_at,
            drawn=tuple(drawn.get(one.pk, ())),
            supplier_is_foreign=one.supplier_is_foreign,
        )
        for one in rows.order_by("pk")
    ]
