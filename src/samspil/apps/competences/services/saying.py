"""Oneself alone says what one can, whether the members may find it, and that it is to be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.models import Findable, HeldCompetence
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.services.readers import keep_person_shown
from samspil.apps.competences.types import PERSON
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.competences.language import Catalogue
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By


@transaction.atomic
def say_what_i_can(said: Mapping[str, int], *, acting: Acting, at: datetime) -> None:
    """All that whoever acts can, by competence; what is left out goes.

    What is said again stays confirmed where the level is the same, and stands for two years more.

    Raises:
        RefusedError: ``competence_unknown``, ``level_outside_scale``.
    """
    refuse_outside(catalogue_of(acting.organisation_id).catalogue, said)
    today = timezone.localdate(at)
    own = HeldCompetence.objects.filter(organisation_id=acting.organisation_id, person=acting.person)
    own.exclude(competence__in=list(said)).delete()
    held = {row.competence: row for row in own.select_for_update()}
    for key, level in said.items():
        row = held.get(key) or HeldCompetence(
            organisation_id=acting.organisation_id, person=acting.person, competence=key
        )
        if row.level != level:
            row.confirmed_at = row.confirmed_by = None
        row.level, row.said_on = level, today
        row.save()
    note(acting, at, "competences.said", (PERSON, acting.person), {"competences": len(said)})


@transaction.atomic
def show_me(function: str, *, acting: Acting, at: datetime) -> Findable:
    """The members may find whoever acts from now on, by a function and what they can, without a name.

    Raises:
        RefusedError: ``function_is_missing``.
    """
    if not function.strip():
        raise RefusedError(Problem("function_is_missing", {}))
    scale = catalogue_of(acting.organisation_id).catalogue.scale
    row, _is_new = Findable.objects.update_or_create(
        organisation_id=acting.organisation_id,
        person=acting.person,
        defaults={"function": function.strip(), "scale": scale, "since": timezone.localdate(at)},
    )
    keep_person_shown(row, By(str(acting.person), at), on=timezone.localdate(at), is_shown=True)
    note(acting, at, "competences.shown", (PERSON, acting.person))
    return row


@transaction.atomic
def hide_me(*, acting: Acting, at: datetime) -> None:
    """The members find whoever acts no longer, from this moment; again it changes nothing."""
    own = Findable.objects.filter(organisation_id=acting.organisation_id, person=acting.person)
    for row in own.select_for_update():
        keep_person_shown(row, By(str(acting.person), at), on=timezone.localdate(at), is_shown=False)
        row.delete()
        note(acting, at, "competences.hidden", (PERSON, acting.person))


@transaction.atomic
def forget_me(*, acting: Acting, at: datetime) -> None:
    """All that whoever acts has said of what they can goes, here and at the members."""
    hide_me(acting=acting, at=at)
    own = HeldCompetence.objects.filter(organisation_id=acting.organisation_id, person=acting.person)
    count, _each = own.delete()
    if count:
        note(acting, at, "competences.forgotten", (PERSON, acting.person), {"competences": count})


def refuse_outside(catalogue: Catalogue, said: Mapping[str, int]) -> None:
    """Refuse what the catalogue does not have.

    Raises:
        RefusedError: ``competence_unknown``, ``level_outside_scale``.
    """
    for key, level in said.items():
        if key not in catalogue.competences:
            raise RefusedError(Problem("competence_unknown", {"key": key}))
        if not 1 <= level <= len(catalogue.levels):
            raise RefusedError(
                Problem("level_outside_scale", {"level": level, "most": len(catalogue.levels)})
            )
