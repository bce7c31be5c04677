"""A pool's rules as the adopted model has them on a day: its numbers are the model's dated parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from samspil.apps.funding.models import Pool
from samspil.apps.funding.pool_types import Form, PoolRules
from samspil.apps.governance.selectors.adoptions import KindOnDay, kinds_and_models_on
from samspil.apps.governance.types import NotFoundError
from samspil.core.governance.language.commitments import Pool as PoolSpec
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import currency_of
from samspil.core.governance.natures import nature_of
from samspil.core.units import Money


def rules_on(organisation_id: int, on: date) -> list[PoolRules]:
    """Every pool of the models that hold on a day; of two with one key, the newer model's. One question."""
    kinds, models = kinds_and_models_on(organisation_id, on)
    found: dict[str, PoolRules] = {}
    for model in models:
        for key, pool in model.spec.pools.items():
            found.setdefault(key, _rules(model, key, pool, _applied_as(kinds, model), on))
    return list(found.values())


def rules_of(organisation_id: int, key: str, on: date) -> PoolRules:
    """One pool's.

    Raises:
        NotFoundError: no model that holds on the day has such a pool.
    """
    for one in rules_on(organisation_id, on):
        if one.key == key:
            return one
    raise NotFoundError(key)


def rules_or_none(pool: Pool, on: date) -> PoolRules | None:
    """An opened pool's; nothing where no model that holds on the day has it any more."""
    return next((one for one in rules_on(pool.organisation_id, on) if one.key == pool.key), None)


def _applied_as(kinds: list[KindOnDay], model: GovernanceModel) -> tuple[str, ...]:
    """The kinds of matter by which a model's pools are applied to."""
    own = (one.key for one in kinds if one.model is model)
    return tuple(key for key in own if nature_of(model.spec, key) is Nature.APPLICATION)


def _rules(model: GovernanceModel, key: str, pool: PoolSpec, kinds: tuple[str, ...], on: date) -> PoolRules:
    def read(parameter: str | None) -> Fraction | None:
        return None if parameter is None else model.program.book.read(parameter, on).value

    def whole(parameter: str | None) -> int | None:
        value = read(parameter)
        return None if value is None else int(value)

    def money(parameter: str | None) -> Money | None:
        minor = whole(parameter)
        return None if minor is None else Money(minor, currency)

    currency, levy = currency_of(model), pool.levy
    return PoolRules(
        key=key,
        name=_said(pool.name),
        coordinator=pool.coordinator,
        forms=tuple(Form(one.value) for one in pool.forms),
        weights={name: read(one.weight) or Fraction(0) for name, one in pool.criteria.items()},
        criteria={name: _said(one.name) for name, one in pool.criteria.items()},
        annual=money(pool.annual_amount),
        levy_per_mille=read(levy.rate) if levy else None,
        levy_to_pool=read(levy.to_pool) if levy else None,
        levy_rest_to=_said(levy.rest_to) if levy else {},
        largest_payback_years=whole(pool.largest_payback),
        ranks=pool.ranks_under_balance,
        pilots_without_case=pool.pilots_without_case,
        carries_over=pool.carries_over,
        own_operating_finance=pool.own_operating_finance,
        kinds=kinds,
        source=pool.source,
        currency=currency,
        size=money(pool.size),
        period_years=whole(pool.period),
        ceiling=money(pool.ceiling),
        second_part=read(pool.second_part) or Fraction(0),
        interest=read(pool.interest) or Fraction(0),
        most_instalments=whole(pool.most_instalments),
        reports_within_months=whole(pool.reports_within),
        shares_experience=pool.shares_experience,
        two_persons=pool.two_persons,
    )


def _said(texts: object) -> Mapping[str, str]:
    return {language: str(getattr(texts, language)) for language in ("da", "en", "nb")}


def weights_or_alike(rules: PoolRules) -> dict[str, Fraction]:
    """What the criteria weigh; all alike where the model weighs none."""
    if any(rules.weights.values()):
        return dict(rules.weights)
    return {name: Fraction(1, len(rules.weights)) for name in rules.weights}
