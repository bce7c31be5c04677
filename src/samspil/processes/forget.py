"""What is no longer needed goes: keys of what was sent twice, what letters said, lists nobody confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from samspil.apps.beginning.services.linking import forget_left_behind
from samspil.apps.competences.services.forgetting import forget_competences
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.services.importing.keeping import forget_lists
from samspil.apps.systems.services.asking_kitos import forget_asked
from samspil.apps.systems.services.importing.keeping import forget_register_lists
from samspil.kit.mail.forgetting import empty_letters
from samspil.kit.once.doing import forget_keys
from samspil.kit.tenancy import scope


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many keys went, and how many letters were emptied."""

    keys: int
    letters: int


def forget(now: datetime) -> Forgotten:
    """In every organisation; how long each is kept is a setting. The journal is never touched."""
    keys_before = now - timedelta(days=settings.SAMSPIL_KEYS_KEPT_DAYS)
    letters_before = now - timedelta(days=settings.SAMSPIL_LETTERS_KEPT_DAYS)
    keys = letters = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            keys += forget_keys(keys_before)
            letters += empty_letters(letters_before)
            forget_lists(organisation.pk, now)
            forget_competences(organisation.pk, now)
            forget_register_lists(organisation.pk, now)
            forget_asked(organisation.pk, now)
    forget_left_behind(letters_before)
    return Forgotten(keys, letters)
