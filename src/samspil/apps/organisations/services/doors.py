"""Other systems come in by tokens, and are told of events at addresses. The journal says who let them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.organisations.types import Acting
from samspil.kit.api.models import Token
from samspil.kit.api.tokens import NewToken, end_token, make_token
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.webhooks.hooks import add_hook, stop_hook
from samspil.kit.webhooks.models import Hook


@transaction.atomic
def let_in(new: NewToken, *, acting: Acting, at: datetime) -> tuple[Token, str]:
    """A token for another system, and its secret, which is shown now and never again."""
    token, secret = make_token(acting.organisation_id, new, acting.person, at)
    facts = {
        "person": str(token.person),
        "rights": token.rights,
        "from": str(token.valid_from),
        "until": str(token.valid_to) if token.valid_to else None,
    }
    _tell(acting, at, "token.made", token.public_id, facts)
    return token, secret


@transaction.atomic
def shut_out(token: UUID, *, acting: Acting, at: datetime) -> bool:
    """A token is worth nothing from now on; whether there was one."""
    found = end_token(acting.organisation_id, token, at)
    if found is not None:
        _tell(acting, at, "token.ended", found.public_id, {})
    return found is not None


@transaction.atomic
def tell_address(name: str, url: str, sorts: Iterable[str], *, acting: Acting, at: datetime) -> Hook:
    """An address is told of some sorts of events.

    Raises:
        UnsafeAddressError: it may not be told.
    """
    hook = add_hook(acting.organisation_id, name, url, sorts, (acting.person, at))
    _tell(acting, at, "webhook.added", hook.public_id, {"sorts": hook.sorts})
    return hook


@transaction.atomic
def tell_no_more(hook: UUID, *, acting: Acting, at: datetime) -> bool:
    """An address is told nothing from now on; whether it was told before."""
    found = stop_hook(acting.organisation_id, hook, "", at)
    if found is not None:
        _tell(acting, at, "webhook.stopped", found.public_id, {})
    return found is not None


def _tell(acting: Acting, at: datetime, what: str, subject: UUID, facts: Mapping[str, object]) -> None:
    sort = what.partition(".")[0]
    told = Told(f"organisations.{what}", sort, str(subject), facts)
    record(acting.organisation_id, [told], By(str(acting.person), at))
