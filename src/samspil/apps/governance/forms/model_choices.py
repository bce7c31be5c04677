"""What the forms of a model's parts have in common: what can be chosen, names, sources, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil import library
from samspil.apps.governance.editing import parts
from samspil.core.governance.document import read
from samspil.core.governance.inheritance import MODEL_FILE
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.commitments import DatedValue
from samspil.core.governance.parameters import number
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
            if sort.removesuffix("_for") in _points_to(self, key)
        ]
        return [
            (_("Forums"), [(f"forum {key}", name) for key, name in self.names("forums")]),
            (_("Roles"), [(f"role {key}", name) for key, name in self.names("roles")]),
            (_("Others"), [*by_attribute, ("members", _("The members"))]),
        ]

    def section(self, name: str) -> Mapping[str, Any]:
        """A part of the draft with what in it can be read."""
        found = self.whole.get(name)
        parts = found.items() if isinstance(found, Mapping) else ()
        return {str(key): one for key, one in parts if isinstance(one, Mapping)}

    def parameters(self, *units: Unit) -> list[Choice]:
        """Numbers of some units, each with what it is now."""
        found = self.section("parameters")
        names, wanted = dict(self.names("parameters")), {unit.value for unit in units}
        return [
            (key, f"{names[key]} ({_latest(one, self.words)})")
            for key, one in found.items()
            if one.get("unit") in wanted
        ]

    def lengths(self, *, meetings: bool = False) -> list[Choice]:
        """Lengths of time, as a clock is said."""
        units = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS)
        found = [(f"{unit.value} {key}", name) for unit in units for key, name in self.parameters(unit)]
        if meetings:
            told = _("Meetings: %(name)s")
            found += [(f"meetings {key}", told % {"name": name}) for key, name in self.parameters(Unit.COUNT)]
        return found

    def joint(self) -> list[Choice]:
        """Rules for joint decisions have no names: they are known by the routes that go by them."""
        names, found = dict(self.names("routes")), []
        for key in self.section("joint"):
            users = [names[route] for route, _step in self.steps_of_joint(key)]
            found.append((key, ", ".join(dict.fromkeys(users)) or _("A rule that no route uses yet")))
        return found

    def steps(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Every step of every route."""
        for route, one in self.section("routes").items():
            steps = one.get("steps")
            for step, spec in (steps if isinstance(steps, Mapping) else {}).items():
                if isinstance(spec, Mapping):
                    yield route, str(step), spec

    def steps_of_joint(self, key: str) -> list[tuple[str, str]]:
        """The steps at which members are asked by a rule."""
        return [(route, step) for route, step, spec in self.steps() if spec.get("joint") == key]

    def municipalities(self) -> list[Choice]:
        """Those that can be a member, by name."""
        named = ((code, one.name) for code, one in library.municipalities().items())
        return sorted(named, key=lambda one: one[1])

    def members(self) -> list[Choice]:
        """The municipalities that are, have been or will be members."""
        found = self.whole.get("members")
        named = {
            str(one["municipality"])
            for one in (found if isinstance(found, list) else ())
            if isinstance(one, Mapping) and "municipality" in one
        }
        return [one for one in self.municipalities() if one[0] in named]

    def is_association(self) -> bool:
        """Whether it is a model for several municipalities together."""
        about = self.whole.get("organisation")
        return isinstance(about, Mapping) and about.get("kind") == "association"

    def answering(self) -> list[Choice]:
        """The kinds of matter in which a member answers a joint proposal, in its own model."""
        own = {key: one for key, one in self.section("kinds").items() if one.get("answers_joint")}
        return list(self._names({**_kinds_that_answer(), **own}))

    def values(self, attribute: str) -> list[Choice]:
        """The values of a choice, its own or the phases of a project model."""
        found = self.section("attributes").get(attribute, {})
        projects = self.section("project_models").get(str(found.get("phases_of")), {})
        return list(self._names(projects.get("phases") if projects else found.get("choices")))

    def type_of(self, attribute: str) -> str:
        """What sort of thing is said of a matter; nothing of what is not in the draft."""
        return str(self.section("attributes").get(attribute, {}).get("type", ""))

    def mandates(self) -> list[Choice]:
        """Lines of the delegation plan, by who may what."""
        bodies = {key: name for _group, rows in self.bodies() for key, name in rows}
        return [(key, mandate_name(one, bodies, self)) for key, one in self.section("mandates").items()]

    def reserved(self) -> list[Choice]:
        """The attributes that the law keeps for the council."""
        found = self.section("attributes")
        return [(key, name) for key, name in self.names("attributes") if found.get(key, {}).get("reserved")]

    def outcomes(self) -> list[Choice]:
        """The words for outcomes."""
        return list(self._names(self.section("terms").get("outcomes")))

    def places(self, route: str) -> list[tuple[str, list[Choice]]]:
        """Where an outcome can lead: a step of the route, or an end."""
        return [(_("Steps"), self.steps_of(route)), (_("Ends"), self.ends())]

    def steps_of(self, route: str) -> list[Choice]:
        """The steps of a route."""
        return list(self._names(self.section("routes").get(route, {}).get("steps")))

    def ends(self) -> list[Choice]:
        """Where a matter can end."""
        return list(self._names(self.section("terms").get("ends")))

    def say(self, table: str, keys: Iterable[str]) -> list[Choice]:
        """Words of a table of the engine's."""
        return [(key, _capital(self.words.say(f"{table}.{key}"))) for key in keys]


def mandate_name(mandate: Mapping[str, Any], bodies: Mapping[str, str], choices: Choices) -> str:
    """A mandate has no name of its own: who, may what, in what."""
    given_to = mandate.get("who")
    who = bodies.get(parts.who_field(given_to), "?") if isinstance(given_to, Mapping) else "?"
    code = str(mandate.get("code", ""))
    may = choices.words.say(f"delegation.{code}") if choices.words.knows(f"delegation.{code}") else code
    kinds = dict(choices.names("kinds"))
    given = mandate.get("kinds", [])
    about = ", ".join(kinds.get(str(one), str(one)) for one in given) if isinstance(given, list) else ""
    return f"{who}: {may}" + (f" ({about})" if about else "")


def _points_to(choices: Choices, attribute: str) -> set[str]:
    values = choices.section("attributes").get(attribute, {}).get("choices")
    found = values.values() if isinstance(values, Mapping) else ()
    return {key for choice in found if isinstance(choice, Mapping) for key in choice}


def _latest(parameter: Mapping[str, Any], words: Words) -> str:
    """The newest value in words; as it stands where it is none of its unit."""
    values = parameter.get("values") or {}
    last = values.get(max(values, default="")) if isinstance(values, Mapping) else None
    written = last.get("value", "") if isinstance(last, Mapping) else "?"
    try:
        unit = Unit(str(parameter.get("unit")))
        return words.quantity(
            number(DatedValue.model_construct(value=written, source=parts.ASSUMED), unit), unit.value
        )
    except (ValueError, TypeError, ArithmeticError):
        return str(written)


@cache
def _kinds_that_answer() -> Mapping[str, Any]:
    """Those of the municipal model that others build on."""
    text = library.model_files("danish_municipality")[MODEL_FILE]
    kinds = read(text, MODEL_FILE).value["kinds"]
    return {key: kind for key, kind in kinds.items() if kind.get("answers_joint")}


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
