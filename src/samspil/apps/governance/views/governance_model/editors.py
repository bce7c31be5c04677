"""Each sort of part that can be edited: its form, its rows, and what they mean for the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django import forms
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.utils.translation import gettext as _

from samspil.apps.governance.editing import parts
from samspil.apps.governance.forms import governance_model as shapes
from samspil.apps.governance.forms.model_choices import Choices, plain
from samspil.core.governance.diagram.values_in_words import rhythm as in_words
from samspil.core.governance.document import Path
from samspil.core.governance.language.forums import Calendar

NEW: Final = "new"
ABOUT: Final = "about"


@dataclass(frozen=True)
class Editor:
    """One part of a draft at the moment it is edited."""

    section: str
    key: str
    whole: Mapping[str, Any]
    choices: Choices
    data: QueryDict | None = None
    route: str = ""

    # --- what is there ----------------------------------------------------------------------------------
    @property
    def is_new(self) -> bool:
        """Whether it is to be added."""
        return self.key == NEW

    @property
    def holder(self) -> Path:
        """What the part stands in."""
        return ("routes", self.route, "steps") if self.section == "routes" else (self.section,)

    @cached_property
    def before(self) -> Mapping[str, Any]:
        """The part as it stands; nothing of one that is new."""
        if self.section == ABOUT:
            return self.whole
        value: Any = self.whole
        for one in (*self.holder, self.key):
            value = value.get(one, {}) if isinstance(value, Mapping) else {}
        return value if isinstance(value, Mapping) else {}

    @property
    def exists(self) -> bool:
        """Whether there is such a part, or a place for a new one."""
        if self.section == ABOUT:
            return True
        value: Any = self.whole
        for one in self.holder:
            value = value.get(one) if isinstance(value, Mapping) else None
        if self.is_new:
            return isinstance(value, Mapping) or self.section != "routes"
        return isinstance(value, Mapping) and isinstance(value.get(self.key), Mapping)

    @property
    def path(self) -> Path:
        """Where the part is. A new one is named after what it is called."""
        return (*self.holder, self._new_key() if self.is_new else self.key)

    def _new_key(self) -> str:
        said = self.form.cleaned_data
        name = said.get("name_en") or said.get("name_da")
        if name is None:
            name = f"{said['who'].partition(' ')[2]} {said['scope']} {said['code'].lower()}"
        value: Any = self.whole
        for one in self.holder:
            value = value.get(one, {})
        return parts.key_from(name, value)

    # --- the form ---------------------------------------------------------------------------------------
    @cached_property
    def form(self) -> forms.Form:
        """The questions asked once."""
        more: dict[str, Any] = {"route": self.route} if self.section == "routes" else {}
        shape: type[Any] = _FORMS[self.section]
        form: forms.Form = shape(self.data, initial=self._initial(), choices=self.choices, **more)
        return form

    @cached_property
    def rows(self) -> BaseFormSet[Any] | None:
        """The questions asked row by row."""
        if self.section not in _ROWS:
            return None
        more: dict[str, Any] = {"choices": self.choices}
        if self.section == "routes":
            more["route"] = self.route
        shape: type[Any] = _ROWS[self.section]
        rows: BaseFormSet[Any] = shape(
            self.data, initial=self._initial_rows(), prefix="rows", form_kwargs=more
        )
        return rows

    def is_valid(self) -> bool:
        """Whether everything asked has been answered so that it can be kept."""
        rows_are_valid = self.rows is None or self.rows.is_valid()
        return self.form.is_valid() and rows_are_valid

    def _initial(self) -> dict[str, Any]:
        found = self.before
        match self.section:
            case "forums":
                return self._forum_initial()
            case "mandates":
                return parts.mandate_fields(found)
            case "parameters":
                return parts.parameter_fields(found)
            case "routes":
                return parts.step_fields(found)
        return {
            **parts.name_fields(found.get("name", {})),
            **parts.name_fields(found.get("summary", {}), "summary"),
            "version": found.get("version", ""),
            "valid_from": found.get("valid_from", ""),
        }

    def _forum_initial(self) -> dict[str, Any]:
        fields = parts.forum_fields(self.before)
        fields["except_days"] = ", ".join(fields["except_days"])
        fields["also"] = ", ".join(fields["also"])
        fields["seat_roles"] = {
            key: seat.get("role", "")
            for key, seat in self.before.get("seats", {}).items()
            if isinstance(seat, Mapping)
        }
        fields["told"] = self._rhythm_told()
        if self.is_new:
            fields |= {"rhythm": "monthly", "time": "", "when_closed": "next"}
        return fields

    def _rhythm_told(self) -> str:
        try:
            calendar = Calendar.model_validate(self.before.get("calendar", {}), strict=False)
            return in_words(calendar, self.choices.words.language)
        except (ValueError, KeyError):
            return str(self.before.get("calendar", {}).get("rule", ""))

    def _initial_rows(self) -> list[dict[str, Any]]:
        match self.section:
            case "forums":
                return parts.seat_fields(self.before.get("seats", {}))
            case "parameters":
                return parts.dated_fields(self.before.get("values", {}))
        return parts.outcome_fields(self.before.get("outcomes", {}))

    # --- what they mean ---------------------------------------------------------------------------------
    def changes(self) -> Iterator[tuple[Path, object]]:
        """What is to stand where in the draft. The answers are valid."""
        said = plain(self.form.cleaned_data)
        match self.section:
            case "forums":
                yield self.path, parts.forum_value(said, self._answers(), self.before)
            case "mandates":
                yield self.path, parts.mandate_value(said, self.before)
            case "parameters":
                yield self.path, parts.parameter_value(said, self._answers(), self.before)
            case "routes":
                yield self.path, parts.step_value(said, self._answers(), self.before)
            case _:
                yield ("name",), parts.name_value(said)
                yield ("summary",), parts.name_value(said, "summary")
                yield ("version",), said["version"]
                yield ("valid_from",), said["valid_from"]

    def _answers(self) -> list[dict[str, Any]]:
        assert self.rows is not None
        kept = [form.cleaned_data for form in self.rows.forms if form.cleaned_data]
        return [plain(said) for said in kept if not said.get("DELETE")]

    # --- words ------------------------------------------------------------------------------------------
    @property
    def name(self) -> str:
        """What the part is called."""
        if self.section == ABOUT:
            return _("Name and version")
        if self.is_new:
            return new_names()[self.section]
        if self.section == "mandates":
            return dict(self.choices.mandates()).get(self.key, self.key)
        texts = self.before.get("name", {})
        return str(texts.get(self.choices.words.language) or texts.get("da") or self.key)

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The form's fields under headings."""
        return [
            (str(title), [self.form[name] for name in names])
            for title, names in self.form.GROUPS  # type: ignore[attr-defined]
        ]

    @property
    def condition(self) -> bool:
        """Whether the part has a condition that cannot be edited here yet, and is kept."""
        outcomes = self.before.get("outcomes", {})
        conditions = any(
            "when" in one or isinstance(one.get("to"), list)
            for one in outcomes.values()
            if isinstance(one, Mapping)
        )
        return "when" in self.before or conditions


def new_names() -> dict[str, str]:
    """What a part is called before it has a name."""
    return {
        "forums": _("A new forum"),
        "mandates": _("A new mandate"),
        "parameters": _("A new number"),
        "routes": _("A new step"),
    }


_FORMS: Final[dict[str, Any]] = {
    "forums": shapes.ForumForm,
    "mandates": shapes.MandateForm,
    "parameters": shapes.ParameterForm,
    "routes": shapes.StepForm,
    ABOUT: shapes.AboutForm,
}
_ROWS: Final[dict[str, Any]] = {
    "forums": shapes.SEATS,
    "parameters": shapes.VALUES,
    "routes": shapes.OUTCOMES,
}
