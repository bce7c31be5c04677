"""What is read of KITOS' answers: where it stands, what it is, and which column of the register it fills.

The paths are those of KITOS' description of its interface; a test holds each of them against it. What is not
named here is not read: above all nobody who has a role, signed something or changed it last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from samspil.core.systems.kitos import leaves
from samspil.core.systems.kitos.leaves import Reader, Sort

ANSWERS: Final = {"Yes": "Ja", "No": "Nej", "DontKnow": "Ved ikke", "Undecided": "Uafklaret"}
LIFE: Final = {
    "Undecided": "Uafklaret",
    "NotInUse": "Ikke i drift",
    "Pilot": "Under afprøvning",
    "PhasingIn": "Under indfasning",
    "Operational": "I drift",
    "PhasingOut": "Under udfasning",
}
HOSTING: Final = {
    "Undecided": "Uafklaret",
    "OnPremise": "On-premise",
    "External": "Eksternt",
    "Hybrid": "Hybrid",
}
SENSITIVITY: Final = {
    "None": "Ingen persondata",
    "PersonData": "Almindelige personoplysninger",
    "SensitiveData": "Følsomme personoplysninger",
    "LegalData": "Straffedomme og lovovertrædelser",
}
SEGMENTS: Final = {"EndOfMonth": "Måned", "EndOfQuarter": "Kvartal", "EndOfCalendarYear": "Kalenderår"}
AUDIT: Final = {"Red": "Rød", "Yellow": "Gul", "Green": "Grøn", "White": "Hvid"}  # the worst first


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the register: what KITOS' users know it as, where it stands, what it is, how it is read."""

    target: str
    heading: str
    paths: tuple[str, ...]
    sort: Sort = Sort.TEXT
    read: Reader = leaves.text
    words: Mapping[str, str] | None = None


def _day(target: str, heading: str, path: str) -> Field:
    return Field(target, heading, (path,), Sort.DAY, leaves.day)


def _word(target: str, heading: str, path: str, words: Mapping[str, str]) -> Field:
    return Field(target, heading, (path,), Sort.WORD, leaves.one_of(words), words)


def _names(target: str, heading: str, path: str) -> Field:
    return Field(target, heading, (path,), Sort.TEXT, leaves.names)


def _total(target: str, heading: str, path: str) -> Field:
    return Field(target, heading, (path,), Sort.NUMBER, leaves.total)


