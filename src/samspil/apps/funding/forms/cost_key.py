"""A cost key as people write it: the rule in fields, whose inhabitants count, and the decision.

Tables (steps, fixed parts, a price index) have rows; a button asks for the page again with more of them, so
that nothing needs a script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.forms.cost_sharing import KINDS, MIX, number_field
from samspil.apps.funding.forms.cost_sharing import day_field as _day
from samspil.apps.funding.forms.key_rules import ALL, plain, rule_of, written_rows
from samspil.apps.funding.types import Sharer
from samspil.core.finance.cost_keys.key import MOST_YEARS, Entry
from samspil.core.finance.cost_keys.rules import MOST_PARTS, MOST_STEPS
from samspil.kit.web.numbers import NumberField, write_number

ROWS: Final = 3
MOST_ROWS: Final = 30
_SIMPLE: Final = [
    ("equal", _("Everybody alike")),
    ("inhabitants", _("By inhabitants")),
    ("use", _("By what each uses")),
]
_IN_PARTS: Final = [
    *_SIMPLE,
    ("bands", _("By the steps above, as an amount a member")),
    ("degressive", _("By the steps above, as a price an inhabitant")),
    ("agreed", _("By the agreed shares above")),
]
_RULES: Final = [
    *_SIMPLE,
    ("mix", _("A mix of these three, by weight")),
    ("tariff", _("A price: so much a member, an inhabitant and a use")),
    ("degressive", _("A price an inhabitant that changes with the number of inhabitants")),
    ("bands", _("An amount a member, by how many inhabitants it has")),
    ("flat", _("The use that is expected at a price, carried by inhabitants")),
    ("expected_users", _("Alike among those who use it, or are expected to within some years")),
    ("agreed", _("By agreed shares")),
    ("parts", _("In fixed parts, each by a rule of its own")),
]
_ENTRIES: Final = [
    (Entry.WRITTEN_DOWN.value, _("Its part of what is left, written down over some years")),
    (Entry.ALL.value, _("All of its part, as if it had been there from the start")),
    (Entry.NOTHING.value, _("Nothing")),
]


def _rate(**rest: Any) -> NumberField:
    return NumberField(least=Decimal(0), required=False, **rest)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of fields under headings."""

    heads: Sequence[Any]
    rows: Sequence[tuple[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, folded away where they are not asked for."""

    key: str
    title: Any
    told: Any
    fields: Sequence[Any]
    table: Table | None
    is_open: bool


class KeyForm(forms.Form):
    """A key for a kind of cost: its rule, what late joiners and leavers pay, and the decision."""

    kind = forms.ChoiceField(
        label=_("Which cost is it for?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    rule = forms.ChoiceField(label=_("How is it shared?"), choices=_RULES, widget=forms.RadioSelect)
    alike = number_field(label=_("Weight: alike"))
    people = number_field(label=_("Weight: by inhabitants"))
    use = number_field(label=_("Weight: by what each uses"))
    a_member = _rate(label=_("Kroner a member"))
    an_inhabitant = _rate(label=_("Kroner an inhabitant"))
    a_use = _rate(label=_("Kroner a use"))
    flat_price = _rate(label=_("Kroner for each use that is expected"))
    years = forms.IntegerField(
        label=_("Expected within how many years?"), min_value=1, max_value=50, required=False
    )
    agreed_total = _rate(label=_("What the shares sum to"))
    threshold = _rate(
        label=_("Up to how many kroner does the one whose cost it is carry alone?"),
        help_text=_("Leave it empty where there is no such threshold. What is above is shared as said."),
    )
    base_year = forms.IntegerField(
        label=_("The year whose prices the amounts are in"), min_value=1990, max_value=2200, required=False
    )
    index_source = forms.CharField(label=_("Where the index is from"), max_length=200, required=False)
    population_on = _day(
        label=_("Inhabitants on which day?"),
        required=False,
        help_text=_("The key keeps these numbers. They stay, also when the register gets newer ones."),
    )
    joining = forms.ChoiceField(
        label=_("What does one that joins later pay of the establishment?"),
        choices=_ENTRIES,
        widget=forms.RadioSelect,
    )
    joining_years = forms.IntegerField(
        label=_("Written down over how many years?"), min_value=1, max_value=50
    )
    joining_indexed = forms.BooleanField(
        label=_("Late joiners pay in the prices of the year they join"),
        help_text=_("By the key's price index."),
        required=False,
    )
    notice_months = forms.IntegerField(
        label=_("Notice in months for one that leaves"), min_value=0, max_value=120
    )
    at_year_end = forms.BooleanField(label=_("Members leave at the end of a year only"), required=False)
    valid_from = _day(label=_("From which day?"))
    decided = forms.TypedChoiceField(
        label=_("Which decision says so?"), coerce=UUID, empty_value=None, required=False
    )
    decision = forms.CharField(
        label=_("Or the decision in words"),
        max_length=300,
        required=False,
        help_text=_("For example: the board, 3 March 2026, item 4."),
    )

    def __init__(
        self,
        data: Any,
        decisions: Sequence[tuple[UUID, str]],
        initial: Mapping[str, Any],
        members: Sequence[Sharer] = (),
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.decisions, self.members = dict(decisions), members
        self.count = rows_of(data if data is not None else initial)
        choices = [("", _("None of these")), *((str(key), name) for key, name in decisions)]
        self.fields["decided"].choices = choices  # type: ignore[attr-defined]
        self._add_rows()
        self._add_members()

    def _add_rows(self) -> None:
        for row in range(self.count):
            said = {"number": row + 1}
            self.fields[f"to_{row}"] = number_field(
                label=_("Up to so many inhabitants, row %(number)s") % said
            )
            self.fields[f"rate_{row}"] = _rate(label=_("Kroner, row %(number)s") % said)
            self.fields[f"index_year_{row}"] = forms.IntegerField(
                label=_("Year, row %(number)s") % said, min_value=1990, max_value=2200, required=False
            )
            self.fields[f"index_{row}"] = _rate(label=_("Index number, row %(number)s") % said)
        names = [(one.code, one.name) for one in self.members]
        for row in range(min(self.count, MOST_PARTS)):
            said = {"number": row + 1}
            self.fields[f"part_{row}"] = _rate(label=_("Per cent of the cost, part %(number)s") % said)
            self.fields[f"by_{row}"] = forms.ChoiceField(
                label=_("Shared how, part %(number)s") % said, choices=_IN_PARTS, required=False
            )
            self.fields[f"of_{row}"] = forms.MultipleChoiceField(
                label=_("Carried by, part %(number)s") % said,
                choices=names,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _add_members(self) -> None:
        for one in self.members:
            said = {"member": one.name}
            self.fields[f"agreed_{one.code}"] = _rate(label=_("Share, %(member)s") % said)
            self.fields[f"people_{one.code}"] = number_field(
                label=_("Inhabitants, %(member)s") % said, initial=one.inhabitants
            )

    # --- as the page lays it out
    def first_fields(self) -> list[Any]:
        """Which cost, and which rule."""
        return [self["kind"], self["rule"]]

    def last_fields(self) -> list[Any]:
        """How members come and go, from when, and the decision."""
        names = ("joining", "joining_years", "joining_indexed", "notice_months", "at_year_end")
        return [self[name] for name in (*names, "valid_from", "decided", "decision")]

    def groups(self) -> list[Group]:
        """What each rule asks; open where it is chosen, or where something in it is wrong."""
        return [
            self._group("mix", _("The weights"), "", MIX),
            self._group("tariff", _("The prices"), "", ("a_member", "an_inhabitant", "a_use")),
            self._group(
                "steps", _("The steps"), _STEPS_TOLD, (), self._steps(), rules=("degressive", "bands")
            ),
            self._group("flat", _("The price of what is expected"), "", ("flat_price",)),
            self._group("expected_users", _("The years"), "", ("years",)),
            self._group("agreed", _("The agreed shares"), _AGREED_TOLD, ("agreed_total",), self._agreed()),
            self._group("parts", _("The fixed parts"), _PARTS_TOLD, (), self._parts()),
            self._group("threshold", _("A threshold"), "", ("threshold",), rules=()),
            self._group(
                "index",
                _("A price index"),
                _INDEX_TOLD,
                ("base_year", "index_source"),
                self._index(),
                rules=(),
            ),
            self._group(
                "counted", _("Inhabitants"), "", ("population_on",), self._people(), rules=_COUNT_PEOPLE
            ),
        ]

    def _group(
        self,
        key: str,
        title: Any,
        told: Any,
        names: Sequence[str],
        table: Table | None = None,
        *,
        rules: Sequence[str] | None = None,
    ) -> Group:
        fields = [self[name] for name in names]
        cells = [cell for _name, row in table.rows for cell in row] if table else []
        chosen = self["rule"].value() in ((key,) if rules is None else rules)
        wrong = any(one.errors for one in (*fields, *cells))
        return Group(key, title, told, fields, table, chosen or wrong or self._is_written([*fields, *cells]))

    def _is_written(self, fields: Sequence[Any]) -> bool:
        """Whether somebody has written in them; what is filled in beforehand is not written."""
        return self.is_bound and any(
            one.value() not in (None, "", []) and not one.name.startswith(_FILLED) for one in fields
        )

    def _numbered(self, names: Sequence[str]) -> list[tuple[str, list[Any]]]:
        rows = [row for row in range(self.count) if f"{names[0]}_{row}" in self.fields]
        return [(str(row + 1), [self[f"{name}_{row}"] for name in names]) for row in rows]

    def _of_members(self, name: str) -> list[tuple[str, list[Any]]]:
        return [(one.name, [self[f"{name}_{one.code}"]]) for one in self.members]

    def _steps(self) -> Table:
        heads = (_("Row"), _("Up to so many inhabitants"), _("Kroner"))
        return Table(heads, self._numbered(("to", "rate")))

    def _parts(self) -> Table:
        heads = (_("Part"), _("Per cent of the cost"), _("Shared how"), _("Carried by"))
        return Table(heads, self._numbered(("part", "by", "of")))

    def _index(self) -> Table:
        return Table((_("Row"), _("Year"), _("Index number")), self._numbered(("index_year", "index")))

    def _agreed(self) -> Table:
        return Table((_("Member"), _("Share")), self._of_members("agreed"))

    def _people(self) -> Table:
        return Table((_("Member"), _("Inhabitants")), self._of_members("people"))

    # --- what it says
    def clean(self) -> dict[str, Any]:
        """What the rule needs is there."""
        said = dict(super().clean() or self.cleaned_data)
        match said.get("rule"):
            case "mix" if not any(said.get(name) for name in MIX):
                self.add_error("alike", _("Give at least one of the three a weight."))
            case "tariff" if not any(map(said.get, ("a_member", "an_inhabitant", "a_use"))):
                self.add_error("a_member", _("Write at least one of the three prices."))
            case "degressive" | "bands":
                self._check_steps(said)
            case "flat" if said.get("flat_price") is None:
                self.add_error("flat_price", _("Write the price."))
            case "agreed":
                self._check_agreed(said)
            case "parts":
                self._check_parts(said)
        self._check_index(said)
        if not said.get("population_on") and any(said.get(f"people_{one.code}") for one in self.members):
            self.add_error("population_on", _("Write which day the numbers are of."))
        if not said.get("decided") and not (said.get("decision") or "").strip():
            self.add_error("decision", _("Choose the decision, or write which it is."))
        return said

    def _check_steps(self, said: Mapping[str, Any]) -> None:
        rows = self._written(said, "rate")
        ends: list[Any] = [said.get(f"to_{row}") for row in rows]
        if not rows:
            self.add_error("rate_0", _("Write at least one row with kroner."))
        elif ends[-1] is not None or None in ends[:-1] or ends[:-1] != sorted(set(ends[:-1])):
            wrong = _("The numbers of inhabitants rise row by row, and only the last row has none.")
            self.add_error(f"to_{rows[-1]}", wrong)

    def _check_agreed(self, said: Mapping[str, Any]) -> None:
        total = said.get("agreed_total") or ALL
        found = sum((said.get(f"agreed_{one.code}") or Decimal(0) for one in self.members), Decimal(0))
        if found != total:
            wrong = gettext("The shares sum to %(found)s and should sum to %(total)s.")
            self.add_error(
                "agreed_total", wrong % {"found": write_number(found), "total": write_number(total)}
            )

    def _check_parts(self, said: Mapping[str, Any]) -> None:
        found = sum((said[f"part_{row}"] for row in self._written(said, "part")), Decimal(0))
        if found != ALL:
            wrong = gettext("The parts sum to %(found)s per cent and should sum to 100.")
            self.add_error("part_0", wrong % {"found": write_number(found)})
        by = {row: said.get(f"by_{row}") for row in self._written(said, "part")}
        if {"bands", "degressive"} & set(by.values()):
            self._check_steps(said)
        if "agreed" in by.values():
            self._check_agreed(said)
        sharing = {one.code for one in self.members if said.get(f"agreed_{one.code}") is not None}
        for row in (row for row, rule in by.items() if rule == "agreed"):
            if (chosen := set(said.get(f"of_{row}") or ())) and chosen != sharing:
                self.add_error(f"of_{row}", _("The agreed shares are not of those who carry the part."))

    def _check_index(self, said: Mapping[str, Any]) -> None:
        rows = self._written(said, "index")
        if said.get("joining_indexed") and not rows:
            self.add_error("joining_indexed", _("Write the price index that they pay by."))
        if not rows and not said.get("base_year"):
            return
        years = [said.get(f"index_year_{row}") for row in rows]
        if said.get("base_year") is None or said["base_year"] not in years or None in years:
            wrong = _("Write a year for each index number, and one for the year the amounts are in.")
            self.add_error("base_year", wrong)
        if not said.get("index_source"):
            self.add_error("index_source", _("Write where the index is from."))

    def _written(self, said: Mapping[str, Any], name: str) -> list[int]:
        return written_rows(said, name, range(self.count))

    def content(self) -> dict[str, Any]:
        """The key as it is kept, with the numbers it counts by."""
        said = self.cleaned_data
        rule = rule_of(said, range(self.count), [one.code for one in self.members])
        if said["threshold"]:
            rule = {"by": "above_threshold", "threshold": plain(said["threshold"]), "rule": rule}
        found: dict[str, Any] = {
            "kind": said["kind"],
            "rule": rule,
            "joining": {
                "pays": said["joining"],
                "years": said["joining_years"],
                "indexed": said["joining_indexed"],
            },
            "leaving": {"notice_months": said["notice_months"], "at_year_end": said["at_year_end"]},
        }
        people = {one.code: said[f"people_{one.code}"] for one in self.members}
        counted = {code: number for code, number in people.items() if number is not None}
        if counted and said["population_on"]:
            found |= {"population_on": said["population_on"].isoformat(), "inhabitants": counted}
        rows = self._written(said, "index")
        if rows:
            values = {said[f"index_year_{row}"]: plain(said[f"index_{row}"]) for row in rows}
            found["index"] = {"base": said["base_year"], "values": values, "source": said["index_source"]}
        return found

    def words(self) -> str:
        """The decision in words."""
        said = self.cleaned_data
        return str(said["decision"]).strip() or self.decisions.get(said["decided"], "")


_FILLED: Final = ("by_", "agreed_total", "people_", "population_on")
_COUNT_PEOPLE: Final = ("inhabitants", "mix", "tariff", "degressive", "bands", "flat")
_STEPS_TOLD: Final = _("The last row has no number of inhabitants: it holds for all above the row before.")
_AGREED_TOLD: Final = _("Write per cent, or parts such as 1, 1 and 2, and below what they sum to.")
_PARTS_TOLD: Final = _("The parts sum to 100 per cent. Where nobody is chosen, everybody carries the part.")
_INDEX_TOLD: Final = _("Amounts of one year are brought to the prices of the year that a cost is of.")


def rows_of(data: Mapping[str, Any]) -> int:
    """How many rows the tables have, as the page was sent; as many more as are asked for."""
    try:
        count = int(str(data.get("rows", ROWS)))
    except ValueError:
        count = ROWS
    more = ROWS if "room" in data else 0
    return min(max(count, ROWS) + more, MOST_ROWS, MOST_STEPS, MOST_YEARS)


def sent_again(data: Any) -> dict[str, Any]:
    """What was written, to go on writing with more rows."""
    found: dict[str, Any] = {name: data.get(name) for name in data}
    return found | {name: data.getlist(name) for name in data if name.startswith("of_")}
