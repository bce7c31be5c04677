"""Who is asked: addresses for each area, and the letters with their links; or one link for a whole area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samspil.apps.governance.services.addresses import checked_addresses
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.calendars import public_id_of
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Area, Invited, Round
from samspil.apps.surveys.selectors.invited import key_of_area, key_of_own, keys_of_own
from samspil.apps.surveys.services.preparing import held_round
from samspil.apps.surveys.types import MOST_INVITED, ROUND
from samspil.core.errors import Problem
from samspil.kit.mail.types import LetterTo
from samspil.kit.mail.writing import write_to
from samspil.wording.catalogues import Language
from samspil.wording.words import Words


@transaction.atomic
def invite(round_: Round, areas: Mapping[UUID, Sequence[str]], *, acting: Acting, at: datetime) -> int:
    """The addresses of each area; how many there are now.

    While nobody has been told they are those given and no others. In a round that is open the new ones are
    added and told, and nobody is taken away.

    Raises:
        RefusedError: ``not_yours_to_lead_survey``, ``round_is_closed``, ``invited_not_an_address``,
            ``invited_in_two_groups``, ``invites_too_many``, ``survey_area_has_open_link``.
    """
    row = held_round(round_, acting)
    if row.closed_at is not None:
        raise RefusedError(Problem("round_is_closed", {}))
    wanted = checked_addresses({str(area): addresses for area, addresses in areas.items()})
    own = Invited.objects.filter(organisation_id=row.organisation_id, round=row)
    if row.opened_at is None:
        own.delete()
    there = {address: str(area) for address, area in own.values_list("address", "area__public_id")}
    new = _new(row, wanted, there)
    Invited.objects.bulk_create(new)
    facts = {"invited": len(there) + len(new), "new": len(new)}
    note(acting, at, "surveys.round.invited", (ROUND, row.public_id), facts)
    if row.opened_at is not None:
        tell(row, new, acting=acting, at=at)
    return len(there) + len(new)


def _new(row: Round, wanted: Mapping[str, str], there: Mapping[str, str]) -> list[Invited]:
    """Those who are not there yet."""
    for address, area in wanted.items():
        if there.get(address, area) != area:
            raise RefusedError(Problem("invited_in_two_groups", {"address": address}))
    if len(there.keys() | wanted.keys()) > MOST_INVITED:
        raise RefusedError(Problem("invites_too_many", {"limit": MOST_INVITED}))
    own = Area.objects.filter(organisation_id=row.organisation_id, round=row)
    areas = {str(one.public_id): one for one in own}
    added = {address: areas[area] for address, area in wanted.items() if address not in there}
    for one in added.values():
        if one.by_link:
            raise RefusedError(Problem("survey_area_has_open_link", {"name": one.name}))
    return [
        Invited(organisation_id=row.organisation_id, round=row, area=area, address=address)
        for address, area in added.items()
    ]


def tell(round_: Round, people: Sequence[Invited], *, acting: Acting, at: datetime) -> int:
    """Lay a letter with their link for each of these people; within a transaction. How many.

    A reminder is another letter with the same link.
    """
    keys = keys_of_own(public_id_of(round_.organisation_id), list(people))
    letters = [_letter(round_, one, key, acting, at) for one, key in zip(people, keys, strict=True)]
    for one in people:
        one.letters += 1
    Invited.objects.bulk_update(people, ["letters"], batch_size=500)
    return write_to(round_.organisation_id, letters)


def link_of(invited: Invited) -> str:
    """Where somebody answers, without the site: for a screen, where no mail server takes letters."""
    return reverse("surveys:answer", args=[key_of_own(invited)])


def link_of_area(area: Area) -> str:
    """Where everybody of an area answers, without the site."""
    return reverse("surveys:answer", args=[key_of_area(area)])


def _letter(round_: Round, to: Invited, key: str, acting: Acting, at: datetime) -> LetterTo:
    """In the language of the round: it is not known what somebody without an account reads."""
    language = cast(Language, round_.language)
    with override(language):
        title = _("%(organisation)s asks you: %(title)s") % {
            "organisation": acting.organisation_name,
            "title": round_.title,
        }
        text = _(
            "It takes two minutes and works on a phone. Answer by %(day)s. Nobody can see who answered what:"
            " your answers are counted together with those of others. The link is yours alone; do not pass it"
            " on."
        )
        said = text % {"day": Words(language).day(round_.answer_by)}
    return LetterTo(
        address=to.address,
        language=language,
        kind="survey",
        key=f"{letters_of(round_)}{to.public_id}:{to.letters}",
        title=title,
        text=said,
        path=reverse("surveys:answer", args=[key]),
        is_example=acting.is_example,
        created_at=at,
    )


def letters_of(round_: Round) -> str:
    """How the keys of a round's letters begin."""
    return f"survey:{round_.public_id}:"
