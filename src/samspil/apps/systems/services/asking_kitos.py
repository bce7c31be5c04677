"""KITOS is asked by a worker, with a token for this once, for a list that is then seen and approved.

The token is sealed in a row until a worker begins, taken out of it before the first question, and held in
memory alone from then on: whoever wants to ask again enters it again. It is in no journal, log, job or page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samspil import library
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.systems.models import AskedKitos
from samspil.apps.systems.services.importing.keeping import as_data, keep_fetched
from samspil.apps.systems.types.asking import AskedState, KitosQuestion
from samspil.core.errors import Problem, ProblemsError
from samspil.core.systems.kitos.gathering import Gathered, Kind, how_read, items_in
from samspil.core.systems.vocabulary import Visibility
from samspil.core.systems.writing import plain_cvr
from samspil.kit.asking.asking import Around, Asking, Limits, outside, plain_address, plain_token
from samspil.kit.jobs.declaring import Failure, job
from samspil.kit.jobs.running import WorkerDiedError
from samspil.kit.journal.recording import By, record, told_of
from samspil.kit.journal.tables import lock_head
from samspil.kit.sealing import SealBrokenError, seal, unseal
from samspil.kit.tenancy import scope

PAGE: Final = 250  # the most that KITOS gives at once
MOST_PAGES: Final = 80
TOKEN_HOLDS: Final = timedelta(hours=1)
LOST: Final = timedelta(hours=2)  # whatever is under way for so long is not
KEPT: Final = timedelta(days=30)
UNDER_WAY: Final = (AskedState.WAITING.value, AskedState.ASKING.value)
_PURPOSE: Final = "kitos"
_ORGANISATION: Final = "organizationUuid"
_ASKED_BY: Final = {Kind.SYSTEMS: "usedInOrganizationUuid"}


def ask_kitos(organisation_id: int, question: KitosQuestion, by: By) -> AskedKitos:
    """Put it in line for a worker, with the token sealed.

    Raises:
        ProblemsError: ``other_system_address``, ``other_system_token``, ``kitos_is_under_way``.
    """
    address = plain_address(question.address, settings.SAMSPIL_KITOS_HOSTS)
    token = plain_token(question.token)
    with transaction.atomic():
        lock_head(organisation_id)  # who asks at the same moment waits here
        forget_asked(organisation_id, by.at)
        own = AskedKitos.objects.filter(organisation_id=organisation_id)
        if own.filter(state__in=UNDER_WAY).exists():
            raise ProblemsError.of("kitos_is_under_way")
        asked = AskedKitos.objects.create(
            organisation_id=organisation_id,
            address=address,
            cvr=plain_cvr(question.cvr),
            visibility=question.visibility.value,
            sealed=seal(_PURPOSE, token, by.at),
            asked_by=UUID(by.actor),
            asked_at=by.at,
        )
        subject = ("kitos_question", asked.public_id)
        record(organisation_id, [told_of("systems.kitos.asked", subject, {"address": address})], by)
        fetch_kitos.enqueue(organisation_id, str(asked.public_id))
    return asked


def access_asked(organisation_id: int, public_id: UUID, at: datetime) -> AskedKitos:
    """A question of the organisation, its token deleted where it has waited too long.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    forget_asked(organisation_id, at)
    found = AskedKitos.objects.filter(organisation_id=organisation_id, public_id=public_id).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def forget_asked(organisation_id: int, at: datetime) -> int:
    """Delete tokens that nobody has begun with in time, and questions of long ago."""
    own = AskedKitos.objects.filter(organisation_id=organisation_id)
    under_way = own.filter(state__in=UNDER_WAY)
    late = Q(state=AskedState.WAITING.value, asked_at__lte=at - TOKEN_HOLDS) | Q(asked_at__lte=at - LOST)
    under_way.filter(late).update(**_stopped(at, [Problem("kitos_token_gone", {})]))
    return own.filter(asked_at__lte=at - KEPT).delete()[0]


def hear_of_failure(failure: Failure, organisation_id: int, public_id: str) -> None:
    """The worker stopped on the way, or something went wrong on our side: the token is gone with it."""
    died = isinstance(failure.error, WorkerDiedError)
    why = Problem("kitos_token_gone", {}) if died else Problem("kitos_failed", {"number": failure.number})
    with scope.within([organisation_id]):
        own = AskedKitos.objects.filter(organisation_id=organisation_id, public_id=public_id)
        own.filter(state__in=UNDER_WAY).update(**_stopped(timezone.now(), [why]))


@job(retries=0, when_it_fails=hear_of_failure)
def fetch_kitos(organisation_id: int, public_id: str) -> None:
    """Ask KITOS once. It is not tried again by itself: the token is gone when it begins."""
    fetch(organisation_id, UUID(public_id), timezone.now, outside())


