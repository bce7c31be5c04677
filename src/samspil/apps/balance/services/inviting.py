"""Who is asked: addresses for each group, written one to a line, and the letters with their links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samspil.apps.balance.models import Invited, Round
from samspil.apps.balance.selectors.invited import key_of
from samspil.apps.balance.services.preparing import held_round, refuse_who_may_not
from samspil.apps.balance.types import MOST_INVITED, ROUND
from samspil.apps.governance.services.addresses import checked_addresses
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.calendars import public_id_of
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.mail.types import LetterTo
from samspil.kit.mail.writing import write_to
from samspil.wording.catalogues import Language
from samspil.wording.words import Words


@transaction.atomic
def invite(round_: Round, groups: Mapping[str, Sequence[str]], *, acting: Acting, at: datetime) -> int:
    """The addresses of each group; how many there are now.

    While nobody has been told they are those given and no others. In a round that is open the new ones are
    added and told, and nobody is taken away.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_is_closed``, ``invited_not_an_address``,
            ``invited_in_two_groups``, ``invites_too_many``.
    """
    refuse_who_may_not(acting)
    row, wanted = held_round(round_), checked_addresses(groups)
    if row.closed_at is not None:
        raise RefusedError(Problem("round_is_closed", {}))
    own = Invited.objects.filter(organisation_id=row.organisation_id, round=row)
    if row.opened_at is None:
        own.delete()
    there = dict(own.values_list("address", "group"))
    new = _new(row, wanted, there)
    Invited.objects.bulk_create(new)
    facts = {"invited": len(there) + len(new), "new": len(new)}
    note(acting, at, "balance.round.invited", (ROUND, row.public_id), facts)
    if row.opened_at is not None:
        tell(row, new, acting=acting, at=at)
    return len(there) + len(new)


def _new(row: Round, wanted: Mapping[str, str], there: Mapping[str, str]) -> list[Invited]:
    """Those who are not there yet. A link stays with its group: somebody may have answered by it."""
    for address, group in wanted.items():
        if there.get(address, group) != group:
            raise RefusedError(Problem("invited_in_two_groups", {"address": address}))
    if len(there.keys() | wanted.keys()) > MOST_INVITED:
        raise RefusedError(Problem("invites_too_many", {"limit": MOST_INVITED}))
    return [
        Invited(organisation_id=row.organisation_id, round=row, group=group, address=address)
        for address, group in wanted.items()
        if address not in there
    ]


def tell(round_: Round, people: Sequence[Invited], *, acting: Acting, at: datetime) -> int:
    """Lay a letter with their link for each of these people; within a transaction. How many.

    A reminder is another letter with the same link.
    """
    organisation = public_id_of(round_.organisation_id)
    letters = [_letter(round_, one, key_of(organisation, one.public_id), acting, at) for one in people]
    for one in people:
        one.letters += 1
    Invited.objects.bulk_update(people, ["letters"])
    return write_to(round_.organisation_id, letters)


def link_of(round_: Round, invited: Invited) -> str:
    """Where somebody answers, without the site: for a screen, where no mail server takes letters."""
    return reverse("balance:answer", args=[key_of(public_id_of(round_.organisation_id), invited.public_id)])


def _letter(round_: Round, to: Invited, key: str, acting: Acting, at: datetime) -> LetterTo:
    """In the language of the round: it is not known what somebody without an account reads."""
    language = cast(Language, round_.language)
    with override(language):
        title = _("%(organisation)s asks for your view") % {"organisation": acting.organisation_name}
        text = _(
            "%(title)s. It takes a few minutes and works on a phone. Answer by %(day)s. Nobody reads the"
            " answers before then. The link is yours alone; do not pass it on."
        )
        said = text % {"title": round_.title, "day": Words(language).day(round_.answer_by)}
    return LetterTo(
        address=to.address,
        language=language,
        kind="balance",
        key=f"{letters_of(round_)}{to.public_id}:{to.letters}",
        title=title,
        text=said,
        path=reverse("balance:answer", args=[key]),
        is_example=acting.is_example,
        created_at=at,
    )


def letters_of(round_: Round) -> str:
    """How the keys of a round's letters begin."""
    return f"balance:{round_.public_id}:"
