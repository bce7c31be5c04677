"""Who is a member of an association, and who houses its secretariat, from when until when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from samspil.apps.organisations.models import Membership, Organisation, SecretariatHost
from samspil.apps.organisations.services.holding import refuse_wrong_end
from samspil.apps.organisations.types import OrganisationKind
from samspil.core.errors import ProblemsError
from samspil.kit import periods
from samspil.kit.journal.recording import By, Told, record


@transaction.atomic
def admit_member(
    association: Organisation, member: Organisation, since: date, by: By, until: date | None = None
) -> Membership:
    """A municipality joins an association.

    Raises:
        ProblemsError: ``is_member_then``.
    """
    Organisation.objects.select_for_update().get(pk=association.pk)
    then = Membership.objects.filter(organisation=association, member=member)
    then = then.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since))
    if until is not None:
        then = then.filter(valid_from__lt=until)
    before = then.first()
    if before is not None:
        raise ProblemsError.of("is_member_then", since=before.valid_from)
    membership = Membership.objects.create(
        organisation=association, member=member, valid_from=since, valid_to=until
    )
    facts = {"member": member.code, "from": str(since), "until": str(until) if until else None}
    told = Told("organisations.member.admitted", "organisation", str(member.public_id), facts)
    record(association.pk, [told], by)
    return membership


def admit_municipality(association: Organisation, code: str, name: str, since: date, by: By) -> Membership:
    """A municipality joins by its code in the register; it is made here where it is not here yet."""
    with transaction.atomic():
        member, _made = Organisation.objects.get_or_create(
            code=code,
            defaults={
                "kind": OrganisationKind.MUNICIPALITY.value,
                "name": name,
                "is_example": association.is_example,
            },
        )
        return admit_member(association, member, since, by)


@transaction.atomic
def let_member_go(membership: Membership, until: date, by: By) -> None:
    """A member leaves; ``until`` is the first day on which it is none. What it has bound itself to stays.

    Raises:
        ProblemsError: ``ends_before_it_begins``, ``ended_already``.
    """
    membership = Membership.objects.select_for_update().select_related("member").get(pk=membership.pk)
    refuse_wrong_end(membership.valid_from, membership.valid_to, until)
    membership.valid_to = until
    membership.save(update_fields=["valid_to"])
    facts = {"member": membership.member.code, "until": str(until)}
    told = Told("organisations.member.left", "organisation", str(membership.member.public_id), facts)
    record(membership.organisation_id, [told], by)


@transaction.atomic
def move_secretariat(association: Organisation, host: Organisation, since: date, by: By) -> None:
    """The secretariat moves; what it did before stays where it was done.

    Raises:
        ProblemsError: ``secretariat_moves_later``.
    """
    Organisation.objects.select_for_update().get(pk=association.pk)
    rows = SecretariatHost.objects.filter(organisation=association)
    later = rows.filter(valid_from__gte=since).order_by("valid_from").first()
    if later is not None:
        raise ProblemsError.of("secretariat_moves_later", since=later.valid_from)
    rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since)).update(valid_to=since)
    SecretariatHost.objects.create(organisation=association, member=host, valid_from=since)
    told = Told(
        "organisations.secretariat.moved",
        "organisation",
        str(host.public_id),
        {"host": host.code, "from": str(since)},
    )
    record(association.pk, [told], by)


@transaction.atomic
def house_with_member(association: Organisation, code: str, since: date, by: By) -> None:
    """The secretariat moves to a member, by code.

    Raises:
        ProblemsError: ``is_no_member_then``, ``secretariat_moves_later``.
    """
    rows = Membership.objects.filter(periods.on(since), organisation=association, member__code=code)
    membership = rows.select_related("member").first()
    if membership is None:
        raise ProblemsError.of("is_no_member_then", day=since)
    move_secretariat(association, membership.member, since, by)
