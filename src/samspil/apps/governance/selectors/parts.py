"""Who takes part in what was decided together, by the member's own decision, for whoever carries it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from samspil.apps.governance.models import Consent, Matter, Participation
from samspil.apps.governance.selectors.about import known_of
from samspil.apps.governance.selectors.joint import rule_of
from samspil.apps.governance.types import NotFoundError
from samspil.core.errors import ProblemsError


@dataclass(frozen=True, slots=True)
class PartTaken:
    """One member's part: from when, until when, and the decision of its own that it rests on."""

    code: str
    member_id: int
    joined_on: date
    leaves_on: date | None
    own_matter: UUID | None
    decided_at: datetime | None


class CarriedRow(NamedTuple):
    """A joint matter that members take part in."""

    public_id: UUID
    case_number: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rule says of coming in late and of leaving, in one language; empty where it says nothing."""

    joining: str
    leaving: str


def carried(owner: int, most: int, without: Iterable[UUID] = ()) -> list[CarriedRow]:
    """The joint matters of an association that members take part in, the newest first."""
    taken = Participation.objects.filter(matter=OuterRef("pk"))
    rows = Matter.objects.filter(Exists(taken), organisation_id=owner).exclude(public_id__in=list(without))
    return [CarriedRow(*row) for row in rows.order_by("-pk").values_list(*CarriedRow._fields)[:most]]


def carried_matter(owner: int, matter: UUID) -> CarriedRow:
    """One joint matter of an association that members take part in.

    Raises:
        NotFoundError: there is none, or nobody takes part in it.
    """
    rows = Matter.objects.filter(organisation_id=owner, public_id=matter, participations__isnull=False)
    found = rows.values_list(*CarriedRow._fields).first()
    if found is None:
        raise NotFoundError(str(matter))
    return CarriedRow(*found)


def parts_of(matters: Iterable[UUID]) -> dict[UUID, list[PartTaken]]:
    """The last part of each member in each matter, by code; two questions for any number of matters."""
    asked = list(matters)
    yes = Consent.objects.filter(matter__public_id__in=asked, answer="consents").order_by("round")
    told = yes.values_list("matter__public_id", "code", "own_matter", "decided_at")
    own = {(matter, code): (own, decided_at) for matter, code, own, decided_at in told}
    rows = Participation.objects.filter(matter__public_id__in=asked).order_by("joined_on", "pk")
    names = ("matter__public_id", "code", "member_id", "joined_on", "leaves_on")
    last: dict[UUID, dict[str, PartTaken]] = defaultdict(dict)
    for matter, code, member, joined_on, leaves_on in rows.values_list(*names):
        rests_on = own.get((matter, code), (None, None))
        last[matter][code] = PartTaken(code, member, joined_on, leaves_on, *rests_on)
    return {matter: [parts[code] for code in sorted(parts)] for matter, parts in last.items()}


def terms_of(matter: UUID, language: str) -> Terms:
    """The terms of a joint matter's rule, under the version that the matter goes by."""
    row = Matter.objects.select_related("version").get(public_id=matter)
    try:
        rule = rule_of(known_of(row))
    except ProblemsError:
        rule = None
    if rule is None:
        return Terms("", "")
    late = rule[1].late_joining
    joining = late.terms.in_language(language) if late is not None else ""
    return Terms(joining, rule[1].leaving.terms.in_language(language))
