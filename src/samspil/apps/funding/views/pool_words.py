"""Pools, applications and awards in words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.funding.forms.pools import FORMS
from samspil.apps.funding.pool_types import Fills, Form, PoolRules
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.finance.pools import Expects
from samspil.core.selection.award import Bar, Fate, Placed
from samspil.core.units import Money
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application

Facts = list[tuple[str, str]]


def fills(sort: str) -> str:
    """What filled a pool, or left it."""
    return {
        Fills.LEVY.value: _("Levy on the service expenditure"),
        Fills.ANNUAL.value: _("The year's amount"),
        Fills.EXTERNAL.value: _("External funds of a giver"),
        Fills.APPROPRIATED.value: _("By appropriation"),
        Fills.LAPSED.value: _("Lapsed when the year ended"),
        Fills.CARRIED.value: _("Carried over when the year ended"),
    }[sort]


def expects(what: Expects) -> str:
    """What a pool expects."""
    return {
        Expects.FILLED: _("filled"),
        Expects.REPAID: _("loans repaid"),
        Expects.EXTERNAL: _("from outside"),
        Expects.PAID_OUT: _("paid out"),
        Expects.LAPSES: _("lapses"),
    }[what]


def bar(one: Bar, rules: PoolRules | None, row: Application) -> str:
    """What keeps an application out, and what it would take."""
    most = rules.largest_payback_years if rules else None
    match one:
        case Bar.LATE:
            return _("It came after the deadline. It takes a new application in the next round.")
        case Bar.OVER_CEILING:
            return _over_ceiling(row, rules)
        case Bar.PAYS_BACK_TOO_LATE:
            sooner = years((row.payback_years or 0) - (most or 0))
            return _(
                "It is earned back after %(years)s years; the pool asks for at most %(most)s. It takes a "
                "plan that is earned back %(sooner)s sooner."
            ) % {"years": row.payback_years, "most": most, "sooner": sooner}
        case Bar.NO_PAYBACK:
            return _(
                "It does not say when it is earned back; the pool asks for at most %(most)s years. It "
                "takes a business case that shows it."
            ) % {"most": most}
        case Bar.NO_OPERATING_FINANCE:
            return _(
                "It does not say where the money for operations is. It takes the line in your own budget "
                "that pays them."
            )
        case Bar.WRONG_FORM:
            given = ", ".join(str(FORMS[form]) for form in rules.forms) if rules else ""
            return _("The pool does not give that sort of support. It gives: %(given)s.") % {"given": given}


def _over_ceiling(row: Application, rules: PoolRules | None) -> str:
    """By the round's ceiling, or the model's where the round has none."""
    say, currency = words(), row.pool.currency
    ceiling = row.call.ceiling_minor if row.call else None
    if ceiling is None:
        ceiling = rules.ceiling.minor if rules and rules.ceiling else 0
    return _("It asks for more than %(ceiling)s. Asking for %(less)s less would do.") % {
        "ceiling": say.money(Money(ceiling, currency)),
        "less": say.money(Money(row.amount_minor - ceiling, currency)),
    }


def fate(one: Placed) -> str:
    """What the ranking says of an application."""
    return {
        Fate.WITHIN: _("The money reaches"),
        Fate.BEYOND: _("The money does not reach"),
        Fate.TIED: _("As many points as another: the body chooses"),
    }[one.fate]


def why_not(one: Placed) -> str:
    """Why it is not within, and what it would take: points, or a smaller amount."""
    if one.fate is Fate.WITHIN:
        return ""
    say = words()
    if one.fate is Fate.TIED:
        told = [_("There is %(left)s for all that have as many points.") % {"left": say.money(one.left)}]
    else:
        told = [_("There was %(left)s left when its turn came.") % {"left": say.money(one.left)}]
    if one.points_short is not None:
        told.append(_("%(points)s more points would do.") % {"points": points(one.points_short)})
    if one.amount_over is not None:
        told.append(_("Asking for %(amount)s less would do.") % {"amount": say.money(one.amount_over)})
    if one.points_short is None and one.amount_over is None:
        told.append(_("Neither more points nor a smaller amount would do in this round."))
    return " ".join(told)


def points(number: Fraction) -> str:
    """Points with two decimals at most, as the language writes them."""
    hundredths = round(number * 100)
    whole, rest = divmod(abs(hundredths), 100)
    mark = "." if language() == "en" else ","
    return f"{whole}{mark}{rest:02d}".rstrip("0").rstrip(mark)


def result(row: Application) -> str:
    """Where an application stands."""
    award = getattr(row, "award", None)
    if award is not None:
        return _("Loan given") if award.form == Form.LOAN.value else _("Grant given")
    return {
        "": _("Being considered"),
        "rejected": _("Rejected"),
        "withdrawn": _("Withdrawn"),
        "lapsed": _("Lapsed"),
    }.get(row.result, _("At an end"))


def form_of(value: str) -> str:
    """Grant or loan."""
    return str(FORMS[Form(value)])


def years(number: int) -> str:
    """So many years."""
    return ngettext("%(n)s year", "%(n)s years", number) % {"n": number}


def rules_told(rules: PoolRules) -> Facts:
    """What the model says of a pool."""
    said_in, say = language(), words()
    found: Facts = [(_("It gives"), ", ".join(str(FORMS[one]) for one in rules.forms))]
    if rules.annual is not None:
        found.append((_("A year"), say.money(rules.annual)))
    if rules.levy_per_mille is not None and rules.levy_to_pool is not None:
        told = _("%(rate)s per mille of the service expenditure; %(part)s of it to the pool") % {
            "rate": say.number(rules.levy_per_mille),
            "part": say.percent(rules.levy_to_pool),
        }
        found.append((_("Levy"), told))
    found += _limits(rules)
    found.append((_("Applications are ranked"), say.yes_or_no(rules.ranks)))
    found.append((_("What is free is carried over"), say.yes_or_no(rules.carries_over)))
    found.append((_("Pilots without a full business case"), say.yes_or_no(rules.pilots_without_case)))
    found.append((_("Own money for operations must be shown"), say.yes_or_no(rules.own_operating_finance)))
    found.append((_("Two persons pay out"), say.yes_or_no(rules.two_persons)))
    weighs = any(rules.weights.values())
    criteria = (
        f"{name[said_in]} ({say.percent(rules.weights[key])})" if weighs else name[said_in]
        for key, name in rules.criteria.items()
    )
    found.append((_("Criteria"), "; ".join(criteria)))
    return found


def _limits(rules: PoolRules) -> Facts:
    """The numbers that the model sets for what is applied for, given and told."""
    say, found = words(), Facts()
    if rules.size is not None:
        found.append((_("Size"), say.money(rules.size)))
    if rules.period_years is not None:
        found.append((_("Set aside for"), years(rules.period_years)))
    if rules.ceiling is not None:
        found.append((_("Largest amount"), say.money(rules.ceiling)))
    if rules.second_part:
        found.append((_("Paid when the benefits plan has been shown"), say.percent(rules.second_part)))
    if rules.largest_payback_years is not None:
        found.append((_("Earned back in at most"), years(rules.largest_payback_years)))
    if Form.LOAN in rules.forms:
        told = _("at most %(percent)s per cent a year") % {"percent": say.number(100 * rules.interest)}
        found.append((_("Interest on a loan"), told if rules.interest else _("none")))
    if rules.most_instalments is not None:
        found.append((_("Instalments of a loan"), _("at most %(most)s") % {"most": rules.most_instalments}))
    if rules.reports_within_months is not None:
        told = _("within %(months)s months of the award") % {"months": rules.reports_within_months}
        found.append((_("What came of it is told"), told))
    if rules.shares_experience:
        found.append((_("Experience is shared"), say.yes_or_no(rules.shares_experience)))
    return found


def caution(acting: Acting, lends: Any) -> str:
    """What Danish law asks to be looked into before an association lends to its members."""
    if not lends or acting.organisation_kind is not OrganisationKind.ASSOCIATION:
        return ""
    return _(
        "Loans between an association and its members need a legal check before they are given. So does a"
        " contribution that is paid back by agreement."
    )


def criteria(rules: PoolRules | None, keys: Iterable[str], said_in: str) -> list[str]:
    """Criteria by the names that the model gives them; by their keys where it has them no more."""
    names = rules.criteria if rules else {}
    return [names[key][said_in] if key in names else key for key in keys]
