"""Giving a grant, and reading by one."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import CharField, DateField, QuerySet, UUIDField

from samspil.kit import periods
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.sharing.models import Grant
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.kept import Kept, Known


def share(
    owner_id: int,
    to_ids: Iterable[int],
    subject: tuple[str, UUID],
    purpose: str,
    by: By,
    *,
    on: date,
) -> None:
    """Let organisations read a subject from a day on; who may already is left as it is."""
    sort, subject_id = subject
    known = set(_given(owner_id, subject, on).values_list("to_id", flat=True))
    new = [one for one in to_ids if one not in known and one != owner_id]
    Grant.objects.bulk_create(
        Grant(
            organisation_id=owner_id,
            to_id=one,
            subject_type=sort,
            subject_id=subject_id,
            purpose=purpose,
            valid_from=on,
        )
        for one in new
    )
    told = [
        Told("sharing.grant.given", sort, str(subject_id), {"to": one, "purpose": purpose, "from": str(on)})
        for one in new
    ]
    record(owner_id, told, by)


def take_back(
    owner_id: int,
    subject: tuple[str, UUID],
    by: By,
    *,
    on: date,
    from_ids: Iterable[int] | None = None,
) -> None:
    """Nobody reads a subject through its grants from a day on, or some do not.

    A grant has a day: one given today is gone.
    """
    sort, subject_id = subject
    given = _given(owner_id, subject, on)
    if from_ids is not None:
        given = given.filter(to__in=list(from_ids))
    readers = sorted(given.values_list("to_id", flat=True))
    given.filter(valid_from=on).delete()
    given.filter(valid_from__lt=on).update(valid_to=on)
    told = [
        Told("sharing.grant.ended", sort, str(subject_id), {"to": one, "from": str(on)}) for one in readers
    ]
    record(owner_id, told, by)


def keep_to(
    owner_id: int,
    to_ids: Iterable[int],
    subject: tuple[str, UUID],
    purpose: str,
    by: By,
    *,
    on: date,
) -> int:
    """These organisations and no other read a subject from a day on; for how many that was otherwise.

    Doing it again changes nothing and is not told.
    """
    wanted = set(to_ids) - {owner_id}
    known = set(_given(owner_id, subject, on).values_list("to_id", flat=True))
    if gone := known - wanted:
        take_back(owner_id, subject, by, on=on, from_ids=gone)
    if wanted - known:
        share(owner_id, sorted(wanted), subject, purpose, by, on=on)
    return len(known ^ wanted)


def given_by(owner_id: int, sorts: Iterable[str], on: date) -> dict[tuple[str, UUID], frozenset[int]]:
    """Who may read what of an owner on a day, by subject; one question."""
    given = Grant.objects.on(on).filter(organisation_id=owner_id, subject_type__in=list(sorts))
    found: dict[tuple[str, UUID], set[int]] = {}
    for sort, subject_id, to in given.values_list("subject_type", "subject_id", "to_id"):
        found.setdefault((sort, subject_id), set()).add(to)
    return {subject: frozenset(readers) for subject, readers in found.items()}


@contextmanager
def reading(subject_type: str, subject_id: UUID, on: date) -> Generator[int | None]:
    """With what has been granted in scope: the owner's id, or nothing when nobody let us in.

    Inside, the owner's rows can be found; ask only for the subject itself.
    """
    owner = granted_by(subject_type, subject_id, on)
    if owner is None:
        yield None
        return
    with scope.widened([owner]):
        yield owner


@contextmanager
def readable(subject_type: str, on: date) -> Generator[list[UUID]]:
    """With the owners of all that has been granted in scope: the subjects. Ask only for these."""
    grants = Grant.everywhere().filter(to__in=scope.organisations(), subject_type=subject_type)
    found = list(grants.filter(periods.on(on)).values_list("subject_id", "organisation_id"))
    with scope.widened({owner for _, owner in found}):
        yield [subject for subject, _ in found]


def granted_by(subject_type: str, subject_id: UUID, on: date) -> int | None:
    """Whose subject it is, where it has been shared with somebody in scope."""
    found = _GRANTED.ask(subject_type=subject_type, subject_id=subject_id, on=on)
    return int(found[0][0]) if found else None


def _granted() -> QuerySet[Grant, tuple[int]]:
    """The first grant of a subject to somebody in scope."""
    grants = Grant.everywhere().filter(
        to__in=scope.organisations(), subject_type=_SUBJECT_TYPE, subject_id=_SUBJECT_ID
    )
    return grants.filter(periods.on(_ON)).order_by("pk").values_list("organisation_id")[:1]


_SUBJECT_TYPE: Final = Known("subject_type", CharField())
_SUBJECT_ID: Final = Known("subject_id", UUIDField())
_ON: Final = Known("on", DateField())
_GRANTED: Final = Kept(_granted)


def _given(owner_id: int, subject: tuple[str, UUID], on: date) -> QuerySet[Grant]:
    """Who may read a subject on a day."""
    sort, subject_id = subject
    return Grant.objects.on(on).filter(organisation_id=owner_id, subject_type=sort, subject_id=subject_id)
