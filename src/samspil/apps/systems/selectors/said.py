"""A record as it was said: what a form begins with, and what a change leaves as it is."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from samspil.apps.systems.models import Agreement, Contract, LocalUse
from samspil.apps.systems.types.register import NewAgreement, NewContract, NewOption, NewUse
from samspil.core.systems.vocabulary import (
    AgreementSort,
    Answer,
    Audit,
    Hosting,
    LifeCycle,
    NoticeBy,
    Renewal,
    Visibility,
)

_WORDS: dict[str, Any] = {
    "life_cycle": LifeCycle,
    "is_business_critical": Answer,
    "is_socially_critical": Answer,
    "has_ai": Answer,
    "hosting": Hosting,
    "visibility": Visibility,
    "is_initiated": Answer,
    "renewal": Renewal,
    "notice_extends": NoticeBy,
    "notice_by": NoticeBy,
    "audit": Audit,
    "sort": AgreementSort,
}


def use_as_said(use: LocalUse) -> NewUse:
    """A system in use; its KLE without the deviation, which is said beside it."""
    said = {one.name: _said(one.name, getattr(use, one.name)) for one in fields(NewUse)}
    kle = [one for one in use.kle if one not in use.kle_added]
    said["kle"] = tuple(dict.fromkeys([*kle, *use.kle_removed]))
    return NewUse(**said)


def contract_as_said(contract: Contract) -> NewContract:
    """A contract with its options and what it is about; three questions."""
    beside = {"parent", "agreement", "options", "systems"}
    said = {
        one.name: _said(one.name, getattr(contract, one.name))
        for one in fields(NewContract)
        if one.name not in beside
    }
    options = contract.options.order_by("place").values_list("months", "notice_days", "value_minor")
    return NewContract(
        **said,
        parent=contract.parent.public_id if contract.parent else None,
        agreement=contract.agreement.public_id if contract.agreement else None,
        options=tuple(NewOption(*one) for one in options),
        systems=tuple(contract.systems.order_by("pk").values_list("use__public_id", flat=True)),
    )


def agreement_as_said(agreement: Agreement) -> NewAgreement:
    """A framework agreement."""
    return NewAgreement(
        **{one.name: _said(one.name, getattr(agreement, one.name)) for one in fields(NewAgreement)}
    )


def list_agreements(organisation_id: int) -> list[Agreement]:
    """The framework agreements that an organisation keeps, by number."""
    return list(Agreement.objects.filter(organisation_id=organisation_id).order_by("number"))


def _said(name: str, value: Any) -> Any:
    if name in _WORDS:
        return _WORDS[name](value)
    if name == "links":
        return tuple(tuple(one) if isinstance(one, list) else ("", str(one)) for one in value)
    return tuple(value) if isinstance(value, list) else value
