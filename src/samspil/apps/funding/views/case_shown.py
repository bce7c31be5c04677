"""A version of a business case as a page tells it: in words first, then in figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.funding.selectors.case_words import BOTTOM_LINES, ESTIMATES, KINDS
from samspil.apps.funding.selectors.cases import KeptCase, in_kroner
from samspil.apps.funding.selectors.money_rules import CaseRules
from samspil.core.finance.business_case import Case, Estimate, Figures, figures, paid_by_year, parties
from samspil.core.finance.case_parameters import Stress
from samspil.core.finance.what_if import Turning, longest_delay, turnings, under
from samspil.core.units import Money
from samspil.wording.words import Words

Shown = dict[str, Any]
NOTHING: Final = "–"


def case_shown(kept: KeptCase, rules: CaseRules, words: Words) -> Shown:
    """All of a version that a page shows; ``rules`` are those of the day it was kept."""
    case, found = kept.case, kept.figures
    return {
        "row": kept.row,
        "told": list(_in_words(case, found, words)),
        "tiles": _tiles(kept, words),
        "unclear": _money(found.unclear, words) if found.unclear.minor else "",
        "years": _years(kept, words),
        "parties": _parties(kept, words),
        "paid_years": _paid_years(kept, words),
        "lines": [_line(one, words) for one in case.lines],
        "has_points": any(one.has_points for one in case.lines),
        "scenarios": list(_scenarios(kept, rules.stress, words)),
        "turnings": [_turning(one, words) for one in turnings(case, kept.rates)],
        "delay": _delay(kept),
        "beside": [(BOTTOM_LINES[one.bottom_line.value], one.text) for one in case.beside],
        "price_year": case.price_year,
        "rates": _rates(kept, words),
        "stress": _stress(rules, words),
    }


def _in_words(case: Case, found: Figures, words: Words) -> Iterator[str]:
    span = {"first": case.first_year, "last": case.first_year + case.years - 1}
    now = _money(abs_of(found.net_now), words)
    if found.net_now.minor >= 0:
        yield _("Over %(first)s–%(last)s it brings %(now)s more than it costs, in today's value.") % {
            **span,
            "now": now,
        }
    else:
        yield _("Over %(first)s–%(last)s it costs %(now)s more than it brings, in today's value.") % {
            **span,
            "now": now,
        }
    yield _paid_back(found, words)
    if found.lasting.is_settled:
        said = {"year": case.first_year + found.lasting.year, "net": _money(abs_of(found.lasting.net), words)}
        if found.lasting.net.minor >= 0:
            yield _("From %(year)s on each year leaves %(net)s.") % said
        else:
            yield _("From %(year)s on each year costs %(net)s.") % said
    if len(found.internal) > 1:
        yield _("It has several internal rates, so none of them says whether it pays.")


def _paid_back(found: Figures, words: Words) -> str:
    if found.payback is None:
        return _("What is paid does not come back within the years looked at.")
    if not found.payback:
        return _("Nothing has to be laid out first.")
    said = {"years": _years_told(found.payback, words)}
    if found.discounted_payback is None:
        return (
            _("What is paid comes back after %(years)s; discounted, not within the years looked at.") % said
        )
    said["discounted"] = _years_told(found.discounted_payback, words)
    return _("What is paid comes back after %(years)s; discounted, after %(discounted)s.") % said


def _tiles(kept: KeptCase, words: Words) -> list[Shown]:
    found = kept.figures
    each = found.for_each_krone
    return [
        {"label": _("Present value"), "value": _money(found.net_now, words), "note": _("Net present value")},
        {
            "label": _("For each krone invested"),
            "value": NOTHING if each is None else _decimals(each, 2, words),
            "note": _("Net present value for each krone") if each is not None else _("Nothing is invested"),
        },
        {"label": _("Internal rate"), "value": _internal(found, words), "note": _internal_note(found)},
        {
            "label": _("Paid back after"),
            "value": NOTHING if found.payback is None else _years_told(found.payback, words),
            "note": _("Not discounted"),
        },
    ]


def _internal(found: Figures, words: Words) -> str:
    return ", ".join(_percent(one, words) for one in found.internal) if found.internal else NOTHING


def _internal_note(found: Figures) -> str:
    if not found.internal:
        return _("There is none")
    return ngettext("There is one", "There are %(n)s", len(found.internal)) % {"n": len(found.internal)}


def _years(kept: KeptCase, words: Words) -> list[Shown]:
    case, found = kept.case, kept.figures
    factors = kept.rates.factors(case.years)
    return [
        {
            "year": case.first_year + year,
            "costs": _money(_of_year(case.costs, year, case.currency), words),
            "benefits": _money(_of_year(case.benefits, year, case.currency), words),
            "net": _money(found.net[year], words),
            "so_far": _money(found.adding_up[year], words),
            "factor": _decimals(factors[year], 4, words),
        }
        for year in range(case.years)
    ]


def _of_year(lines: Any, year: int, currency: str) -> Money:
    return Money(sum(one.amounts[year].minor for one in lines), currency)


def _parties(kept: KeptCase, words: Words) -> list[Shown]:
    return [
        {
            "name": one.party,
            "pays": _money(one.pays, words),
            "gains": _money(one.gains, words),
            "left": _money(one.net_now, words),
            "loses": one.net_now.minor < 0,
        }
        for one in parties(kept.case, kept.rates)
    ]


def _paid_years(kept: KeptCase, words: Words) -> Shown:
    """Who pays how much in which year: the years in which anything is paid, and a row for each that pays."""
    case, found = kept.case, paid_by_year(kept.case)
    told = [year for year in range(case.years) if any(row[year].minor for row in found.values())]
    return {
        "years": [str(case.first_year + year) for year in told],
        "rows": [
            {
                "name": name,
                "amounts": [_money(row[year], words) if row[year].minor else "" for year in told],
            }
            for name, row in found.items()
        ],
    }


def _line(line: Any, words: Words) -> Shown:
    currency = line.amounts[0].currency
    return {
        "name": line.name,
        "kind": KINDS[line.kind.value],
        "party": line.party,
        "is_cost": line.is_cost,
        "total": _money(Money(line.total, currency), words),
        "pessimistic": words.percent(line.pessimistic),
        "optimistic": words.percent(line.optimistic),
    }


def _scenarios(kept: KeptCase, stress: Stress | None, words: Words) -> Iterator[Shown]:
    for estimate in Estimate:
        yield _scenario(str(ESTIMATES[estimate.value]), kept.case.at(estimate), kept, words)
    if stress is not None:
        yield _scenario(
            _("Held against what became of others'"), under(kept.case, stress.scenario), kept, words
        )


def _scenario(name: str, case: Case, kept: KeptCase, words: Words) -> Shown:
    found = figures(case, kept.rates)
    payback = NOTHING if found.payback is None else _years_told(found.payback, words)
    return {
        "name": name,
        "now": _money(found.net_now, words),
        "payback": payback,
        "is_loss": found.net_now.minor < 0,
    }


def _turning(one: Turning, words: Words) -> Shown:
    if one.line is not None:
        party = f" ({one.line.party})" if one.line.party else ""
        name = f"{KINDS[one.line.kind.value]}: {one.line.name}{party}"
    else:
        name = _("All costs together") if one.is_cost else _("All benefits together")
    return {
        "name": name,
        "is_whole": one.line is None,
        "now": _money(one.now, words),
        "at": words.percent(one.factor) if one.factor is not None else _("Nothing makes it do so"),
        "worst": _money(one.at_worst, words),
        "best": _money(one.at_best, words),
    }


def _delay(kept: KeptCase) -> str:
    delay = longest_delay(kept.case, kept.rates)
    if delay is None:
        return ""
    if not delay:
        return _("If all benefits come a year late, it no longer pays.")
    return ngettext(
        "All benefits can come %(n)s year late, and it still pays.",
        "All benefits can come %(n)s years late, and it still pays.",
        delay,
    ) % {"n": delay}


def _rates(kept: KeptCase, words: Words) -> Shown:
    reached = [one for one in kept.rates.bands if one.first < kept.case.years]
    return {
        "bands": [
            _("%(rate)s in years %(first)s–%(last)s")
            % {"rate": _percent(one.rate, words), "first": one.first, "last": one.last}
            if one.last is not None
            else _("%(rate)s from year %(first)s") % {"rate": _percent(one.rate, words), "first": one.first}
            for one in reached
        ],
        "source": kept.rates.source,
        "since": words.day(kept.rates.since),
    }


def _stress(rules: CaseRules, words: Words) -> Shown | None:
    found = rules.stress
    if found is None:
        return None
    one = found.scenario
    said = _("costs at %(costs)s and benefits at %(benefits)s of the estimate, benefits %(delay)s late") % {
        "costs": words.percent(one.costs),
        "benefits": words.percent(one.benefits),
        "delay": ngettext("%(n)s year", "%(n)s years", one.delay) % {"n": one.delay},
    }
    assumed = found.assumed.in_language(words.language) if found.assumed else ""
    if rules.delayed_by is not None:
        named = {"model": rules.delayed_by.in_language(words.language)}
        assumed = _("How late they come, the governance model “%(model)s” says.") % named
    return {"said": said, "source": found.source, "assumed": assumed}


def _money(amount: Money, words: Words) -> str:
    """In whole kroner: nothing here is known to the øre."""
    return words.money(in_kroner(amount))


def abs_of(amount: Money) -> Money:
    """Without its sign, where words say it."""
    return Money(abs(amount.minor), amount.currency)


def _years_told(years: Fraction, words: Words) -> str:
    tenths = Fraction(round(years * 10), 10)
    return ngettext("%(n)s year", "%(n)s years", 1 if tenths == 1 else 2) % {"n": words.number(tenths)}


def _percent(share: Fraction, words: Words) -> str:
    space = " " if words.language == "nb" else ""
    return f"{words.number(Fraction(round(share * 1000), 10))}{space}%"


def _decimals(number: Fraction, places: int, words: Words) -> str:
    written = f"{float(number):.{places}f}"
    return written if words.language == "en" else written.replace(".", ",")
