"""What members are asked, say and take part in, as rows: so that pages read rows and replay nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import BigIntegerField, CharField, QuerySet

from samspil.apps.governance.models import Consent, Matter, Participation
from samspil.apps.organisations.selectors import organisation_by_code, organisations_by_code
from samspil.core.governance.events import (
    Answer,
    Entered,
    Event,
    MemberAnswered,
    MemberJoined,
    MemberLeft,
    MembersTakePart,
)
from samspil.kit.tenancy.kept import Kept, Known
from samspil.kit.tenancy.writing import add, change

Name = Mapping[str, str] | None  # in each language; nothing where nobody has decided

# What a member's answer changes of its row: when it only asks for time, the first two.
_ANSWERED: Final = ("answer", "answered_at", "own_matter", "model", "mandate", "decided_at", "mandate_name")


def show_of_members(matter: Matter, event: Event, decided_by: Name) -> None:
    """The rows of an event by which members are asked, answer, join, leave or take part; of others none.

    Args:
        decided_by: what the member that answers calls the body that decided.
    """
    match event:
        case Entered():
            _asked(matter, event)
        case MemberAnswered():
            _answered(matter, event, decided_by)
        case MemberJoined():
            _joined(matter, event, decided_by)
        case MemberLeft():
            _left(matter, event)
        case MembersTakePart():
            _take_part(matter, event.members, event.since)


def _asked(matter: Matter, event: Entered) -> None:
    """Each member that is asked has a row, empty until it answers."""
    if not event.members:
        return
    number = _round(matter) + 1
    members = organisations_by_code(event.members)
    missing = set(event.members) - members.keys()
    assert not missing, f"members {missing} of the model are no organisations here"
    add(
        [
            Consent(
                organisation_id=matter.organisation_id,
                matter=matter,
                round=number,
                member=members[code],
                code=code,
            )
            for code in event.members
        ]
    )


def _round(matter: Matter) -> int:
    """How many times its members have been asked."""
    return matter.consents.order_by("-round").values_list("round", flat=True).first() or 0


def _answered(matter: Matter, event: MemberAnswered, decided_by: Name) -> None:
    asked = _LAST_ASKED.ask(owner=matter.organisation_id, matter=matter.pk, code=event.member)
    row = Consent(pk=asked[0][0], organisation_id=matter.organisation_id)
    _fill(row, event.answer, event, decided_by)
    change(row, _ANSWERED if event.authority is not None else _ANSWERED[:2])


def _last_asked() -> QuerySet[Consent, tuple[int]]:
    rows = Consent.objects.filter(organisation_id=_OWNER, matter_id=_MATTER, code=_CODE)
    return rows.order_by("-round").values_list("pk")[:1]


_OWNER: Final = Known("owner", BigIntegerField())
_MATTER: Final = Known("matter", BigIntegerField())
_CODE: Final = Known("code", CharField())
_LAST_ASKED: Final = Kept(_last_asked)


def _fill(row: Consent, answer: Answer, event: MemberAnswered | MemberJoined, decided_by: Name) -> None:
    """What a member said, on its row (not yet saved)."""
    row.answer, row.answered_at = answer.value, event.at
    own = event.authority
    if own is not None:
        row.own_matter, row.model = UUID(own.matter), own.model
        row.mandate, row.decided_at = own.mandate, own.decided_at
    if decided_by is not None:
        row.mandate_name = dict(decided_by)


def _joined(matter: Matter, event: MemberJoined, decided_by: Name) -> None:
    """Joining late is an answer of its own: what the member said before stays."""
    member = organisation_by_code(event.member)
    assert member is not None
    row = Consent(organisation_id=matter.organisation_id, matter=matter, member=member, code=event.member)
    row.round = _round(matter) + 1
    _fill(row, Answer.CONSENTS, event, decided_by)
    add([row])
    _take_part(matter, [event.member], event.since)


def _take_part(matter: Matter, codes: Collection[str], since: date) -> None:
    """Whoever came and left on the same day, and comes again, has one row."""
    again = matter.participations.filter(code__in=codes, joined_on=since)
    known = set(again.values_list("code", flat=True))
    if known:
        again.update(leaves_on=None)
    members = organisations_by_code(set(codes) - known)
    assert members.keys() | known == set(codes)
    add(
        [
            Participation(
                organisation_id=matter.organisation_id,
                matter=matter,
                member=members[code],
                code=code,
                joined_on=since,
            )
            for code in codes
            if code not in known
        ]
    )


def _left(matter: Matter, event: MemberLeft) -> None:
    row = matter.participations.filter(code=event.member).order_by("-joined_on").first()
    assert row is not None
    row.leaves_on = event.leaves_on
    row.save(update_fields=["leaves_on"])