_SYSTEM: Final = (
    Field("former_name", "Tidligere systemnavn", ("system.formerName",)),
    Field("vendor", "Rettighedshaver", ("system.rightsHolder.name",)),
    Field("vendor_cvr", "Rettighedshavers CVR", ("system.rightsHolder.cvr",)),
    Field("business_type", "Forretningstype", ("system.businessType.name",)),
)
CATALOGUE: Final = (
    Field("name", "IT systemnavn", ("system.name",)),
    Field("catalogue", "UUID", ("system.uuid",)),
    *_SYSTEM,
    Field("description", "Beskrivelse", ("system.description",)),
    _names("kle", "KLE ID", "system.kle.name"),
)
_GENERAL: Final = "usage.general"
USES: Final = (
    Field("name", "IT System", ("usage.systemContext.name",)),
    Field("catalogue", "IT-System (UUID)", ("usage.systemContext.uuid",)),
    *_SYSTEM,
    Field("parent_name", "Overordnet IT System", ("system.parentSystem.name",)),
    Field("local_name", "Lokal kaldenavn", (f"{_GENERAL}.localCallName",)),
    Field("local_id", "Lokal System ID", (f"{_GENERAL}.localSystemId",)),
    Field("system_version", "Version", (f"{_GENERAL}.systemVersion",)),
    Field("data_classification", "Dataklassifikation", (f"{_GENERAL}.dataClassification.name",)),
    Field("notes", "Noter", (f"{_GENERAL}.notes",)),
    Field(
        "users",
        "Antal brugere",
        (f"{_GENERAL}.numberOfExpectedUsers.lowerBound", f"{_GENERAL}.numberOfExpectedUsers.upperBound"),
        Sort.NUMBER,
        leaves.band,
    ),
    _word("life_cycle", "Livscyklus", f"{_GENERAL}.validity.lifeCycleStatus", LIFE),
    _day("starts_on", "Ibrugtagningsdato", f"{_GENERAL}.validity.validFrom"),
    _day("ends_on", "Slutdato for anvendelse", f"{_GENERAL}.validity.validTo"),
    Field("unit", "Ansv. organisationsenhed", ("usage.organizationUsage.responsibleOrganizationUnit.name",)),
    Field(
        "kle",
        "KLE ID",
        (
            "system.kle.name",
            "usage.localKLEDeviations.removedKLE.name",
            "usage.localKLEDeviations.addedKLE.name",
        ),
        Sort.TEXT,
        leaves.kle_here,
    ),
    _names("kle_added", "Lokale KLE ID", "usage.localKLEDeviations.addedKLE.name"),
    _names("kle_removed", "Fravalgte KLE ID", "usage.localKLEDeviations.removedKLE.name"),
    Field("purpose", "Systemets overordnede formål", ("usage.gdpr.purpose",)),
    _word("is_business_critical", "Forretningskritisk IT-system", "usage.gdpr.businessCritical", ANSWERS),
    _word("hosting", "IT systemet driftes", "usage.gdpr.hostedAt", HOSTING),
    Field(
        "sensitivity",
        "Datatype",
        ("usage.gdpr.dataSensitivityLevels",),
        Sort.WORD,
        leaves.several_of(SENSITIVITY),
        SENSITIVITY,
    ),
    Field(
        "links",
        "Referencer",
        ("usage.externalReferences.title", "usage.externalReferences.url"),
        Sort.TEXT,
        leaves.documents,
    ),
)
_PAID: Final = "contract.payments.external"
_PERIOD: Final = "contract.agreementPeriod"
_TERMS: Final = "contract.termination.terms"
CONTRACTS: Final = (
    Field("name", "IT Kontrakt", ("contract.name",)),
    Field("contract_id", "Kontrakt ID", ("contract.general.contractId",)),
    Field("parent", "Overordnet kontrakt", ("contract.parentContract.name",)),
    Field("contract_type", "Kontrakttype", ("contract.general.contractType.name",)),
    Field("template", "Kontraktskabelon", ("contract.general.contractTemplate.name",)),
    Field("criticality", "Kritikalitet", ("contract.general.criticality.name",)),
    _names("elements", "Aftaleelementer", "contract.general.agreementElements.name"),
    Field("notes", "Bemærkning", ("contract.general.notes",)),
    _day("starts_on", "Gyldig fra", "contract.general.validity.validFrom"),
    _day("ends_on", "Gyldig til", "contract.general.validity.validTo"),
    Field(
        "is_enforced",
        "Gennemtving gyldighed",
        ("contract.general.validity.enforcedValid",),
        Sort.YES_NO,
        leaves.flag,
    ),
    Field("purchase_form", "Indkøbsform", ("contract.procurement.purchaseType.name",)),
    Field("strategy", "Genanskaffelsesstrategi", ("contract.procurement.procurementStrategy.name",)),
    Field(
        "plan",
        "Genanskaffelsesplan",
        (
            "contract.procurement.procurementPlan.year",
            "contract.procurement.procurementPlan.quarterOfYear",
        ),
        Sort.NUMBER,
        leaves.year_and_quarter,
    ),
    _word("is_initiated", "Genanskaffelse igangsat", "contract.procurement.procurementInitiated", ANSWERS),
    Field("supplier", "Leverandør", ("contract.supplier.organization.name",)),
    Field("supplier_cvr", "Leverandør CVR", ("contract.supplier.organization.cvr",)),
    _day("supplier_signed_on", "Leverandør underskrevet dato", "contract.supplier.signedAt"),
    Field("unit", "Ansvarlig org. enhed", ("contract.responsible.organizationUnit.name",)),
    _day("signed_on", "Underskrevet dato", "contract.responsible.signedAt"),
    _names("system_ids", "IT Systemer (UUID)", "contract.systemUsages.uuid"),
    Field(
        "data_processing",
        "Databehandleraftaler",
        ("contract.dataProcessingRegistrations.name",),
        Sort.TEXT,
        leaves.some_names,
    ),
    _day(
        "payment_begins_on",
        "Driftsvederlag begyndt",
        "contract.paymentModel.operationsRemunerationStartedAt",
    ),
    Field("payment_frequency", "Betalingsfrekvens", ("contract.paymentModel.paymentFrequency.name",)),
    Field("payment_model", "Betalingsmodel", ("contract.paymentModel.paymentModel.name",)),
    Field("price_regulation", "Prisregulering", ("contract.paymentModel.priceRegulation.name",)),
    Field(
        "duration_months",
        "Varighed",
        (f"{_PERIOD}.durationYears", f"{_PERIOD}.durationMonths"),
        Sort.NUMBER,
        leaves.months,
    ),
    Field("renewal", "Løbende", (f"{_PERIOD}.isContinuous",), Sort.YES_NO, leaves.flag),
    Field("extension", "Option", (f"{_PERIOD}.extensionOptions.name",)),
    Field("options_used", "Brugte optioner", (f"{_PERIOD}.extensionOptionsUsed",), Sort.NUMBER, leaves.whole),
    _day("irrevocable_until", "Uopsigelig til", f"{_PERIOD}.irrevocableUntil"),
    _day("terminated_on", "Opsagt", "contract.termination.terminatedAt"),
    Field("notice_months", "Opsigelse (måneder)", (f"{_TERMS}.noticePeriodMonths.name",)),
    _word("notice_extends", "Opsigelse løber fra", f"{_TERMS}.noticePeriodExtendsCurrent", SEGMENTS),
    _word("notice_by", "Opsigelse inden udgangen af", f"{_TERMS}.noticeByEndOf", SEGMENTS),
    _total("acquisition_minor", "Anskaffelse", f"{_PAID}.acquisition"),
    _total("operation_minor", "Drift/år", f"{_PAID}.operation"),
    _total("other_minor", "Andet", f"{_PAID}.other"),
    Field("audited_on", "Audit dato", (f"{_PAID}.auditDate",), Sort.DAY, leaves.latest),
    Field("audit", "Audit status", (f"{_PAID}.auditStatus",), Sort.WORD, leaves.worst_of(AUDIT), AUDIT),
    Field(
        "links",
        "Referencer",
        ("contract.externalReferences.title", "contract.externalReferences.url"),
        Sort.TEXT,
        leaves.documents,
    ),
)
# Who has a role, and who signed: counted by what they are, never read.
ROLES: Final = ("usage.roles.role.name", "contract.roles.role.name")
SIGNED: Final = {
    "Kontraktunderskriver": "contract.responsible.signedBy",
    "Leverandørens underskriver": "contract.supplier.signedBy",
}
