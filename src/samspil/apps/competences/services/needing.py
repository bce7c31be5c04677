"""What is needed is said, and no longer needed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.models import CompetenceNeed
from samspil.apps.competences.selectors.access import may_say_need
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.services.saying import refuse_outside
from samspil.apps.competences.types import MOST_PEOPLE, NEED, For, NewNeed
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.errors import Problem


@transaction.atomic
def say_need(new: NewNeed, *, acting: Acting, at: datetime) -> CompetenceNeed:
    """Something takes so many people who can so much, by a day.

    Raises:
        RefusedError: ``not_yours_to_say_competences``, ``competence_unknown``, ``level_outside_scale``,
            ``need_people_out_of_range``, ``need_by_before_today``, ``need_unit_unknown``,
            ``need_says_for_what``.
        NotFoundError: the initiative is another's.
    """
    today = timezone.localdate(at)
    if not may_say_need(acting, new.initiative, today):
        raise RefusedError(Problem("not_yours_to_say_competences", {}))
    refuse_outside(catalogue_of(acting.organisation_id).catalogue, {new.competence: new.level})
    if not 1 <= new.people <= MOST_PEOPLE:
        raise RefusedError(Problem("need_people_out_of_range", {"most": MOST_PEOPLE}))
    if new.by_on < today:
        raise RefusedError(Problem("need_by_before_today", {"day": new.by_on.isoformat()}))
    row = CompetenceNeed.objects.create(
        organisation_id=acting.organisation_id,
        competence=new.competence,
        level=new.level,
        people=new.people,
        by_on=new.by_on,
        about=new.about.value,
        what=_what(new, acting, today),
        unit=new.unit,
        initiative=new.initiative,
        made_at=at,
        made_by=acting.person,
    )
    facts = {"competence": new.competence, "level": new.level, "people": new.people, "by_on": new.by_on}
    note(acting, at, "competences.need.said", (NEED, row.public_id), facts, {"what": row.what})
    return row


@transaction.atomic
def end_need(need: CompetenceNeed, *, acting: Acting, at: datetime) -> CompetenceNeed:
    """It is no longer needed; again it changes nothing. Its plans are dropped by whoever owns them.

    Raises:
        RefusedError: ``not_yours_to_say_competences``.
    """
    if not may_say_need(acting, need.initiative, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_say_competences", {}))
    row = CompetenceNeed.objects.select_for_update().get(pk=need.pk)
    if row.ended_at is None:
        row.ended_at, row.ended_by = at, acting.person
        row.save(update_fields=["ended_at", "ended_by"])
        note(acting, at, "competences.need.ended", (NEED, row.public_id))
    return row


def _what(new: NewNeed, acting: Acting, today: date) -> str:
    """What it is for, in words that stay true when the unit or the initiative gets another name."""
    said = new.what.strip()
    if new.about is For.UNIT:
        units = {one.public_id: one.name for one in list_units(acting.organisation_id, today)}
        if new.unit not in units:
            raise RefusedError(Problem("need_unit_unknown", {}))
        return f"{units[new.unit]}: {said}" if said else units[new.unit]
    if new.about is For.INITIATIVE:
        if new.initiative is None:
            raise NotFoundError("initiative")
        title = access_initiative(acting, new.initiative).title
        return f"{title}: {said}" if said else title
    if not said:
        raise RefusedError(Problem("need_says_for_what", {}))
    return said
