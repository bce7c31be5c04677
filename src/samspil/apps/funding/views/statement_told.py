"""A statement of a shared cost in words and numbers: enough to work it out again."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from samspil.apps.funding.forms.cost_sharing import KINDS
from samspil.apps.funding.selectors.cost_keys import entry_again, key_of, worked_out
from samspil.apps.funding.types import SharedSort
from samspil.apps.funding.views.key_words import rule_in_words
from samspil.apps.funding.views.money_sheet import NOT_THE_ACCOUNTS
from samspil.core.units import Money
from samspil.kit.excel.writing import Cell, Table
from samspil.kit.web.language import language
from samspil.wording.words import Words

if TYPE_CHECKING:
    from samspil.apps.funding.models import SharedCost

Shown = dict[str, Any]
_DECIMALS: Final = 4  # of an exact part in kroner, so that the rounding can be followed


def told_of(row: SharedCost, say: Words) -> Shown:
    """All of it; the same for the page and for the PDF."""
    key, currency = key_of(row), row.currency
    parts = _parts(row)
    total = sum(row.pays.values())
    rows = _rows(row, say, parts)
    told = [at for at in range(len(_head())) if any(one[at] for one in rows)]

    def only_told(cells: list[str]) -> list[str]:
        """Without what nobody has, such as use where the key asks for none."""
        return [cells[at] for at in told]

    return {
        "title": row.text,
        "lead": f"{row.initiative.number} {row.initiative.title}",
        "language": language(),
        "page": _("Page"),
        "facts": _facts(row, say),
        "head": only_told(_head()),
        "rows": [only_told(one) for one in rows],
        "total": only_told([_("Together"), "", "", "", "", "", say.money(Money(total, currency))]),
        "how": _how(row, rule_in_words(key.rule, say)),
        "note": str(NOT_THE_ACCOUNTS),
        "data": json.dumps(row.key.content, ensure_ascii=False, sort_keys=True),
    }


def _head() -> list[str]:
    return [
        *(_("Member"), _("Inhabitants"), _("Use"), _("Expected use")),
        *(_("Days"), _("Exact, in kroner"), _("Pays")),
    ]


def _rows(row: SharedCost, say: Words, parts: dict[str, tuple[int, Fraction]]) -> list[list[str]]:
    return [
        [
            one["name"],
            _number(one["inhabitants"], say),
            _number(one["use"], say),
            _number(one["forecast"], say),
            _number(parts[one["key"]][0], say) if one["key"] in parts else "",
            say.number(parts[one["key"]][1] / 100, _DECIMALS) if one["key"] in parts else "",
            say.money(Money(row.pays.get(one["key"], 0), row.currency)),
        ]
        for one in sorted(row.members, key=lambda one: str(one["key"]))
    ]


def _parts(row: SharedCost) -> dict[str, tuple[int, Fraction]]:
    """Days and the exact part of each; what one that joins late pays is told by the rule alone."""
    if row.sort == SharedSort.ENTRY.value:
        return {}
    return {part.member.key: (part.days, part.exact) for part in worked_out(row).parts}


def _facts(row: SharedCost, say: Words) -> list[tuple[str, str]]:
    key = key_of(row)
    day = key.population_on
    names = {one["key"]: one["name"] for one in row.members}
    return [
        (_("Joint cost"), str(KINDS[row.key.kind])),
        (_("Period"), f"{say.day(row.first)} – {say.day(row.last)}"),
        (_("Amount"), say.money(Money(row.amount_minor, row.currency))),
        (
            _("Cost key"),
            _("version %(number)s, from %(day)s")
            % {"number": row.key.number, "day": say.day(row.key.valid_from)},
        ),
        (_("Decided"), row.key.decision),
        *([(_("Inhabitants counted"), say.day(day))] if day else []),
        *([(_("Whose cost"), names.get(row.whose, row.whose))] if row.whose and not row.enters else []),
        *(_entered(row, names, say) if row.enters else []),
    ]


def _entered(row: SharedCost, names: dict[str, str], say: Words) -> list[tuple[str, str]]:
    """Of which cost one that joined late pays its part, and how much of that is left."""
    entry, cost = entry_again(row), row.enters
    assert cost is not None
    told = [
        (_("Joined later"), names.get(row.whose, row.whose)),
        (
            _("Of"),
            f"{cost.text}, {say.day(cost.first)}, {say.money(Money(cost.amount_minor, cost.currency))}",
        ),
        (_("Its share, had it been there from the start"), say.money(entry.full)),
        (
            _("Left of it"),
            _("%(left)s of %(months)s months") % {"left": entry.months_left, "months": entry.months},
        ),
    ]
    if entry.prices != 1:
        told.append((_("Prices since then"), f"× {say.number(entry.prices, _DECIMALS)}"))
    return told


def _how(row: SharedCost, rule: str) -> list[str]:
    rounding = _(
        "Each part is worked out exactly and rounded down to whole øre; the øre left over go one each to the "
        "largest remainders, and where two are alike to the lowest municipality code."
    )
    if row.sort == SharedSort.ENTRY.value:
        return [
            _("Shared like this: %(rule)s.") % {"rule": rule},
            _(
                "One that joins later pays its share of what is left, as if it had been there from the start."
                " It goes to all who have paid, earlier late joiners too, so that all have paid by the same"
                " key. Below nought is what they get."
            ),
            rounding,
        ]
    found = [_("Shared like this: %(rule)s.") % {"rule": rule}, rounding]
    if key_of(row).counts_days:
        found.append(
            _("One that takes part in some of the days carries in proportion to them; use counts as it is.")
        )
    if row.sort == SharedSort.SETTLED.value:
        found.append(
            _("What each pays is the difference between the exact part, rounded, and what was billed before.")
        )
    return found


def as_table(row: SharedCost, example: str) -> Table:
    """For Excel: amounts in øre, and the key as data, so that a machine can work it out again."""
    parts = _parts(row)
    columns = [
        _("Code"),
        _("Member"),
        _("Inhabitants"),
        _("Use"),
        _("Expected use"),
        _("From"),
        _("To"),
        _("Days"),
        _("Exact, in øre"),
        _("Pays, in øre"),
    ]
    period = f"{row.first.isoformat()} – {row.last.isoformat()}"
    content = json.dumps(row.key.content, sort_keys=True)
    said = [example, row.text, period, f"{row.amount_minor} øre", str(NOT_THE_ACCOUNTS), content]
    note = " · ".join(filter(None, said))
    rows: list[list[Cell]] = [
        [
            one["key"],
            one["name"],
            one["inhabitants"],
            one["use"],
            one["forecast"],
            one["from_on"],
            one["to_on"],
            parts[one["key"]][0] if one["key"] in parts else None,
            str(parts[one["key"]][1]) if one["key"] in parts else None,
            row.pays.get(one["key"], 0),
        ]
        for one in sorted(row.members, key=lambda one: str(one["key"]))
    ]
    return Table(_("Cost sharing"), columns, rows, note)


def _number(value: int | None, say: Words) -> str:
    return "" if value is None else say.number(value)
