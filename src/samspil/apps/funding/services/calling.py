"""A call for applications is made, and its ranking is kept for the body that decides."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Call, Pool
from samspil.apps.funding.pool_types import NewCall, PoolRules
from samspil.apps.funding.selectors.pool_rules import rules_or_none, weights_or_alike
from samspil.apps.funding.selectors.ranking import ranked
from samspil.apps.funding.services.pools import SORT, check_pays, check_runs, hold
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.selection.award import Placed

FEWEST_POINTS: Final = 2


@transaction.atomic
def make_call(pool: Pool, new: NewCall, *, acting: Acting, at: datetime) -> Call:
    """Invite to apply. The weights of today hold for all of the call: its applications can be compared.

    Where the call says no ceiling, or not what waits for the benefits plan, the model's hold.

    Raises:
        RefusedError: ``not_yours_to_run``, ``call_ends_before_it_begins``, ``call_has_closed`` for one whose
            last day is over, ``pool_has_no_criteria``, ``call_over_the_ceiling`` and ``call_waits_for_less``
            than the model has the pool give and keep back.
    """
    today = timezone.localdate(at)
    rules = check_runs(acting, pool.key, today)
    if new.closes_on < new.opens_on:
        raise RefusedError(Problem("call_ends_before_it_begins", {}))
    if new.closes_on < today:
        raise RefusedError(Problem("call_has_closed", {"day": new.closes_on}))
    if not rules.criteria:
        raise RefusedError(Problem("pool_has_no_criteria", {}))
    _check_limits(rules, new)
    ceiling, second = new.ceiling or rules.ceiling, new.second_part
    call = Call.objects.create(
        organisation_id=pool.organisation_id,
        pool=pool,
        title=new.title.strip(),
        text=new.text.strip(),
        opens_on=new.opens_on,
        closes_on=new.closes_on,
        ceiling_minor=ceiling.minor if ceiling else None,
        weights={key: str(weight) for key, weight in weights_or_alike(rules).items()},
        most_points=max(FEWEST_POINTS, new.most_points),
        assessors=[str(one) for one in new.assessors],
        second_part=f"{float(rules.second_part if second is None else second):.4f}",
        made_at=at,
    )
    facts = {"call": call.public_id, "opens": call.opens_on, "closes": call.closes_on}
    told = {"assessors": call.assessors, "weights": [f"{key} {one}" for key, one in call.weights.items()]}
    tell(
        Bookkeeper.of(acting, at),
        "call.made",
        (SORT, pool.public_id),
        {**facts, **told},
        {"title": call.title},
    )
    return call


def _check_limits(rules: PoolRules, new: NewCall) -> None:
    """A round gives no more than the model lets it, and keeps no less back for the benefits plan."""
    if rules.ceiling is not None and new.ceiling is not None and new.ceiling > rules.ceiling:
        raise RefusedError(Problem("call_over_the_ceiling", {"ceiling": rules.ceiling}))
    if new.second_part is not None and new.second_part < rules.second_part:
        raise RefusedError(Problem("call_waits_for_less", {"percent": f"{float(100 * rules.second_part):g}"}))


@transaction.atomic
def keep_ranking(call: Call, *, acting: Acting, at: datetime) -> Call:
    """Keep the ranking as it is now, once: the body that decides has it before them.

    Raises:
        RefusedError: ``not_yours_to_run``, ``ranking_is_kept``, ``call_is_still_open``,
            ``scores_are_missing``.
    """
    today = timezone.localdate(at)
    check_pays(acting, call.pool, today)
    hold(call.pool)
    call = Call.objects.select_for_update().select_related("pool").get(pk=call.pk)
    if call.ranked_at is not None:
        raise RefusedError(Problem("ranking_is_kept", {}))
    if today <= call.closes_on:
        raise RefusedError(Problem("call_is_still_open", {"day": call.closes_on}))
    found = ranked(call, rules_or_none(call.pool, today), today)
    if found.waiting:
        raise RefusedError(Problem("scores_are_missing", {"count": len(found.waiting)}))
    call.ranking = [_kept(one) for one, _scored in found.placed]
    call.ranked_at, call.ranked_minor = at, found.money.minor
    call.save(update_fields=["ranking", "ranked_at", "ranked_minor"])
    facts = {
        "call": call.public_id,
        "free": found.money.minor,
        "places": [one["application"] for one in call.ranking],
    }
    tell(Bookkeeper.of(acting, at), "call.ranked", (SORT, call.pool.public_id), facts)
    return call


def _kept(one: Placed) -> dict[str, Any]:
    return {
        "application": one.candidate.key,
        "points": str(one.candidate.points),
        "place": one.place,
        "fate": one.fate.value,
        "left_minor": one.left.minor,
        "points_short": str(one.points_short) if one.points_short is not None else "",
        "over_minor": one.amount_over.minor if one.amount_over is not None else None,
    }


def is_open(call: Call, on: date) -> bool:
    """Whether a call takes applications on a day."""
    return call.opens_on <= on <= call.closes_on