def fetch(
    organisation_id: int,
    public_id: UUID,
    clock: Callable[[], datetime],
    around: Around,
    limits: Limits | None = None,
) -> None:
    """Take the token, ask for all of it, keep it as a list. Nothing is locked while KITOS is waited for."""
    with scope.within([organisation_id]):
        taken = _take(organisation_id, public_id, clock())
        if taken is None:
            return
        asked, token = taken
        try:
            if token is None:
                raise ProblemsError.of("kitos_token_gone")
            asking = Asking(asked.address, token, around, limits)
            found, name = gather(asking, asked.cvr, _own_cvr(organisation_id))
        except ProblemsError as error:
            AskedKitos.objects.filter(pk=asked.pk).update(**_stopped(clock(), error.problems))
            return
        _keep(asked, found, name, clock())


def _take(organisation_id: int, public_id: UUID, at: datetime) -> tuple[AskedKitos, str | None] | None:
    """The question and its token, which is in the row no more; nothing where another has begun.

    There is no token where it has been kept too long or cannot be read.
    """
    with transaction.atomic():
        own = AskedKitos.objects.select_for_update().filter(organisation_id=organisation_id)
        asked = own.filter(public_id=public_id, state=AskedState.WAITING.value).first()
        if asked is None:
            return None
        token: str | None
        try:
            token = unseal(_PURPOSE, bytes(asked.sealed), at, TOKEN_HOLDS)
        except SealBrokenError:
            token = None
        asked.sealed, asked.state = b"", AskedState.ASKING.value
        asked.save(update_fields=["sealed", "state"])
    return asked, token


def gather(asking: Asking, cvr: str, own_cvr: str) -> tuple[Gathered, str]:
    """All that KITOS has of one organisation, and what it calls it.

    Raises:
        ProblemsError: it cannot be had whole.
    """
    uuid, name = _organisation(asking, cvr, own_cvr)
    found = Gathered()
    for kind in Kind:
        for page in range(MOST_PAGES + 1):
            if page == MOST_PAGES:
                raise ProblemsError.of("kitos_too_many", what=kind.value, limit=MOST_PAGES * PAGE)
            said = {_ASKED_BY.get(kind, _ORGANISATION): uuid, **_page(page)}
            if not found.add(kind, asking.get(f"/api/v2/{kind.value}?{urlencode(said)}")):
                break
    if not (found.count(Kind.USAGES) or found.count(Kind.CONTRACTS)):
        raise ProblemsError.of("kitos_has_nothing", name=name)
    return found, name


def _page(number: int) -> dict[str, Any]:
    """In the order in which they were made, so that what is new comes last and moves nothing."""
    return {"orderByProperty": "CreationOrder", "page": number, "pageSize": PAGE}


def _organisation(asking: Asking, cvr: str, own_cvr: str) -> tuple[str, str]:
    """Which organisation is meant: the one with the number, else the only one, else the one that is ours."""
    said = {"onlyWhereUserHasMembership": "true", **_page(0)}
    items = items_in(asking.get(f"/api/v2/organizations?{urlencode(said)}"), "organizations")
    wanted = cvr or (own_cvr if len(items) > 1 else "")
    found = [one for one in items if not wanted or plain_cvr(str(one.get("cvr") or "")) == wanted]
    if not found and (cvr or not items):
        raise ProblemsError.of("kitos_no_organisation")
    if len(found) != 1:
        names = sorted(str(one.get("name"))[:80] for one in items)[:20]
        raise ProblemsError.of("kitos_which_organisation", names=", ".join(names))
    return found[0]["uuid"], str(found[0].get("name") or "")[:150]


def _own_cvr(organisation_id: int) -> str:
    code = next((one.code for one in list_organisations() if one.pk == organisation_id), "")
    known = library.municipalities().get(code)
    return known.cvr if known else ""


def _keep(asked: AskedKitos, found: Gathered, name: str, at: datetime) -> None:
    called = f"KITOS: {name}"
    tables = found.tables(called)
    how = {**as_data(how_read(tables), Visibility(asked.visibility)), "people": dict(found.people)}
    with transaction.atomic():
        upload = keep_fetched((asked.organisation_id, asked.asked_by), called, tables, how, at)
        AskedKitos.objects.filter(pk=asked.pk).update(
            state=AskedState.DONE.value, list_id=upload.public_id, ended_at=at
        )


def _stopped(at: datetime, problems: list[Problem] | tuple[Problem, ...]) -> dict[str, Any]:
    told = [
        {"code": one.code, "args": {name: str(said) for name, said in one.args.items()}} for one in problems
    ]
    return {"state": AskedState.STOPPED.value, "sealed": b"", "ended_at": at, "problems": told}
