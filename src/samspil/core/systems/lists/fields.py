"""What the columns of a list can hold, and what they are called in KITOS' workbooks and elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samspil.core.systems.lists import cells
from samspil.core.systems.writing import plain_cvr

_SEPARATORS: Final = re.compile(r"[\s_\-./:()]+")
Reader = Callable[[str], cells.Read]


class Sort(StrEnum):
    """What a list is of."""

    USES = "uses"
    CONTRACTS = "contracts"
    CATALOGUE = "catalogue"
    AGREEMENTS = "agreements"
    AUTOMATIONS = "automations"


@dataclass(frozen=True, slots=True)
class Target:
    """A column of the register: its name, how its cells are read, and what lists call it.

    One that no list calls anything is of files from outside, and nobody is asked for it.
    """

    name: str
    read: Reader
    called: tuple[str, ...]
    longest: int = 200


def text(cell: str) -> str:
    """Words as they stand.

    >>> text(" Drift  ")
    'Drift'
    """
    return cell.strip()


_USES: Final = (
    Target("name", text, ("it system", "system", "systemnavn", "it systemnavn", "navn", "name")),
    Target("catalogue", cells.uuid, ("it system uuid", "uuid", "system uuid")),
    Target("local_name", text, ("lokal kaldenavn", "lokalt kaldenavn", "kaldenavn")),
    Target("local_id", text, ("lokal system id", "system id"), 100),
    Target("system_version", text, ("version",), 100),
    Target("parent_name", text, ("overordnet it system", "overordnet system")),
    Target("former_name", text, ("tidligere systemnavn",)),
    Target(
        "unit", text, ("ansv organisationsenhed", "ansvarlig organisationsenhed", "ansvarlig enhed", "enhed")
    ),
    Target("vendor", text, ("leverandør", "vendor", "supplier", "rettighedshaver")),
    Target("vendor_cvr", plain_cvr, ("leverandør cvr", "cvr", "cvr nummer", "leverandør id"), 20),
    Target("business_type", text, ("forretningstype", "storm navn", "business type"), 100),
    Target("kle", cells.kle, ("kle id", "kle", "kle nr")),
    Target("kle_added", cells.kle, ("lokale kle id",)),
    Target("kle_removed", cells.kle, ("fravalgte kle id",)),
    Target(
        "purpose",
        text,
        ("systemets overordnede formål", "formål", "it system beskrivelse", "beskrivelse"),
        4000,
    ),
    Target("life_cycle", cells.life_cycle, ("livscyklus", "livscyklusstatus", "life cycle")),
    Target("starts_on", cells.day, ("ibrugtagningsdato", "taget i brug")),
    Target("ends_on", cells.day, ("slutdato for anvendelse", "slutdato")),
    Target("hosting", cells.hosting, ("it systemet driftes", "drift", "hosting")),
    Target("users", cells.band, ("antal brugere", "forventet antal brugere", "brugere")),
    Target("data_classification", text, ("klassifikation af data i systemet", "dataklassifikation"), 100),
    Target("sensitivity", cells.sensitivity, ("datatype", "data type", "persondata")),
    Target("is_business_critical", cells.answer, ("forretningskritisk it system", "forretningskritisk")),
    Target("is_socially_critical", cells.answer, ("samfundskritisk it system", "samfundskritisk")),
    Target("has_ai", cells.answer, ("indeholder ai teknologi", "ai", "kunstig intelligens")),
    Target("criticality", text, ("kritikalitet", "systemkritikalitet"), 100),
    Target("budget_minor", cells.minor, ("budget", "årligt budget")),
    Target("links", cells.links, ("links", "referencer")),
    Target("notes", text, ("noter", "note", "bemærkning", "bemærkninger"), 4000),
)
_FROM_OUTSIDE: Final = (Target("source_key", text, (), 64), Target("buyers", cells.lines, (), 4000))
_CONTRACTS: Final = (
    Target("name", text, ("it kontrakt", "it kontrakt navn", "kontraktnavn", "kontrakt", "navn", "name")),
    Target("contract_id", text, ("kontrakt id", "kontraktid", "it kontrakt id", "kontraktnummer"), 100),
    Target("parent", text, ("overordnet kontrakt",)),
    Target("starts_on", cells.day, ("gyldig fra", "indgået", "startdato", "kontraktstart", "start", "fra")),
    Target("ends_on", cells.day, ("gyldig til", "udløbsdato", "slutdato", "kontraktudløb", "udløb", "til")),
    Target("criticality", text, ("kritikalitet",), 100),
    Target("unit", text, ("ansvarlig org enhed", "ansvarlig organisationsenhed", "ansvarlig enhed", "enhed")),
    Target("supplier", text, ("leverandør", "leverandørnavn", "supplier", "vendor")),
    Target("supplier_cvr", plain_cvr, ("leverandør cvr", "cvr", "cvr nummer", "leverandørens cvr"), 20),
    Target("contract_type", text, ("kontrakttype", "type"), 100),
    Target("template", text, ("kontraktskabelon", "skabelon"), 100),
    Target("purchase_form", text, ("indkøbsform",), 100),
    Target("strategy", text, ("genanskaffelsesstrategi",), 100),
    Target("plan", cells.plan, ("genanskaffelsesplan", "genudbud")),
    Target("is_initiated", cells.answer, ("genanskaffelse igangsat",)),
    Target("data_processing", text, ("databehandleraftaler", "databehandleraftale", "databehandling")),
    Target("system_names", cells.several, ("it systemer", "systemer", "it system", "system")),
    Target("system_ids", cells.several, ("it systemer uuid", "it system uuid")),
    Target("acquisition_minor", cells.minor, ("anskaffelse",)),
    Target("operation_minor", cells.minor, ("drift år", "drift pr år", "årlig drift", "årlig udgift")),
    Target("other_minor", cells.minor, ("andet",)),
    Target("value_minor", cells.value_minor, ("kontraktværdi", "værdi", "kontraktsum", "value")),
    Target("payment_begins_on", cells.day, ("driftsvederlag begyndt", "driftsvederlag påbegyndt")),
    Target("payment_model", text, ("betalingsmodel",), 100),
    Target("payment_frequency", text, ("betalingsfrekvens",), 100),
    Target("price_regulation", text, ("prisregulering",)),
    Target("audited_on", cells.day, ("audit dato",)),
    Target("audit", cells.audit, ("audit status",)),
    Target("duration_months", cells.length, ("varighed",)),
    Target("renewal", cells.runs_on, ("løbende",)),
    Target("is_enforced", cells.yes, ("gennemtving gyldighed",)),
    Target("signed_on", cells.day, ("underskrevet dato", "underskriftsdato")),
    Target("supplier_signed_on", cells.day, ("leverandør underskrevet dato",)),
    Target("extension", text, ("option", "option forlæng", "optioner"), 100),
    Target("options_used", cells.whole, ("antal brugte optioner", "brugte optioner")),
    Target(
        "notice_months",
        cells.whole,
        ("opsigelse måneder", "opsigelsesfrist måneder", "varsel"),
    ),
    Target("notice_extends", cells.notice_by, ("opsigelse løber fra",)),
    Target("notice_by", cells.notice_by, ("opsigelse inden udgangen af", "inden udgangen af")),
    Target("irrevocable_until", cells.day, ("uopsigelig til", "uopsigeligt til")),
    Target("terminated_on", cells.day, ("opsagt", "kontrakten opsagt")),
    Target("cpv", cells.cpv, ("cpv", "cpv kode", "cpv koder")),
    Target("elements", cells.several, ("aftaleelementer",)),
    Target("links", cells.links, ("links", "referencer")),
    Target("currency", cells.currency, ("valuta", "currency")),
    Target("options", cells.option_months, ("optioner måneder", "optioner i måneder")),
    Target("agreement", text, ("rammeaftale", "rammeaftale nummer", "ski aftale"), 40),
    Target("notes", text, ("bemærkning", "bemærkninger", "noter", "note"), 4000),
    *_FROM_OUTSIDE,
    Target("public_id", text, (), 64),
    Target("foreign_number", text, (), 20),
)
_AGREEMENTS: Final = (
    Target("name", text, ()),
    Target("number", text, (), 40),
    Target("sort", text, (), 20),
    Target("starts_on", cells.day, ()),
    Target("ends_on", cells.day, ()),
    Target("ceiling_minor", cells.value_minor, ()),
    Target("currency", cells.currency, ()),
    Target("may_use", text, (), 4000),
    Target("source_link", text, (), 1000),
    *_FROM_OUTSIDE,
)
_CATALOGUE: Final = (
    Target("name", text, ("it systemnavn", "it system", "systemnavn", "navn")),
    Target("catalogue", cells.uuid, ("uuid", "it system uuid")),
    Target("former_name", text, ("tidligere systemnavn",)),
    Target("description", text, ("beskrivelse",), 4000),
    Target("vendor", text, ("rettighedshaver", "leverandør")),
    Target("vendor_cvr", plain_cvr, ("cvr",), 20),
    Target("business_type", text, ("forretningstype",), 100),
    Target("kle", cells.kle, ("kle id", "kle")),
)
# OS2autoproces' export. What has no place in the register is named as left out; docs/decisions say why.
_AUTOMATIONS: Final = (
    Target("name", text, ("titel",)),
    Target("process", cells.number, ("id",)),
    Target("summary", text, ("resumé",), 4000),
    Target("at_length", text, ("beskrivelse",), 20_000),
    Target("life_cycle", cells.phase, ("fase",)),
    Target("seen_by", text, ("synlighed",)),
    Target("unit", cells.fitting, ("afdelinger",)),
    Target("authority", text, ("myndighed",)),
    Target("vendor", text, ("leverandør",)),
    Target("kle", cells.kle, ("kle nr",)),
    Target("systems_now", cells.several, ("nuværende systemer",)),
    Target("systems_used", cells.several, ("automatiseringen anvender følgende systemer snitflader",)),
    Target("starts_on", cells.day, ("løsningen sat i drift",)),
    Target("ends_on", cells.day, ("løsningen taget ud af drift",)),
    Target("links", cells.links, ("links",)),
    Target("notes", text, ("interne noter",), 20_000),
)
TARGETS: Final[Mapping[Sort, tuple[Target, ...]]] = {
    Sort.USES: _USES,
    Sort.CONTRACTS: _CONTRACTS,
    Sort.CATALOGUE: _CATALOGUE,
    Sort.AGREEMENTS: _AGREEMENTS,
    Sort.AUTOMATIONS: _AUTOMATIONS,
}
# Columns that name people: never read, only counted.
_PEOPLE: Final = frozenset(
    {
        *("systemejer", "systemansvarlig", "forretningsejer", "superbrugeransvarlig", "superbruger"),
        *("sikkerhedsansvarlig", "changemanager", "dataejer", "systemadministrator", "kontraktejer"),
        *("kontraktmanager", "juridisk rådgiver", "konsulent", "fakturamodtager", "budgetansvarlig"),
        *("kontraktunderskriver", "sidst redigeret bruger", "oprettet af", "roller", "kontaktperson"),
        *("indberetter", "faglig kontaktperson", "mail", "anden kontakt information"),
        "tilknyttede personer",
    }
)
_PERSON_ENDS: Final = (" e mail", " email", " mail", " telefon", " bruger")


def plain_heading(heading: str) -> str:
    """A heading without what people decorate it with.

    >>> plain_heading("IT-System (UUID)"), plain_heading("Drift/år"), plain_heading("Ansvarlig org. enhed")
    ('it system uuid', 'drift år', 'ansvarlig org enhed')
    """
    return _SEPARATORS.sub(" ", heading.casefold().replace("(påkrævet)", "").replace("*", "")).strip()


def names_people(heading: str) -> bool:
    """Whether a column is of persons.

    >>> names_people("Systemejer"), names_people("Kontraktejer: e-mail"), names_people("Leverandør")
    (True, True, False)
    """
    plain = plain_heading(heading)
    return plain in _PEOPLE or plain.endswith(_PERSON_ENDS)


def target(sort: Sort, name: str) -> Target | None:
    """A column of the register by its name.

    >>> target(Sort.CONTRACTS, "ends_on").called[0]
    'gyldig til'
    """
    return next((one for one in TARGETS[sort] if one.name == name), None)


def guess_columns(sort: Sort, headings: Iterable[str]) -> dict[int, str]:
    """Which column, from 0, holds what: the first that is called as the target is called first.

    >>> guess_columns(Sort.CONTRACTS, ["Kontrakt ID", "IT Kontrakt", "Gyldig til", "Farve"])
    {1: 'name', 0: 'contract_id', 2: 'ends_on'}
    """
    plain = {plain_heading(heading): at for at, heading in reversed(list(enumerate(headings)))}
    found: dict[int, str] = {}
    for one in TARGETS[sort]:
        at = next((plain[name] for name in one.called if name in plain and plain[name] not in found), None)
        if at is not None:
            found[at] = one.name
    return found


_TELLS: Final[Mapping[Sort, frozenset[str]]] = {
    Sort.CONTRACTS: frozenset(
        {"it kontrakt", "it kontrakt navn", "kontraktnavn", "kontrakt id", "kontrakttype", "kontrakt"}
    ),
    Sort.CATALOGUE: frozenset(
        {"it systemnavn", "it system anvendes af", "anvendes", "synlighed", "dbs navn"}
    ),
    Sort.AUTOMATIONS: frozenset(
        {"resumé", "skedulering", "anvendt teknologi", "myndighed", "forventet automatiseringsgrad"}
    ),
    Sort.USES: frozenset({"lokal system id", "livscyklus", "lokal kaldenavn", "it system"}),
}


def guess_sort(headings: Iterable[str]) -> Sort:
    """What a list is of, by the headings that tell; systems in use where nothing tells.

    >>> guess_sort(["IT Kontrakt", "Gyldig til"]).value, guess_sort(["UUID", "IT systemnavn"]).value
    ('contracts', 'catalogue')
    """
    plain = {plain_heading(heading) for heading in headings}
    counts = {sort: len(plain & tells) for sort, tells in _TELLS.items()}  # agreements come from outside only
    best = max(counts, key=lambda sort: counts[sort])
    return best if counts[best] else Sort.USES
