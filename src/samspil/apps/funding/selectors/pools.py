"""From a URL to a pool and what is in it, the only way; and who runs one."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import Count

from samspil.apps.funding.models import (
    Application,
    Assessment,
    Award,
    Call,
    Filling,
    GrantResult,
    Instalment,
    Milestone,
    Pool,
)
from samspil.apps.funding.pool_types import PoolRules
from samspil.apps.funding.rights import may_keep_money, money_roles
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import holders_of, organisation
from samspil.apps.organisations.types import Acting, OrganisationKind

_Row = TypeVar("_Row")


ON_A_PAGE: Final = 25  # applications of a pool


def may_run(acting: Acting, rules: PoolRules | None) -> bool:
    """Whether somebody opens the pool, fills it, calls for applications and pays out: its own coordinator
    may, and whoever keeps the organisation's money.
    """
    return may_keep_money(acting) or (rules is not None and rules.coordinator in acting.roles)


def two_pay(application: Application, on: date) -> bool:
    """Whether one registers a payment and another approves it: as the model has it, where two may.

    Who applied does not count: they pay nothing out to themselves.
    """
    return two_run(application.pool, on, besides=application.applicant)


def two_run(pool: Pool, on: date, *, besides: UUID | None = None) -> bool:
    """Whether one registers what is posted of a pool and another approves it: as its model has it, where two
    may, not counting whoever is named.
    """
    rules = rules_or_none(pool, on)
    if rules is not None and not rules.two_persons:
        return False
    owner = organisation(pool.organisation_id)
    roles = money_roles(OrganisationKind(owner.kind)) | ({rules.coordinator} if rules else set())
    found = {person for _role, person, _name in holders_of(owner.pk, roles, on)}
    return len(found - {besides}) > 1


def access_pool(acting: Acting, public_id: UUID) -> Pool:
    """A pool of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's. So with all that is found here.
    """
    rows = Pool.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.first())


def access_call(acting: Acting, public_id: UUID) -> Call:
    """A call of the organisation one acts for."""
    rows = Call.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("pool").first())


def access_application(acting: Acting, public_id: UUID) -> Application:
    """An application to a pool of the organisation one acts for."""
    rows = Application.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    return _found(rows.select_related("pool", "call", "award", "initiative", "case_version").first())


def list_pools(organisation_id: int) -> list[Pool]:
    """Those that have been opened, the first opened first."""
    return list(Pool.objects.filter(organisation_id=organisation_id).order_by("pk"))


def pool_of(organisation_id: int, key: str) -> Pool | None:
    """The pool of a key, where it has been opened."""
    return Pool.objects.filter(organisation_id=organisation_id, key=key).first()


def open_call(pool: Pool, on: date) -> Call | None:
    """The call that takes applications on a day; of several, the one that closes first."""
    rows = pool.calls.filter(opens_on__lte=on, closes_on__gte=on)
    return rows.order_by("closes_on", "pk").first()


def applications_of(pool: Pool) -> list[Application]:
    """All that have been sent to a pool, the newest first, with what was awarded."""
    return list(pool.applications.select_related("call", "award").order_by("-pk"))


def list_applications(pool: Pool, before: int | None, most: int) -> list[Application]:
    """Some of them, the newest first, sent before the one that is named."""
    rows = pool.applications.select_related("pool", "initiative").order_by("-pk")
    return list((rows if before is None else rows.filter(pk__lt=before))[:most])


def applications_by_call(pool: Pool) -> dict[int, int]:
    """How many have been sent to each of a pool's calls."""
    counted = pool.applications.exclude(call=None).values("call").annotate(count=Count("pk"))
    return dict(counted.values_list("call", "count"))


def applications_page(
    pool: Pool, before: UUID | None = None, most: int = ON_A_PAGE
) -> tuple[list[Application], UUID | None]:
    """So many, the newest first, older than the one ``before``; and the last of them where there are more."""
    rows = pool.applications.select_related("call", "award").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=pool.applications.filter(public_id=before).values("pk"))
    found = list(rows[: most + 1])
    return found[:most], found[most - 1].public_id if len(found) > most else None


def application_of_matter(organisation_id: int, matter: UUID) -> Application | None:
    """The application that a matter decides."""
    return Application.objects.filter(organisation_id=organisation_id, matter=matter).first()


def waiting_applications(organisation_id: int) -> list[Application]:
    """Those whose matter has not come to its end, as far as is known here."""
    return list(Application.objects.filter(organisation_id=organisation_id, decided_at=None).order_by("pk"))


def parts_of(award: Award) -> list[Milestone]:
    """What an award is paid out in."""
    return list(award.milestones.order_by("sequence"))


def results_of(pool: Pool) -> list[GrantResult]:
    """What has come of a pool's awards, the newest first."""
    rows = GrantResult.objects.filter(award__application__pool=pool).select_related("award__application")
    return list(rows.order_by("-pk"))


def fillings_of(pool: Pool) -> list[Filling]:
    """What has filled a pool, and what lapsed, the newest first."""
    return list(pool.fillings.order_by("-year", "-pk"))


def calls_of(pool: Pool) -> list[Call]:
    """A pool's calls, the last to close first."""
    return list(pool.calls.order_by("-closes_on", "-pk"))


def assessments_of(call: Call) -> list[Assessment]:
    """Everybody's assessments of a call's applications. Who may see which, `selectors.ranking` says."""
    return list(Assessment.objects.filter(application__call=call).order_by("pk"))


def results_of_award(award: Award) -> list[GrantResult]:
    """What has come of one award, the newest first."""
    return list(award.results.order_by("-pk"))


def award_of(application: Application) -> Award:
    """What was given of an application."""
    rows = Award.objects.filter(application=application)
    return _found(rows.select_related("application__pool").first())


def part_of(award: Award, sequence: int) -> Milestone:
    """One part of an award."""
    return _found(award.milestones.filter(sequence=sequence).first())


def instalment_of(award: Award, number: int) -> Instalment:
    """One instalment of a loan."""
    return _found(award.instalments.filter(number=number).first())


def _found(row: _Row | None) -> _Row:
    if row is None:
        raise NotFoundError
    return row
