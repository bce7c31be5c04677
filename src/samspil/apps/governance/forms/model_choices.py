"""What the forms of a model's parts have in common: what can be chosen, names, sources, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.governance.editing import parts
from samspil.core.governance.language.basics import Unit
from samspil.wording.words import Words

Choice = tuple[str, str]
NONE: Final[Choice] = ("", "–")
LONGEST: Final = 300
MOST_ROWS: Final = 60


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def choose(form: forms.Form, name: str, choices: Iterable[Choice], current: object = "") -> None:
    """The choices of a field. What stands in the draft and is none of them can still be kept."""
    found = list(choices)
    kept = [current] if isinstance(current, str) else list(current) if isinstance(current, list) else []
    found += [
        (one, _("%(name)s (is not in the model)") % {"name": one})
        for one in kept
        if one and one not in {key for key, _label in found}
    ]
    form.fields[name].choices = found  # type: ignore[attr-defined]


class Choices:
    """What can be chosen in a draft, by name; of a draft that has faults, as far as it can be read."""

    def __init__(self, whole: Mapping[str, Any], words: Words) -> None:
        self.whole, self.words = whole, words

    def names(self, section: str) -> list[Choice]:
        """The parts of a section."""
        return list(self._names(self.whole.get(section)))

    def _names(self, found: object) -> Iterator[Choice]:
        for key, part in (found if isinstance(found, Mapping) else {}).items():
            name = part.get("name") if isinstance(part, Mapping) else None
            said = name.get(self.words.language) or name.get("da") if isinstance(name, Mapping) else None
            yield str(key), str(said or key)

    def bodies(self) -> list[tuple[str, list[Choice]]]:
        """Who can do something: forums, roles, what an attribute points to, the members."""
        by_attribute = [
            (f"{sort} {key}", _("Depends on: %(attribute)s") % {"attribute": name})
            for key, name in self.names("attributes")
            for sort in ("forum_for", "role_for")
            if sort.removesuffix("_for") in _points_to(self.whole, key)
        ]
        return [
            (_("Forums"), [(f"forum {key}", name) for key, name in self.names("forums")]),
            (_("Roles"), [(f"role {key}", name) for key, name in self.names("roles")]),
            (_("Others"), [*by_attribute, ("members", _("The members"))]),
        ]

    def parameters(self, *units: Unit) -> list[Choice]:
        """Numbers of some units, each with what it is now."""
        found = self.whole.get("parameters", {})
        wanted = {unit.value for unit in units}
        return [
            (key, f"{name} ({_latest(found[key])})")
            for key, name in self.names("parameters")
            if isinstance(found[key], Mapping) and found[key].get("unit") in wanted
        ]

    def mandates(self) -> list[Choice]:
        """Lines of the delegation plan, by who may what."""
        bodies = {key: name for _group, rows in self.bodies() for key, name in rows}
        found = self.whole.get("mandates", {})
        return [
            (key, mandate_name(one, bodies, self)) for key, one in found.items() if isinstance(one, Mapping)
        ]

    def reserved(self) -> list[Choice]:
        """The attributes that the law keeps for the council."""
        found = self.whole.get("attributes", {})
        return [(key, name) for key, name in self.names("attributes") if found[key].get("reserved")]

    def outcomes(self) -> list[Choice]:
        """The words for outcomes."""
        return list(self._names(self.whole.get("terms", {}).get("outcomes")))

    def places(self, route: str) -> list[tuple[str, list[Choice]]]:
        """Where an outcome can lead: a step of the route, or an end."""
        steps = self.whole.get("routes", {}).get(route, {}).get("steps")
        ends = self.whole.get("terms", {}).get("ends")
        return [(_("Steps"), list(self._names(steps))), (_("Ends"), list(self._names(ends)))]

    def say(self, table: str, keys: Iterable[str]) -> list[Choice]:
        """Words of a table of the engine's."""
        return [(key, _capital(self.words.say(f"{table}.{key}"))) for key in keys]


def mandate_name(mandate: Mapping[str, Any], bodies: Mapping[str, str], choices: Choices) -> str:
    """A mandate has no name of its own: who, may what, in what."""
    who = bodies.get(parts.who_field(mandate.get("who", {})), "?")
    code = str(mandate.get("code", ""))
    may = choices.words.say(f"delegation.{code}") if choices.words.knows(f"delegation.{code}") else code
    kinds = dict(choices.names("kinds"))
    given = mandate.get("kinds", [])
    about = "" if given == "all" else ", ".join(kinds.get(one, one) for one in given)
    return f"{who}: {may}" + (f" ({about})" if about else "")


def _points_to(whole: Mapping[str, Any], attribute: str) -> set[str]:
    choices = whole.get("attributes", {}).get(attribute, {}).get("choices") or {}
    return {key for choice in choices.values() if isinstance(choice, Mapping) for key in choice}


def _latest(parameter: Mapping[str, Any]) -> str:
    values = parameter.get("values") or {}
    last = max(values, default="")
    return str(values[last].get("value", "")) if last and isinstance(values[last], Mapping) else "?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Named(forms.Form):
    name_da = forms.CharField(label=gettext_lazy("Name in Danish"), max_length=LONGEST)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=LONGEST, required=False)
    name_nb = forms.CharField(label=gettext_lazy("Name in Norwegian"), max_length=LONGEST, required=False)


SOURCES: Final = [
    (parts.ASSUMED, gettext_lazy("Assumed: no source says so")),
    (parts.DECISION, gettext_lazy("A decision")),
    (parts.LAW, gettext_lazy("A law")),
    (parts.DATA, gettext_lazy("Data")),
    (parts.FACT, gettext_lazy("A numbered fact")),
]


class Sourced(forms.Form):
    source_sort = forms.ChoiceField(
        label=gettext_lazy("Where it comes from"), choices=SOURCES, initial=parts.ASSUMED
    )
    source = forms.CharField(label=gettext_lazy("Which one"), max_length=LONGEST, required=False)

    def clean(self) -> dict[str, Any]:
        """A source of a sort must be said."""
        said = super().clean() or self.cleaned_data
        if said.get("source_sort") not in (None, parts.ASSUMED) and not said.get("source"):
            self.add_error("source", _("Say which one."))
        return said


def plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """A form's answers as plain values: days as text, spaces tidied, nothing as empty."""
    return {name: _plain(value) for name, value in said.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value.split()) if isinstance(value, str) else "" if value is None else value


def rows_of(form: type[forms.Form], extra: int = 2) -> type[BaseFormSet[Any]]:
    """Rows of a form, with empty ones to add to. An empty row is none."""
    return formset_factory(form, extra=extra, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS * 2)
