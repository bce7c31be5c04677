"""Ninety-eight municipalities with very many matters, written in bulk: what pages are measured on.

`python -m bench.crowd 100000` fills the database of the settings. The matters are copies of a few that the
engine really moved; each has its events, its decisions and ten entries in a journal whose chain holds.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction

from samspil import library
from samspil.apps.governance.models import AdoptedKind, Decision, Matter, MatterEvent, ModelVersion
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.services.search_words import add_words
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account, CaseNumber, Organisation
from samspil.apps.organisations.selectors import acting
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.matter import Value
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.journal import chain
from samspil.kit.journal.models import Entry, Head
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped

MEASURED = "0167"
BASE = "jammerbugt_purchase_screening"
SINCE = datetime(2024, 1, 1, 8, tzinfo=UTC)
BY = By("bench", SINCE)
ENTRIES_EACH = 10
SHARE_OF_MEASURED = 10  # in a hundred
ITEMS = ("security", "user_administration", "support", "contract", "installation", "implementation")
_BATCH = 2000
_One = TypeVar("_One")


@dataclass(frozen=True)
class Pattern:
    """A matter that the engine moved, to be copied."""

    matter: Matter
    events: list[tuple[str, Any]]
    decisions: list[Decision]


def fill(count: int) -> None:
    """Everything."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    organisations = _organisations()
    patterns = _patterns(organisations[MEASURED])
    shares = _shares(count, list(organisations))
    for code, number in shares.items():
        with scope.within([organisations[code].pk]), transaction.atomic():
            _copy(organisations[code], patterns, number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _shares(count: int, codes: list[str]) -> dict[str, int]:
    own = count * SHARE_OF_MEASURED // 100
    others = [code for code in codes if code != MEASURED]
    return {code: (count - own) // len(others) for code in others} | {MEASURED: own}


def _organisations() -> dict[str, Organisation]:
    """All 98, each with the same model adopted under its own name; people only where it is measured."""
    found: dict[str, Organisation] = {}
    for code, one in library.municipalities().items():
        found[code] = services.found_organisation(OrganisationKind.MUNICIPALITY, one.name, code)
    with scope.within([found[MEASURED].pk]):
        first = adopt_shipped(found[MEASURED], BASE, SINCE.date(), BY)
        kinds = list(AdoptedKind.objects.filter(version=first).values_list("kind", flat=True))
        people(found[MEASURED])
    for code, organisation in found.items():
        if code != MEASURED:
            with scope.within([organisation.pk]):
                _adopt_like(first, organisation, kinds)
    return found


def _adopt_like(first: ModelVersion, organisation: Organisation, kinds: list[str]) -> None:
    version = ModelVersion.objects.create(
        organisation=organisation,
        key=first.key,
        version=first.version,
        digest=first.digest,
        files=first.files,
        state=first.state,
        created_at=SINCE,
        adopted_at=SINCE,
    )
    AdoptedKind.objects.bulk_create(
        AdoptedKind(organisation=organisation, kind=kind, version=version, valid_from=SINCE.date())
        for kind in kinds
    )


def people(organisation: Organisation) -> None:
    """The log-ins of the measurements: an employee, an expert, a head, a secretary."""
    password = make_password("a long password for measuring")
    for role in ("employee", "it_expert", "head_of_digitalisation", "council_secretary"):
        person = services.add_person(organisation, role, SINCE.date(), BY)
        services.give(organisation, person.public_id, role, services.Held(role, SINCE.date()), BY)
        account = Account.objects.create(email=f"{role}@bench.example", password=password)
        services.let_act(account, organisation, person.public_id, SINCE.date(), BY)


def somebody(organisation: Organisation, role: str) -> Acting:
    """Somebody of the measured municipality by role."""
    access = Account.objects.get(email=f"{role}@bench.example").accesses.get()
    return acting(organisation, access.person, datetime.now(UTC).date())


def _patterns(organisation: Organisation) -> list[Pattern]:
    """One that only waits to be decided, one that the experts approved, one that they rejected."""
    with scope.within([organisation.pk]):
        return [_pattern(organisation, outcome) for outcome in ("", "approve", "reject")]


def _pattern(organisation: Organisation, outcome: str) -> Pattern:
    employee, expert = somebody(organisation, "employee"), somebody(organisation, "it_expert")
    attributes: dict[str, Value] = {
        "amount": Money.of(40_000),
        "new_appropriation": False,
        "personal_data": True,
        "replaces_system": False,
    }
    at = datetime.now(UTC)
    matter = bring(NewMatter("purchase_request", "Nyt system", attributes), acting=employee, at=at)
    for item in ITEMS:
        matter, _ = move(matter, AnswerItem("screen", item, True, "I orden", expert.actor, at), acting=expert)
    if outcome:
        entry = Choose("screen", outcome, expert.actor, at, reason="Det passer med rammen.")
        matter, _ = move(matter, entry, acting=expert)
    events = list(matter.events.order_by("sequence").values_list("sort", "event"))
    return Pattern(matter, events, list(matter.decisions.all()))


def _copy(organisation: Organisation, patterns: list[Pattern], number: int) -> None:
    version = ModelVersion.objects.get(organisation=organisation)
    begun = SINCE + timedelta(days=1)
    matters = []
    for index in range(number):
        pattern = patterns[0] if index % 10 == 0 else patterns[1 + index % 2]
        matters.append(_copied(pattern.matter, organisation, version, begun, index))
    for batch in _batches(matters):
        Matter.objects.bulk_create(batch)
        add_words(batch)
    for batch in _batches(matters):
        _write_events(organisation.pk, batch, patterns)
        Decision.objects.bulk_create(_decisions(organisation, batch, patterns))
    _write_journal(organisation.pk, matters)
    CaseNumber.objects.update_or_create(organisation=organisation, year=2026, defaults={"last": number + 10})


def _copied(
    source: Matter, organisation: Organisation, version: ModelVersion, begun: datetime, index: int
) -> Matter:
    at = begun + timedelta(minutes=7 * index)
    copy = Matter(**{field.attname: getattr(source, field.attname) for field in Matter._meta.concrete_fields})
    copy.pk, copy.public_id = None, new_id()
    copy.organisation, copy.version = organisation, version
    copy.case_number, copy.title = f"B-{index:06d}", f"System nummer {index} til omsorg"
    copy.brought_at = copy.changed_at = at
    copy.ended_at = at + timedelta(days=4) if copy.end else None
    return copy


def _pattern_of(matter: Matter, patterns: list[Pattern]) -> Pattern:
    return next(one for one in patterns if one.matter.result == matter.result)


def _write_events(organisation_id: int, matters: list[Matter], patterns: list[Pattern]) -> None:
    MatterEvent.objects.bulk_create(
        MatterEvent(
            organisation_id=organisation_id,
            matter=matter,
            sequence=number,
            at=matter.brought_at,
            sort=sort,
            event=event,
        )
        for matter in matters
        for number, (sort, event) in enumerate(_pattern_of(matter, patterns).events, 1)
    )


def _decisions(
    organisation: Organisation, matters: list[Matter], patterns: list[Pattern]
) -> Iterator[Decision]:
    names = [field.attname for field in Decision._meta.concrete_fields]
    for matter in matters:
        for source in _pattern_of(matter, patterns).decisions:
            copy = Decision(**{name: getattr(source, name) for name in names})
            copy.pk, copy.public_id = None, new_id()
            copy.organisation, copy.matter = organisation, matter
            copy.case_number, copy.title = matter.case_number, matter.title
            copy.decided_at = matter.ended_at or matter.brought_at
            yield copy


def _write_journal(organisation_id: int, matters: list[Matter]) -> None:
    head = Head.objects.filter(organisation_id=organisation_id).first() or Head(
        organisation_id=organisation_id, hash=chain.GENESIS
    )
    for batch in _batches(matters):
        rows = []
        for matter in batch:
            for number in range(ENTRIES_EACH):
                rows.append(_entry(head, matter, number))
                head.sequence, head.hash = rows[-1].sequence, rows[-1].hash
        Entry.objects.bulk_create(rows)
    head.save()


def _entry(head: Head, matter: Matter, number: int) -> Entry:
    link = chain.Link(
        str(head.organisation_id),
        head.sequence + 1,
        matter.brought_at.isoformat(timespec="microseconds"),
        "bench",
        "governance.matter.moved",
        "matter",
        str(matter.public_id),
        json.dumps({"case": matter.case_number, "number": number}, separators=(",", ":"), sort_keys=True),
    )
    return Entry(
        organisation_id=head.organisation_id,
        sequence=link.sequence,
        at=matter.brought_at,
        actor=link.actor,
        action=link.action,
        subject_type=link.subject_type,
        subject_id=link.subject_id,
        facts=link.facts,
        previous=head.hash,
        hash=chain.hash_of(head.hash, link),
    )


def _batches(rows: Iterable[_One]) -> Iterator[list[_One]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


if __name__ == "__main__":
    fill(int(sys.argv[1]))
